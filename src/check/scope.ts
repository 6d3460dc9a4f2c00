/**
 * What a bare name means where it stands: a column of the row at hand, a parameter, a dimension in
 * scope. Codes are not found here: which list a code is of depends on what is expected of it.
 * spec: expressions/names
 */
import type { MemberOf, ProgramParameter } from '../model/program.ts'
import type { Dimension } from '../model/ruleset.ts'
import { NATION } from './belonging.ts'
import type { DeclaredColumn } from './declared-columns.ts'
import type { Context, Environment } from './environment.ts'

export type Meaning =
  | { readonly kind: 'column'; readonly column: DeclaredColumn }
  | { readonly kind: 'parameter'; readonly parameter: ProgramParameter }
  /** `member` is undefined for a dimension of this level's rows that is not in scope. */
  | { readonly kind: 'dimension'; readonly dimension: Dimension; readonly member: string | undefined }
  /** A dimension that meets one in scope, whose member it lacks. */
  | { readonly kind: 'lacking'; readonly dimension: Dimension }

export function meaningOf(context: Context, name: string): Meaning | undefined {
  const { env, level } = context
  const column = env.columns.get(level)?.get(name)
  if (column !== undefined) return { kind: 'column', column }
  const parameter = env.parameters.get(name)
  if (parameter !== undefined) return { kind: 'parameter', parameter }
  const dimension = env.ruleset.dimensions.get(name)
  if (dimension === undefined) return undefined
  const member = memberInScope(context, name)
  if (typeof member === 'string') return { kind: 'dimension', dimension, member }
  if (member !== undefined) return { kind: 'lacking', dimension }
  return dimension.of === level ? { kind: 'dimension', dimension, member: undefined } : undefined
}

/**
 * The member of a dimension that the scope settles: its own, or the like-named one of a dimension in
 * scope that meets it. `lacking` where that has no like-named member here.
 */
export function memberInScope(
  { env, members }: Context,
  dimension: string,
): string | { readonly lacking: string } | undefined {
  const own = members.get(dimension)
  if (own !== undefined) return own
  for (const [other, member] of members) {
    if (!doMeet(env, dimension, other)) continue
    return hasMember(env, dimension, member) ? member : { lacking: member }
  }
  return undefined
}

export const hasMember = (env: Environment, dimension: string, member: string): boolean =>
  env.ruleset.dimensions.get(dimension)?.members.some(it => it.name === member) ?? false

const doMeet = ({ ruleset: { dimensions } }: Environment, one: string, other: string): boolean =>
  (dimensions.get(one)?.meets.includes(other) ?? false) ||
  (dimensions.get(other)?.meets.includes(one) ?? false)

export const isLevel = ({ ruleset }: Environment, name: string): boolean =>
  name === NATION || ruleset.levels.has(name)

/** A scope in which members take the place of those of the same dimensions. */
export const withMembers = (context: Context, members: readonly MemberOf[]): Context => ({
  ...context,
  members: new Map([...context.members, ...members.map(it => [it.dimension, it.member] as const)]),
})

/** Names that could have been meant by one that means nothing here. */
export const namesInScope = ({ env, level, members }: Context): readonly string[] => [
  ...(env.columns.get(level)?.keys() ?? []),
  ...env.parameters.keys(),
  ...members.keys(),
  ...[...env.ruleset.dimensions.values()].filter(it => it.of === level).map(it => it.name),
]
