/**
 * Elaborates expressions: from the tree as written, in which names are words, to the core, in which
 * every name is a column, a code or a constant, with the type, unit and absence of its value. What is
 * expected of an expression settles which list a bare code is of; it is the caller who requires a type.
 */
import type { Type } from '../model/program.ts'
import type { Expression, If, Is, Otherwise, TextLiteral, Unary } from '../syntax/expression/ast.ts'
import { date, number, text, yesNo } from '../value/value.ts'
import { ALWAYS_THERE, anyAbsent } from './absence.ts'
import { applyOperator } from './apply-operator.ts'
import { exactOf } from './constant-number.ts'
import { isDay } from './day.ts'
import { describeType } from './describe-type.ts'
import { elaborateAggregate } from './elaborate-aggregate.ts'
import { elaborateBinary } from './elaborate-binary.ts'
import { elaborateCall } from './elaborate-call.ts'
import { codeFor, elaborateMember, elaborateName, isOpen } from './elaborate-name.ts'
import { elaboratePattern } from './elaborate-pattern.ts'
import type { Context, Typed } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { UNARY } from './operators.ts'
import { isDefinite } from './pattern-presence.ts'
import { staticCondition } from './static-condition.ts'
import {
  expectedBeside,
  invalid,
  literal,
  narrowed,
  needsHandling,
  outcomesOf,
  spokenFor,
  unspoken,
  within,
  withUnit,
} from './typed.ts'
import {
  DATE,
  fitsIn,
  isNothing,
  isOnly,
  kindsOf,
  NUMBER,
  sharesKind,
  TEXT,
  union,
  WHOLE,
  YES_NO,
} from './types.ts'
import { unitOf } from './units.ts'

export const elaborate = (context: Context, node: Expression, expected: Type | undefined): Typed =>
  ELABORATE[node.kind](context, node as never, expected)

/** An expression that has to be of a type; what is not has been reported and is of no type. */
export function elaborateAs(context: Context, node: Expression, expected: Type): Typed {
  const typed = elaborate(context, node, expected)
  if (isNothing(typed.type) || fitsIn(typed.type, expected)) return typed
  const args = { expected: describeType(expected), found: describeType(typed.type) }
  const isUnion = kindsOf(typed.type).size > 1 && sharesKind(typed.type, expected)
  context.env.reporter.report(isUnion ? 'check/not-narrowed' : 'check/type-mismatch', node.at, args)
  return { ...typed, type: { alternatives: [] } }
}

/** A condition that decides which rows are taken: it must not be absent, or rows would vanish without a word. */
export function elaborateFilter(context: Context, node: Expression): Typed {
  const condition = elaborateAs(unspoken(context), node, YES_NO)
  const { missingInput, kinds } = condition.absence
  const { reporter } = context.env
  if (missingInput !== undefined) reporter.report('check/missing-unhandled', node.at, { input: missingInput })
  else if (kinds.length > 0)
    reporter.report('check/condition-may-be-absent', node.at, { kinds: kinds.join(' or ') })
  return { ...condition, absence: ALWAYS_THERE }
}

type Elaborator<K extends Expression['kind']> = (
  context: Context,
  node: Extract<Expression, { kind: K }>,
  expected: Type | undefined,
) => Typed

const ELABORATE: { [K in Expression['kind']]: Elaborator<K> } = {
  NumberLiteral: (_, node) => {
    const value = exactOf(node)
    if (value === undefined) return invalid(node.at)
    const isWhole = !node.percent && !node.digits.includes('.')
    return literal(number(value), isWhole ? WHOLE : NUMBER, node.at)
  },
  TextLiteral: elaborateText,
  YesNoLiteral: (_, { yes, at }) => literal(yesNo(yes), YES_NO, at),
  Name: elaborateName,
  Member: elaborateMember,
  Call: elaborateCall,
  Aggregate: elaborateAggregate,
  Unary: elaborateUnary,
  Binary: elaborateBinary,
  Is: elaborateIs,
  If: elaborateIf,
  Otherwise: elaborateOtherwise,
  Invalid: (_, { at }) => invalid(at),
}

/** A quoted word is a code where a code is expected, a day where a date is, and a text elsewhere. */
function elaborateText(context: Context, node: TextLiteral, expected: Type | undefined): Typed {
  const coded = codeFor(context, node.text, expected)
  if (coded !== undefined) return coded(node.at)
  if (expected === undefined || isNothing(expected) || !isOnly(expected, 'date')) {
    return literal(text(node.text), TEXT, node.at)
  }
  if (isDay(node.text)) return literal(date(node.text), DATE, node.at)
  context.env.reporter.report('check/not-a-date', node.at, { text: node.text })
  return invalid(node.at)
}

function elaborateUnary(context: Context, node: Unary): Typed {
  const operand = elaborate(context, node.operand, node.operator === 'not' ? YES_NO : NUMBER)
  const operator = UNARY.get(node.operator)
  if (operator === undefined) return invalid(node.at)
  const result = applyOperator(context, operator, [operand], node.at)
  const core = { kind: 'Unary', operator: node.operator, operand: operand.core, at: node.at } as const
  if (node.operator === '-') return { core, ...result }
  const { yes, no } = outcomesOf(operand)
  return { core, ...result, outcomes: { yes: no, no: yes } }
}

function elaborateIs(context: Context, node: Is): Typed {
  const operand = elaborate(isDefinite(node.pattern) ? spokenFor(context) : context, node.operand, undefined)
  const { pattern, match, whenYes, whenNo, looks, absence } = elaboratePattern(context, node.pattern, operand)
  const looked = looks ? needsHandling(context, operand).absence : ALWAYS_THERE
  const matching = { kind: 'Match', operand: operand.core, pattern, at: node.at } as const
  const core = node.negated
    ? ({ kind: 'Unary', operator: 'not', operand: matching, at: node.at } as const)
    : matching
  const outcomes = node.negated ? { yes: whenNo, no: whenYes } : { yes: whenYes, no: whenNo }
  return {
    core,
    type: match ? YES_NO : { alternatives: [] },
    absence: anyAbsent([looked, absence]),
    outcomes,
  }
}

function elaborateIf(context: Context, node: If, expected: Type | undefined): Typed {
  const condition = needsHandling(context, elaborateAs(context, node.condition, YES_NO))
  const { yes: whenYes, no: whenNo } = outcomesOf(condition)
  const isNoFirst = expected === undefined && isOpen(context, node.yes) && !isOpen(context, node.no)
  const first = isNoFirst
    ? elaborate(within(context, whenNo), node.no, expected)
    : elaborate(within(context, whenYes), node.yes, expected)
  const second = isNoFirst
    ? elaborate(within(context, whenYes), node.yes, expectedBeside(first))
    : elaborate(within(context, whenNo), node.no, expected ?? expectedBeside(first))
  const [yes, no] = isNoFirst ? [second, first] : [first, second]
  // A condition on the member at hand settles which branch counts; the other says nothing of this column.
  const settled = staticCondition(condition.core)
  const counted = settled === undefined ? [yes, no] : [settled ? yes : no]
  return {
    core: { kind: 'If', condition: condition.core, yes: yes.core, no: no.core, at: node.at },
    type: union(yes.type, no.type),
    ...withUnit(agreedUnit(context, [yes, no], node.at)),
    absence: anyAbsent([condition.absence, ...counted.map(it => it.absence)]),
  }
}

export function agreedUnit(
  { env }: Context,
  values: readonly Typed[],
  at: Expression['at'],
): string | undefined {
  const units = values.map(it => it.unit)
  const { unit, clash } = unitOf('agree', units)
  if (clash !== undefined)
    env.reporter.report('check/unit-mismatch', at, { expected: clash[0], found: clash[1] })
  return unit
}

/** Whatever is absent in the value is spoken of by the fallback. */
function elaborateChoices(
  context: Context,
  node: Otherwise,
  expected: Type | undefined,
): { readonly value: Typed; readonly fallback: Typed } {
  const inValue = spokenFor(context)
  if (expected === undefined && isOpen(context, node.value) && !isOpen(context, node.fallback)) {
    const fallback = elaborate(context, node.fallback, expected)
    return { value: elaborate(inValue, node.value, expectedBeside(fallback)), fallback }
  }
  const value = elaborate(inValue, node.value, expected)
  return { value, fallback: elaborate(context, node.fallback, expected ?? expectedBeside(value)) }
}

function elaborateOtherwise(context: Context, node: Otherwise, expected: Type | undefined): Typed {
  const { value, fallback } = elaborateChoices(context, node, expected)
  const settled = staticCondition(fallback.core)
  const { yes, no } = outcomesOf(value)
  return narrowed(context, {
    core: { kind: 'Otherwise', value: value.core, fallback: fallback.core, at: node.at },
    type: union(value.type, fallback.type),
    ...withUnit(agreedUnit(context, [value, fallback], node.at)),
    absence: value.absence.kinds.length === 0 ? ALWAYS_THERE : fallback.absence,
    outcomes: { yes: settled === false ? yes : NO_FACTS, no: settled === true ? no : NO_FACTS },
  })
}
