/** Adding up any number of values, exactly, so that their order never matters. */
import { type Exact, ZERO } from '../../../value/exact.ts'
import { type NumberValue, number } from '../../../value/value.ts'
import { addNumbers } from './arithmetic.ts'
import type { Refusal } from './operator.ts'

export function sumOf(values: readonly Exact[]): NumberValue | Refusal {
  let sum = ZERO
  for (const value of values) {
    const next = addNumbers(sum, value)
    if (next.kind === 'refused') return next
    sum = next.number
  }
  return number(sum)
}
