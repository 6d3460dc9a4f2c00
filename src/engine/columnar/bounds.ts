/**
 * Floating-point numbers with a proven bound on their distance from the exact number. One operation
 * rounds by at most half a unit in the last place; every bound here is a few times what is needed, so
 * that the rounding of the bounds themselves is covered too.
 */
import { type Exact, isRational, rationalOf, toFixed } from '../../value/exact.ts'

/** Four units in the last place of a number of size 1: more than any single operation here gets wrong. */
export const UNIT = 2 ** -50
/** Covers what numbers too small for their full digits lose. */
export const LEAST = 1e-290

/** The bound of a result, from what its operands bring and the rounding of the result itself. */
export const errorOf = (brought: number, result: number): number =>
  brought * (1 + UNIT) + Math.abs(result) * UNIT + LEAST

export interface Approximation {
  readonly number: number
  readonly error: number
}

const DIGITS = 30

/** A floating-point number near an exact one; undefined where the number is too great. */
export function approximate(value: Exact): Approximation | undefined {
  const number = isRational(value) ? ofRational(value) : Number(toFixed(value, DIGITS))
  if (!Number.isFinite(number) || Math.abs(number) > 1e200) return undefined
  return { number, error: errorOf(10 ** -DIGITS, number) }
}

function ofRational(value: Exact): number {
  const { numerator, denominator } = rationalOf(value) ?? { numerator: 0n, denominator: 1n }
  return Number(numerator) / Number(denominator)
}
