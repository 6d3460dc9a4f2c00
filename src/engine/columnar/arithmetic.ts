/**
 * Arithmetic on vectors of numbers: exact while whole numbers stay safe, otherwise within a bound.
 * An absent left operand decides before the right one is looked at; then an absent right one does.
 */
import { builtInAbsence } from '../../value/value.ts'
import { errorOf } from './bounds.ts'
import { asBounded, commonDivisor, leastCommonMultiple } from './numbers.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import { type Bounded, denominatorAt, MOST_EXACT, type Numbers, type Ratios } from './vector.ts'

export type Arithmetic = '+' | '-' | '*' | '/'

/** Undefined where numbers might come to hold more roots than kernels deal with. */
export function arithmetic(
  operator: Arithmetic,
  left: Numbers,
  right: Numbers,
  states: States,
): Numbers | undefined {
  const found = operandStates(left, right)
  if (left.kind === 'ratios' && right.kind === 'ratios') {
    const exact = EXACT[operator](left, right, found, states)
    if (exact !== undefined) return exact
  }
  const [a, b] = [asBounded(left), asBounded(right)]
  const roots = ROOTS[operator](a.roots, b.roots)
  return roots > MOST_ROOTS ? undefined : { ...NEAR[operator](a, b, found, states), roots }
}

/** What the operands make of each row; undefined where all are there. */
export function operandStates(left: Numbers, right: Numbers): Uint16Array | undefined {
  if (left.states === undefined) return right.states
  if (right.states === undefined) return left.states
  const other = right.states
  return left.states.map((it, row) => (it === IS_THERE ? (other[row] as number) : it))
}

const withStates = (states: Uint16Array | undefined) => (states === undefined ? {} : { states })

// --- exact -----------------------------------------------------------------------------------------

type Exactly = (
  left: Ratios,
  right: Ratios,
  found: Uint16Array | undefined,
  states: States,
) => Ratios | undefined

const EXACT: { readonly [K in Arithmetic]: Exactly } = {
  '+': (left, right, found) => sum(left, right, 1, found),
  '-': (left, right, found) => sum(left, right, -1, found),
  '*': product,
  '/': quotient,
}

function sum(left: Ratios, right: Ratios, sign: 1 | -1, found: Uint16Array | undefined): Ratios | undefined {
  if (typeof left.denominators !== 'number' || typeof right.denominators !== 'number')
    return sumOfMany(left, right, sign, found)
  const denominators = leastCommonMultiple(left.denominators, right.denominators)
  if (denominators > MOST_EXACT) return undefined
  const [byLeft, byRight] = [denominators / left.denominators, (sign * denominators) / right.denominators]
  const [a, b] = [left.numerators, right.numerators]
  const numerators = new Float64Array(a.length)
  let greatest = 0
  for (let row = 0; row < a.length; row += 1) {
    const x = (a[row] as number) * byLeft
    const y = (b[row] as number) * byRight
    const z = x + y
    greatest = Math.max(greatest, Math.abs(x), Math.abs(y), Math.abs(z))
    numerators[row] = z
  }
  return greatest > MOST_EXACT
    ? undefined
    : { kind: 'ratios', numerators, denominators, ...withStates(found) }
}

/** With denominators of their own. */
function sumOfMany(
  left: Ratios,
  right: Ratios,
  sign: 1 | -1,
  found: Uint16Array | undefined,
): Ratios | undefined {
  const result = new RatioBuilder(left.numerators.length, found)
  for (let row = 0; row < left.numerators.length; row += 1) {
    const [p, q] = [denominatorAt(left, row), denominatorAt(right, row)]
    const a = left.numerators[row] as number
    const b = sign * (right.numerators[row] as number)
    if (p === q) result.set(row, a + b, p, Math.max(Math.abs(a), Math.abs(b)))
    else result.set(row, a * q + b * p, p * q, Math.max(Math.abs(a * q), Math.abs(b * p)))
  }
  return result.finish()
}

function product(left: Ratios, right: Ratios, found: Uint16Array | undefined): Ratios | undefined {
  const result = new RatioBuilder(left.numerators.length, found)
  for (let row = 0; row < left.numerators.length; row += 1)
    result.set(
      row,
      (left.numerators[row] as number) * (right.numerators[row] as number),
      denominatorAt(left, row) * denominatorAt(right, row),
      0,
    )
  return result.finish()
}

function quotient(
  left: Ratios,
  right: Ratios,
  found: Uint16Array | undefined,
  states: States,
): Ratios | undefined {
  const size = left.numerators.length
  const result = new RatioBuilder(size, found)
  const byZero = states.of(builtInAbsence('division_by_zero'))
  for (let row = 0; row < size; row += 1) {
    const over = right.numerators[row] as number
    if (over === 0) {
      result.absent(row, byZero)
      continue
    }
    const sign = over < 0 ? -1 : 1
    const numerator = sign * (left.numerators[row] as number) * denominatorAt(right, row)
    result.set(row, numerator, denominatorAt(left, row) * Math.abs(over), 0)
  }
  return result.finish()
}

/** Fractions are kept as they come while they are small, and reduced when they grow. */
const GROWN = 2 ** 26

/** Fractions row by row; gives up where a whole number is not safe. */
export class RatioBuilder {
  readonly #numerators: Float64Array
  readonly #denominators: Float64Array
  #states: Uint16Array | undefined
  readonly #found: Uint16Array | undefined
  #isExact = true

  constructor(size: number, found?: Uint16Array) {
    this.#numerators = new Float64Array(size)
    this.#denominators = new Float64Array(size).fill(1)
    this.#found = found
    this.#states = found
  }

  /** `greatest` is the greatest size of a number met on the way. */
  set(row: number, numerator: number, denominator: number, greatest: number): void {
    if (this.#found !== undefined && this.#found[row] !== IS_THERE) return
    if (Math.max(Math.abs(numerator), denominator, greatest) > MOST_EXACT) {
      this.#isExact = false
      return
    }
    const divisor = denominator > GROWN ? commonDivisor(Math.abs(numerator), denominator) : 1
    this.#numerators[row] = numerator / divisor
    this.#denominators[row] = denominator / divisor
  }

  /** Where the row is there so far, it is absent. */
  absent(row: number, state: number): void {
    if (this.#found !== undefined && this.#found[row] !== IS_THERE) return
    if (this.#states === this.#found)
      this.#states = this.#found?.slice() ?? new Uint16Array(this.#numerators.length)
    if (this.#states !== undefined) this.#states[row] = state
  }

  finish(): Ratios | undefined {
    if (!this.#isExact) return undefined
    const common = this.#commonDenominator()
    return {
      kind: 'ratios',
      numerators: this.#numerators,
      denominators: common ?? this.#denominators,
      ...withStates(this.#states),
    }
  }

  /** The denominator that all rows with a number have; rows without one do not count. */
  #commonDenominator(): number | undefined {
    const [denominators, states] = [this.#denominators, this.#states]
    let common: number | undefined
    for (let row = 0; row < denominators.length; row += 1) {
      if (states !== undefined && states[row] !== IS_THERE) continue
      const it = denominators[row] as number
      if (common === undefined) common = it
      else if (it !== common) return undefined
    }
    return common ?? 1
  }
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

type Nearly = (left: Bounded, right: Bounded, found: Uint16Array | undefined, states: States) => Bounded

const NEAR: { readonly [K in Arithmetic]: Nearly } = {
  '+': nearly(
    (a, b) => a + b,
    (_a, e, _b, f) => e + f,
  ),
  '-': nearly(
    (a, b) => a - b,
    (_a, e, _b, f) => e + f,
  ),
  '*': nearly(
    (a, b) => a * b,
    (a, e, b, f) => Math.abs(a) * f + Math.abs(b) * e + e * f,
  ),
  // A divisor that may be zero makes the bound infinite, and the row is left apart.
  '/': nearly(
    (a, b) => a / b,
    (a, e, b, f) => (Math.abs(b) > f ? (e + Math.abs(a / b) * f) / (Math.abs(b) - f) : Infinity),
  ),
}

function nearly(
  apply: (a: number, b: number) => number,
  brought: (a: number, e: number, b: number, f: number) => number,
): Nearly {
  return (left, right, found) => {
    const size = left.numbers.length
    const result = new BoundedBuilder(size, found)
    for (let row = 0; row < size; row += 1) {
      const [a, b] = [left.numbers[row] as number, right.numbers[row] as number]
      const [e, f] = [left.errors[row] as number, right.errors[row] as number]
      result.set(row, apply(a, b), brought(a, e, b, f))
    }
    return result.finish()
  }
}

/** Numbers with bounds, row by row; what has no bound is left apart. */
export class BoundedBuilder {
  readonly #numbers: Float64Array
  readonly #errors: Float64Array
  #states: Uint16Array | undefined
  readonly #found: Uint16Array | undefined

  constructor(size: number, found?: Uint16Array) {
    this.#numbers = new Float64Array(size)
    this.#errors = new Float64Array(size)
    this.#found = found
    this.#states = found
  }

  /** `brought` is the error that comes from the operands; that of rounding the result is added. */
  set(row: number, number: number, brought: number): void {
    const error = errorOf(brought, number)
    const isKnown = Number.isFinite(error)
    if (!isKnown) this.state(row, IS_APART)
    this.#numbers[row] = isKnown ? number : 0
    this.#errors[row] = isKnown ? error : 0
  }

  state(row: number, state: number): void {
    if (this.#found !== undefined && this.#found[row] !== IS_THERE) return
    if (this.#states === this.#found)
      this.#states = this.#found?.slice() ?? new Uint16Array(this.#numbers.length)
    if (this.#states !== undefined) this.#states[row] = state
  }

  finish(): Bounded {
    return {
      kind: 'bounded',
      numbers: this.#numbers,
      errors: this.#errors,
      roots: 0,
      ...withStates(this.#states),
    }
  }
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
