/** Puts columns from another file beside the rows of a level, matched by the level's key. */
import type { CohortColumn } from '../engine/cohort.ts'
import type { ColumnId } from '../model/program.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Value } from '../value/value.ts'
import type { LevelInput } from './match-columns.ts'

export interface JoinedRows {
  readonly size: number
  readonly columns: ReadonlyMap<ColumnId, CohortColumn>
}

/**
 * The rows of `left` with the columns of `right`, `blank` where `right` has no row. With `isOuter`,
 * rows that only `right` has are added, since a group may be known to one file alone.
 */
export function joinRows(
  keys: readonly LevelInput[],
  left: JoinedRows,
  right: JoinedRows,
  options: { readonly isOuter: boolean; readonly blank: (column: ColumnId) => Value },
): JoinedRows {
  const rowsOfRight = rowsByKey(keys, right)
  const [fromLeft, fromRight]: [number[], number[]] = [[], []]
  for (let row = 0; row < left.size; row += 1) {
    const key = keyOf(keys, left, row)
    fromLeft.push(row)
    fromRight.push(rowsOfRight.get(key) ?? -1)
    rowsOfRight.delete(key)
  }
  for (const row of options.isOuter ? rowsOfRight.values() : []) {
    fromLeft.push(-1)
    fromRight.push(row)
  }
  const isKey = new Set(keys.map(it => it.id))
  const ids = new Set([...left.columns.keys(), ...right.columns.keys()])
  const columns = [...ids].map(id => {
    const sources = [
      pickedColumn(left.columns.get(id), fromLeft),
      pickedColumn(right.columns.get(id), fromRight),
    ]
    const ordered = isKey.has(id) || left.columns.has(id) ? sources : sources.reverse()
    return [id, firstOf(ordered, () => options.blank(id))] as const
  })
  return { size: fromLeft.length, columns: new Map(columns) }
}

type Picked = (row: number) => Value | undefined

const pickedColumn =
  (column: CohortColumn | undefined, rows: readonly number[]): Picked =>
  row => {
    const source = rows[row] ?? -1
    return column === undefined || source < 0 ? undefined : column.at(source)
  }

const firstOf = (sources: readonly Picked[], blank: () => Value): CohortColumn => ({
  at(row) {
    for (const source of sources) {
      const value = source(row)
      if (value !== undefined) return value
    }
    return blank()
  },
})

function rowsByKey(keys: readonly LevelInput[], rows: JoinedRows): Map<string, number> {
  const found = new Map<string, number>()
  for (let row = 0; row < rows.size; row += 1) found.set(keyOf(keys, rows, row), row)
  return found
}

const keyOf = (keys: readonly LevelInput[], rows: JoinedRows, row: number): string =>
  keys.map(it => textOfValue(rows.columns.get(it.id)?.at(row) ?? NONE)).join(' / ')

const NONE: Value = { kind: 'text', text: '' }
