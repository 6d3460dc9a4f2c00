/**
 * Exact numbers: rationals, and sums of rational multiples of square roots of rationals.
 * Comparison and rounding are decided exactly; no binary floating point is involved.
 *
 * A number is its rational part and a list of roots, each a rational coefficient times the root of a
 * whole number above 1. Roots of whole numbers whose pairwise products are not squares are linearly
 * independent, together with 1, over the rationals. So a number is zero exactly when its rational
 * part is zero and it has no roots, and the sign of any other is found by refining an enclosure
 * until that excludes zero. Almost every number of a ruleset has no roots: those take the short way.
 */
import Fraction from 'fraction.js'
import { integerRoot, rationalRoot, SQUARE_FREE_BELOW, splitSquare } from './root.ts'

export interface Exact {
  readonly rational: Fraction
  /** In the order of their radicands, each once. */
  readonly roots: readonly Root[]
}

/** `coefficient * sqrt(radicand)`: the coefficient is not zero, the radicand whole and no square. */
interface Root {
  readonly coefficient: Fraction
  readonly radicand: bigint
}

const NO_ROOTS: readonly Root[] = []
const rational = (value: Fraction): Exact => ({ rational: value, roots: NO_ROOTS })

export const ZERO: Exact = rational(new Fraction(0))
export const ONE: Exact = rational(new Fraction(1))

// --- making and looking ----------------------------------------------------------------------------

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
  const { s, n, d } = value.rational
  return isRational(value) ? { numerator: s * n, denominator: d } : undefined
}

export const isRational = (value: Exact): boolean => value.roots.length === 0
export const isWhole = (value: Exact): boolean => isRational(value) && value.rational.d === 1n

// --- arithmetic ------------------------------------------------------------------------------------

export const negate = (value: Exact): Exact => ({
  rational: value.rational.neg(),
  roots: isRational(value) ? NO_ROOTS : value.roots.map(negateRoot),
})

export function add(left: Exact, right: Exact): Exact {
  const sum = left.rational.add(right.rational)
  if (isRational(right)) return { rational: sum, roots: left.roots }
  return right.roots.reduce(addRoot, { rational: sum, roots: left.roots })
}

export function subtract(left: Exact, right: Exact): Exact {
  return isRational(right)
    ? { rational: left.rational.sub(right.rational), roots: left.roots }
    : add(left, negate(right))
}

export function multiply(left: Exact, right: Exact): Exact {
  if (isRational(left)) return scale(right, left.rational)
  const whole = scale(left, right.rational)
  return right.roots.reduce((sum, root) => add(sum, multiplyByRoot(left, root)), whole)
}

/** The quotient, or undefined when the divisor is zero. */
export function divide(left: Exact, right: Exact): Exact | undefined {
  if (isRational(right)) return right.rational.n === 0n ? undefined : scale(left, right.rational.inverse())
  return multiply(left, reciprocal(right))
}

/** A whole power; undefined for zero to a negative power. */
export function power(base: Exact, exponent: number): Exact | undefined {
  if (exponent < 0) {
    const inverse = divide(ONE, base)
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
  const { s, n, d } = value.rational
  if (!isRational(value) || s < 0n) return undefined
  return n === 0n ? ZERO : rootOf(new Fraction(1n, d), n * d)
}

/**
 * What a number may hold for arithmetic on it to stay quick. A sum of roots grows by what is added,
 * a product by what is multiplied, and the inverse doubles with every root of the divisor that does
 * not depend on the others.
 */
const MOST_ROOTS = 1_000
const MOST_ROOTS_OF_DIVISOR = 6

/** Whether a result stays within the roots a number may hold. No rule comes near the bounds; callers refuse beyond them. */
export const staysWithinRoots = (operation: RootOperation, left: Exact, right: Exact): boolean =>
  isWithinRoots(operation, left.roots.length, right.roots.length)

type RootOperation = 'sum' | 'product' | 'quotient'

/** The same of numbers of which it is known how many roots they hold. With fewer roots it holds as well. */
export function isWithinRoots(operation: RootOperation, left: number, right: number): boolean {
  if (operation === 'sum') return left + right <= MOST_ROOTS
  if (operation === 'product') return left * right <= MOST_ROOTS
  return right <= MOST_ROOTS_OF_DIVISOR && left <= MOST_ROOTS_OF_DIVISOR * MOST_ROOTS_OF_DIVISOR
}

/** Bits of all parts of a number, for arithmetic on it to stay quick: some thirty thousand digits. */
const MOST_BITS = 100_000
const TOO_GREAT = 1n << BigInt(MOST_BITS)

/** Whether a number is short enough to calculate with. No rule comes near the bound; callers refuse beyond it. */
export const staysWithinDigits = ({ rational, roots }: Exact): boolean =>
  isShort(rational) && roots.every(it => isShort(it.coefficient) && it.radicand < TOO_GREAT)

/** Whether a power of a number will be; found out beforehand, because working it out may take for ever. */
export function powerStaysWithinDigits({ rational, roots }: Exact, exponent: number): boolean {
  const parts = [rational, ...roots.map(it => it.coefficient)].flatMap(it => [it.n, it.d])
  const bits = [...parts, ...roots.map(it => it.radicand)].reduce((sum, it) => sum + bitsOf(it), 0)
  return bits * Math.abs(exponent) <= MOST_BITS
}

const isShort = ({ n, d }: Fraction): boolean => n < TOO_GREAT && d < TOO_GREAT
const bitsOf = (whole: bigint): number => 4 * whole.toString(16).length

// --- order -----------------------------------------------------------------------------------------

export function compare(left: Exact, right: Exact): -1 | 0 | 1 {
  if (!isRational(left) || !isRational(right)) return sign(subtract(left, right))
  const order = left.rational.compare(right.rational)
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

export function equal(left: Exact, right: Exact): boolean {
  if (!left.rational.equals(right.rational)) return false
  return left.roots.length === right.roots.length && subtract(left, right).roots.length === 0
}

/** -1, 0 or 1, decided exactly. */
export function sign(value: Exact): -1 | 0 | 1 {
  if (isRational(value)) return value.rational.n === 0n ? 0 : value.rational.s < 0n ? -1 : 1
  const slack = BigInt(value.roots.length + 1)
  // Ends because the number is not zero.
  for (let bits = 32n; ; bits *= 2n) {
    const scaled = enclose(value, bits)
    if (scaled > slack) return 1
    if (scaled < -slack) return -1
  }
}

/** The greatest whole number not above the value. */
export function floor(value: Exact): bigint {
  const { s, n, d } = value.rational
  if (isRational(value)) return floorDivide(s * n, d)
  const bits = BigInt(16 + value.roots.length.toString(2).length)
  let candidate = (enclose(value, bits) >> bits) + 1n
  while (compare(exactFromRatio(candidate), value) > 0) candidate -= 1n
  return candidate
}

// --- rounding --------------------------------------------------------------------------------------

/**
 * How `round` treats what lies between two neighbours; `half_away` (from zero) is the language's
 * default. `half_up` is towards plus infinity, `up` the greater neighbour, `down` the lesser.
 */
export const ROUNDING_MODES = ['half_away', 'half_even', 'half_up', 'up', 'down'] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

/** The value to so many decimal places; a negative count rounds to tens, hundreds and so on. */
export function round(value: Exact, places: number, mode: RoundingMode = 'half_away'): Exact {
  const { n, d } = unitOf(places)
  return rational(new Fraction(wholeMultiple(value, places, mode) * d, n))
}

/** How often a unit of so many decimal places goes into a value, rounded. */
function wholeMultiple(value: Exact, places: number, mode: RoundingMode): bigint {
  const { floor: halves, isExact } = halvesIn(value, unitOf(places))
  const below = halves >> 1n
  const isOdd = (halves & 1n) === 1n
  if (isExact && !isOdd) return below
  return ROUNDS_UP[mode](isOdd ? (isExact ? 0 : 1) : -1, below) ? below + 1n : below
}

interface Unit {
  readonly n: bigint
  readonly d: bigint
}

/** What a number is multiplied by so that its last place is a whole one: a whole number or one part of it. */
const unitOf = (places: number): Unit =>
  USUAL_UNITS[places] ?? {
    n: places > 0 ? 10n ** BigInt(places) : 1n,
    d: places < 0 ? 10n ** BigInt(-places) : 1n,
  }

/** Of 0 to 12 places. */
const USUAL_UNITS: readonly Unit[] = Array.from({ length: 13 }, (_, places) => ({
  n: 10n ** BigInt(places),
  d: 1n,
}))

/** How many halves of a multiple there are, rounded down, and whether that is all of it. */
function halvesIn(value: Exact, unit: Unit) {
  const { s, n, d } = value.rational
  const [root, another] = value.roots
  const [dividend, divisor] = [2n * s * n * unit.n, d * unit.d]
  if (root === undefined) return { floor: floorDivide(dividend, divisor), isExact: dividend % divisor === 0n }
  // A number with roots is no fraction, so nothing of it is all of it.
  if (another !== undefined || n !== 0n)
    return { floor: floor(scale(value, new Fraction(2n * unit.n, unit.d))), isExact: false }
  const { coefficient, radicand } = root
  const factor = 2n * coefficient.n * unit.n
  const whole = integerRoot(factor * factor * radicand) / (coefficient.d * unit.d)
  return { floor: coefficient.s < 0n ? -whole - 1n : whole, isExact: false }
}

/** Whether the greater neighbour is taken, from how the rest compares with a half and from the lesser neighbour. */
const ROUNDS_UP: { readonly [M in RoundingMode]: (half: -1 | 0 | 1, below: bigint) => boolean } = {
  half_away: (half, below) => half > 0 || (half === 0 && below >= 0n),
  half_even: (half, below) => half > 0 || (half === 0 && below % 2n !== 0n),
  half_up: half => half >= 0,
  up: () => true,
  down: () => false,
}

// --- digits ----------------------------------------------------------------------------------------

/**
 * The decimal digits of a number: all of them when they end within `maxPlaces`, otherwise rounded
 * half away from zero to that many places. Never `-0`.
 */
export function toDecimal(value: Exact, maxPlaces = 10): string {
  const digits = toFixed(value, maxPlaces)
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}

/** The decimal digits to exactly so many places (0 or more), rounded half away from zero. Never `-0.0`. */
export function toFixed(value: Exact, places: number): string {
  const multiple = wholeMultiple(value, places, 'half_away')
  const digits = (multiple < 0n ? -multiple : multiple).toString().padStart(places + 1, '0')
  const pointed = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits
  return multiple < 0n ? `-${pointed}` : pointed
}

/** An exact text for a number: `3`, `-7/2`, `1/2 + 3*sqrt(2)`. */
export function toExactText(value: Exact): string {
  const roots = value.roots.map(it => `${it.coefficient.toFraction()}*sqrt(${it.radicand})`)
  const hasRational = isRational(value) || value.rational.n !== 0n
  return (hasRational ? [value.rational.toFraction(), ...roots] : roots).join(' + ')
}

/**
 * A text that numbers share exactly when they are equal, however their roots came about: the part of a
 * number on each root that is no multiple of the others is told by its sign and its square.
 */
export function identityOf(value: Exact): string {
  if (isRational(value)) return value.rational.toFraction()
  const squares = value.roots.map(
    ({ coefficient, radicand }) =>
      `${coefficient.s < 0n ? '-' : '+'}${coefficient.mul(coefficient).mul(radicand).toFraction()}`,
  )
  return [value.rational.toFraction(), ...squares.sort()].join(' ')
}

// --- roots -----------------------------------------------------------------------------------------

const negateRoot = (root: Root): Root => ({ ...root, coefficient: root.coefficient.neg() })

function scale(value: Exact, factor: Fraction): Exact {
  const product = value.rational.mul(factor)
  if (isRational(value)) return rational(product)
  if (factor.n === 0n) return ZERO
  const roots = value.roots.map(it => ({ ...it, coefficient: it.coefficient.mul(factor) }))
  return { rational: product, roots }
}

/** `coefficient * sqrt(radicand)` for a positive whole radicand, with squares taken out of the root. */
function rootOf(coefficient: Fraction, radicand: bigint): Exact {
  const { square, rest } = splitSquare(radicand)
  const outside = coefficient.mul(square)
  if (rest === 1n) return rational(outside)
  return { rational: ZERO.rational, roots: [{ coefficient: outside, radicand: rest }] }
}

function multiplyByRoot(value: Exact, root: Root): Exact {
  const products = value.roots.map(it =>
    rootOf(it.coefficient.mul(root.coefficient), it.radicand * root.radicand),
  )
  const first = scale({ rational: ZERO.rational, roots: [root] }, value.rational)
  return products.reduce(add, first)
}

/** Adds a root, joining it with the one whose root is a rational multiple of its own. */
function addRoot(value: Exact, root: Root): Exact {
  const { rational: part, roots } = value
  for (const other of roots) {
    const ratio = ratioOfRoots(root.radicand, other.radicand)
    if (ratio === undefined) continue
    const coefficient = other.coefficient.add(root.coefficient.mul(ratio))
    const joined = coefficient.n === 0n ? [] : [{ ...other, coefficient }]
    return { rational: part, roots: roots.flatMap(it => (it === other ? joined : [it])) }
  }
  const after = roots.findIndex(it => it.radicand > root.radicand)
  return { rational: part, roots: roots.toSpliced(after < 0 ? roots.length : after, 0, root) }
}

/** `sqrt(left) / sqrt(right)` where that is rational. */
function ratioOfRoots(left: bigint, right: bigint): Fraction | undefined {
  if (left === right) return ONE.rational
  const differ = left < SQUARE_FREE_BELOW && right < SQUARE_FREE_BELOW
  return differ ? undefined : rationalRoot(new Fraction(left, right))
}

/**
 * 1 / value for a number with roots. Every root is, but for a rational factor, a product of some of
 * the independent `generators`; changing the sign of one generator wherever it is a factor maps a
 * sum to the sum and a product to the product of the images. So a number times its image is free
 * of that generator, and not zero. One generator after the other, the divisor becomes rational.
 */
function reciprocal(value: Exact): Exact {
  const generators = generatorsOf(value)
  let numerator = ONE
  let divisor = value
  for (const generator of generators) {
    const image = changeSign(divisor, generator, generators)
    numerator = multiply(numerator, image)
    divisor = multiply(divisor, image)
  }
  return scale(numerator, divisor.rational.inverse())
}

/** Radicands of which every radicand of the number is a product, but for squares; none is a product of others. */
function generatorsOf(value: Exact): readonly bigint[] {
  const known: bigint[] = []
  for (const { radicand } of value.roots) {
    if (factorsOf(radicand, known) === undefined) known.push(radicand)
  }
  return known
}

function changeSign(value: Exact, generator: bigint, generators: readonly bigint[]): Exact {
  const roots = value.roots.map(it =>
    factorsOf(it.radicand, generators)?.includes(generator) ? negateRoot(it) : it,
  )
  return { rational: value.rational, roots }
}

/** The generators whose product is the radicand, but for squares, or undefined. */
function factorsOf(radicand: bigint, generators: readonly bigint[]): readonly bigint[] | undefined {
  for (let chosen = 0; chosen < 2 ** generators.length; chosen += 1) {
    const factors = generators.filter((_, index) => ((chosen >> index) & 1) === 1)
    const product = factors.reduce((left, right) => left * right, radicand)
    if (integerRoot(product) ** 2n === product) return factors
  }
  return undefined
}

/** The value times 2^bits, with an error of less than 1 for the rational part and for each root. */
function enclose(value: Exact, bits: bigint): bigint {
  const { s, n, d } = value.rational
  const squareUnit = 1n << (2n * bits)
  return value.roots.reduce(
    (sum, { coefficient, radicand }) =>
      sum + coefficient.s * integerRoot((coefficient.n ** 2n * radicand * squareUnit) / coefficient.d ** 2n),
    s * ((n << bits) / d),
  )
}

const floorDivide = (numerator: bigint, denominator: bigint): bigint =>
  numerator >= 0n || numerator % denominator === 0n ? numerator / denominator : numerator / denominator - 1n
