/**
 * Elaborates patterns: what follows `is`, and the cells of decision tables. Codes of the operand's
 * lists come before every other meaning of a name.
 * spec: expressions/patterns, codes/spelling
 */
import type { CoreBound, CorePattern, Type } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import type { Expression, Name, Pattern, RangePattern, ValuePattern } from '../syntax/expression/ast.ts'
import { type Absence, ALWAYS_THERE, anyAbsent } from './absence.ts'
import { codesOfRange, wordOf } from './code-range.ts'
import { exactOf } from './constant-number.ts'
import { describeType } from './describe-type.ts'
import { elaborate } from './elaborate-expression.ts'
import { codeFor } from './elaborate-name.ts'
import type { Context, Typed } from './environment.ts'
import { type Facts, fact, NO_FACTS } from './facts.ts'
import { findCode, type List } from './lists.ts'
import { intersectTypes, narrowByCodes, narrowByKind, narrowByRange } from './narrow.ts'
import { presenceAfter } from './pattern-presence.ts'
import { constantRange } from './read-type.ts'
import { meaningOf } from './scope.ts'
import { needsHandling } from './typed.ts'
import { isEmptyRange, isNothing, isOnly, listsOf, NOTHING, sharesKind, union, unionOf } from './types.ts'
import { unitOf } from './units.ts'
import { unknownCode } from './unknown-name.ts'

export interface ElaboratedPattern {
  readonly pattern: CorePattern
  /** False where something was wrong with the pattern, which has been reported. */
  readonly match: boolean
  readonly whenYes: Facts
  readonly whenNo: Facts
  /** Whether an absent operand leaves the match unknown. */
  readonly looks: boolean
  /** Of what the pattern compares with. */
  readonly absence: Absence
}

export function elaboratePattern(context: Context, node: Pattern, operand: Typed): ElaboratedPattern {
  const { pattern, when, unless, ok, looks, absence } = match(context, node, operand)
  const [yes, no] = [presenceAfter(node, true), presenceAfter(node, false)]
  const about = (type: Type, presence: ReturnType<typeof presenceAfter>) =>
    isNothing(operand.type)
      ? NO_FACTS
      : fact(operand.core, { type, ...(presence === undefined ? {} : { presence }) })
  return { pattern, match: ok, whenYes: about(when, yes), whenNo: about(unless, no), looks, absence }
}

interface Matched {
  readonly pattern: CorePattern
  readonly when: Type
  readonly unless: Type
  readonly ok: boolean
  readonly looks: boolean
  readonly absence: Absence
}

type Matcher<K extends Pattern['kind']> = (
  context: Context,
  node: Extract<Pattern, { kind: K }>,
  operand: Typed,
) => Matched

function match(context: Context, node: Pattern, operand: Typed): Matched {
  const matched = MATCH[node.kind](context, node as never, operand)
  return { ...matched, pattern: { ...matched.pattern, at: node.at } }
}

const MATCH: { [K in Pattern['kind']]: Matcher<K> } = {
  AnyPattern: (_, __, { type }) => ({
    ...plain({ kind: 'any' }, { when: type, unless: NOTHING }),
    looks: false,
  }),
  AbsentPattern: (_, { which }, { type }) => ({
    ...plain({ kind: 'absent', which }, { when: type, unless: type }),
    looks: false,
  }),
  ValuePattern: matchValue,
  RangePattern: matchRange,
  OneOfPattern: (context, node, operand) => {
    const parts: Matched[] = []
    let left = operand
    for (const alternative of node.alternatives) {
      const part = match(context, alternative, left)
      parts.push(part)
      // The operand keeps its codes for the alternatives to come, so that one written twice is still one of them.
      left = { ...left, type: operand.type }
    }
    return {
      pattern: { kind: 'one of', alternatives: parts.map(it => it.pattern) },
      when: unionOf(parts.map(it => it.when)),
      unless: parts.reduce((rest, it) => intersectTypes(rest, it.unless), operand.type),
      ok: parts.every(it => it.ok),
      looks: parts.some(it => it.looks),
      absence: anyAbsent(parts.map(it => it.absence)),
    }
  },
  NotPattern: (context, { pattern }, operand) => {
    const inner = match(context, pattern, operand)
    return {
      ...inner,
      pattern: { kind: 'not', pattern: inner.pattern },
      when: inner.unless,
      unless: inner.when,
    }
  },
  InvalidPattern: () => failed,
}

const plain = (pattern: CorePattern, { when, unless }: { when: Type; unless: Type }): Matched => ({
  ...{ pattern, when, unless, ok: true, looks: true, absence: ALWAYS_THERE },
})

const failed: Matched = {
  ...{
    pattern: { kind: 'any' },
    when: NOTHING,
    unless: NOTHING,
    ok: false,
    looks: false,
    absence: ALWAYS_THERE,
  },
}

// --- values --------------------------------------------------------------------------------------

function matchValue(context: Context, { value, at }: ValuePattern, operand: Typed): Matched {
  if (isNothing(operand.type)) return { ...failed, ok: true, looks: true }
  const word = wordOf(value, operand.type)
  const coded = word === undefined ? undefined : codeFor(context, word, operand.type)
  if (coded !== undefined) return matchCode(context, coded(at), operand)
  if (value.kind === 'Name') {
    const named = matchClass(context, value, operand)
    if (named !== undefined) return named
    const [list] = listsOf(operand.type).flatMap(it => context.env.lists.get(it) ?? [])
    if (meaningOf(context, value.name) === undefined && list !== undefined)
      return wrongCode(context, list, value)
  }
  return matchEqual(context, value, operand)
}

function matchCode({ env }: Context, { core }: Typed, operand: Typed): Matched {
  if (core.kind !== 'Literal' || core.value.kind !== 'code') return failed
  const { list, code } = core.value
  return plain(
    { kind: 'codes', list, codes: [code] },
    narrowByCodes(operand.type, list, [code], env.lists.get(list)?.codes),
  )
}

/** The name of a list or of a basic type, as all of its values. */
function matchClass(context: Context, { name, at }: Name, { type }: Typed): Matched | undefined {
  const { env } = context
  if (name === 'number' && type.alternatives.some(it => it.kind === 'number')) {
    return plain({ kind: 'range' }, narrowByRange(type, {}))
  }
  const list = env.lists.get(name)
  if (list === undefined || list.what === 'choices') return undefined
  if (listsOf(type).includes(name)) {
    return plain(
      { kind: 'codes', list: name, codes: list.codes },
      narrowByCodes(type, name, list.codes, list.codes),
    )
  }
  if (meaningOf(context, name) !== undefined) return undefined
  env.reporter.report('check/never-matches', at, {
    expected: describeType(type),
    found: `a code of \`${name}\``,
  })
  return failed
}

const wrongCode = (context: Context, list: List, name: Name): Matched => {
  const other = [...context.env.lists.values()].find(
    it => it.name !== list.name && findCode(it, name.name) !== undefined,
  )
  if (other === undefined) unknownCode(context, list, name)
  else {
    const args = { expected: `a code of \`${list.name}\``, found: `a code of \`${other.name}\`` }
    context.env.reporter.report('check/never-matches', name.at, args)
  }
  return failed
}

function matchEqual(context: Context, node: Expression, operand: Typed): Matched {
  const value = needsHandling(context, elaborate(context, node, operand.type))
  if (isNothing(value.type)) return { ...failed, pattern: { kind: 'equals', value: value.core }, ok: false }
  if (!comparable(context, value, operand, node.at)) return failed
  const exact = exactOf(node)
  const point = exact === undefined ? undefined : { value: exact, inclusive: true }
  const narrowing =
    point === undefined
      ? narrowByKind(operand.type, value.type)
      : narrowByRange(operand.type, { from: point, to: point })
  return { ...plain({ kind: 'equals', value: value.core }, narrowing), absence: value.absence }
}

function comparable(context: Context, value: Typed, operand: Typed, at: Span): boolean {
  const { clash } = unitOf('compare', [operand.unit, value.unit])
  const { reporter } = context.env
  if (clash !== undefined) reporter.report('check/unit-mismatch', at, { expected: clash[0], found: clash[1] })
  if (sharesKind(value.type, operand.type)) return true
  const args = { expected: describeType(operand.type), found: describeType(value.type) }
  reporter.report('check/never-matches', at, args)
  return false
}

// --- ranges --------------------------------------------------------------------------------------

function matchRange(context: Context, node: RangePattern, operand: Typed): Matched {
  if (isNothing(operand.type)) return { ...failed, ok: true, looks: true }
  const codes = codesOfRange(context, node, operand.type)
  if (codes === 'wrong') return failed
  if (codes !== undefined) {
    const all = context.env.lists.get(codes.list)?.codes
    return plain({ kind: 'codes', ...codes }, narrowByCodes(operand.type, codes.list, codes.codes, all))
  }
  const bounds = [node.from, node.to].map(it => it && boundOf(context, it, operand))
  const typed = bounds.flatMap(it => (it === undefined ? [] : [it.typed]))
  const isComparable = typed.every(it => comparable(context, it, operand, it.core.at))
  if (!isComparable) return failed
  const constant = constantRange(node)
  if (constant !== undefined && isEmptyRange(constant)) {
    context.env.reporter.report('check/empty-range', node.at)
    return failed
  }
  const [from, to] = bounds.map(it => it?.bound)
  const pattern: CorePattern = {
    kind: 'range',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  return {
    ...plain(pattern, narrowByOrder(operand.type, node, typed)),
    absence: anyAbsent(typed.map(it => it.absence)),
  }
}

function boundOf(
  context: Context,
  { bound, inclusive }: NonNullable<RangePattern['from']>,
  operand: Typed,
): { readonly typed: Typed; readonly bound: CoreBound } {
  const typed = needsHandling(context, elaborate(context, bound, operand.type))
  return { typed, bound: { value: typed.core, inclusive } }
}

/** A range holds what is of the kind of its bounds: numbers, days, or codes that are computed. */
function narrowByOrder(
  type: Type,
  node: RangePattern,
  bounds: readonly Typed[],
): { when: Type; unless: Type } {
  const boundType = bounds.map(it => it.type).reduce(union, NOTHING)
  return isOnly(boundType, 'number')
    ? narrowByRange(type, constantRange(node))
    : narrowByKind(type, boundType)
}
