/** A small cohort as generated: rows by level, with the value of every input. Data, so that it can be shrunk and printed. */
import { type Cohort, columnOf } from '../engine/cohort.ts'
import type { ColumnId, Program } from '../model/program.ts'
import { builtInAbsence, type Value } from '../value/value.ts'

export interface GeneratedCohort {
  /** Rows of the levels that have data, their key columns included. */
  readonly levels: ReadonlyMap<string, readonly GeneratedRow[]>
}
export type GeneratedRow = ReadonlyMap<ColumnId, Value>

/** The cohort that engines run on. */
export function cohortOf(program: Program, generated: GeneratedCohort): Cohort {
  const levels = [...generated.levels].map(([level, rows]) => {
    const columns = inputsOf(program, level).map(
      id => [id, columnOf(rows.map(it => it.get(id) ?? NO_VALUE))] as const,
    )
    return [level, { size: rows.length, columns: new Map(columns) }] as const
  })
  return { levels: new Map(levels) }
}

const NO_VALUE = builtInAbsence('no_value')

/** Ids of the input columns of a level. */
export const inputsOf = (program: Program, level: string): readonly ColumnId[] =>
  [...program.columns.values()].flatMap(it =>
    it.level === level && it.content.kind === 'input' ? [it.id] : [],
  )

/** The cohort with one value replaced. */
export function withValue(
  cohort: GeneratedCohort,
  level: string,
  row: number,
  column: ColumnId,
  value: Value,
): GeneratedCohort {
  const rows = (cohort.levels.get(level) ?? []).map((it, index) =>
    index === row ? new Map([...it, [column, value]]) : it,
  )
  return { levels: new Map([...cohort.levels, [level, rows]]) }
}
