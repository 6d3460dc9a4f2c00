/** The rows that an aggregate goes over: those that belong to somebody and that its condition takes. */
import type { RowsAbove } from '../groups.ts'
import { IS_APART, IS_YES, type States } from '../states.ts'
import { truthCodes, truthTable } from '../truth.ts'
import type { Vector } from '../vector.ts'

export interface TakenRows {
  readonly owners: number
  /** The owner of each row; below zero for a row that is not taken. */
  readonly above: RowsAbove
  /** Owners for whom it is not known whether a row is taken; undefined where there are none. */
  readonly apart: Uint8Array | undefined
}

/** A condition that takes every row leaves the rows as they are. */
export function takenRows(
  owners: number,
  above: RowsAbove,
  where: Vector | undefined,
  states: States,
): TakenRows {
  if (where === undefined) return { owners, above, apart: undefined }
  const isOfClasses = where.kind === 'dictionary'
  const table = isOfClasses ? truthTable(where, states) : Uint16Array.from(states.truths, (_, state) => state)
  if (table.every(it => it === IS_YES)) return { owners, above, apart: undefined }
  const codes = isOfClasses ? where.partition.codes : truthCodes(where, states)
  const found = new Int32Array(above.length)
  // All bits of what is taken, none of the rest: a branch would often be guessed wrong.
  const masks = Int32Array.from(table, it => (it === IS_YES ? -1 : 0))
  for (let row = 0; row < found.length; row += 1) {
    const mask = masks[codes[row] as number] as number
    found[row] = ((above[row] as number) & mask) | ~mask
  }
  if (!table.includes(IS_APART)) return { owners, above: found, apart: undefined }
  const apart = new Uint8Array(owners)
  for (let row = 0; row < found.length; row += 1) {
    const owner = above[row] as number
    if (owner >= 0 && table[codes[row] as number] === IS_APART) apart[owner] = 1
  }
  return { owners, above: found, apart }
}
