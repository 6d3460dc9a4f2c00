/**
 * Arithmetic on vectors of numbers: exact while whole numbers stay safe, otherwise within a bound.
 * An absent left operand decides before the right one is looked at; then an absent right one does.
 */
import { builtInAbsence } from '../../value/value.ts'
import { errorOf, errorUnlessZero } from './bounds.ts'
import { withStates } from './builders.ts'
import { type Arithmetic, classesOf, EXACT, scaled, sumWithClasses } from './exact-arithmetic.ts'
import { asBounded, asNumbers, numberTable } from './numbers.ts'
import { NO_ROOTS, productRoots, quotientRoots, type Roots, sumRoots } from './roots.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import type { Bounded, Numbers, Ratios, Vector } from './vector.ts'

export type { Arithmetic }

/** Undefined where numbers might come to hold more roots than the reference semantics deals with. */
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
  return roots === undefined ? undefined : { ...NEAR[operator](a, b, found, states), roots }
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

const ROOTS: { readonly [K in Arithmetic]: (left: Roots, right: Roots) => Roots | undefined } = {
  '+': sumRoots,
  '-': sumRoots,
  '*': productRoots,
  '/': quotientRoots,
}

// --- within a bound --------------------------------------------------------------------------------

type Nearly = (left: Bounded, right: Bounded, found: Uint16Array | undefined, states: States) => Bounded

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
    errors[row] = errorUnlessZero((left.errors[row] as number) + (right.errors[row] as number), sum)
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
    const isZero = (a === 0 && e === 0) || (b === 0 && f === 0)
    errors[row] = isZero ? 0 : errorOf(Math.abs(a) * f + Math.abs(b) * e + e * f, product)
  }
  return withBounds(result, found)
}

/** A divisor that may be zero makes the bound infinite, and the row is left apart; one that is zero tells. */
function nearQuotient(
  left: Bounded,
  right: Bounded,
  found: Uint16Array | undefined,
  states: States,
): Bounded {
  const result = roomFor(left)
  const { numbers, errors } = result
  for (let row = 0; row < numbers.length; row += 1) {
    const a = left.numbers[row] as number
    const b = right.numbers[row] as number
    const e = left.errors[row] as number
    const f = right.errors[row] as number
    const quotient = a / b
    const size = Math.abs(b)
    numbers[row] = quotient
    if (size <= f) errors[row] = f === 0 ? BY_ZERO : Infinity
    else errors[row] = a === 0 && e === 0 ? 0 : errorOf((e + Math.abs(quotient) * f) / (size - f), quotient)
  }
  return withBounds(result, found, states.of(builtInAbsence('division_by_zero')))
}

/** Stands for the bound of what is divided by zero. */
const BY_ZERO = -1

interface Room {
  readonly numbers: Float64Array
  readonly errors: Float64Array
}

const roomFor = ({ numbers }: Bounded): Room => ({
  numbers: new Float64Array(numbers.length),
  errors: new Float64Array(numbers.length),
})

/** What has no bound is left apart. */
function withBounds({ numbers, errors }: Room, found: Uint16Array | undefined, byZero = IS_APART): Bounded {
  let states = found
  for (let row = 0; row < errors.length; row += 1) {
    const error = errors[row] as number
    if (error >= 0 && error < Infinity) continue
    numbers[row] = 0
    errors[row] = 0
    if (found !== undefined && found[row] !== IS_THERE) continue
    if (states === found) states = found?.slice() ?? new Uint16Array(errors.length)
    if (states !== undefined) states[row] = error === BY_ZERO ? byZero : IS_APART
  }
  return { kind: 'bounded', numbers, errors, roots: NO_ROOTS, ...withStates(states) }
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
