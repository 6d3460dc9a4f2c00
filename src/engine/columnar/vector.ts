/**
 * A column, or a part of a formula, on all rows of a level. Three forms: values by class of row, exact
 * fractions of whole numbers, and floating-point numbers with a bound on their error.
 */
import { type Exact, exactFromRatio, rationalOf } from '../../value/exact.ts'
import { number, type Value } from '../../value/value.ts'
import type { KeyList } from './key-values.ts'
import type { Partition } from './partition.ts'
import type { Roots } from './roots.ts'
import { FIRST_ABSENCE, IS_APART, IS_THERE, type States } from './states.ts'

export type Vector = Dictionary | Numbers
export type Numbers = Ratios | Bounded

/** Exact values, one for each class of a partition. A class that no row is in may have any value. */
export interface Dictionary {
  readonly kind: 'dictionary'
  readonly partition: Partition
  readonly values: readonly Value[]
  /** Set for a column of about as many different texts as rows; see `key-values.ts`. */
  readonly keys?: KeyList
}
/** Exactly `numerators / denominators`; both are whole and safe, denominators above zero. */
export interface Ratios {
  readonly kind: 'ratios'
  readonly numerators: Float64Array
  /** One for all rows, or one for each. */
  readonly denominators: number | Float64Array
  /** For each row: there, apart or absent; undefined where all are there. */
  readonly states?: Uint16Array
}
/** Within `errors` of `numbers`. */
export interface Bounded {
  readonly kind: 'bounded'
  readonly numbers: Float64Array
  readonly errors: Float64Array
  readonly roots: Roots
  readonly states?: Uint16Array
  /** The exact value of a row, where it is cheaper than asking the reference semantics. */
  exact?(row: number): Exact
}

export const denominatorAt = ({ denominators }: Ratios, row: number): number =>
  typeof denominators === 'number' ? denominators : (denominators[row] as number)

export const sizeOf = (vector: Vector): number => {
  if (vector.kind === 'dictionary') return vector.partition.codes.length
  return vector.kind === 'ratios' ? vector.numerators.length : vector.numbers.length
}

/** The value of a row; undefined where the vector does not hold it exactly. */
export function heldValue(vector: Vector, row: number, states: States): Value | undefined {
  if (vector.kind === 'dictionary') return valueOfCode(vector, row, states)
  const state = vector.states?.[row] ?? IS_THERE
  if (state === IS_APART) return undefined
  if (state >= FIRST_ABSENCE) return states.absence(state)
  if (vector.kind === 'bounded') return vector.exact === undefined ? undefined : number(vector.exact(row))
  return ratioValue(vector.numerators[row] as number, denominatorAt(vector, row))
}

function valueOfCode(dictionary: Dictionary, row: number, states: States): Value | undefined {
  const { keys, partition } = dictionary
  const code = partition.codes[row] as number
  const value =
    keys === undefined
      ? dictionary.values[code]
      : code < keys.size
        ? keys.at(code)
        : states.truths[code - keys.size]
  if (value === undefined) throw new RangeError(`row ${row} of ${partition.codes.length}`)
  return value === states.truths[IS_APART] ? undefined : value
}

const SMALL = 1 << 12
const SMALL_WHOLES: Value[] = []

/** Small whole numbers are met again and again. */
function ratioValue(numerator: number, denominator: number): Value {
  if (denominator !== 1 || numerator < 0 || numerator >= SMALL)
    return number(exactFromRatio(numerator, denominator))
  const known = SMALL_WHOLES[numerator]
  if (known !== undefined) return known
  const value = number(exactFromRatio(numerator))
  SMALL_WHOLES[numerator] = value
  return value
}

/** Whole numbers up to here, and their sums and products that stay up to here, are exact in floating point. */
export const MOST_EXACT = Number.MAX_SAFE_INTEGER

/** A rational as numerator and denominator where both are safe. */
export function safeRatio(value: Exact): readonly [number, number] | undefined {
  const ratio = rationalOf(value)
  if (ratio === undefined) return undefined
  const numerator = Number(ratio.numerator)
  const denominator = Number(ratio.denominator)
  return Math.abs(numerator) <= MOST_EXACT && denominator <= MOST_EXACT ? [numerator, denominator] : undefined
}
