/**
 * Exact numbers: rationals, and sums of rational multiples of square roots of rationals.
 * Comparison and rounding are decided exactly; no binary floating point is involved.
 *
 * A number is a list of terms, each a rational coefficient times the root of a positive rational;
 * the rational part is the term under the root of 1. Roots of rationals whose pairwise products are
 * not squares are linearly independent over the rationals, so a number is zero exactly when it has
 * no terms, and the sign of any other is found by refining an enclosure until it excludes zero.
 */
import Fraction from 'fraction.js'

export interface Exact {
  readonly terms: readonly Term[]
}

interface Term {
  readonly coefficient: Fraction
  /** Positive; 1 for the rational part. */
  readonly radicand: Fraction
}

/** How `round` treats what lies between two neighbours; `half_away` (from zero) is the language's default. */
export const ROUNDING_MODES = ['half_away', 'half_even', 'half_up', 'up', 'down'] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

const UNIT = new Fraction(1)

const rational = (value: Fraction): Exact =>
  value.n === 0n ? ZERO : { terms: [{ coefficient: value, radicand: UNIT }] }

export const ZERO: Exact = { terms: [] }
export const ONE: Exact = { terms: [{ coefficient: UNIT, radicand: UNIT }] }

/** Reads `12`, `-0.25`; nothing else: no exponent, no leading plus, no grouping. */
export function exactFromDigits(digits: string): Exact | undefined {
  return /^-?\d+(\.\d+)?$/.test(digits) ? rational(new Fraction(digits)) : undefined
}

export function exactFromRatio(numerator: bigint | number, denominator: bigint | number = 1n): Exact {
  return rational(new Fraction(BigInt(numerator), BigInt(denominator)))
}

/** The rational value of a number, or undefined where a root is part of it. */
export function rationalOf(
  value: Exact,
): { readonly numerator: bigint; readonly denominator: bigint } | undefined {
  const part = rationalPart(value)
  return part === undefined ? undefined : { numerator: part.s * part.n, denominator: part.d }
}

export const isRational = (value: Exact): boolean => rationalPart(value) !== undefined
export const isWhole = (value: Exact): boolean => rationalPart(value)?.d === 1n

export const negate = (value: Exact): Exact => ({
  terms: value.terms.map(it => ({ ...it, coefficient: it.coefficient.neg() })),
})

export function add(left: Exact, right: Exact): Exact {
  if (left.terms.length <= 1 && right.terms.length <= 1) {
    const a = rationalPart(left)
    const b = rationalPart(right)
    if (a !== undefined && b !== undefined) return rational(a.add(b))
  }
  return right.terms.reduce(addTerm, left)
}

export const subtract = (left: Exact, right: Exact): Exact => add(left, negate(right))

export function multiply(left: Exact, right: Exact): Exact {
  const products = left.terms.flatMap(a => right.terms.map(b => multiplyTerms(a, b)))
  return products.reduce(addTerm, ZERO)
}

/** The quotient, or undefined when the divisor is zero. */
export function divide(left: Exact, right: Exact): Exact | undefined {
  const inverse = reciprocal(right)
  return inverse === undefined ? undefined : multiply(left, inverse)
}

/** A whole power; undefined for zero to a negative power. */
export function power(base: Exact, exponent: number): Exact | undefined {
  if (exponent < 0) {
    const inverse = reciprocal(base)
    return inverse === undefined ? undefined : power(inverse, -exponent)
  }
  let result = ONE
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square)
    if (rest > 1) square = multiply(square, square)
  }
  return result
}

/** The root of a non-negative rational; undefined for a negative number or for one that holds a root itself. */
export function squareRoot(value: Exact): Exact | undefined {
  const radicand = rationalPart(value)
  if (radicand === undefined || radicand.s < 0n) return undefined
  return radicand.n === 0n ? ZERO : addTerm(ZERO, rootTerm(UNIT, radicand))
}

export const compare = (left: Exact, right: Exact): -1 | 0 | 1 => sign(subtract(left, right))
export const equal = (left: Exact, right: Exact): boolean => subtract(left, right).terms.length === 0

/** -1, 0 or 1, decided exactly. */
export function sign(value: Exact): -1 | 0 | 1 {
  if (value.terms.length === 0) return 0
  const only = rationalPart(value)
  if (only !== undefined) return only.s < 0n ? -1 : 1
  for (let bits = 32n; ; bits *= 2n) {
    const scaled = enclose(value, bits)
    const slack = BigInt(value.terms.length)
    if (scaled > slack) return 1
    if (scaled < -slack) return -1
  }
}

/** The greatest whole number not above the value. */
export function floor(value: Exact): bigint {
  const part = rationalPart(value)
  if (part !== undefined) return floorDivide(part.s * part.n, part.d)
  const near = enclose(value, 64n) >> 64n
  for (let candidate = near + 2n; ; candidate -= 1n) {
    if (compare(exactFromRatio(candidate), value) <= 0) return candidate
  }
}

/** The value to so many decimal places; a negative count rounds to tens, hundreds and so on. */
export function round(value: Exact, places: number, mode: RoundingMode = 'half_away'): Exact {
  const scale = new Fraction(10).pow(places) ?? UNIT
  const scaled = multiply(value, rational(scale))
  return rational(new Fraction(roundToWhole(scaled, mode)).div(scale))
}

/**
 * The decimal digits of a number: all of them when they end within `maxPlaces`, otherwise rounded
 * half away from zero to that many places.
 */
export function toDecimal(value: Exact, maxPlaces = 10): string {
  const rounded = rationalPart(round(value, maxPlaces)) ?? new Fraction(0)
  const whole = (rounded.n * 10n ** BigInt(maxPlaces)) / rounded.d
  const digits = placePoint(whole.toString(), maxPlaces)
  return (rounded.s < 0n ? '-' : '') + (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits)
}

/** The decimal digits to exactly so many places, rounded half away from zero. */
export function toFixed(value: Exact, places: number): string {
  const rounded = rationalPart(round(value, places)) ?? new Fraction(0)
  const whole = (rounded.n * 10n ** BigInt(places)) / rounded.d
  return (rounded.s < 0n ? '-' : '') + placePoint(whole.toString(), places)
}

/** An exact text for a number: `3`, `-7/2`, `1/2 + 3*sqrt(2)`; equal numbers of one radicand basis have equal texts. */
export function toExactText(value: Exact): string {
  if (value.terms.length === 0) return '0'
  return value.terms
    .map(it =>
      isUnit(it.radicand)
        ? it.coefficient.toFraction()
        : `${it.coefficient.toFraction()}*sqrt(${it.radicand.toFraction()})`,
    )
    .join(' + ')
}

// --- terms ---------------------------------------------------------------------------------------

const isUnit = (value: Fraction): boolean => value.n === 1n && value.d === 1n

function rationalPart(value: Exact): Fraction | undefined {
  const [first, second] = value.terms
  if (first === undefined) return new Fraction(0)
  return second === undefined && isUnit(first.radicand) ? first.coefficient : undefined
}

/** Adds a term, joining it with the one whose root is a rational multiple of its own. */
function addTerm(value: Exact, term: Term): Exact {
  for (const [index, other] of value.terms.entries()) {
    const ratio = rationalRoot(term.radicand.div(other.radicand))
    if (ratio === undefined) continue
    const coefficient = other.coefficient.add(term.coefficient.mul(ratio))
    const rest = value.terms.filter((_, at) => at !== index)
    return {
      terms: coefficient.n === 0n ? rest : sorted([...rest, { coefficient, radicand: other.radicand }]),
    }
  }
  return term.coefficient.n === 0n ? value : { terms: sorted([...value.terms, term]) }
}

const sorted = (terms: readonly Term[]): readonly Term[] =>
  terms.length < 2 ? terms : [...terms].sort((a, b) => a.radicand.compare(b.radicand))

const multiplyTerms = (a: Term, b: Term): Term =>
  rootTerm(a.coefficient.mul(b.coefficient), a.radicand.mul(b.radicand))

/** `coefficient * sqrt(radicand)` with the radicand a whole number, and 1 where the root is rational. */
function rootTerm(coefficient: Fraction, radicand: Fraction): Term {
  const root = rationalRoot(radicand)
  if (root !== undefined) return { coefficient: coefficient.mul(root), radicand: UNIT }
  return {
    coefficient: coefficient.div(new Fraction(radicand.d)),
    radicand: new Fraction(radicand.n * radicand.d),
  }
}

/** The root of a rational square, or undefined. */
function rationalRoot(value: Fraction): Fraction | undefined {
  const numerator = integerRoot(value.n)
  const denominator = integerRoot(value.d)
  const isSquare = numerator * numerator === value.n && denominator * denominator === value.d
  return isSquare ? new Fraction(numerator, denominator) : undefined
}

/** 1 / value. The roots are taken out of the divisor one after the other by its conjugates. */
function reciprocal(value: Exact): Exact | undefined {
  if (value.terms.length === 0) return undefined
  const part = rationalPart(value)
  if (part !== undefined) return rational(part.inverse())
  const radicand = value.terms.at(-1)?.radicand ?? UNIT
  const conjugate: Exact = {
    terms: value.terms.map(it =>
      it.radicand.equals(radicand) ? { ...it, coefficient: it.coefficient.neg() } : it,
    ),
  }
  if (value.terms.length === 1) return reciprocalOfRoot(value)
  const inverse = reciprocal(multiply(value, conjugate))
  return inverse === undefined ? undefined : multiply(conjugate, inverse)
}

/** 1 / (c * sqrt(r)) = (1 / (c * r)) * sqrt(r). */
function reciprocalOfRoot(value: Exact): Exact {
  return { terms: value.terms.map(it => ({ ...it, coefficient: it.coefficient.mul(it.radicand).inverse() })) }
}

// --- digits --------------------------------------------------------------------------------------

/** The value times 2^bits, with an error of less than 1 for each term. */
function enclose(value: Exact, bits: bigint): bigint {
  const scale = 1n << (2n * bits)
  return value.terms.reduce((sum, { coefficient, radicand }) => {
    const square = coefficient.mul(coefficient).mul(radicand)
    return sum + coefficient.s * integerRoot((square.n * scale) / square.d)
  }, 0n)
}

/** The greatest whole number whose square is not above `value`, by Newton's method from above. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1)
  for (guess += 1n; ; ) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

const floorDivide = (numerator: bigint, denominator: bigint): bigint =>
  numerator >= 0n || numerator % denominator === 0n ? numerator / denominator : numerator / denominator - 1n

function roundToWhole(value: Exact, mode: RoundingMode): bigint {
  const below = floor(value)
  const rest = subtract(value, exactFromRatio(below))
  if (rest.terms.length === 0) return below
  const half = compare(rest, exactFromRatio(1, 2))
  const roundsUp: Record<RoundingMode, boolean> = {
    half_away: half > 0 || (half === 0 && below >= 0n),
    half_even: half > 0 || (half === 0 && below % 2n !== 0n),
    half_up: half >= 0,
    up: true,
    down: false,
  }
  return roundsUp[mode] ? below + 1n : below
}

/** Puts the decimal point into digits that stand for a multiple of 10^-places. */
function placePoint(digits: string, places: number): string {
  if (places <= 0) return digits
  const padded = digits.padStart(places + 1, '0')
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`
}
