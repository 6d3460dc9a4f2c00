/**
 * Makes the tree of an expression from chevrotain's concrete tree. What recovery could not read becomes
 * an `Invalid` node. Also refuses what the grammar lets through: chains of comparisons and of powers.
 */
import type { CstNode, IToken } from 'chevrotain'
import type { Aggregate, BinaryOperator, Call, Expression, Instead, Ordering } from './ast.ts'
import { meaningOf, nodeIn, nodesIn, placeOfNode, tokenIn, tokensIn } from './concrete.ts'
import {
  between,
  endOf,
  foreignValueFrom,
  invalidIn,
  literalFrom,
  nameFrom,
  nameIn,
  nowhere,
} from './from-cst-leaf.ts'
import { testFrom } from './from-cst-pattern.ts'
import { complain, placeOf, type Reading, spanAt } from './reading.ts'
import {
  AbsenceFunction,
  Additive,
  AnyWord,
  Comparator,
  Direction,
  Multiplicative,
  Name,
  NumberToken,
  SIGN,
  Text,
  WORDS,
} from './tokens.ts'

/** Reads one node of the concrete tree. */
type From = (reading: Reading, node: CstNode) => Expression

export const expressionFrom: From = (reading, node) =>
  foldLeft(reading, node, 'conditional', conditionalFrom, [], (value, fallback, at) => ({
    kind: 'Otherwise',
    value,
    fallback,
    at,
  }))

const conditionalFrom: From = (reading, node) => {
  const conditions = nodesIn(node, 'condition')
  const last = partOf(reading, node, 'disjunction', disjunctionFrom)
  const ifs = tokensIn(node, WORDS.if)
  return conditions.reduceRight<Expression>((no, condition, index) => {
    const yes = nodesIn(node, 'yes')[index]
    const start = ifs[index]?.startOffset ?? placeOfNode(condition)?.start ?? endOf(reading)
    return {
      kind: 'If',
      condition: whole(reading, condition, expressionFrom),
      yes: yes === undefined ? invalidIn(reading, node) : whole(reading, yes, expressionFrom),
      no,
      at: spanAt(reading, { start, end: placeOfNode(node)?.end ?? endOf(reading) }),
    }
  }, last)
}

const disjunctionFrom: From = (reading, node) =>
  foldLeft(reading, node, 'conjunction', conjunctionFrom, tokensIn(node, WORDS.or), binary)

const conjunctionFrom: From = (reading, node) =>
  foldLeft(reading, node, 'negation', negationFrom, tokensIn(node, WORDS.and), binary)

const negationFrom: From = (reading, node) =>
  prefixed(reading, node, tokensIn(node, WORDS.not), partOf(reading, node, 'comparison', comparisonFrom))

/** A second comparison is reported, and the first stands for the whole. */
const comparisonFrom: From = (reading, node) => {
  const left = partOf(reading, node, 'operand', operandFrom)
  const [tail, second] = nodesIn(node, 'comparisonTail')
  if (tail === undefined) return left
  if (second !== undefined) refuseChain(reading, tail, second)
  const at = spanAt(reading, between(reading, node, tail))
  const comparator = tokenIn(tail, Comparator)
  if (comparator === undefined) return { kind: 'Is', operand: left, ...testOf(reading, tail), at }
  return binary(left, partOf(reading, tail, 'operand', operandFrom), at, comparator)
}

function testOf(reading: Reading, tail: CstNode) {
  const test = nodeIn(tail, 'test')
  const nothing = {
    negated: false,
    pattern: { kind: 'InvalidPattern', at: invalidIn(reading, tail).at },
  } as const
  return test === undefined || test.recoveredNode === true ? nothing : testFrom(reading, test)
}

function refuseChain(reading: Reading, first: CstNode, second: CstNode): void {
  const sign = (tail: CstNode) => tokenIn(tail, Comparator) ?? tokenIn(tail, WORDS.is)
  const [one, two] = [sign(first), sign(second)]
  if (one === undefined || two === undefined) return
  complain(reading, {
    code: 'parse/chained-comparison',
    at: placeOf(two),
    args: { first: meaningOf(one), second: meaningOf(two) },
    related: { at: placeOf(one), label: 'the first comparison' },
  })
}

/** A value on one side of a comparison, or one end of a range. */
export const operandFrom: From = (reading, node) => {
  const direction = tokenIn(node, Direction)
  return direction === undefined ? partOf(reading, node, 'sum', sumFrom) : nameFrom(reading, direction)
}

export const sumFrom: From = (reading, node) =>
  foldLeft(reading, node, 'product', productFrom, tokensIn(node, Additive), binary)

const productFrom: From = (reading, node) =>
  foldLeft(reading, node, 'signed', signedFrom, tokensIn(node, Multiplicative), binary)

const signedFrom: From = (reading, node) =>
  prefixed(reading, node, tokensIn(node, SIGN['-']), partOf(reading, node, 'power', powerFrom))

/** `a ^ b ^ c` is reported, and `a ^ b` stands for the whole. */
const powerFrom: From = (reading, node) => {
  const base = partOf(reading, node, 'postfix', postfixFrom)
  const [exponent, second] = nodesIn(node, 'exponent')
  if (exponent === undefined) return base
  const sign = second === undefined ? undefined : tokenIn(second, SIGN['^'])
  if (sign !== undefined) complain(reading, { code: 'parse/chained-power', at: placeOf(sign) })
  const power = partOf(reading, exponent, 'postfix', postfixFrom)
  const right = prefixed(reading, exponent, tokensIn(exponent, SIGN['-']), power)
  return {
    kind: 'Binary',
    operator: '^',
    left: base,
    right,
    at: spanAt(reading, between(reading, node, exponent)),
  }
}

const postfixFrom: From = (reading, node) => {
  const start = placeOfNode(node)?.start ?? endOf(reading)
  return tokensIn(node, AnyWord).reduce<Expression>(
    (of, token) => ({
      kind: 'Member',
      of,
      name: nameFrom(reading, token),
      at: spanAt(reading, { start, end: placeOf(token).end }),
    }),
    partOf(reading, node, 'primary', primaryFrom),
  )
}

const primaryFrom: From = (reading, node) => {
  const bracketed = nodeIn(node, 'bracketed')
  if (bracketed !== undefined) return partOf(reading, bracketed, 'expression', expressionFrom)
  const callee = tokenIn(node, Name) ?? tokenIn(node, AbsenceFunction)
  if (callee !== undefined) return referenceFrom(reading, node, callee)
  const token = tokenIn(node, NumberToken) ?? tokenIn(node, Text) ?? tokenIn(node, WORDS.yes)
  return literalFrom(reading, token ?? tokenIn(node, WORDS.no)) ?? invalidIn(reading, node)
}

function referenceFrom(reading: Reading, node: CstNode, callee: IToken): Expression {
  const list = nodeIn(node, 'arguments')
  const name = nameFrom(reading, callee)
  if (list === undefined) return foreignValueFrom(reading, callee) ?? name
  const at = spanAt(reading, placeOfNode(node) ?? placeOf(callee))
  const args = nodesIn(list, 'expression').map(it => whole(reading, it, expressionFrom))
  const clauses = nodeIn(list, 'clauses')
  const [of, ...more] = args
  const hasClauses = clauses !== undefined && placeOfNode(clauses) !== undefined
  if (!hasClauses || of === undefined) return { kind: 'Call', callee: name, args, at } satisfies Call
  return { kind: 'Aggregate', callee: name, of, ...clausesFrom(reading, clauses), args: more, at }
}

function clausesFrom(reading: Reading, node: CstNode): Pick<Aggregate, 'over' | 'where' | 'by'> {
  const over = nodeIn(node, 'anyName')
  const where = nodeIn(node, 'expression')
  return {
    ...(over === undefined ? {} : { over: nameIn(reading, over) }),
    ...(where === undefined ? {} : { where: whole(reading, where, expressionFrom) }),
    by: nodesIn(node, 'ordering').map(it => orderingFrom(reading, it)),
  }
}

const orderingFrom = (reading: Reading, node: CstNode): Ordering => ({
  key: partOf(reading, node, 'expression', expressionFrom),
  direction: tokenIn(node, WORDS.best) === undefined ? 'worst first' : 'best first',
  at: spanAt(reading, placeOfNode(node) ?? nowhere(reading)),
})

/** An entry of a style's `instead` list. */
export const insteadFrom = (reading: Reading, node: CstNode): Instead => ({
  kind: 'Instead',
  reason: nameIn(reading, nodeIn(node, 'anyName')),
  when: partOf(reading, node, 'expression', expressionFrom),
  at: spanAt(reading, placeOfNode(node) ?? nowhere(reading)),
})

/** Reads the only part of a kind, or says that it is not there. */
export function partOf(reading: Reading, node: CstNode, label: string, from: From): Expression {
  const part = nodeIn(node, label)
  return part === undefined ? invalidIn(reading, node) : whole(reading, part, from)
}

/** A node in which tokens had to be skipped does not say what was meant. */
const whole = (reading: Reading, node: CstNode, from: From): Expression =>
  node.recoveredNode === true ? invalidIn(reading, node) : from(reading, node)

type Join = (left: Expression, right: Expression, at: Expression['at'], operator?: IToken) => Expression

/** Operands and the operators between them, from the left. */
function foldLeft(
  reading: Reading,
  node: CstNode,
  label: string,
  from: From,
  operators: readonly IToken[],
  join: Join,
): Expression {
  const [first, ...others] = nodesIn(node, label)
  if (first === undefined) return invalidIn(reading, node)
  return others.reduce<Expression>(
    (left, other, index) =>
      join(
        left,
        whole(reading, other, from),
        spanAt(reading, between(reading, first, other)),
        operators[index],
      ),
    whole(reading, first, from),
  )
}

const binary: Join = (left, right, at, operator) =>
  operator === undefined
    ? { kind: 'Invalid', at }
    : { kind: 'Binary', operator: meaningOf(operator) as BinaryOperator, left, right, at }

/** `not` and `-`, however many of them. */
const prefixed = (
  reading: Reading,
  node: CstNode,
  operators: readonly IToken[],
  operand: Expression,
): Expression =>
  operators.reduceRight<Expression>(
    (it, token) => ({
      kind: 'Unary',
      operator: meaningOf(token) as '-' | 'not',
      operand: it,
      at: spanAt(reading, { start: token.startOffset, end: placeOfNode(node)?.end ?? endOf(reading) }),
    }),
    operand,
  )
