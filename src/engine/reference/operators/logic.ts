/**
 * Logic with a third truth value, Kleene's: an absent operand may be yes or no, and the result is
 * absent unless it is the same either way.
 */
import { NO, type Value, YES } from '../../../value/value.ts'

type Truth = 'yes' | 'no' | 'absent'
/** `left` and `right`: absent, for the reason of that operand. */
type Result = 'yes' | 'no' | 'left' | 'right'
/** By the left operand, then by the right one. */
type TruthTable = { readonly [L in Truth]: { readonly [R in Truth]: Result } }

export interface LogicOperator {
  readonly absence: 'kleene'
  readonly table: TruthTable
}

export const LOGIC: { readonly [K in 'and' | 'or']: LogicOperator } = {
  and: {
    absence: 'kleene',
    table: {
      yes: { yes: 'yes', no: 'no', absent: 'right' },
      no: { yes: 'no', no: 'no', absent: 'no' },
      absent: { yes: 'left', no: 'no', absent: 'left' },
    },
  },
  or: {
    absence: 'kleene',
    table: {
      yes: { yes: 'yes', no: 'yes', absent: 'yes' },
      no: { yes: 'yes', no: 'no', absent: 'right' },
      absent: { yes: 'yes', no: 'left', absent: 'left' },
    },
  },
}

export const NOT: { readonly absence: 'kleene'; readonly table: { readonly [O in Truth]: Result } } = {
  absence: 'kleene',
  table: { yes: 'no', no: 'yes', absent: 'left' },
}

/** The operator on two operands; the right one is not looked at where the left one decides. */
export function applyLogic(operator: 'and' | 'or', left: Value, right: () => Value): Value {
  const row = LOGIC[operator].table[truthOf(left)]
  if (row.yes === row.no && row.no === row.absent) return resultOf(row.yes, left, left)
  const other = right()
  return resultOf(row[truthOf(other)], left, other)
}

export const applyNot = (operand: Value): Value => resultOf(NOT.table[truthOf(operand)], operand, operand)

export const isYes = (value: Value): boolean => value.kind === 'yes/no' && value.yes
export const isNo = (value: Value): boolean => value.kind === 'yes/no' && !value.yes

function resultOf(result: Result, left: Value, right: Value): Value {
  if (result === 'yes') return YES
  if (result === 'no') return NO
  return result === 'left' ? left : right
}

function truthOf(value: Value): Truth {
  if (value.kind === 'yes/no') return value.yes ? 'yes' : 'no'
  if (value.kind === 'absent') return 'absent'
  throw new TypeError(`checked to be yes or no, is ${value.kind}`)
}
