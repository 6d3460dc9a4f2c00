/** Adding up any number of values, exactly, so that their order never matters. */
import { add, type Exact, staysWithinRoots, ZERO } from '../../../value/exact.ts'
import { type NumberValue, number } from '../../../value/value.ts'
import { TOO_MANY_ROOTS } from './arithmetic.ts'
import type { Refusal } from './operator.ts'

export function sumOf(values: readonly Exact[]): NumberValue | Refusal {
  let sum = ZERO
  for (const value of values) {
    if (!staysWithinRoots('sum', sum, value)) return TOO_MANY_ROOTS
    sum = add(sum, value)
  }
  return number(sum)
}
