/** Columns of numbers made row by row, with what keeps a row from having one. */
import { errorUnlessZero } from './bounds.ts'
import { commonDivisor } from './numbers.ts'
import { NO_ROOTS } from './roots.ts'
import { IS_APART, IS_THERE } from './states.ts'
import { type Bounded, MOST_EXACT, type Ratios } from './vector.ts'

export const withStates = (states: Uint16Array | undefined) => (states === undefined ? {} : { states })

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

  /** `brought` is the error that comes from the operands; that of rounding the result is added, unless it is exactly zero. */
  set(row: number, number: number, brought: number): void {
    const error = errorUnlessZero(brought, number)
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
      roots: NO_ROOTS,
      ...withStates(this.#states),
    }
  }
}
