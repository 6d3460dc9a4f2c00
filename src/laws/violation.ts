/** Looks for what a law forbids in one cohort. Finding none says nothing about other cohorts. */
import type { Lists } from '../check/lists.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import { type Cohort, type CohortLevel, columnOf } from '../engine/cohort.ts'
import type { Engine, Run, RunOptions } from '../engine/engine.ts'
import type { ColumnId, Program, ProgramBetter } from '../model/program.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Present, Value } from '../value/value.ts'
import { isBetter } from './better-value.ts'
import { staysFitting } from './fit-table-keys.ts'
import { type ValueSource, valuesOf } from './value-arbitrary.ts'

export interface Trial {
  readonly program: Program
  readonly engine: Engine
  readonly options: RunOptions
  readonly source: ValueSource
}

/** What became of a law on a cohort; `decided` counts the rows or changes it had something to say about. */
export interface Verdict<T> {
  readonly violation: T | undefined
  readonly decided: number
  /** The rules themselves could not be computed on the cohort, so that it says nothing about the law. */
  readonly failed: boolean
}

const FAILED = { violation: undefined, decided: 0, failed: true }

/** A row on which a claim is no. */
export interface Refuted {
  readonly kind: 'holds'
  readonly claim: ColumnId
  readonly key: string
}

export function findRefuted(trial: Trial, claims: readonly ColumnId[], cohort: Cohort): Verdict<Refuted> {
  const run = trial.engine(trial.program, cohort, trial.options)
  let decided = 0
  let violation: Refuted | undefined
  for (const claim of claims) {
    const level = run.levels.get(trial.program.columns.get(claim)?.level ?? '')
    for (let row = 0; row < (level?.size ?? 0); row++) {
      const value = run.value(claim, row)
      if (value.kind !== 'yes/no') continue
      decided++
      if (!value.yes) violation ??= { kind: 'holds', claim, key: level?.key(row) ?? '' }
    }
  }
  return hasErrors(run.diagnostics) ? FAILED : { violation, decided, failed: false }
}

/** A better value of an input that lowers a column. */
export interface Lowered {
  readonly kind: 'better'
  readonly input: Change
  readonly column: ColumnId
  readonly key: string
  readonly before: Value
  readonly after: Value
}
export interface Change {
  readonly column: ColumnId
  readonly row: number
  readonly key: string
  readonly from: Value
  readonly to: Present
}

/** Tries one better value for every input and row, or all of them where no choice is given. */
export function findLowered(
  trial: Trial,
  claim: ProgramBetter,
  cohort: Cohort,
  choice?: number,
): Verdict<Lowered> {
  const before = trial.engine(trial.program, cohort, trial.options)
  const values = columnValues(before, claim.neverLowers)
  if (hasErrors(before.diagnostics)) return FAILED
  let decided = 0
  for (const change of changesIn(trial, claim, cohort, choice)) {
    const after = trial.engine(trial.program, changed(cohort, trial.program, change), trial.options)
    const lowered = compareRuns(after, values, trial.source.lists)
    if (hasErrors(after.diagnostics)) continue
    decided += lowered.compared
    if (lowered.found !== undefined) {
      return { violation: { kind: 'better', input: change, ...lowered.found }, decided, failed: false }
    }
  }
  return { violation: undefined, decided, failed: false }
}

/** Values by column, then by the key of the row: groups may come and go as inputs change. */
type ColumnValues = ReadonlyMap<ColumnId, ReadonlyMap<string, Value>>

const columnValues = (run: Run, columns: readonly ColumnId[]): ColumnValues =>
  new Map(
    columns.map(column => {
      const level = run.levels.get(run.program.columns.get(column)?.level ?? '')
      const rows = Array.from({ length: level?.size ?? 0 }, (_, row) => row)
      return [column, new Map(rows.map(row => [level?.key(row) ?? '', run.value(column, row)]))]
    }),
  )

function compareRuns(
  after: Run,
  before: ColumnValues,
  lists: Lists,
): { readonly compared: number; readonly found: Omit<Lowered, 'kind' | 'input'> | undefined } {
  let compared = 0
  for (const [column, values] of columnValues(after, [...before.keys()])) {
    for (const [key, value] of values) {
      const earlier = before.get(column)?.get(key)
      if (earlier === undefined || earlier.kind === 'absent' || value.kind === 'absent') continue
      compared++
      if (isBetter(earlier, value, lists))
        return { compared, found: { column, key, before: earlier, after: value } }
    }
  }
  return { compared, found: undefined }
}

// --- changes -------------------------------------------------------------------------------------

/** Better values of the inputs of a claim: one for each row, or all of them where no choice is given. */
export function* changesIn(
  { program, source }: Trial,
  claim: ProgramBetter,
  cohort: Cohort,
  choice: number | undefined,
): Generator<Change> {
  for (const column of claim.inputs) {
    const declared = program.columns.get(column)
    const level = cohort.levels.get(declared?.level ?? '')
    const values = level?.columns.get(column)
    if (declared === undefined || level === undefined || values === undefined) continue
    const pool = valuesOf(declared.type, source)
    for (let row = 0; row < level.size; row++) {
      const from = values.at(row)
      const fits = (value: Value) =>
        staysFitting(program, declared.level, { column, value }, it => level.columns.get(it)?.at(row))
      const better = pool.filter(it => isBetter(it, from, source.lists) && fits(it))
      const tried =
        choice === undefined ? better : better.slice(choice % Math.max(1, better.length)).slice(0, 1)
      const key = keyTextOf(program, declared.level, level, row)
      for (const to of tried) yield { column, row, key, from, to }
    }
  }
}

/** The key of a row as runs write it. */
export function keyTextOf(program: Program, level: string, cohort: CohortLevel, row: number): string {
  const ids = program.levels.get(level)?.key ?? []
  return ids
    .map(it => cohort.columns.get(`${level}.${it.slice(it.indexOf('.') + 1)}`)?.at(row))
    .map(it => (it === undefined ? '' : textOfValue(it)))
    .join(' / ')
}

/** The cohort with a value changed. */
export function changed(cohort: Cohort, program: Program, { column, row, to }: Change): Cohort {
  const name = program.columns.get(column)?.level ?? ''
  const level = cohort.levels.get(name)
  const values = level?.columns.get(column)
  if (level === undefined || values === undefined) return cohort
  const replaced = columnOf(Array.from({ length: level.size }, (_, it) => (it === row ? to : values.at(it))))
  const columns = new Map([...level.columns, [column, replaced]])
  return { levels: new Map([...cohort.levels, [name, { ...level, columns }]]) }
}
