/** The arithmetic operators, exactly. Absent operands never get here. */
import {
  add,
  divide,
  type Exact,
  multiply,
  negate,
  power,
  powerStaysWithinDigits,
  staysWithinDigits,
  staysWithinRoots,
  subtract,
} from '../../../value/exact.ts'
import { builtInAbsence, type NumberValue, number, type Present, type Value } from '../../../value/value.ts'
import { countOf, numberOf, type Refusal, refuse, refuseNumber, type StrictOperator } from './operator.ts'

type Two = readonly [Present, Present]

const arithmetic = (apply: (left: Exact, right: Exact) => Value | Refusal): StrictOperator<Two> => ({
  absence: 'strict',
  apply: ([left, right]) => apply(numberOf(left), numberOf(right)),
})

export const TOO_MANY_ROOTS: Refusal = refuse('evaluate/too-many-roots')

export const TOO_MANY_DIGITS: Refusal = refuse('evaluate/too-long', { most: '30,000', parts: 'digits' })

/** A number that has not grown beyond what can be calculated with. */
const kept = (value: Exact): NumberValue | Refusal =>
  staysWithinDigits(value) ? number(value) : TOO_MANY_DIGITS

export const addNumbers = (left: Exact, right: Exact): NumberValue | Refusal =>
  staysWithinRoots('sum', left, right) ? kept(add(left, right)) : TOO_MANY_ROOTS

export function divideNumbers(left: Exact, right: Exact): Value | Refusal {
  if (!staysWithinRoots('quotient', left, right)) return TOO_MANY_ROOTS
  const quotient = divide(left, right)
  return quotient === undefined ? builtInAbsence('division_by_zero') : kept(quotient)
}

/** Powers beyond these would have more digits than any rule means. */
const GREATEST_EXPONENT = 1_000

function raise(base: Exact, exponent: Exact): Value | Refusal {
  const count = countOf(exponent, -GREATEST_EXPONENT, GREATEST_EXPONENT)
  if (count === undefined)
    return refuseNumber(`a whole exponent between -${GREATEST_EXPONENT} and ${GREATEST_EXPONENT}`, exponent)
  if (!staysWithinRoots('quotient', base, base)) return TOO_MANY_ROOTS
  if (!powerStaysWithinDigits(base, count)) return TOO_MANY_DIGITS
  const result = power(base, count)
  return result === undefined ? builtInAbsence('division_by_zero') : number(result)
}

export const ARITHMETIC: { readonly [K in '+' | '-' | '*' | '/' | '^']: StrictOperator<Two> } = {
  '+': arithmetic(addNumbers),
  '-': arithmetic((left, right) =>
    staysWithinRoots('sum', left, right) ? kept(subtract(left, right)) : TOO_MANY_ROOTS,
  ),
  '*': arithmetic((left, right) =>
    staysWithinRoots('product', left, right) ? kept(multiply(left, right)) : TOO_MANY_ROOTS,
  ),
  '/': arithmetic(divideNumbers),
  '^': arithmetic(raise),
}

export const NEGATION: StrictOperator<readonly [Present]> = {
  absence: 'strict',
  apply: ([operand]) => number(negate(numberOf(operand))),
}
