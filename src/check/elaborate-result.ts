/**
 * Elaborates what a formula can ask about another rule's result beyond its value: what is published
 * of it, how many places of a fill are taken, which slot a candidate got.
 * spec: shown/shown-values, rules/slots
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Call, Expression, Name } from '../syntax/expression/ast.ts'
import { ALWAYS_THERE, absentAs, anyAbsent } from './absence.ts'
import type { DeclaredColumn } from './declared-columns.ts'
import { elaborate } from './elaborate-expression.ts'
import type { Context, Typed } from './environment.ts'
import { fillsOf } from './read-column.ts'
import { invalid, narrowed } from './typed.ts'
import { TEXT, WHOLE } from './types.ts'

export function elaborateShown(context: Context, node: Call): Typed {
  const [arg, extra] = node.args
  const typed = arg === undefined || extra !== undefined ? undefined : elaborate(context, arg, undefined)
  if (typed === undefined) return misuse(context, node, 'a rule')
  const { core } = typed
  if (core.kind === 'Literal') return typed
  if (core.kind !== 'Column' && core.kind !== 'LookUp') return misuse(context, node, 'a rule')
  const rule = ruleNamed(context, core.column)
  if (rule?.show === undefined) {
    context.env.reporter.report('check/not-shown', core.at, { name: rule?.name ?? core.column })
    return invalid(node.at)
  }
  const show = 'style' in rule.show ? context.env.ruleset.styles.get(rule.show.style)?.show : rule.show
  const kinds = (show?.instead ?? []).flatMap(
    it => context.env.ruleset.reasons.get(it.reason.name)?.absence ?? [],
  )
  const path = core.kind === 'LookUp' ? core.path : []
  return narrowed(context, {
    ...typed,
    core: { kind: 'Shown', column: core.column, path, at: node.at },
    absence: anyAbsent([typed.absence, absentAs(...kinds)]),
  })
}

const misuse = (context: Context, { callee, at, args }: Call, expected: string): Typed => {
  context.env.reporter.report('check/name-expected', args[0]?.at ?? at, { name: callee.name, expected })
  return invalid(at)
}

function ruleNamed({ env }: Context, id: string) {
  const [level = '', name = ''] = id.split('.')
  return env.ruleset.rules.get(level)?.get(name)
}

/** `filled(attainment.english)` */
export function elaborateFilled(context: Context, node: Call): Typed {
  const [arg, extra] = node.args
  const typed = arg === undefined || extra !== undefined ? undefined : elaborate(context, arg, undefined)
  const core = typed?.core
  if (core?.kind === 'Literal') return invalid(node.at)
  if (core?.kind !== 'SlotOf' || core.what.kind !== 'score') return misuse(context, node, 'a fill')
  return {
    core: { ...core, what: { kind: 'filled', fill: core.what.fill }, at: node.at },
    type: WHOLE,
    absence: ALWAYS_THERE,
  }
}

/** `slot_of(attainment)`: on a candidate, of slots on a level it belongs to. */
export function elaborateSlotOf(context: Context, node: Call): Typed {
  const { env, level } = context
  const [arg, extra] = node.args
  const named = arg === undefined || extra !== undefined ? undefined : slotsNamed(context, arg)
  if (named === undefined) return misuse(context, node, 'a rule that fills slots')
  const { column, at } = named
  const path = env.belonging.path(level, column.level)
  const isFromHere =
    column.origin.kind === 'rule' &&
    column.origin.rule.body.kind === 'slots' &&
    column.origin.rule.body.from === level
  if (path === undefined || !isFromHere) {
    env.reporter.report('check/not-a-candidate', at, { name: column.name, level })
    return invalid(node.at)
  }
  const members = column.per.flatMap(dimension => {
    const member = context.members.get(dimension)
    return member === undefined ? [] : [{ dimension, member }]
  })
  const known = env.know(column, members)
  return narrowed(context, {
    core: { kind: 'SlotOf', column: known.id, path, what: { kind: 'slot' }, at: node.at },
    type: TEXT,
    absence: absentAs('not applicable'),
  })
}

function slotsNamed(
  { env, level }: Context,
  arg: Expression,
): { readonly column: DeclaredColumn; readonly at: Name['at'] } | undefined {
  const [from, name] =
    arg.kind === 'Member' && arg.of.kind === 'Name' ? [arg.of.name, arg.name] : [undefined, arg]
  if (name.kind !== 'Name') return undefined
  const holders =
    from === undefined ? [...env.columns.keys()].filter(it => env.belonging.path(level, it)) : [from]
  const columns = holders.flatMap(it => env.columns.get(it)?.get(name.name) ?? [])
  const column = columns.find(it => fillsOf(it).length > 0)
  if (column === undefined) {
    const candidates = holders.flatMap(it => [...(env.columns.get(it)?.keys() ?? [])])
    const isKnown = columns.length > 0
    if (!isKnown)
      env.reporter.report('check/unknown-name', name.at, {
        name: name.name,
        nearest: nearest(name.name, candidates),
      })
    return undefined
  }
  return { column, at: name.at }
}
