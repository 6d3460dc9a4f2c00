/** Elaborates operators between two operands; what the first tells of a row is known in the second. */
import type { Binary } from '../syntax/expression/ast.ts'
import { equal, ZERO } from '../value/exact.ts'
import { applyOperator } from './apply-operator.ts'
import { elaborate } from './elaborate-expression.ts'
import { isOpen } from './elaborate-name.ts'
import type { Context, Typed } from './environment.ts'
import { both, either, fact, NO_FACTS, type Outcomes } from './facts.ts'
import { narrowByCodes } from './narrow.ts'
import { BINARY } from './operators.ts'
import { staticCondition } from './static-condition.ts'
import { expectedBeside, invalid, outcomesOf, within } from './typed.ts'
import { NUMBER, YES_NO } from './types.ts'

export function elaborateBinary(context: Context, node: Binary): Typed {
  const operator = BINARY.get(node.operator)
  if (operator === undefined) return invalid(node.at)
  const [left, right] = OPERANDS[KIND[node.operator]](context, node)
  const result = applyOperator(context, operator, [left, right], node.at)
  const core = {
    kind: 'Binary',
    operator: node.operator,
    left: left.core,
    right: right.core,
    at: node.at,
  } as const
  const outcomes = outcomesOfBinary(node.operator, left, right)
  return { core, ...result, absence: sharpened(node, left, right, result.absence), outcomes }
}

const KIND: Record<Binary['operator'], 'arithmetic' | 'comparison' | 'and' | 'or'> = {
  '+': 'arithmetic',
  '-': 'arithmetic',
  '*': 'arithmetic',
  '/': 'arithmetic',
  '^': 'arithmetic',
  '=': 'comparison',
  '!=': 'comparison',
  '<': 'comparison',
  '<=': 'comparison',
  '>': 'comparison',
  '>=': 'comparison',
  and: 'and',
  or: 'or',
}

type Operands = (context: Context, node: Binary) => readonly [Typed, Typed]

const OPERANDS: Record<(typeof KIND)[Binary['operator']], Operands> = {
  arithmetic: (context, { left, right }) => [
    elaborate(context, left, NUMBER),
    elaborate(context, right, NUMBER),
  ],
  comparison: compared,
  and: (context, { left, right }) => {
    const first = elaborate(context, left, YES_NO)
    return [first, elaborate(within(context, outcomesOf(first).yes), right, YES_NO)]
  },
  or: (context, { left, right }) => {
    const first = elaborate(context, left, YES_NO)
    return [first, elaborate(within(context, outcomesOf(first).no), right, YES_NO)]
  },
}

/** A bare code is of the list of what it is compared with, on whichever side it stands. */
function compared(context: Context, { left, right }: Binary): readonly [Typed, Typed] {
  if (isOpen(context, left) && !isOpen(context, right)) {
    const second = elaborate(context, right, undefined)
    return [elaborate(context, left, expectedBeside(second)), second]
  }
  const first = elaborate(context, left, undefined)
  return [first, elaborate(context, right, expectedBeside(first))]
}

/** Division by a number written out cannot fail, and logic that one operand settles is never absent. */
function sharpened(node: Binary, left: Typed, right: Typed, absence: Typed['absence']): Typed['absence'] {
  const divisor =
    right.core.kind === 'Literal' && right.core.value.kind === 'number' ? right.core.value.number : undefined
  const isSafe = node.operator === '/' && divisor !== undefined && !equal(divisor, ZERO)
  const isPower = node.operator === '^' && divisor !== undefined && node.right.kind === 'NumberLiteral'
  if (isSafe || isPower) return left.absence
  const decisive = node.operator === 'or' ? true : node.operator === 'and' ? false : undefined
  if (decisive === undefined) return absence
  return [left, right].some(it => staticCondition(it.core) === decisive) ? { kinds: [] } : absence
}

function outcomesOfBinary(operator: Binary['operator'], left: Typed, right: Typed): Outcomes {
  if (operator === 'and' || operator === 'or') {
    const [one, other] = [outcomesOf(left), outcomesOf(right)]
    // Where the first can be absent, the second decides without the first having told anything.
    const isDefinite = left.absence.kinds.length === 0
    return operator === 'and'
      ? { yes: both(one.yes, other.yes), no: isDefinite ? either(one.no, both(one.yes, other.no)) : NO_FACTS }
      : { yes: isDefinite ? either(one.yes, both(one.no, other.yes)) : NO_FACTS, no: both(one.no, other.no) }
  }
  if (operator !== '=' && operator !== '!=') return { yes: NO_FACTS, no: NO_FACTS }
  const [one, other] = [equalityFacts(left, right), equalityFacts(right, left)]
  const [yes, no] = [both(one.yes, other.yes), both(one.no, other.no)]
  return operator === '=' ? { yes, no } : { yes: no, no: yes }
}

/** `result = N`: what is equal to a code is that code, what is not is any other. */
function equalityFacts(about: Typed, { core }: Typed): Outcomes {
  if (core.kind !== 'Literal' || core.value.kind !== 'code') return { yes: NO_FACTS, no: NO_FACTS }
  const { when, unless } = narrowByCodes(about.type, core.value.list, [core.value.code], undefined)
  return { yes: fact(about.core, { type: when }), no: fact(about.core, { type: unless }) }
}
