/**
 * Applies an operator of the specification's table to typed operands: whether their types fit one of
 * its signatures, the type and unit of the result, and how it can be absent.
 */

import type { ArgumentKind, Operator, Signature } from '../model/operator.ts'
import type { Type } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { BUILT_IN_REASONS } from '../value/value.ts'
import { type Absence, ALWAYS_THERE, absentAs, anyAbsent } from './absence.ts'
import { describeType } from './describe-type.ts'
import type { Context, Typed } from './environment.ts'
import { needsHandling, withUnit } from './typed.ts'
import {
  fitsIn,
  isNothing,
  isOnly,
  isWholeOnly,
  kindsOf,
  listsOf,
  NOTHING,
  NUMBER,
  sharesKind,
  TEXT,
  union,
  unionOf,
  WHOLE,
  YES_NO,
} from './types.ts'
import { unitOf } from './units.ts'

export interface Result {
  readonly type: Type
  readonly unit?: string
  readonly absence: Absence
}

/** The result of the operator; of no type where the operands do not fit, which has been reported then. */
export function applyOperator(
  context: Context,
  operator: Operator,
  operands: readonly Typed[],
  at: Span,
): Result {
  const signature = chooseSignature(context, operator, operands, at)
  const fits = signature !== undefined && operandsFit(context, signature, operands)
  const unit = checkUnits(context, operator, operands, at)
  const type = fits ? resultType(operator, signature, operands) : NOTHING
  return {
    type,
    ...withUnit(isOnly(type, 'number') ? unit : undefined),
    absence: resultAbsence(context, operator, operands),
  }
}

/** The first signature with so many operands whose first one fits; else the first with so many. */
function chooseSignature(
  context: Context,
  operator: Operator,
  operands: readonly Typed[],
  at: Span,
): Signature | undefined {
  const possible = operator.signatures.filter(it => hasArity(it, operands.length))
  const [first] = operands
  const fitting = possible.find(
    it => first === undefined || it.takes[0] === undefined || fitsKind(context, first, it.takes[0], first),
  )
  if (possible.length === 0) {
    const expected = operator.signatures.map(it => countOf(it.takes.length, it.more)).join(' or ')
    const args = { name: operator.name ?? operator.symbol, expected, found: operands.length }
    context.env.reporter.report('check/argument-count', at, args)
  }
  return fitting ?? possible[0]
}

/** `1 value`, `2 or more values` */
export const countOf = (count: number, more = false): string =>
  `${count}${more ? ' or more' : ''} ${count === 1 && !more ? 'value' : 'values'}`

const hasArity = ({ takes, more }: Signature, count: number): boolean =>
  count === takes.length || (more === true && count > takes.length)

function operandsFit(context: Context, { takes }: Signature, operands: readonly Typed[]): boolean {
  const [first] = operands
  const bad = operands.filter((operand, index) => {
    const kind = takes[index] ?? takes.at(-1) ?? 'any'
    if (first === undefined || fitsKind(context, operand, kind, first)) return false
    if (kind === 'same' && takes[0] === 'ordered' && !isOrdered(context, first)) return false
    reportMisfit(context, operand, kind, first)
    return true
  })
  return bad.length === 0
}

/** Whether every value the operand can be is of the kind. */
function fitsKind(context: Context, { type }: Typed, kind: ArgumentKind, first: Typed): boolean {
  if (isNothing(type) || kind === 'any') return true
  if (kind === 'ordered') return isOrdered(context, { type })
  if (kind === 'same') return isComparable(type, first.type)
  if (kind === 'whole') return isWholeOnly(type)
  return isOnly(type, kind === 'yes-no' ? 'yes/no' : kind)
}

/** A union may be compared with what it contains: a code with `80..120 or outcome`, say. */
const isComparable = (left: Type, right: Type): boolean =>
  isNothing(left) || isNothing(right) || fitsIn(left, right) || fitsIn(right, left)

function isOrdered({ env }: Context, { type }: Pick<Typed, 'type'>): boolean {
  if (isNothing(type)) return true
  if (kindsOf(type).size !== 1) return false
  const [list] = listsOf(type)
  if (list !== undefined) return env.lists.get(list)?.order !== undefined
  return isOnly(type, 'number') || isOnly(type, 'date')
}

function reportMisfit(
  context: Context,
  { type, core: { at } }: Typed,
  kind: ArgumentKind,
  first: Typed,
): void {
  const { reporter } = context.env
  const [list] = listsOf(type)
  const isUnion = kindsOf(type).size > 1
  if (kind === 'ordered' && !isUnion && list !== undefined) {
    reporter.report('check/list-without-order', at, { list })
    return
  }
  const couldFit = kind === 'same' ? sharesKind(type, first.type) : hasPart(context, type, kind)
  const code = isUnion && couldFit ? 'check/not-narrowed' : 'check/type-mismatch'
  const expected = kind === 'same' ? describeType(first.type) : WORDS[kind]
  reporter.report(code, at, { expected, found: describeType(type) })
}

const hasPart = (context: Context, type: Type, kind: ArgumentKind): boolean =>
  type.alternatives.some(it => {
    const part = { type: { alternatives: [it] } }
    return kind === 'ordered'
      ? isOrdered(context, part)
      : it.kind === (kind === 'yes-no' ? 'yes/no' : kind === 'whole' ? 'number' : kind)
  })

const WORDS: Record<Exclude<ArgumentKind, 'same'>, string> = {
  number: 'a number',
  whole: 'a whole number',
  'yes-no': 'yes or no',
  text: 'a text',
  date: 'a date',
  code: 'a code',
  any: 'a value',
  ordered: 'a number, a date or a code of an ordered list',
}

/** Operators on whole numbers alone that give whole numbers. */
const KEEPS_WHOLE: ReadonlySet<string> = new Set([
  'unary/negate',
  'binary/add',
  'binary/subtract',
  'binary/multiply',
  'function/abs',
  'function/sum',
  'aggregate/sum',
])

function resultType(operator: Operator, { gives }: Signature, operands: readonly Typed[]): Type {
  if (operands.some(it => isNothing(it.type)) && gives === 'same') return NOTHING
  if (gives === 'same')
    return operator.group === 'function' ? unionOf(operands.map(it => it.type)) : firstType(operands)
  if (gives === 'yes-no') return YES_NO
  if (gives === 'text') return TEXT
  const isWhole =
    gives === 'whole' ||
    (KEEPS_WHOLE.has(`${operator.group}/${operator.id}`) && operands.every(it => isWholeOnly(it.type)))
  return isWhole ? WHOLE : gives === 'any' ? operands.map(it => it.type).reduce(union, NOTHING) : NUMBER
}

const firstType = (operands: readonly Typed[]): Type => operands[0]?.type ?? NOTHING

function checkUnits(
  { env }: Context,
  operator: Operator,
  operands: readonly Typed[],
  at: Span,
): string | undefined {
  const { unit, clash } = unitOf(
    operator.unit,
    operands.map(it => it.unit),
  )
  if (clash !== undefined) {
    env.reporter.report('check/unit-mismatch', at, { expected: clash[0], found: clash[1] })
  }
  return unit
}

/** Aggregates have their own rules: what is absent among rows differs from what is absent in one. */
function resultAbsence(context: Context, operator: Operator, operands: readonly Typed[]): Absence {
  const own =
    operator.mayFail === undefined ? ALWAYS_THERE : absentAs(BUILT_IN_REASONS[operator.mayFail].absence)
  if (operator.absence === 'strict') {
    return anyAbsent([...operands.map(it => needsHandling(context, it).absence), own])
  }
  if (operator.absence === 'kleene') return anyAbsent([...operands.map(it => it.absence), own])
  return operator.empty === 'no_rows' && operands.every(it => it.absence.kinds.length > 0)
    ? absentAs('not applicable')
    : own
}
