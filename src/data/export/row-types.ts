/** TypeScript types of the rows that a ruleset reads and of those it gives. */
import { listsIn } from '../../check/lists.ts'
import { printAddress } from '../../model/address.ts'
import type { Column, Program, TypeAlternative } from '../../model/program.ts'
import { headingOf } from '../cell.ts'
import { levelsWithInputs } from '../cohort-plan.ts'
import { inputsOf, needsColumn } from '../match-columns.ts'

export function rowTypes(program: Program): string {
  const { address, title } = program.ruleset
  const inputs = levelsWithInputs(program).map(it => inputType(program, it))
  const results = [...program.levels.keys()].map(it => resultType(program, it))
  const head = `/** ${title} (${printAddress(address)}). Written by \`yardstick export --as types\`. */\n`
  return [head, ...inputs, ...results.filter(it => it !== '')].join('\n')
}

function inputType(program: Program, level: string): string {
  const fields = inputsOf(program, level).map(input => {
    const mark = needsColumn(input) ? '' : '?'
    const nothing = mark === '' ? '' : ' | null'
    return field(input.column, input.heading, mark, typeText(program, input.column) + nothing)
  })
  return `export interface ${nameOf(level)}Input {\n${fields.join('')}}\n`
}

function resultType(program: Program, level: string): string {
  const rules = [...program.columns.values()].filter(it => it.level === level && it.content.kind === 'rule')
  if (rules.length === 0) return ''
  const fields = rules.map(it => field(it, headingOf(it), '', `${typeText(program, it)} | null`))
  return `export interface ${nameOf(level)}Result {\n${fields.join('')}}\n`
}

function field({ title, unit }: Column, heading: string, mark: string, type: string): string {
  const comment = unit === undefined ? title : `${title}, in ${unit}`
  return `  /** ${comment.replaceAll('*/', '* /')} */\n  readonly ${propertyOf(heading)}${mark}: ${type}\n`
}

const propertyOf = (heading: string): string =>
  /^[A-Za-z_]\w*$/.test(heading) ? heading : `'${heading.replaceAll("'", "\\'")}'`

/** `sub_team` becomes `SubTeam`. */
const nameOf = (level: string): string =>
  level
    .split('_')
    .map(it => it.charAt(0).toUpperCase() + it.slice(1))
    .join('')

const typeText = (program: Program, { type }: Column): string => {
  const texts = type.alternatives.flatMap(it => TEXTS[it.kind](it as never, program))
  return texts.length === 0 ? 'never' : [...new Set(texts)].join(' | ')
}

const TEXTS: {
  [K in TypeAlternative['kind']]: (
    it: Extract<TypeAlternative, { kind: K }>,
    program: Program,
  ) => readonly string[]
} = {
  number: () => ['number'],
  text: () => ['string'],
  'yes/no': () => ['boolean'],
  date: () => ['string'],
  code: ({ list, only }, program) =>
    (only ?? listsIn(program.ruleset).get(list)?.codes ?? []).map(it => JSON.stringify(it)),
  key: () => ['string | number'],
}
