/** Which values that measures are made of are absent, and for which reasons. */
import type { Run } from '../engine/engine.ts'
import { walkCore } from '../model/core-parts.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import type { Absent } from '../value/value.ts'

export interface AbsenceCounts {
  readonly column: Column
  readonly rows: number
  /** The most frequent reason first. */
  readonly reasons: readonly { readonly absence: Absent; readonly count: number }[]
}

/** For the columns that are aggregated into higher levels and have absent values. */
export function absencesOf(run: Run): readonly AbsenceCounts[] {
  return aggregatedColumns(run.program).flatMap(column => {
    const rows = run.levels.get(column.level)?.size ?? 0
    const reasons = countReasons(run, column.id, rows)
    return reasons.length === 0 ? [] : [{ column, rows, reasons }]
  })
}

function aggregatedColumns(program: Program): readonly Column[] {
  const ids = new Set<ColumnId>()
  for (const { content } of program.columns.values()) {
    if (content.kind !== 'rule') continue
    walkCore(content.is, part => {
      if (part.kind === 'AggregateRows' && part.of?.kind === 'Column') ids.add(part.of.column)
    })
  }
  return [...program.columns.values()].filter(
    it => ids.has(it.id) && it.content.kind === 'rule' && isBase(program, it),
  )
}

const isBase = (program: Program, { level }: Column): boolean =>
  program.levels.get(level)?.groups === undefined

function countReasons(run: Run, column: ColumnId, rows: number): AbsenceCounts['reasons'] {
  const counts = new Map<string, { absence: Absent; count: number }>()
  for (let row = 0; row < rows; row += 1) {
    const value = run.value(column, row)
    if (value.kind !== 'absent') continue
    const known = counts.get(value.reason)
    if (known === undefined) counts.set(value.reason, { absence: value, count: 1 })
    else known.count += 1
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (a.absence.reason < b.absence.reason ? -1 : 1),
  )
}

/** Those that lack values for want of rows of tables. */
export const columnsWithGaps = (absences: readonly AbsenceCounts[]): readonly Column[] =>
  absences.filter(it => it.reasons.some(({ absence }) => GAPS.has(absence.reason))).map(it => it.column)
const GAPS: ReadonlySet<string> = new Set(['no_row', 'unknown_value'])
