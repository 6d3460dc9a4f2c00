/**
 * Square roots of whole numbers and of rationals, exactly: whether there is one, the greatest whole
 * number below it, and which square can be taken out from under it. Sums of roots are elsewhere.
 */
import Fraction from 'fraction.js'

/** The greatest whole number whose square is not above `value`, by Newton's method from above. */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

/** The root of the square of a rational, or undefined. */
export function rationalRoot(value: Fraction): Fraction | undefined {
  const numerator = integerRoot(value.n)
  const denominator = integerRoot(value.d)
  const isSquare = numerator * numerator === value.n && denominator * denominator === value.d
  return isSquare ? new Fraction(numerator, denominator) : undefined
}

/**
 * A whole number as `square`² times `rest`. No prime below 1,000 divides the rest twice, and neither
 * does any square where the rest is below `SQUARE_FREE_BELOW`: after those primes, what is left of it
 * could hold the square of one larger prime at most, and then it is that square.
 */
export function splitSquare(value: bigint): { readonly square: bigint; readonly rest: bigint } {
  let square = 1n
  let rest = value
  for (const prime of SMALL_PRIMES) {
    if (prime * prime > rest) break
    for (let next = rest / (prime * prime); next * prime * prime === rest; next = rest / (prime * prime)) {
      square *= prime
      rest = next
    }
  }
  const large = withoutSmallPrimes(rest)
  const root = integerRoot(large)
  return root * root === large ? { square: square * root, rest: rest / large } : { square, rest }
}

/** Two different rests of `splitSquare` below this bound have roots that are no rational multiples of each other. */
export const SQUARE_FREE_BELOW = 1_000_000_000n

const SMALL_PRIMES: readonly bigint[] = primesBelow(1_000).map(BigInt)

function primesBelow(end: number): readonly number[] {
  const primes: number[] = []
  for (let it = 2; it < end; it += 1) {
    if (!primes.some(prime => it % prime === 0)) primes.push(it)
  }
  return primes
}

function withoutSmallPrimes(value: bigint): bigint {
  let rest = value
  for (const prime of SMALL_PRIMES) {
    if (prime > rest) break
    while (rest % prime === 0n) rest /= prime
  }
  return rest
}
