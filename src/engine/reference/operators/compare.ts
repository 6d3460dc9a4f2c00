/** The comparisons. Values of different kinds are never equal; checking refuses to ask which is less. */
import { type Present, yesNo } from '../../../value/value.ts'
import type { ValueOrder } from '../../order.ts'
import type { StrictOperator } from './operator.ts'

const comparison = (
  holds: (order: ValueOrder, left: Present, right: Present) => boolean,
): StrictOperator<readonly [Present, Present]> => ({
  absence: 'strict',
  apply: ([left, right], { order }) => yesNo(holds(order, left, right)),
})

export const COMPARISON = {
  '=': comparison((order, left, right) => order.same(left, right)),
  '!=': comparison((order, left, right) => !order.same(left, right)),
  '<': comparison((order, left, right) => order.compare(left, right) < 0),
  '<=': comparison((order, left, right) => order.compare(left, right) <= 0),
  '>': comparison((order, left, right) => order.compare(left, right) > 0),
  '>=': comparison((order, left, right) => order.compare(left, right) >= 0),
}
