/** What becomes of each row of a measure: it moves, changes its status, or comes to have a value or to have none. */
import type { Run } from '../../engine/engine.ts'
import type { Column } from '../../model/program.ts'
import { type Exact, subtract, toDecimal, ZERO } from '../../value/exact.ts'
import { sameValue } from '../../value/same-value.ts'
import type { Value } from '../../value/value.ts'
import type { Joint } from '../meaning/joint.ts'

export interface Movement {
  readonly key: string
  readonly before: Value
  readonly after: Value
  /** `moves`: from number to number. `changes`: any other change of value. `reason`: of the reason for having none. */
  readonly kind: 'moves' | 'changes' | 'reason'
}
export interface Moved {
  readonly column: Column
  readonly rows: number
  /** Rows with a number before and after, moved or not. */
  readonly numbers: number
  readonly movements: readonly Movement[]
}

export function movementsOf(
  joint: Joint,
  column: Column,
  runs: { readonly before: Run; readonly after: Run },
): Moved {
  const old = joint.beforeId(column.id)
  const oldRows = runs.before.levels.get(joint.before.columns.get(old)?.level ?? '')
  const rows = runs.after.levels.get(column.level)
  const movements: Movement[] = []
  let numbers = 0
  let shared = 0
  for (let row = 0; row < (rows?.size ?? 0); row++) {
    const key = rows?.key(row) ?? ''
    const oldRow = oldRows?.find(key)
    if (oldRow === undefined) continue
    shared++
    const before = joint.toAfter(runs.before.value(old, oldRow))
    const after = runs.after.value(column.id, row)
    if (before.kind === 'number' && after.kind === 'number') numbers++
    if (!sameValue(before, after)) movements.push({ key, before, after, kind: kindOf(before, after) })
  }
  return { column, rows: shared, numbers, movements }
}

function kindOf(before: Value, after: Value): Movement['kind'] {
  if (before.kind === 'number' && after.kind === 'number') return 'moves'
  return before.kind === 'absent' && after.kind === 'absent' ? 'reason' : 'changes'
}

/** The rows that moved furthest, those told one by one. */
export const mostMoved = (moves: readonly Movement[]): readonly Movement[] => {
  const size = (it: Movement): number => Math.abs(Number(toDecimal(stepOf(it), 6)))
  return moves.toSorted((a, b) => size(b) - size(a) || (a.key < b.key ? -1 : 1)).slice(0, MOST_ROWS)
}
export const MOST_ROWS = 8

/** How far a row moved; zero where it has no number before or after. */
export const stepOf = ({ before, after }: Movement): Exact =>
  before.kind === 'number' && after.kind === 'number' ? subtract(after.number, before.number) : ZERO
