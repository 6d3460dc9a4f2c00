/** Something that has a value on every row of a level, and what is known of it beforehand. */
import type { Read } from './memo.ts'
import type { Id } from './pool.ts'
import type { Known, ValueCells } from './sheet.ts'

/** A formula on the rows of a level. */
export interface Operand extends Known {
  readonly read: Read
}

export const operandOf = (cells: ValueCells): Operand => ({
  read: row => cells.ids[row] as Id,
  ...knownOf(cells),
})

export const knownOf = ({ variety, isOfCall, isOfRow }: Known): Known => ({ variety, isOfCall, isOfRow })
