/** The expressions directly inside a core expression, in the order in which they are written. */
import type { Core, CoreOrdering, CorePattern } from './program.ts'

export const partsOf = (core: Core): readonly Core[] => PARTS[core.kind](core as never)

const PARTS: { [K in Core['kind']]: (core: Extract<Core, { kind: K }>) => readonly Core[] } = {
  Literal: () => [],
  Column: () => [],
  LookUp: () => [],
  Parameter: () => [],
  Table: ({ keys }) => keys,
  Unary: ({ operand }) => [operand],
  Binary: ({ left, right }) => [left, right],
  Match: ({ operand, pattern }) => [operand, ...partsOfPattern(pattern)],
  If: ({ condition, yes, no }) => [condition, yes, no],
  Otherwise: ({ value, fallback }) => [value, fallback],
  Call: ({ args }) => args,
  AggregateRows: ({ of, where, by, args }) => [...some(of), ...some(where), ...keysOf(by), ...args],
  AggregateMembers: ({ items, args }) => [
    ...items.flatMap(it => [...some(it.of), ...some(it.where), ...keysOf(it.by)]),
    ...args,
  ],
  Shown: () => [],
  Decide: ({ on, rows }) => [
    ...on.map(it => it.is),
    ...rows.flatMap(it => [...it.cells.flatMap(partsOfPattern), it.outcome]),
  ],
  Slots: ({ where, score, copies, fills, limits }) => [
    ...[...some(where), score, ...some(copies)],
    ...fills.flatMap(it => [it.take, it.accept, ...some(it.weight)]),
    ...limits.flatMap(it => [it.atMost, it.where]),
  ],
  SlotOf: () => [],
}

const some = (core: Core | undefined): readonly Core[] => (core === undefined ? [] : [core])
const keysOf = (by: readonly CoreOrdering[]): readonly Core[] => by.map(it => it.key)

/** The expressions that a pattern compares with. */
export const partsOfPattern = (pattern: CorePattern): readonly Core[] =>
  PATTERN_PARTS[pattern.kind](pattern as never)

const PATTERN_PARTS: {
  [K in CorePattern['kind']]: (pattern: Extract<CorePattern, { kind: K }>) => readonly Core[]
} = {
  any: () => [],
  absent: () => [],
  equals: ({ value }) => [value],
  codes: () => [],
  range: ({ from, to }) => [...some(from?.value), ...some(to?.value)],
  'one of': ({ alternatives }) => alternatives.flatMap(partsOfPattern),
  not: ({ pattern }) => partsOfPattern(pattern),
}

/** Calls the visitor on the expression and everything inside it. */
export function walkCore(core: Core, visit: (part: Core) => void): void {
  visit(core)
  for (const part of partsOf(core)) walkCore(part, visit)
}
