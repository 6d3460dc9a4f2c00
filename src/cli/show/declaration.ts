/** One thing that a ruleset declares, in plain words, found by its name. */
import type { Program } from '../../model/program.ts'
import type {
  CodeList,
  Dimension,
  Input,
  Level,
  Parameter,
  Reason,
  Ruleset,
  SourceWork,
  Table,
} from '../../model/ruleset.ts'
import { printExpression, printPattern, printType } from '../../syntax/expression/print-expression.ts'
import { tableText } from '../table-text.ts'
import { citations, heading, type Paper, wrapped } from './paper.ts'
import { ruleText } from './rule.ts'

type Section = (program: Program, paper: Paper) => readonly (readonly [string, () => string])[]

/** Everything of this name: a level and a rule may share one. */
export const declarationsNamed = (program: Program, name: string, paper: Paper): readonly string[] =>
  SECTIONS.flatMap(section => section(program, paper))
    .filter(([own]) => own === name || own.endsWith(`.${name}`))
    .map(([, text]) => text())

export function namesIn(program: Program): readonly string[] {
  const paper: Paper = { width: 80, style: PLAIN }
  const full = SECTIONS.flatMap(section => section(program, paper).map(([own]) => own))
  return [...full, ...full.map(it => it.slice(it.indexOf('.') + 1))]
}

const same = (text: string): string => text
const PLAIN = { error: same, warning: same, note: same, good: same, absent: same, strong: same, faint: same }

const each = <T>(
  map: ReadonlyMap<string, T>,
  text: (it: T) => string,
): readonly (readonly [string, () => string])[] => [...map].map(([name, it]) => [name, () => text(it)])

const SECTIONS: readonly Section[] = [
  (program, paper) =>
    [...program.ruleset.rules].flatMap(([level, rules]) =>
      [...rules.values()].map(it => [`${level}.${it.name}`, () => ruleText(program, it, paper)] as const),
    ),
  ({ ruleset }, paper) =>
    [...ruleset.levels.values()].flatMap(level =>
      [...level.inputs.values()].map(
        it => [`${level.name}.${it.name}`, () => inputText(level, it, paper)] as const,
      ),
    ),
  ({ ruleset }, paper) => each(ruleset.levels, it => levelText(it, paper)),
  (program, paper) => each(program.ruleset.tables, it => tableDeclaration(program, it, paper)),
  ({ ruleset }, paper) => each(ruleset.codes, it => codesText(it, paper)),
  ({ ruleset }, paper) => each(ruleset.dimensions, it => dimensionText(it, paper)),
  (program, paper) => each(program.ruleset.parameters, it => parameterText(program, it, paper)),
  ({ ruleset }, paper) => each(ruleset.reasons, it => reasonText(it, paper)),
  ({ ruleset }, paper) => each(ruleset.sources, it => sourceText(it, ruleset, paper)),
]

function inputText(level: Level, input: Input, paper: Paper): string {
  const { name, title, type, unit, per, mayBeMissing, default: value, earlier } = input
  const blank =
    value !== undefined ? `a blank cell means ${value.text}` : mayBeMissing ? 'may be missing' : 'never blank'
  const parts = [
    `${printType(type)}${unit === undefined ? '' : `, in ${unit}`}; ${blank}`,
    per.length > 0 ? `one for each ${per.join(' and ')}` : '',
    earlier === undefined ? '' : `from the results of ${earlier.years} years before: ${earlier.column}`,
  ]
  const lines = parts.filter(it => it !== '').map(it => wrapped(it, paper.width))
  return heading(paper, `${level.name}.${name}`, title, 'input') + lines.join('')
}

function levelText({ name, title, key, groups, in: parents, inputs }: Level, paper: Paper): string {
  const rows =
    groups === undefined
      ? `rows of the data, identified by ${key.join(' and ')}`
      : `a row for each ${groups.by.join(' and ')} of ${groups.level}${groups.where === undefined ? '' : ` where ${printExpression(groups.where)}`}`
  const above = [...parents].map(([level, columns]) => `${level} by ${columns.join(', ')}`)
  return (
    heading(paper, name, title, 'level') +
    wrapped(rows, paper.width) +
    (above.length === 0 ? '' : wrapped(`belongs to ${above.join('; ')}`, paper.width)) +
    (inputs.size === 0 ? '' : wrapped(`reads ${[...inputs.keys()].join(', ')}`, paper.width))
  )
}

function tableDeclaration(program: Program, table: Table, paper: Paper): string {
  const { name, title, keys, gives, rows, level, complete, year } = table
  const headings = [...keys.map(it => it.name), ...gives.map(it => it.name)]
  const lines = rows.map(row => [
    ...row.keys.map(printPattern),
    ...row.values.map(it => (it.kind === 'value' ? printExpression(it.value) : it.kind)),
  ])
  const body =
    level === undefined
      ? tableText([headings.map(paper.style.faint), ...lines], paper.width, { indent: '  ' })
      : wrapped(`its rows are those of the level ${level.level}`, paper.width)
  const partial = complete ? '' : wrapped('not every key has a row', paper.width)
  const older = year === undefined ? '' : wrapped(`its figures are of ${year}`, paper.width)
  return (
    heading(paper, name, title, 'table') +
    body +
    partial +
    older +
    citations(program, table, paper, ['tables', name])
  )
}

function codesText({ name, codes, order }: CodeList, paper: Paper): string {
  const rows = codes.map(it => [
    it.code,
    it.title,
    it.aliases.length > 0 ? `also ${it.aliases.join(', ')}` : '',
  ])
  return (
    heading(paper, name, order ?? 'in no order', 'codes') + tableText(rows, paper.width, { indent: '  ' })
  )
}

function dimensionText({ name, members, meets, of }: Dimension, paper: Paper): string {
  const rows = members.map(it => [
    it.name,
    it.title,
    it.condition === undefined ? '' : printExpression(it.condition),
  ])
  const about = [of === undefined ? '' : `of ${of}`, ...meets.map(it => `meets ${it}`)].filter(
    it => it !== '',
  )
  return heading(paper, name, about.join(', '), 'dimension') + tableText(rows, paper.width, { indent: '  ' })
}

function parameterText(program: Program, parameter: Parameter, paper: Paper): string {
  const { name, title, choices, type, default: value } = parameter
  const range = choices?.map(it => it.name).join(' or ') ?? (type === undefined ? '' : printType(type))
  const preset = value === undefined ? 'no default: to be given with --set' : `default ${value.text}`
  return (
    heading(paper, name, title, 'parameter') +
    wrapped(`${range}; ${preset}`, paper.width) +
    citations(program, parameter, paper, ['parameters', name])
  )
}

const reasonText = ({ name, absence, text, shown }: Reason, paper: Paper): string =>
  heading(paper, name, text, 'reason') +
  wrapped(`${absence}${shown === undefined ? '' : `; published as ${shown}`}`, paper.width)

function sourceText(work: SourceWork, ruleset: Ruleset, paper: Paper): string {
  const { name, title, publisher, date, link, standing } = work
  const details = [publisher, date, standing].filter(it => it !== undefined).join(', ')
  const citing = citedBy(ruleset, name)
  return (
    heading(paper, name, title, 'source') +
    wrapped(details, paper.width) +
    (link === undefined ? '' : `  ${link}\n`) +
    (citing.length === 0 ? '' : wrapped(`cited by ${citing.join(', ')}`, paper.width))
  )
}

function citedBy({ rules, tables, parameters }: Ruleset, source: string): readonly string[] {
  const all = [
    ...[...rules].flatMap(([level, own]) =>
      [...own.values()].map(it => ({ ...it, name: `${level}.${it.name}` })),
    ),
    ...tables.values(),
    ...parameters.values(),
  ]
  return all.filter(it => it.cites.some(cite => cite.source === source)).map(it => it.name)
}
