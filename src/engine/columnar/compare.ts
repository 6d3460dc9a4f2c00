/** Which of two numbers is less: decided where they are further apart than their bounds, else left apart. */

import { operandStates } from './arithmetic.ts'
import { UNIT } from './bounds.ts'
import { asBounded } from './numbers.ts'
import { IS_APART, IS_NO, IS_THERE, IS_YES } from './states.ts'
import { denominatorAt, MOST_EXACT, type Numbers, type Ratios } from './vector.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

const HOLDS: { readonly [K in Comparison]: (order: number) => boolean } = {
  '=': order => order === 0,
  '!=': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
}

export function comparison(operator: Comparison, left: Numbers, right: Numbers): Uint16Array {
  const holds = HOLDS[operator]
  const found = operandStates(left, right)
  const orders = ordersOf(left, right)
  const truths = new Uint16Array(orders.length)
  for (let row = 0; row < orders.length; row += 1) {
    const state = found === undefined ? IS_THERE : (found[row] as number)
    const order = orders[row] as number
    if (state !== IS_THERE) truths[row] = state
    else truths[row] = order === UNDECIDED ? IS_APART : holds(order) ? IS_YES : IS_NO
  }
  return truths
}

const UNDECIDED = 2

/** -1, 0, 1 or undecided. */
function ordersOf(left: Numbers, right: Numbers): Int8Array {
  if (left.kind === 'ratios' && right.kind === 'ratios') return exactOrders(left, right)
  const [a, b] = [asBounded(left), asBounded(right)]
  const orders = new Int8Array(a.numbers.length)
  for (let row = 0; row < orders.length; row += 1) {
    const difference = (a.numbers[row] as number) - (b.numbers[row] as number)
    const error = (a.errors[row] as number) + (b.errors[row] as number)
    const slack = error * (1 + UNIT) + Math.abs(difference) * UNIT
    if (Math.abs(difference) > slack) orders[row] = difference < 0 ? -1 : 1
    else orders[row] = error === 0 && difference === 0 ? 0 : UNDECIDED
  }
  return orders
}

/** By the products crosswise; where those are not exact, they have to be clearly apart. */
function exactOrders(left: Ratios, right: Ratios): Int8Array {
  const orders = new Int8Array(left.numerators.length)
  for (let row = 0; row < orders.length; row += 1) {
    const a = (left.numerators[row] as number) * denominatorAt(right, row)
    const b = (right.numerators[row] as number) * denominatorAt(left, row)
    const isExact = Math.abs(a) <= MOST_EXACT && Math.abs(b) <= MOST_EXACT
    const isClear = Math.abs(a - b) > (Math.abs(a) + Math.abs(b)) * UNIT
    orders[row] = isExact || isClear ? Math.sign(a - b) : UNDECIDED
  }
  return orders
}
