/** Arithmetic on numbers of values: exact in safe whole numbers, otherwise as the reference semantics has it. */
import { builtInAbsence } from '../../value/value.ts'
import { commonDivisor } from '../columnar/numbers.ts'
import type { ValueOrder } from '../order.ts'
import { ARITHMETIC, NEGATION } from '../reference/operators/arithmetic.ts'
import { type Id, NONE, type Pool } from './pool.ts'

export type Operator = '+' | '-' | '*' | '/'

/** Of two values that are there; `NONE` where that is refused. */
export type Arithmetic = (left: Id, right: Id) => Id

export function arithmeticOf(pool: Pool, order: ValueOrder): { readonly [K in Operator]: Arithmetic } {
  const byZero = pool.idOf(builtInAbsence('division_by_zero'))
  const exactly = (operator: Operator, left: Id, right: Id): Id => {
    const a = pool.valueOf(left)
    const b = pool.valueOf(right)
    if (a.kind !== 'number' || b.kind !== 'number') return NONE
    const result = ARITHMETIC[operator].apply([a, b], { order, option: undefined })
    return result.kind === 'refused' ? NONE : pool.idOf(result)
  }
  const sum =
    (operator: '+' | '-', sign: 1 | -1): Arithmetic =>
    (left, right) => {
      const p = pool.denominators[left] as number
      const q = pool.denominators[right] as number
      const a = pool.numerators[left] as number
      const b = sign * (pool.numerators[right] as number)
      if (p === 1 && q === 1) return orExactly(pool.ratio(a + b, 1), operator, left, right)
      if (p === 0 || q === 0) return exactly(operator, left, right)
      const x = a * q
      const y = b * p
      const isSafe = Math.abs(x) <= MOST && Math.abs(y) <= MOST
      return orExactly(isSafe ? reduced(pool, x + y, p * q) : NONE, operator, left, right)
    }
  const orExactly = (found: Id, operator: Operator, left: Id, right: Id): Id =>
    found === NONE ? exactly(operator, left, right) : found
  return {
    '+': sum('+', 1),
    '-': sum('-', -1),
    '*'(left, right) {
      const p = pool.denominators[left] as number
      const q = pool.denominators[right] as number
      const product = (pool.numerators[left] as number) * (pool.numerators[right] as number)
      return orExactly(p === 0 || q === 0 ? NONE : reduced(pool, product, p * q), '*', left, right)
    },
    '/'(left, right) {
      const p = pool.denominators[left] as number
      const q = pool.denominators[right] as number
      const a = pool.numerators[left] as number
      const b = pool.numerators[right] as number
      if (p === 0 || q === 0) return exactly('/', left, right)
      if (b === 0) return byZero
      return orExactly(reduced(pool, b < 0 ? -a * q : a * q, p * Math.abs(b)), '/', left, right)
    },
  }
}

const MOST = Number.MAX_SAFE_INTEGER

/** `NONE` where a whole number is not safe: what is above the bound is never rounded to below it. */
export function reduced(pool: Pool, numerator: number, denominator: number): Id {
  if (!(Math.abs(numerator) <= MOST && denominator <= MOST)) return NONE
  const divisor = denominator === 1 ? 1 : commonDivisor(Math.abs(numerator), denominator)
  return pool.ratio(numerator / divisor, denominator / divisor)
}

export function negativeOf(pool: Pool, order: ValueOrder, operand: Id): Id {
  const denominator = pool.denominators[operand] as number
  if (denominator !== 0) return pool.ratio(-(pool.numerators[operand] as number), denominator)
  const value = pool.valueOf(operand)
  if (value.kind !== 'number') return NONE
  const result = NEGATION.apply([value], { order, option: undefined })
  return result.kind === 'refused' ? NONE : pool.idOf(result)
}
