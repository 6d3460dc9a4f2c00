/** Finds operators of the specification's table by how they are written. */
import { OPERATORS } from '../model/generated/operators.ts'
import type { Operator } from '../model/operator.ts'

const ALL: readonly Operator[] = Object.values(OPERATORS)

const byWriting = (group: Operator['group']): ReadonlyMap<string, Operator> =>
  new Map(ALL.filter(it => it.group === group).map(it => [it.symbol ?? it.name ?? it.id, it]))

export const UNARY = byWriting('unary')
export const BINARY = byWriting('binary')
export const FUNCTIONS = byWriting('function')
export const AGGREGATES = byWriting('aggregate')
const CONSTRUCTS = byWriting('construct')

/** Names that are called and so cannot be those of tables. */
export const CALLABLE: ReadonlySet<string> = new Set([
  ...FUNCTIONS.keys(),
  ...AGGREGATES.keys(),
  ...CONSTRUCTS.keys(),
])
