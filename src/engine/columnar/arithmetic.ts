/**
 * Arithmetic on vectors of numbers: exact while whole numbers stay safe, otherwise within a bound.
 * An absent left operand decides before the right one is looked at; then an absent right one does.
 */
import { errorOf } from './bounds.ts'
import { withStates } from './builders.ts'
import { type Arithmetic, classesOf, EXACT, scaled, sumWithClasses } from './exact-arithmetic.ts'
import { asBounded, asNumbers, numberTable } from './numbers.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import type { Bounded, Numbers, Ratios, Vector } from './vector.ts'

export type { Arithmetic }

/** Undefined where numbers might come to hold more roots than kernels deal with. */
export function arithmetic(
  operator: Arithmetic,
  left: Vector,
  right: Vector,
  states: States,
): Numbers | undefined {
  const quick = withFewValues(operator, left, right, states)
  if (quick !== undefined) return quick
  return rowByRow(operator, asNumbers(left, states), asNumbers(right, states), states)
}

function rowByRow(operator: Arithmetic, left: Numbers, right: Numbers, states: States): Numbers | undefined {
  const found = operandStates(left, right)
  if (left.kind === 'ratios' && right.kind === 'ratios') {
    const exact = EXACT[operator](left, right, found, states)
    if (exact !== undefined) return exact
  }
  const [a, b] = [asBounded(left), asBounded(right)]
  const roots = ROOTS[operator](a.roots, b.roots)
  return roots > MOST_ROOTS ? undefined : { ...NEAR[operator](a, b, found), roots }
}

/** Fractions by row and values by class need no column of the latter. Undefined where they are something else. */
function withFewValues(
  operator: Arithmetic,
  left: Vector,
  right: Vector,
  states: States,
): Ratios | undefined {
  const isLeftFew = left.kind === 'dictionary'
  const [rows, few] = isLeftFew ? [right, left] : [left, right]
  if (rows.kind !== 'ratios' || few.kind !== 'dictionary') return undefined
  const classes = classesOf(few.partition.codes, numberTable(few, states))
  if (classes === undefined) return undefined
  if (operator === '+' || operator === '-') {
    const sign = operator === '+' ? 1 : -1
    const signs = isLeftFew ? ({ rows: sign, classes: 1 } as const) : ({ rows: 1, classes: sign } as const)
    return sumWithClasses(rows, classes, signs, !isLeftFew)
  }
  const { numerators, denominators } = classes.numbers
  const [top, isThere] = [numerators[0] ?? 0, classes.states[0] === IS_THERE]
  if (numerators.length !== 1 || !isThere || top === 0 || typeof denominators !== 'number') return undefined
  if (operator === '*') return scaled(rows, top, denominators)
  return isLeftFew ? undefined : scaled(rows, denominators, top)
}

/** What the operands make of each row; undefined where all are there. */
export function operandStates(left: Numbers, right: Numbers): Uint16Array | undefined {
  if (left.states === undefined) return right.states
  if (right.states === undefined) return left.states
  const other = right.states
  return left.states.map((it, row) => (it === IS_THERE ? (other[row] as number) : it))
}

// --- roots -----------------------------------------------------------------------------------------

/**
 * The reference semantics refuses numbers of very many roots, and divisors of more than a few. Kernels
 * stop well before that: a formula that might get so far is left to it.
 */
const MOST_ROOTS = 6

const ROOTS: { readonly [K in Arithmetic]: (left: number, right: number) => number } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left + right,
  '*': (left, right) => (1 + left) * (1 + right) - 1,
  '/': (left, right) => (1 + left) * 2 ** right - 1,
}

// --- within a bound --------------------------------------------------------------------------------

type Nearly = (left: Bounded, right: Bounded, found: Uint16Array | undefined) => Bounded

const NEAR: { readonly [K in Arithmetic]: Nearly } = {
  '+': (left, right, found) => nearSum(left, right, 1, found),
  '-': (left, right, found) => nearSum(left, right, -1, found),
  '*': nearProduct,
  '/': nearQuotient,
}

function nearSum(left: Bounded, right: Bounded, sign: 1 | -1, found: Uint16Array | undefined): Bounded {
  const result = roomFor(left)
  const { numbers, errors } = result
  for (let row = 0; row < numbers.length; row += 1) {
    const sum = (left.numbers[row] as number) + sign * (right.numbers[row] as number)
    numbers[row] = sum
    errors[row] = errorOf((left.errors[row] as number) + (right.errors[row] as number), sum)
  }
  return withBounds(result, found)
}

function nearProduct(left: Bounded, right: Bounded, found: Uint16Array | undefined): Bounded {
  const result = roomFor(left)
  const { numbers, errors } = result
  for (let row = 0; row < numbers.length; row += 1) {
    const a = left.numbers[row] as number
    const b = right.numbers[row] as number
    const e = left.errors[row] as number
    const f = right.errors[row] as number
    const product = a * b
    numbers[row] = product
    errors[row] = errorOf(Math.abs(a) * f + Math.abs(b) * e + e * f, product)
  }
  return withBounds(result, found)
}

/** A divisor that may be zero makes the bound infinite, and the row is left apart. */
function nearQuotient(left: Bounded, right: Bounded, found: Uint16Array | undefined): Bounded {
  const result = roomFor(left)
  const { numbers, errors } = result
  for (let row = 0; row < numbers.length; row += 1) {
    const b = right.numbers[row] as number
    const e = left.errors[row] as number
    const f = right.errors[row] as number
    const quotient = (left.numbers[row] as number) / b
    const size = Math.abs(b)
    numbers[row] = quotient
    errors[row] = size > f ? errorOf((e + Math.abs(quotient) * f) / (size - f), quotient) : Infinity
  }
  return withBounds(result, found)
}

interface Room {
  readonly numbers: Float64Array
  readonly errors: Float64Array
}

const roomFor = ({ numbers }: Bounded): Room => ({
  numbers: new Float64Array(numbers.length),
  errors: new Float64Array(numbers.length),
})

/** What has no bound is left apart. */
function withBounds({ numbers, errors }: Room, found: Uint16Array | undefined): Bounded {
  let states = found
  for (let row = 0; row < errors.length; row += 1) {
    if (Number.isFinite(errors[row])) continue
    numbers[row] = 0
    errors[row] = 0
    if (found !== undefined && found[row] !== IS_THERE) continue
    if (states === found) states = found?.slice() ?? new Uint16Array(errors.length)
    if (states !== undefined) states[row] = IS_APART
  }
  return { kind: 'bounded', numbers, errors, roots: 0, ...withStates(states) }
}

/** The number with the other sign. */
export const negative = (numbers: Numbers): Numbers =>
  numbers.kind === 'ratios'
    ? { ...numbers, numerators: numbers.numerators.map(it => -it) }
    : {
        kind: 'bounded',
        numbers: numbers.numbers.map(it => -it),
        errors: numbers.errors,
        roots: numbers.roots,
        ...withStates(numbers.states),
      }
