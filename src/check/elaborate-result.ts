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
import { fillsOf, readColumn } from './read-column.ts'
import { invalid, narrowed } from './typed.ts'
import { isNothing, TEXT, WHOLE } from './types.ts'

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

/** `filled(total.best)` */
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

/** `slot_of(total)`: on a candidate, of slots on a level it belongs to. */
export function elaborateSlotOf(context: Context, node: Call): Typed {
  const { env, level } = context
  const [arg, extra] = node.args
  const named = arg === undefined || extra !== undefined ? undefined : slotsNamed(context, arg)
  if (named === undefined) return misuse(context, node, 'a rule that fills slots')
  const { column, members, at } = named
  const path = env.belonging.path(level, column.level)
  const isFromHere =
    column.origin.kind === 'rule' &&
    column.origin.rule.body.kind === 'slots' &&
    column.origin.rule.body.from === level
  if (path === undefined || !isFromHere) {
    env.reporter.report('check/not-a-candidate', at, { name: column.name, level })
    return invalid(node.at)
  }
  const read = readColumn(context, { column, members, path, at })
  const { core } = read
  if (core.kind === 'SlotOf') return misuse(context, node, 'a rule that fills slots')
  if (core.kind !== 'LookUp') return isNothing(read.type) ? invalid(node.at) : { ...read, type: TEXT }
  return narrowed(context, {
    core: { kind: 'SlotOf', column: core.column, path, what: { kind: 'slot' }, at: node.at },
    type: TEXT,
    absence: absentAs('not applicable'),
  })
}

interface SlotsNamed {
  readonly column: DeclaredColumn
  readonly members: readonly Name[]
  readonly at: Name['at']
}

/** `total`, `entry.total`, and either with members: `total.first`. */
function slotsNamed({ env, level }: Context, arg: Expression): SlotsNamed | undefined {
  const names = namesIn(arg)
  const [first, second] = names
  if (first === undefined) return undefined
  const inLevel = second === undefined ? undefined : env.columns.get(first.name)?.get(second.name)
  if (second !== undefined && inLevel !== undefined)
    return fillsOf(inLevel).length === 0
      ? undefined
      : { column: inLevel, members: names.slice(2), at: second.at }
  const holders = [...env.columns.keys()].filter(it => env.belonging.path(level, it))
  const columns = holders.flatMap(it => env.columns.get(it)?.get(first.name) ?? [])
  const column = columns.find(it => fillsOf(it).length > 0)
  if (column !== undefined) return { column, members: names.slice(1), at: first.at }
  if (columns.length === 0) {
    const candidates = holders.flatMap(it => [...(env.columns.get(it)?.keys() ?? [])])
    const args = { name: first.name, nearest: nearest(first.name, candidates) }
    env.reporter.report('check/unknown-name', first.at, args)
  }
  return undefined
}

function namesIn(node: Expression): readonly Name[] {
  if (node.kind === 'Name') return [node]
  const names = node.kind === 'Member' ? namesIn(node.of) : []
  return node.kind === 'Member' && names.length > 0 ? [...names, node.name] : []
}
