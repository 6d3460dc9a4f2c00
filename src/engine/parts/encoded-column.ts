/** A column of a run as codes of its different values: as the engine has them, or value by value. */
import type { ColumnId } from '../../model/program.ts'
import { identityKey } from '../../value/identity-key.ts'
import type { EncodedColumn, Run } from '../engine.ts'

export function encodedColumn(run: Run, column: ColumnId): EncodedColumn {
  const valueAt = (row: number) => run.value(column, row)
  const level = run.program.columns.get(column)?.level ?? ''
  const classes = run.classes?.(column)
  if (classes !== undefined) return { ...classes, valueAt }
  const known = new Map<string, number>()
  const codes = Uint32Array.from({ length: run.levels.get(level)?.size ?? 0 }, (_, row) => {
    const key = identityKey(valueAt(row))
    const code = known.get(key) ?? known.size
    known.set(key, code)
    return code
  })
  return { codes, count: known.size, valueAt }
}
