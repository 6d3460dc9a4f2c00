/** A ruleset in outline: its levels with their inputs and rules, its parameters, tables and lists. */
import { describeType } from '../../data/describe-type.ts'
import type { OverlayHead } from '../../data/list-overlays.ts'
import { plainText } from '../../data/write/csv-cell.ts'
import { printAddress } from '../../model/address.ts'
import type { Program } from '../../model/program.ts'
import type { Input, Rule } from '../../model/ruleset.ts'
import { printType } from '../../syntax/expression/print-expression.ts'
import { tableText } from '../table-text.ts'
import { type Paper, wrapped } from './paper.ts'

/** `overlays`: what comes with the ruleset to be laid over it. */
export function outlineText(program: Program, paper: Paper, overlays: readonly OverlayHead[] = []): string {
  const { ruleset } = program
  const { style, width } = paper
  const status = ruleset.status === 'official' ? '' : style.warning(` (${ruleset.status})`)
  const parts = [
    `${style.strong(printAddress(ruleset.address))}  ${ruleset.title}${status}\n${ruleset.note === undefined ? '' : wrapped(ruleset.note, width)}`,
    ...levelNames(program).map(it => levelText(program, it, paper)),
    parameterText(program, paper),
    namesText('tables', [...ruleset.tables.keys()], paper),
    namesText('codes', [...ruleset.codes.keys()], paper),
    namesText('dimensions', [...ruleset.dimensions.keys()], paper),
    namesText('laws', [...ruleset.laws.keys()], paper),
    namesText('sources', [...ruleset.sources.keys()], paper),
    overlaysText(overlays, paper),
  ]
  return parts.filter(it => it !== '').join('\n')
}

const levelNames = ({ ruleset }: Program): readonly string[] => [
  ...new Set([...ruleset.levels.keys(), ...ruleset.rules.keys()]),
]

function levelText({ ruleset }: Program, name: string, { style, width }: Paper): string {
  const level = ruleset.levels.get(name)
  const made =
    level?.groups === undefined ? '' : ` groups ${level.groups.level} by ${level.groups.by.join(', ')}`
  const inputs = [...(level?.inputs.values() ?? [])].map(inputRow)
  const rules = [...(ruleset.rules.get(name)?.values() ?? [])].map(ruleRow)
  const table = (rows: readonly (readonly string[])[], what: string): string =>
    rows.length === 0 ? '' : `  ${style.faint(what)}\n${tableText(rows, width, { indent: '    ' })}`
  return `${style.strong(name)}${style.faint(made)}\n${table(inputs, 'reads')}${table(rules, 'gives')}`
}

const inputRow = ({ name, title, type, per }: Input): readonly string[] => [
  nameWith(name, per),
  printType(type),
  title,
]
const ruleRow = ({ name, title, unit, per }: Rule): readonly string[] => [
  nameWith(name, per),
  unit ?? '',
  title,
]

const nameWith = (name: string, per: readonly string[]): string =>
  [name, ...per.map(it => `<${it}>`)].join('.')

function parameterText(program: Program, { style, width }: Paper): string {
  const rows = [...program.parameters.values()].map(({ name, title, type, default: value }) => [
    name,
    describeType(program, type),
    value === undefined ? 'no default' : `default ${plainText(value)}`,
    title,
  ])
  return rows.length === 0
    ? ''
    : `${style.strong('parameters')}\n${tableText(rows, width, { indent: '    ' })}`
}

function overlaysText(overlays: readonly OverlayHead[], { style, width }: Paper): string {
  const rows = overlays.map(it => [it.name, it.title])
  const head = `${style.strong('overlays')} ${style.faint('to be used by --with NAME')}`
  return rows.length === 0 ? '' : `${head}\n${tableText(rows, width, { indent: '    ' })}`
}

const namesText = (what: string, names: readonly string[], { style, width }: Paper): string =>
  names.length === 0 ? '' : `${style.strong(what)}\n${wrapped(names.join(', '), width, '    ')}`
