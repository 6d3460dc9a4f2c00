/** An expression with some of its parts, those in patterns included, replaced by others. */
import type { Core, CoreBound, CoreOrdering, CorePattern } from './program.ts'

export type Replacements = ReadonlyMap<Core, Core>

export function replaceCore(core: Core, by: Replacements): Core {
  const replacement = by.get(core)
  return replacement ?? (REBUILD[core.kind](core as never, by) as Core)
}

type Rebuild<C extends Core> = (core: C, by: Replacements) => C

const same = <C extends Core>(core: C): C => core

const REBUILD: { readonly [K in Core['kind']]: Rebuild<Extract<Core, { kind: K }>> } = {
  Literal: same,
  Column: same,
  LookUp: same,
  Parameter: same,
  Shown: same,
  SlotOf: same,
  Table: (core, by) => ({ ...core, keys: all(core.keys, by) }),
  Unary: (core, by) => ({ ...core, operand: replaceCore(core.operand, by) }),
  Binary: (core, by) => ({ ...core, left: replaceCore(core.left, by), right: replaceCore(core.right, by) }),
  Match: (core, by) => ({
    ...core,
    operand: replaceCore(core.operand, by),
    pattern: replacePattern(core.pattern, by),
  }),
  If: (core, by) => ({
    ...core,
    condition: replaceCore(core.condition, by),
    yes: replaceCore(core.yes, by),
    no: replaceCore(core.no, by),
  }),
  Otherwise: (core, by) => ({
    ...core,
    value: replaceCore(core.value, by),
    fallback: replaceCore(core.fallback, by),
  }),
  Call: (core, by) => ({ ...core, args: all(core.args, by) }),
  AggregateRows: (core, by) => ({
    ...core,
    ...some('of', core.of, by),
    ...some('where', core.where, by),
    by: orderings(core.by, by),
    args: all(core.args, by),
  }),
  AggregateMembers: (core, by) => ({
    ...core,
    items: core.items.map(it => ({
      ...it,
      ...some('of', it.of, by),
      ...some('where', it.where, by),
      by: orderings(it.by, by),
    })),
    args: all(core.args, by),
  }),
  Decide: (core, by) => ({
    ...core,
    on: core.on.map(it => ({ ...it, is: replaceCore(it.is, by) })),
    rows: core.rows.map(it => ({
      ...it,
      cells: it.cells.map(cell => replacePattern(cell, by)),
      outcome: replaceCore(it.outcome, by),
    })),
  }),
  Slots: (core, by) => ({
    ...core,
    ...some('where', core.where, by),
    score: replaceCore(core.score, by),
    ...some('copies', core.copies, by),
    fills: core.fills.map(it => ({
      ...it,
      take: replaceCore(it.take, by),
      accept: replaceCore(it.accept, by),
      ...some('weight', it.weight, by),
    })),
    limits: core.limits.map(it => ({
      ...it,
      atMost: replaceCore(it.atMost, by),
      where: replaceCore(it.where, by),
    })),
  }),
}

const all = (cores: readonly Core[], by: Replacements): readonly Core[] =>
  cores.map(it => replaceCore(it, by))

const orderings = (keys: readonly CoreOrdering[], by: Replacements): readonly CoreOrdering[] =>
  keys.map(it => ({ ...it, key: replaceCore(it.key, by) }))

const some = <K extends string>(name: K, core: Core | undefined, by: Replacements) =>
  (core === undefined ? {} : { [name]: replaceCore(core, by) }) as { readonly [N in K]?: Core }

function replacePattern(pattern: CorePattern, by: Replacements): CorePattern {
  switch (pattern.kind) {
    case 'equals':
      return { ...pattern, value: replaceCore(pattern.value, by) }
    case 'range':
      return { ...pattern, ...bound('from', pattern.from, by), ...bound('to', pattern.to, by) }
    case 'one of':
      return { ...pattern, alternatives: pattern.alternatives.map(it => replacePattern(it, by)) }
    case 'not':
      return { ...pattern, pattern: replacePattern(pattern.pattern, by) }
    default:
      return pattern
  }
}

const bound = <K extends 'from' | 'to'>(name: K, it: CoreBound | undefined, by: Replacements) =>
  (it === undefined ? {} : { [name]: { ...it, value: replaceCore(it.value, by) } }) as {
    readonly [N in K]?: CoreBound
  }
