/**
 * Elaborates aggregates, over the rows of a level that belong to the row at hand and over the members
 * of a dimension. Inside, bare names are the inner row's.
 * spec: aggregation/form, aggregation/members
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Operator } from '../model/operator.ts'
import type { Core, CoreOrdering, Type } from '../model/program.ts'
import type { Dimension } from '../model/ruleset.ts'
import type { Aggregate, Expression, Name } from '../syntax/expression/ast.ts'
import { type Absence, ALWAYS_THERE, absentAs, anyAbsent } from './absence.ts'
import { applyOperator } from './apply-operator.ts'
import { describeType } from './describe-type.ts'
import { takeOption } from './elaborate-call.ts'
import { agreedUnit, elaborate, elaborateFilter } from './elaborate-expression.ts'
import type { Context, Typed } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { AGGREGATES } from './operators.ts'
import { isMadeOf, pathDown } from './paths.ts'
import { isLevel, withMembers } from './scope.ts'
import { staticCondition } from './static-condition.ts'
import { invalid, narrowed, needsHandling, outcomesOf, unspoken, within, withUnit } from './typed.ts'
import { isNothing, isOnly, kindsOf, listsOf, unionOf } from './types.ts'

/** The parts of an aggregate; without `of` it counts rows or members. */
interface Parts {
  readonly operator: Operator
  readonly of?: Expression
  readonly over: Name
  readonly where?: Expression
  readonly by: Aggregate['by']
  readonly args: readonly Expression[]
  readonly at: Aggregate['at']
}

export function elaborateAggregate(context: Context, node: Aggregate, expected: Type | undefined): Typed {
  const { callee, of, over, at } = node
  const operator = AGGREGATES.get(callee.name)
  if (operator === undefined) {
    const args = { name: callee.name, nearest: nearest(callee.name, AGGREGATES.keys()) }
    context.env.reporter.report('check/not-an-aggregate', callee.at, args)
    return invalid(at)
  }
  checkOrder(context, operator, node)
  if (over !== undefined) return overWhat(context, { ...node, operator, of, over }, expected)
  if (of.kind === 'Name' && isOverable(context, of))
    return overWhat(context, countParts(node, operator, of), expected)
  context.env.reporter.report('check/needs-over', at, { name: callee.name })
  return invalid(at)
}

/** `count(entry where ...)` names the level where others name a value. */
const countParts = ({ where, by, args, at }: Aggregate, operator: Operator, over: Name): Parts => ({
  ...{ operator, over, by, args, at },
  ...(where === undefined ? {} : { where }),
})

/** `count(entry)` */
export const elaborateRowCount = (
  context: Context,
  operator: Operator,
  over: Name,
  { at }: { at: Parts['at'] },
): Typed => overWhat(context, { operator, over, by: [], args: [], at }, undefined)

const isOverable = ({ env }: Context, { name }: Name): boolean =>
  isLevel(env, name) || env.ruleset.dimensions.has(name)

function checkOrder({ env }: Context, operator: Operator, { callee, by, at }: Aggregate): void {
  const [first] = by
  if (operator.ordered === undefined && first !== undefined) {
    env.reporter.report('check/order-not-used', first.at, { name: callee.name })
  }
  if (operator.ordered !== undefined && first === undefined) {
    env.reporter.report('check/order-needed', at, { name: callee.name })
  }
}

function overWhat(context: Context, parts: Parts, expected: Type | undefined): Typed {
  const { env } = context
  const { over, at } = parts
  const dimension = env.ruleset.dimensions.get(over.name)
  const isOfLevel = isLevel(env, over.name)
  if (dimension !== undefined && isOfLevel) {
    const args = { name: over.name, one: 'a level', other: 'a dimension' }
    env.reporter.report('check/ambiguous-name', over.at, args)
    return invalid(at)
  }
  if (isOfLevel) return overRows(context, parts, expected)
  if (dimension !== undefined) return overMembers(context, parts, dimension, expected)
  const candidates = [...env.columns.keys(), ...env.ruleset.dimensions.keys()]
  env.reporter.report('check/not-a-level', over.at, {
    name: over.name,
    nearest: nearest(over.name, candidates),
  })
  return invalid(at)
}

// --- rows ----------------------------------------------------------------------------------------

function overRows(context: Context, parts: Parts, expected: Type | undefined): Typed {
  const { operator, over, at } = parts
  const path = pathDown(context, over.name, over.at)
  if (path === undefined) return invalid(at)
  const inner: Context = { ...unspoken(context), level: over.name, facts: NO_FACTS }
  const item = elaborateItem(inner, parts, expected)
  const { args, option } = elaborateExtras(context, parts)
  const core: Core = {
    kind: 'AggregateRows',
    operator: operator.id,
    level: over.name,
    path,
    ...item.cores,
    args: args.map(it => it.core),
    ...(option === undefined ? {} : { option }),
    at,
  }
  const operands = item.of === undefined ? args : [item.of, ...args]
  const mayBeEmpty = parts.where !== undefined || !isMadeOf(context, over.name, path)
  const result = applyOperator(inner, operator, operands.map(present), at)
  const absence = anyAbsent([aggregateAbsence(operator, item.of, mayBeEmpty), ...args.map(it => it.absence)])
  return narrowed(context, { core, type: result.type, ...withUnit(result.unit), absence })
}

interface Item {
  readonly of?: Typed
  readonly where?: Typed
  readonly cores: { readonly of?: Core; readonly where?: Core; readonly by: readonly CoreOrdering[] }
}

/** The condition first: what it tells is known where the value and the order are read. */
function elaborateItem(context: Context, parts: Parts, expected: Type | undefined): Item {
  const where = parts.where === undefined ? undefined : elaborateFilter(context, parts.where)
  const selected = where === undefined ? context : within(context, outcomesOf(where).yes)
  const hint = parts.operator.signatures.some(it => it.gives === 'same') ? expected : undefined
  const of = parts.of === undefined ? undefined : elaborate(selected, parts.of, hint)
  const by = parts.by.map(({ key, direction }) => ({ key: elaborateOrderKey(selected, key).core, direction }))
  return {
    ...(of === undefined ? {} : { of }),
    ...(where === undefined ? {} : { where }),
    cores: {
      ...(of === undefined ? {} : { of: of.core }),
      ...(where === undefined ? {} : { where: where.core }),
      by,
    },
  }
}

/** What rows are ordered by has an order: yes and no too, of which yes is the better. */
function elaborateOrderKey(context: Context, node: Expression): Typed {
  const key = needsHandling(context, elaborate(context, node, undefined))
  const { env } = context
  const [list, other] = listsOf(key.type)
  const kinds = kindsOf(key.type)
  const expected = 'a number, a date, yes or no, or a code of an ordered list'
  if (isNothing(key.type)) return key
  if (list !== undefined && other === undefined && kinds.size === 1) {
    if (env.lists.get(list)?.order === undefined)
      env.reporter.report('check/list-without-order', node.at, { list })
  } else if (kinds.size > 1 || isOnly(key.type, 'text')) {
    const args = { expected, found: describeType(key.type) }
    env.reporter.report(kinds.size > 1 ? 'check/not-narrowed' : 'check/type-mismatch', node.at, args)
  }
  return key
}

function elaborateExtras(
  context: Context,
  { operator, args, at }: Parts,
): { readonly args: readonly Typed[]; readonly option?: string } {
  const taken = takeOption(context, operator, args, at)
  return { ...taken, args: taken.args.map(it => needsHandling(context, elaborate(context, it, undefined))) }
}

const present = (typed: Typed): Typed => ({ ...typed, absence: ALWAYS_THERE })

/** Absent values are left out, except by all and some, which they leave open. */
function aggregateAbsence(operator: Operator, of: Typed | undefined, mayBeEmpty: boolean): Absence {
  if (operator.absence === 'kleene') return of?.absence ?? ALWAYS_THERE
  if (operator.empty !== 'no_rows') return ALWAYS_THERE
  const canBeEmpty =
    operator.mayFail !== undefined || mayBeEmpty || of === undefined || of.absence.kinds.length > 0
  return canBeEmpty ? absentAs('not applicable') : ALWAYS_THERE
}

// --- members -------------------------------------------------------------------------------------

function overMembers(
  context: Context,
  parts: Parts,
  dimension: Dimension,
  expected: Type | undefined,
): Typed {
  const { operator, at } = parts
  const items = dimension.members.flatMap(({ name: member }) => {
    const inner = withMembers(unspoken(context), [{ dimension: dimension.name, member }])
    const item = elaborateItem(inner, parts, expected)
    const isLeftOut = item.where !== undefined && staticCondition(item.where.core) === false
    return isLeftOut ? [] : [{ member, item }]
  })
  const { args, option } = elaborateExtras(context, parts)
  const core: Core = {
    kind: 'AggregateMembers',
    operator: operator.id,
    dimension: dimension.name,
    items: items.map(({ member, item }) => ({ member, ...item.cores })),
    args: args.map(it => it.core),
    ...(option === undefined ? {} : { option }),
    at,
  }
  const of =
    parts.of === undefined
      ? undefined
      : joined(
          context,
          items.flatMap(({ item }) => item.of ?? []),
          parts,
        )
  const operands = of === undefined ? args : [of, ...args]
  const result = applyOperator(context, operator, operands.map(present), at)
  const mayBeEmpty = !items.some(
    ({ item }) => item.where === undefined || staticCondition(item.where.core) === true,
  )
  const absence = anyAbsent([aggregateAbsence(operator, of, mayBeEmpty), ...args.map(it => it.absence)])
  return narrowed(context, { core, type: result.type, ...withUnit(result.unit), absence })
}

/** The values at all members as one operand: of any of their types, and of their one unit. */
function joined(context: Context, values: readonly Typed[], { of, at }: Parts): Typed {
  const [first] = values
  if (first === undefined) return invalid(at)
  const unit = agreedUnit(context, values, at)
  return {
    core: { ...first.core, at: of?.at ?? at },
    type: unionOf(values.map(it => it.type)),
    ...withUnit(unit),
    absence: anyAbsent(values.map(it => it.absence)),
  }
}
