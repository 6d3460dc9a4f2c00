/** The rows of a table, or those of the level that it reads, as keys and one of the values given. */
import type { ProgramTable } from '../../model/program.ts'
import { builtInAbsence, isAbsent } from '../../value/value.ts'
import type { Columns } from './columns.ts'
import type { Entry } from './look-up.ts'

/** Levels of more rows are not made into a table. */
const MOST_ROWS = 50_000

/** Rows of a level come in the order of their keys, and those with an absent key are at no place of the table. */
export function entriesOf(
  { level, rows }: ProgramTable,
  gives: number,
  columns: Columns,
): readonly Entry[] | undefined {
  const none = builtInAbsence('no_value')
  if (level === undefined) return rows.map(({ keys, values }) => ({ keys, value: values[gives] ?? none }))
  const given = level.gives[gives]
  if (given === undefined || columns.rows(level.level).size > MOST_ROWS) return undefined
  return columns.rows(level.level).whole.inKeyOrder.flatMap(({ index }): Entry[] => {
    const values = level.keys.map(it => columns.cells.value(it, index))
    if (values.some(isAbsent)) return []
    const keys = values.map(value => ({ kind: 'equals', value }) as const)
    return [{ keys, value: columns.cells.value(given, index) }]
  })
}
