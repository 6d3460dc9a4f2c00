/**
 * Writes a counterexample as a case file: the ruleset by its address or written out, the cohort as given,
 * and what the rules make of it today.
 * Inputs that the law does not depend on are left out, and so is what an unwritten cell means anyway.
 */
import { headingOf } from '../data/cell.ts'
import type { Run } from '../engine/engine.ts'
import { printAddress } from '../model/address.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import {
  compare,
  type Exact,
  equal,
  exactFromRatio,
  isRational,
  negate,
  sign,
  subtract,
  toDecimal,
} from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Value } from '../value/value.ts'
import type { GeneratedCohort, GeneratedRow } from './generated-cohort.ts'

export interface CounterexampleFile {
  readonly title: string
  /** The text of a ruleset that has no address. */
  readonly rules?: string
  /** Section of the specification that it is about. */
  readonly section?: string
  readonly cases: readonly CounterexampleCase[]
}
export interface CounterexampleCase {
  readonly id: string
  readonly title: string
  readonly parameters: ReadonlyMap<string, Value>
  readonly cohort: GeneratedCohort
  /** Inputs worth writing down, and rules whose values the rows settle. */
  readonly inputs: ReadonlySet<ColumnId>
  readonly run: Run
  /** Where the case is from; a test of a law unless given. */
  readonly source?: string
  /** Columns whose values the case states, on these rows or on all where undefined. */
  readonly expect: readonly ExpectedCell[]
  /** Codes of what computing says, where that is stated rather than values. */
  readonly fails?: readonly string[]
  /** Rows of groups are written whether or not they say anything: a row of its own makes a group. */
  readonly hasAllRows?: boolean
}

export interface ExpectedCell {
  readonly column: ColumnId
  readonly key: string | undefined
  /** What is published is stated rather than the value. */
  readonly isShown?: boolean
  /** What it is not: a number without a last digit is written with as many as tell it from this. */
  readonly unlike?: Value
}

export function printCounterexample(program: Program, file: CounterexampleFile): string {
  const { title, rules, section, cases } = file
  const head = [
    ...(section === undefined ? [] : [`spec: ${section}`]),
    ...(rules === undefined ? [`ruleset: ${printAddress(program.ruleset.address)}`] : []),
    `title: ${scalar(title)}`,
    ...(rules === undefined ? [] : ['rules: |', ...rules.trimEnd().split('\n').map(indented)]),
    'cases:',
  ]
  return `${[...head, ...cases.flatMap(it => caseLines(program, it))].join('\n')}\n`
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`)

function caseLines(program: Program, it: CounterexampleCase): readonly string[] {
  const given = [...it.cohort.levels].flatMap(([level, rows]) => givenLines(program, it, level, rows))
  return [
    `  - id: ${it.id}`,
    `    title: ${scalar(it.title)}`,
    '    standing: illustrative',
    `    source: ${scalar(it.source ?? 'a counterexample found by testing a law on generated cohorts')}`,
    ...(it.parameters.size === 0
      ? []
      : [`    set: ${flowMap([...it.parameters].map(([name, value]) => [name, writtenValue(value)]))}`]),
    ...(given.length === 0 ? [] : ['    given:', ...given]),
    ...(it.fails === undefined
      ? ['    expect:', ...expectLines(program, it)]
      : ['    fails:', ...it.fails.map(code => `      - {code: ${code}}`)]),
  ]
}

function givenLines(
  program: Program,
  { inputs, hasAllRows = false }: CounterexampleCase,
  level: string,
  rows: readonly GeneratedRow[],
): readonly string[] {
  const keys = keyColumns(program, level)
  const columns = [...program.columns.values()].filter(
    it => it.level === level && (it.content.kind === 'input' || inputs.has(it.id)),
  )
  const lines = rows.flatMap(row => {
    const cells = columns.flatMap(column => {
      const value = row.get(column.id)
      const isKey = keys.has(column.id)
      const isWritten =
        value !== undefined && (isKey || (inputs.has(column.id) && !isUnwritten(column, value)))
      return isWritten ? [[headingOf(column), writtenValue(value), isKey] as const] : []
    })
    const saysNothing = cells.every(([, , isKey]) => isKey)
    const keysFirst = cells.toSorted(([, , a], [, , b]) => Number(b) - Number(a))
    const isGroup = program.levels.get(level)?.groups !== undefined
    return isGroup && saysNothing && !hasAllRows
      ? []
      : [`        - ${flowMap(keysFirst.map(([name, value]) => [name, value]))}`]
  })
  return lines.length === 0 ? [] : [`      ${level}:`, ...lines]
}

function keyColumns(program: Program, level: string): ReadonlySet<ColumnId> {
  const ids = program.levels.get(level)?.key ?? []
  return new Set(ids.map(it => `${level}.${it.slice(it.indexOf('.') + 1)}`))
}

/** Whether a blank cell means this value. */
export function isUnwritten({ content }: Column, value: Value): boolean {
  if (content.kind !== 'input') return false
  if (content.default !== undefined) return sameValue(content.default, value)
  return content.mayBeMissing && value.kind === 'absent'
}

function expectLines(program: Program, { run, expect }: CounterexampleCase): readonly string[] {
  const byRow = new Map<string, (readonly [string, string])[]>()
  for (const { column: id, key, isShown = false, unlike } of expect) {
    const column = program.columns.get(id)
    const level = run.levels.get(column?.level ?? '')
    if (column === undefined || level === undefined) continue
    for (let row = 0; row < level.size; row++) {
      if (key !== undefined && level.key(row) !== key) continue
      const label = level.name === NATION ? NATION : `${level.name} ${level.key(row)}`
      const cells = byRow.get(label) ?? []
      const cell = isShown
        ? ([`shown(${headingOf(column)})`, writtenValue(run.shown(id, row), unlike)] as const)
        : ([headingOf(column), writtenValue(run.value(id, row), unlike)] as const)
      byRow.set(label, [...cells, cell])
    }
  }
  return [...byRow].map(([label, cells]) => `      ${scalar(label)}: ${flowMap(cells)}`)
}

// --- writing -------------------------------------------------------------------------------------

const flowMap = (cells: readonly (readonly [string, string])[]): string =>
  `{${cells.map(([name, value]) => `${scalar(name)}: ${scalar(value)}`).join(', ')}}`

const PLAIN = /^(-\d|\w)[\w .()/%+-]*$/

/** A scalar as YAML reads it back, quoted where it has to be. */
function scalar(text: string): string {
  return PLAIN.test(text) && text.trim() === text ? text : `'${text.replaceAll("'", "''")}'`
}

/**
 * A value as cases write it. A number with a root in it has no last digit, so the case allows for the
 * rest: for less than what it is from another number that it has to be told from.
 */
export function writtenValue(value: Value, unlike?: Value): string {
  if (value.kind === 'absent') return `${value.absence.replace(' ', '_')}(${value.reason})`
  if (value.kind !== 'number' || isRational(value.number)) return textOfValue(value)
  const places = placesApart(value.number, unlike?.kind === 'number' ? unlike.number : undefined)
  return `${toDecimal(value.number, places)} within 0.${'1'.padStart(places, '0')}`
}

/** So many decimal places that numbers twice the last of them apart are told from one another. */
function placesApart(value: Exact, other: Exact | undefined): number {
  if (other === undefined || equal(value, other)) return USUAL_PLACES
  const difference = subtract(value, other)
  const size = sign(difference) < 0 ? negate(difference) : difference
  let places = USUAL_PLACES
  while (compare(size, exactFromRatio(2n, 10n ** BigInt(places))) <= 0) places *= 2
  return places
}
const USUAL_PLACES = 9
