/** Numbers written out: a literal, a percentage, a sign and arithmetic between them. */
import type { BinaryOperator, Expression } from '../syntax/expression/ast.ts'
import {
  add,
  divide,
  type Exact,
  exactFromDigits,
  exactFromRatio,
  multiply,
  negate,
  subtract,
} from '../value/exact.ts'

/** The number that the text of a literal stands for; `65%` is 0.65. */
export function numberOf(digits: string, percent: boolean): Exact | undefined {
  const value = exactFromDigits(digits)
  return value === undefined || !percent ? value : multiply(value, exactFromRatio(1, 100))
}

const ARITHMETIC: Partial<Record<BinaryOperator, (left: Exact, right: Exact) => Exact | undefined>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
}

/** The number an expression without names stands for; undefined for any other. */
export function exactOf(node: Expression): Exact | undefined {
  if (node.kind === 'NumberLiteral') return numberOf(node.digits, node.percent)
  if (node.kind === 'Unary' && node.operator === '-') {
    const operand = exactOf(node.operand)
    return operand === undefined ? undefined : negate(operand)
  }
  if (node.kind !== 'Binary') return undefined
  const [left, right] = [exactOf(node.left), exactOf(node.right)]
  return left === undefined || right === undefined ? undefined : ARITHMETIC[node.operator]?.(left, right)
}
