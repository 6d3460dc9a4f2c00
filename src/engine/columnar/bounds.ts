/**
 * Floating-point numbers with a proven bound on their distance from the exact number. One operation
 * rounds by at most half a unit in the last place; every bound here is a few times what is needed, so
 * that the rounding of the bounds themselves is covered too.
 */
import { type Exact, rationalOf, toFixed } from '../../value/exact.ts'

/** Four units in the last place of a number of size 1: more than any single operation here gets wrong. */
export const UNIT = 2 ** -50
/** Covers what numbers too small for their full digits lose. */
export const LEAST = 1e-290

/** The bound of a result, from what its operands bring and the rounding of the result itself. */
export const errorOf = (brought: number, result: number): number =>
  brought * (1 + UNIT) + Math.abs(result) * UNIT + LEAST

/** As `errorOf`, for what is zero only where it is so exactly: nothing brought and nothing found is no error. */
export const errorUnlessZero = (brought: number, result: number): number =>
  brought === 0 && result === 0 ? 0 : errorOf(brought, result)

export interface Approximation {
  readonly number: number
  readonly error: number
}

const DIGITS = 30

/** A floating-point number near an exact one; undefined where the number is too great. */
export function approximate(value: Exact): Approximation | undefined {
  const rational = ofRational(value)
  const number = rational ?? Number(toFixed(value, DIGITS))
  if (!Number.isFinite(number) || Math.abs(number) > 1e200) return undefined
  return { number, error: errorUnlessZero(rational === undefined ? 10 ** -DIGITS : 0, number) }
}

/** Undefined where it has roots, or parts beyond the range of floating point. */
function ofRational(value: Exact): number | undefined {
  const ratio = rationalOf(value)
  const [top, bottom] = [Number(ratio?.numerator), Number(ratio?.denominator)]
  return Math.abs(top) < 1e300 && bottom < 1e300 ? top / bottom : undefined
}
