/**
 * Small cohorts of chosen rows, and what stands in for the rules that are held. Inputs that a row does
 * not name are at their default, missing where they may be, or else have their plainest value.
 */

import type { Cohort } from '../engine/cohort.ts'
import type { RunOptions } from '../engine/engine.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow } from '../laws/generated-cohort.ts'
import { type ValueSource, valuesOf } from '../laws/value-arbitrary.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { exactFromRatio } from '../value/exact.ts'
import { builtInAbsence, number, text, type Value } from '../value/value.ts'
import type { RowModel } from './row-model.ts'

/** Values of a row by column: of inputs, and of rules that are held. */
export type Cells = ReadonlyMap<ColumnId, Value>

export interface TrialRow {
  /** Which row of the measure's level it belongs to, from 0. */
  readonly group: number
  readonly cells: Cells
}

export interface TrialCohort {
  readonly generated: GeneratedCohort
  readonly cohort: Cohort
  readonly given: NonNullable<RunOptions['given']>
}

export type Given = Map<ColumnId, ReadonlyMap<string, Value>>

/** The same value for the rows of every key. */
export class ForEveryKey extends Map<string, Value> {
  readonly #find: (key: string) => Value | undefined
  constructor(find: (key: string) => Value | undefined) {
    super()
    this.#find = find
  }
  override get(key: string): Value | undefined {
    return this.#find(key)
  }
  override has(): boolean {
    return true
  }
}

export function trialCohort(
  program: Program,
  model: RowModel,
  rows: readonly TrialRow[],
  above: Cells,
  source: ValueSource,
): TrialCohort {
  const { rowLevel, measure, link } = model
  const given: Given = new Map([...above].map(([column, value]) => [column, new ForEveryKey(() => value)]))
  const keyed = rows.map((row, at) => {
    const cells = plainRow(program, rowLevel, at, source)
    const group = groupKey(program, link[0], row.group)
    const [first] = link
    if (first !== undefined) cells.set(first, group)
    for (const [column, value] of row.cells) cells.set(column, value)
    return cells
  })
  const isRule = (id: ColumnId) => program.columns.get(id)?.content.kind === 'rule'
  const perRule = new Map<ColumnId, Map<string, Value>>()
  for (const [at, cells] of keyed.entries()) {
    for (const [column, value] of cells) {
      if (!isRule(column)) continue
      const values = perRule.get(column) ?? new Map<string, Value>()
      perRule.set(column, values.set(rowName(program, rowLevel, at, cells), value))
    }
  }
  for (const [column, values] of perRule) given.set(column, values)
  const groups = new Set(rows.map(it => it.group))
  const levels = new Map<string, readonly GeneratedRow[]>([[rowLevel, keyed]])
  if (measure.level !== rowLevel) {
    levels.set(
      measure.level,
      [...groups].map(group => groupRow(program, model, group, source)),
    )
  }
  const generated: GeneratedCohort = { levels }
  return { generated, cohort: cohortOf(program, generated), given }
}

/** The key of a row of the measure's level. */
export function groupName(
  program: Program,
  { link, measure, rowLevel }: RowModel,
  group: number,
  row = group,
): string {
  if (measure.level === NATION) return ''
  if (measure.level === rowLevel) return rowName(program, rowLevel, row, new Map())
  const value = groupKey(program, link[0], group)
  return value.kind === 'text' ? value.text : String(group + 1)
}

function groupRow(
  program: Program,
  { measure, link }: RowModel,
  group: number,
  source: ValueSource,
): GeneratedRow {
  const row = plainRow(program, measure.level, group, source)
  for (const column of columnsOf(program, measure.level)) {
    if (column.content.kind === 'input' && column.content.key === 0)
      row.set(column.id, groupKey(program, link[0], group))
  }
  const level = program.levels.get(measure.level)
  const [key] = level?.groups === undefined ? (level?.key ?? []) : []
  if (key !== undefined) row.set(key, groupKey(program, link[0], group))
  return row
}

const groupKey = (program: Program, link: ColumnId | undefined, group: number): Value => {
  const column = link === undefined ? undefined : program.columns.get(link)
  return isNumber(column) ? number(exactFromRatio(group + 1)) : text(`${initial(link)}${group + 1}`)
}

const initial = (link: ColumnId | undefined): string => (link ?? 'g').split('.').at(-1)?.slice(0, 1) ?? 'g'

/** The key of a row of the level, as runs write it. */
export function rowName(program: Program, level: string, at: number, cells: Cells): string {
  const [first, ...rest] = program.levels.get(level)?.key ?? []
  const own = isNumber(first === undefined ? undefined : program.columns.get(first))
    ? `${at + 1}`
    : `${level.slice(0, 1)}${at + 1}`
  const others = rest.map(it => {
    const value = cells.get(it)
    return value?.kind === 'text' ? value.text : ''
  })
  return [own, ...others].join(' / ')
}

const isNumber = (column: Column | undefined): boolean =>
  column?.type.alternatives.every(it => it.kind === 'number') === true

/** Columns of a level, found once for a program. */
export function columnsOf(program: Program, level: string): readonly Column[] {
  const known = COLUMNS.get(program) ?? Map.groupBy(program.columns.values(), it => it.level)
  COLUMNS.set(program, known)
  return known.get(level) ?? []
}
const COLUMNS = new WeakMap<Program, ReadonlyMap<string, readonly Column[]>>()

/** A row about which nothing is said but its name. */
export function plainRow(
  program: Program,
  level: string,
  at: number,
  source: ValueSource,
): Map<ColumnId, Value> {
  const row = new Map(plainInputs(program, level, source))
  const key = program.levels.get(level)
  const [first] = key?.groups === undefined ? (key?.key ?? []) : []
  const column = first === undefined ? undefined : program.columns.get(first)
  if (first !== undefined)
    row.set(first, isNumber(column) ? number(exactFromRatio(at + 1)) : text(`${level.slice(0, 1)}${at + 1}`))
  return row
}

/** The plain value of every input of a level, found once for what values are drawn from. */
function plainInputs(program: Program, level: string, source: ValueSource): Cells {
  const levels = PLAIN.get(source) ?? new Map<string, Cells>()
  PLAIN.set(source, levels)
  const inputs = columnsOf(program, level).filter(it => it.content.kind === 'input')
  const cells = levels.get(level) ?? new Map(inputs.map(it => [it.id, plainValue(it, source)]))
  levels.set(level, cells)
  return cells
}
const PLAIN = new WeakMap<ValueSource, Map<string, Cells>>()

export function plainValue({ content, type }: Column, source: ValueSource): Value {
  if (content.kind === 'input' && content.default !== undefined) return content.default
  if (content.kind === 'input' && content.mayBeMissing) return builtInAbsence('no_value')
  return valuesOf(type, source)[0] ?? text('a')
}
