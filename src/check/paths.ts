/** Finds the way between levels that a formula names, and says why where there is none. */
import type { Span } from '../source/source.ts'
import type { Name } from '../syntax/expression/ast.ts'
import type { Context, Environment } from './environment.ts'

/** The way from the row at hand up to its row of a level. */
export function pathUp({ env, level: from }: Context, { name: to, at }: Name): readonly string[] | undefined {
  const path = onlyPath(env, from, to, at)
  if (path !== 'none') return path
  const isBelow = env.belonging.path(to, from) !== undefined
  const code = isBelow ? 'check/needs-aggregate-level' : 'check/does-not-belong'
  env.reporter.report(code, at, { from, level: to })
  return undefined
}

/** The way from rows of a lower level up to the row at hand. */
export function pathDown({ env, level: to }: Context, from: string, at: Span): readonly string[] | undefined {
  const path = from === to ? 'none' : onlyPath(env, from, to, at)
  if (path !== 'none') return path
  const isAbove = from !== to && env.belonging.path(to, from) !== undefined
  const code = isAbove ? 'check/aggregate-above' : 'check/aggregate-elsewhere'
  env.reporter.report(code, at, { level: from, of: to })
  return undefined
}

/** The shortest way, where there is one only; another that is as short is reported. */
function onlyPath(
  { belonging, reporter }: Environment,
  from: string,
  to: string,
  at: Span,
): readonly string[] | 'none' | undefined {
  const path = belonging.path(from, to)
  const rival = belonging.rival(from, to)
  if (path === undefined || rival === undefined) return path ?? 'none'
  const [one, other] = [path, rival].map(it => it.slice(0, -1).join('.'))
  reporter.report('check/ambiguous-belonging', at, { from, to, one, other })
  return undefined
}

/**
 * Whether every step of the way is from rows to a group made of them alone: then there is a row at its
 * foot. A group with inputs of its own can be there without a row in it, for a row of those inputs.
 */
export const isMadeOf = ({ env }: Context, from: string, path: readonly string[]): boolean =>
  path.every((above, index) => {
    const level = env.ruleset.levels.get(above)
    return level?.groups?.level === (path[index - 1] ?? from) && level.inputs.size === 0
  })
