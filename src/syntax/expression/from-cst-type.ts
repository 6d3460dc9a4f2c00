/** Makes types from chevrotain's concrete tree. */
import type { CstNode } from 'chevrotain'
import type { Expression, TypeAlternative, TypeExpression } from './ast.ts'
import { nodeIn, nodesIn, tokenIn } from './concrete.ts'
import { invalidIn, literalFrom, nameFrom, nameIn } from './from-cst-leaf.ts'
import { rangeFrom } from './from-cst-pattern.ts'
import type { Reading } from './reading.ts'
import { AnyWord, NumberToken, SIGN } from './tokens.ts'

export const typeFrom = (reading: Reading, node: CstNode): TypeExpression => ({
  kind: 'TypeExpression',
  alternatives: nodesIn(node, 'typeAlternative').flatMap(it => alternativeFrom(reading, it) ?? []),
  at: invalidIn(reading, node).at,
})

/** Undefined where recovery skipped what was written. */
function alternativeFrom(reading: Reading, node: CstNode): TypeAlternative | undefined {
  if (node.recoveredNode === true) return undefined
  const at = invalidIn(reading, node).at
  if (nodeIn(node, 'yesNoType') !== undefined) return { kind: 'NamedType', name: 'yes/no', at }
  const key = nodeIn(node, 'keyType')
  if (key !== undefined) return keyTypeFrom(reading, key)
  const number = nodeIn(node, 'numberType')
  const range = nodeIn(number ?? node, 'numberRange')
  if (range !== undefined) {
    const whole = number === undefined
    return { kind: 'RangeType', whole, range: rangeFrom(reading, range, signedNumberFrom), at }
  }
  if (number !== undefined) return { kind: 'NamedType', name: 'number', at }
  return { kind: 'NamedType', name: nameIn(reading, nodeIn(node, 'anyName')).name, at }
}

function keyTypeFrom(reading: Reading, node: CstNode): TypeAlternative {
  const key = tokenIn(node, AnyWord)
  const table = nameIn(reading, nodeIn(node, 'anyName'))
  return {
    kind: 'KeyType',
    table,
    key: key === undefined ? { ...table, name: '' } : nameFrom(reading, key),
    at: invalidIn(reading, node).at,
  }
}

function signedNumberFrom(reading: Reading, node: CstNode): Expression {
  const number = literalFrom(reading, tokenIn(node, NumberToken)) ?? invalidIn(reading, node)
  const isNegative = tokenIn(node, SIGN['-']) !== undefined
  return isNegative
    ? { kind: 'Unary', operator: '-', operand: number, at: invalidIn(reading, node).at }
    : number
}
