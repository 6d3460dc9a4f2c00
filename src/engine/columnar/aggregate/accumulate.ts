/**
 * Sums by owner in one pass over the rows. Whole numbers are added exactly while they stay safe;
 * bounded ones are added with a bound that covers the rounding of every addition in any order.
 */
import type { Codes } from '../../cohort.ts'
import { LEAST, UNIT } from '../bounds.ts'
import type { RowsAbove } from '../groups.ts'
import { IS_APART, IS_THERE, IS_YES } from '../states.ts'

/** Which rows are taken: the state of each row's class as a truth. */
export interface Selection {
  readonly codes: Codes
  readonly table: Uint16Array
}
/** What is added up: numbers by class where there are codes, otherwise by row. */
export interface Operand {
  readonly codes: Codes | undefined
  readonly states: Uint16Array | undefined
  readonly numbers: Float64Array
}
export interface Sums {
  /** How many values were there. */
  readonly counts: Float64Array
  readonly sums: Float64Array
  /** Sums of the squares. */
  readonly squares: Float64Array
  /** Owners with a row that is left apart. */
  readonly apart: Uint8Array
}

/** Calls for each row that is taken and there; owners of rows left apart are marked. */
export function sumsOf(
  owners: number,
  above: RowsAbove,
  selection: Selection | undefined,
  { codes, states, numbers }: Operand,
): Sums {
  // What belongs to one owner lies together, for owners come in any order.
  const found = new Float64Array(owners * WIDTH)
  const apart = new Uint8Array(owners)
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const owner = above[row] as number
    if (owner < 0) continue
    if (selection !== undefined) {
      const taken = selection.table[selection.codes[row] as number] as number
      if (taken === IS_APART) apart[owner] = 1
      if (taken !== IS_YES) continue
    }
    const place = codes === undefined ? row : (codes[row] as number)
    const state = states === undefined ? IS_THERE : (states[place] as number)
    if (state === IS_THERE) {
      const value = numbers[place] as number
      const at = owner * WIDTH
      found[at] = (found[at] as number) + 1
      found[at + 1] = (found[at + 1] as number) + value
      found[at + 2] = (found[at + 2] as number) + value * value
    } else if (state === IS_APART) apart[owner] = 1
  }
  return { counts: strided(found, 0), sums: strided(found, 1), squares: strided(found, 2), apart }
}

/** A count, a sum, a sum of squares, and one to spare: half a line of a cache. */
const WIDTH = 4

function strided(found: Float64Array, from: number): Float64Array {
  const column = new Float64Array(found.length / WIDTH)
  for (let owner = 0; owner < column.length; owner += 1) column[owner] = found[owner * WIDTH + from] as number
  return column
}

/** How many rows are taken, whatever their values. */
export function countsOf(owners: number, above: RowsAbove, selection: Selection | undefined): Sums {
  const counts = new Float64Array(owners)
  const apart = new Uint8Array(owners)
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const owner = above[row] as number
    if (owner < 0) continue
    if (selection !== undefined) {
      const taken = selection.table[selection.codes[row] as number] as number
      if (taken === IS_APART) apart[owner] = 1
      if (taken !== IS_YES) continue
    }
    counts[owner] = (counts[owner] as number) + 1
  }
  return { counts, sums: counts, squares: counts, apart }
}

/** The greatest size among numbers. */
export function greatestSize(numbers: Float64Array): number {
  let greatest = 0
  for (let index = 0; index < numbers.length; index += 1) {
    const size = Math.abs(numbers[index] as number)
    if (size > greatest) greatest = size
  }
  return greatest
}

/**
 * The bound of a sum of `count` numbers in any order: what the numbers bring, and a unit for each
 * addition on no more than the sum of the sizes.
 */
export const errorOfSum = (brought: number, count: number, sizes: number): number =>
  (brought + count * UNIT * sizes) * (1 + 2 * count * UNIT) + LEAST
