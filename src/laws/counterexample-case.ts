/**
 * Writes a counterexample as a case file: the cohort as given, and what the rules make of it today.
 * Inputs that the law does not depend on are left out, and so is what an unwritten cell means anyway.
 */
import { headingOf } from '../data/cell.ts'
import type { Run } from '../engine/engine.ts'
import { printAddress } from '../model/address.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { isRational, toDecimal } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Value } from '../value/value.ts'
import type { GeneratedCohort, GeneratedRow } from './generated-cohort.ts'

export interface CounterexampleFile {
  readonly title: string
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
}

export interface ExpectedCell {
  readonly column: ColumnId
  readonly key: string | undefined
  /** What is published is stated rather than the value. */
  readonly isShown?: boolean
}

export function printCounterexample(program: Program, { title, cases }: CounterexampleFile): string {
  const head = [`ruleset: ${printAddress(program.ruleset.address)}`, `title: ${scalar(title)}`, 'cases:']
  return `${[...head, ...cases.flatMap(it => caseLines(program, it))].join('\n')}\n`
}

const caseLines = (program: Program, it: CounterexampleCase): readonly string[] => [
  `  - id: ${it.id}`,
  `    title: ${scalar(it.title)}`,
  '    standing: illustrative',
  `    source: ${scalar(it.source ?? 'a counterexample found by testing a law on generated cohorts')}`,
  ...(it.parameters.size === 0
    ? []
    : [`    set: ${flowMap([...it.parameters].map(([name, value]) => [name, writtenValue(value)]))}`]),
  '    given:',
  ...[...it.cohort.levels].flatMap(([level, rows]) => givenLines(program, it, level, rows)),
  '    expect:',
  ...expectLines(program, it),
]

function givenLines(
  program: Program,
  { inputs }: CounterexampleCase,
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
    return isGroup && saysNothing
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
  for (const { column: id, key, isShown = false } of expect) {
    const column = program.columns.get(id)
    const level = run.levels.get(column?.level ?? '')
    if (column === undefined || level === undefined) continue
    for (let row = 0; row < level.size; row++) {
      if (key !== undefined && level.key(row) !== key) continue
      const label = level.name === NATION ? NATION : `${level.name} ${level.key(row)}`
      const cells = byRow.get(label) ?? []
      const cell = isShown
        ? ([`shown(${headingOf(column)})`, writtenValue(run.shown(id, row))] as const)
        : ([headingOf(column), writtenValue(run.value(id, row))] as const)
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

/** A value as cases write it. A number with a root in it has no last digit, so the case allows for the rest. */
export function writtenValue(value: Value): string {
  if (value.kind === 'absent') return `${value.absence.replace(' ', '_')}(${value.reason})`
  if (value.kind === 'number' && !isRational(value.number)) {
    return `${toDecimal(value.number, 9)} within 0.000000001`
  }
  return textOfValue(value)
}
