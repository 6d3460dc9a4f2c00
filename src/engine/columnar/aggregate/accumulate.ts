/**
 * Sums by owner in one pass over the rows. Whole numbers are added exactly while they stay safe;
 * bounded ones are added with a bound that covers the rounding of every addition in any order.
 */
import type { Codes } from '../../cohort.ts'
import { LEAST, UNIT } from '../bounds.ts'
import { newCodes } from '../partition.ts'
import { IS_APART, IS_THERE } from '../states.ts'
import type { TakenRows } from './taken-rows.ts'

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
  /** Sums of the squares, where they were asked for. */
  readonly squares: Float64Array
  /** Owners with a row that is left apart; undefined where there are none. */
  readonly apart: Uint8Array | undefined
}

/** Sums over the rows that are taken and there; owners of rows left apart are marked. */
export function sumsOf(rows: TakenRows, operand: Operand, withSquares: boolean): Sums {
  const { codes, states, numbers } = operand
  if (!withSquares && (states === undefined || states.every(it => it === IS_THERE))) {
    const sums = new Float64Array(rows.owners + 1)
    if (codes === undefined) addValues(sums, rows, numbers)
    else addValuesByClass(sums, rows, codes, numbers)
    return { ...countsOf(rows), sums: sums.subarray(1) }
  }
  const found = new Float64Array((rows.owners + 1) * WIDTH)
  if (codes !== undefined) addByClass(found, rows, codes, byClass(states, numbers))
  else if (states === undefined) addByRow(found, rows, numbers)
  else addThere(found, rows, states, numbers)
  const apart = apartOwners(rows, codes, states)
  return { counts: strided(found, 0), sums: strided(found, 1), squares: strided(found, 2), apart }
}

/**
 * Where an owner's sum is: after that of the rows that are not taken, which are added up like the others.
 * Which rows are taken is often as good as chance, and a branch would be guessed wrong.
 */
const placeOf = (owner: number): number => (owner | (owner >> 31)) + 1

function addValues(sums: Float64Array, { above }: TakenRows, numbers: Float64Array): void {
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const at = placeOf(above[row] as number)
    sums[at] = (sums[at] as number) + (numbers[row] as number)
  }
}

function addValuesByClass(
  sums: Float64Array,
  { above }: TakenRows,
  codes: Codes,
  numbers: Float64Array,
): void {
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const at = placeOf(above[row] as number)
    sums[at] = (sums[at] as number) + (numbers[codes[row] as number] as number)
  }
}

/** A count, a sum, a sum of squares, and one to spare: half a line of a cache, for owners come in any order. */
const WIDTH = 4

/** What a row of each class adds: classes that add the same are of one kind, so that the table stays small. */
interface Additions {
  readonly kinds: Uint8Array | Uint16Array | Uint32Array
  /** For each kind a one and a value; a class that is not there adds nothing. */
  readonly adds: Float64Array
}

function byClass(states: Uint16Array | undefined, numbers: Float64Array): Additions {
  const kinds = newCodes(numbers.length, numbers.length + 1)
  const kindOf = new Map<number, number>()
  for (let code = 0; code < numbers.length; code += 1) {
    if (states !== undefined && states[code] !== IS_THERE) continue
    const value = numbers[code] as number
    const kind = kindOf.get(value) ?? kindOf.size + 1
    kindOf.set(value, kind)
    kinds[code] = kind
  }
  const adds = new Float64Array((kindOf.size + 1) * 2)
  for (const [value, kind] of kindOf) adds.set([1, value], kind * 2)
  return { kinds, adds }
}

function addByClass(
  found: Float64Array,
  { above }: TakenRows,
  codes: Codes,
  { kinds, adds }: Additions,
): void {
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const at = placeOf(above[row] as number) * WIDTH
    const from = (kinds[codes[row] as number] as number) * 2
    const value = adds[from + 1] as number
    found[at] = (found[at] as number) + (adds[from] as number)
    found[at + 1] = (found[at + 1] as number) + value
    found[at + 2] = (found[at + 2] as number) + value * value
  }
}

function addByRow(found: Float64Array, { above }: TakenRows, numbers: Float64Array): void {
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const at = placeOf(above[row] as number) * WIDTH
    const value = numbers[row] as number
    found[at] = (found[at] as number) + 1
    found[at + 1] = (found[at + 1] as number) + value
    found[at + 2] = (found[at + 2] as number) + value * value
  }
}

function addThere(
  found: Float64Array,
  { above }: TakenRows,
  states: Uint16Array,
  numbers: Float64Array,
): void {
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    if (states[row] !== IS_THERE) continue
    const at = placeOf(above[row] as number) * WIDTH
    const value = numbers[row] as number
    found[at] = (found[at] as number) + 1
    found[at + 1] = (found[at + 1] as number) + value
    found[at + 2] = (found[at + 2] as number) + value * value
  }
}

function strided(found: Float64Array, from: number): Float64Array {
  const column = new Float64Array(found.length / WIDTH - 1)
  for (let owner = 0; owner < column.length; owner += 1)
    column[owner] = found[(owner + 1) * WIDTH + from] as number
  return column
}

function apartOwners(
  { above, owners, apart: before }: TakenRows,
  codes: Codes | undefined,
  states: Uint16Array | undefined,
): Uint8Array | undefined {
  if (states === undefined || !states.includes(IS_APART)) return before
  const apart = before?.slice() ?? new Uint8Array(owners)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner >= 0 && states[codes === undefined ? row : (codes[row] as number)] === IS_APART)
      apart[owner] = 1
  }
  return apart
}

const countsKnown = new WeakMap<TakenRows, Sums>()

/** How many rows are taken, whatever their values. */
export function countsOf(rows: TakenRows): Sums {
  const known = countsKnown.get(rows)
  if (known !== undefined) return known
  const { owners, above, apart } = rows
  const all = new Float64Array(owners + 1)
  const size = above.length
  for (let row = 0; row < size; row += 1) {
    const at = placeOf(above[row] as number)
    all[at] = (all[at] as number) + 1
  }
  const counts = all.subarray(1)
  const found = { counts, sums: counts, squares: counts, apart }
  countsKnown.set(rows, found)
  return found
}

const greatestKnown = new WeakMap<Float64Array, number>()

/** The greatest size among numbers. */
export function greatestSize(numbers: Float64Array): number {
  const known = greatestKnown.get(numbers)
  if (known !== undefined) return known
  let greatest = 0
  for (let index = 0; index < numbers.length; index += 1) {
    const size = Math.abs(numbers[index] as number)
    if (size > greatest) greatest = size
  }
  greatestKnown.set(numbers, greatest)
  return greatest
}

/**
 * The bound of a sum of `count` numbers in any order: what the numbers bring, and a unit for each
 * addition on no more than the sum of the sizes. A sum of nothing but zeros is zero.
 */
export const errorOfSum = (brought: number, count: number, sizes: number): number =>
  brought === 0 && sizes === 0 ? 0 : (brought + count * UNIT * sizes) * (1 + 2 * count * UNIT) + LEAST
