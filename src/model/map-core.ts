/** Core expressions with the parts directly inside them replaced, kind by kind. */
import type { Core, CoreBound, CoreOrdering, CorePattern } from './program.ts'

/** What stands in for a part. */
export type Replace = (part: Core) => Core

/** The same expression over other parts; `replace` is asked for those that `partsOf` lists. */
export const mapParts = (core: Core, replace: Replace): Core => MAP[core.kind](core as never, replace)

type Mapped = { [K in Core['kind']]: (core: Extract<Core, { kind: K }>, replace: Replace) => Core }

const same = <C extends Core>(core: C): Core => core

const MAP: Mapped = {
  Literal: same,
  Column: same,
  LookUp: same,
  Parameter: same,
  Shown: same,
  SlotOf: same,
  Table: (core, replace) => ({ ...core, keys: core.keys.map(replace) }),
  Unary: (core, replace) => ({ ...core, operand: replace(core.operand) }),
  Binary: (core, replace) => ({ ...core, left: replace(core.left), right: replace(core.right) }),
  Match: (core, replace) => ({
    ...core,
    operand: replace(core.operand),
    pattern: mapPattern(core.pattern, replace),
  }),
  If: (core, replace) => ({
    ...core,
    condition: replace(core.condition),
    yes: replace(core.yes),
    no: replace(core.no),
  }),
  Otherwise: (core, replace) => ({
    ...core,
    value: replace(core.value),
    fallback: replace(core.fallback),
  }),
  Call: (core, replace) => ({ ...core, args: core.args.map(replace) }),
  AggregateRows: (core, replace) => ({
    ...core,
    ...optional(core, replace),
    by: orderings(core.by, replace),
    args: core.args.map(replace),
  }),
  AggregateMembers: (core, replace) => ({
    ...core,
    items: core.items.map(it => ({ ...it, ...optional(it, replace), by: orderings(it.by, replace) })),
    args: core.args.map(replace),
  }),
  Decide: (core, replace) => ({
    ...core,
    on: core.on.map(it => ({ ...it, is: replace(it.is) })),
    rows: core.rows.map(it => ({
      ...it,
      cells: it.cells.map(cell => mapPattern(cell, replace)),
      outcome: replace(it.outcome),
    })),
  }),
  Slots: (core, replace) => ({
    ...core,
    ...(core.where === undefined ? {} : { where: replace(core.where) }),
    score: replace(core.score),
    ...(core.copies === undefined ? {} : { copies: replace(core.copies) }),
    fills: core.fills.map(it => ({
      ...it,
      take: replace(it.take),
      accept: replace(it.accept),
      ...(it.weight === undefined ? {} : { weight: replace(it.weight) }),
    })),
    limits: core.limits.map(it => ({ ...it, atMost: replace(it.atMost), where: replace(it.where) })),
  }),
}

const optional = ({ of, where }: { readonly of?: Core; readonly where?: Core }, replace: Replace) => ({
  ...(of === undefined ? {} : { of: replace(of) }),
  ...(where === undefined ? {} : { where: replace(where) }),
})

const orderings = (by: readonly CoreOrdering[], replace: Replace): readonly CoreOrdering[] =>
  by.map(it => ({ ...it, key: replace(it.key) }))

// --- patterns --------------------------------------------------------------------------------------

export const mapPattern = (pattern: CorePattern, replace: Replace): CorePattern =>
  MAP_PATTERN[pattern.kind](pattern as never, replace)

const MAP_PATTERN: {
  [K in CorePattern['kind']]: (pattern: Extract<CorePattern, { kind: K }>, replace: Replace) => CorePattern
} = {
  any: pattern => pattern,
  absent: pattern => pattern,
  codes: pattern => pattern,
  equals: (pattern, replace) => ({ ...pattern, value: replace(pattern.value) }),
  range: (pattern, replace) => ({
    kind: 'range',
    ...(pattern.from === undefined ? {} : { from: bound(pattern.from, replace) }),
    ...(pattern.to === undefined ? {} : { to: bound(pattern.to, replace) }),
  }),
  'one of': (pattern, replace) => ({
    ...pattern,
    alternatives: pattern.alternatives.map(it => mapPattern(it, replace)),
  }),
  not: (pattern, replace) => ({ ...pattern, pattern: mapPattern(pattern.pattern, replace) }),
}

const bound = (written: CoreBound, replace: Replace): CoreBound => ({
  ...written,
  value: replace(written.value),
})
