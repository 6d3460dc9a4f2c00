/** Says of a name that means nothing where it stands what was probably meant. */
import { nearest } from '../diagnostics/nearest.ts'
import type { Type } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import type { Name } from '../syntax/expression/ast.ts'
import { describeType } from './describe-type.ts'
import type { Context, Typed } from './environment.ts'
import { findCode, type List } from './lists.ts'
import { isLevel, namesInScope } from './scope.ts'
import { invalid } from './typed.ts'
import { isNothing, listsOf } from './types.ts'

export function unknownName(context: Context, { name, at }: Name, expected: Type | undefined): Typed {
  if (expected !== undefined && isNothing(expected)) return invalid(at)
  const { env, level } = context
  const { reporter, belonging } = env
  const holders = [...env.columns].filter(([, columns]) => columns.has(name)).map(([it]) => it)
  const below = holders.find(it => it !== level && level !== '' && belonging.path(it, level) !== undefined)
  const above = holders.find(it => level !== '' && belonging.path(level, it) !== undefined)
  const lists = [...env.lists.values()].filter(it => findCode(it, name) !== undefined)
  if (above !== undefined) reporter.report('check/needs-look-up', at, { name, level: above })
  else if (below !== undefined)
    reporter.report('check/needs-aggregate', at, { name, level: below, of: level })
  else if (isLevel(env, name)) reporter.report('check/level-as-value', at, { name })
  else if (env.ruleset.dimensions.has(name)) reporter.report('check/dimension-not-in-scope', at, { name })
  else if (lists[0] !== undefined) reportMisplacedCode(context, name, lists[0], at, expected)
  else {
    const codes = (expected === undefined ? [] : listsOf(expected)).flatMap(
      it => env.lists.get(it)?.codes ?? [],
    )
    const candidates = [...namesInScope(context), ...codes]
    reporter.report('check/unknown-name', at, { name, nearest: nearest(name, candidates) })
  }
  return invalid(at)
}

function reportMisplacedCode(
  { env }: Context,
  name: string,
  { name: list }: List,
  at: Span,
  expected: Type | undefined,
): void {
  if (expected === undefined) env.reporter.report('check/code-without-type', at, { name, list })
  else
    env.reporter.report('check/type-mismatch', at, {
      expected: describeType(expected),
      found: `a code of \`${list}\``,
    })
}

export function unknownCode(
  { env }: Context,
  list: List,
  { name, at }: Name | { name: string; at: Span },
): Typed {
  const candidates = [...list.spellings.keys()]
  env.reporter.report('check/unknown-code', at, { name, list: list.name, nearest: nearest(name, candidates) })
  return invalid(at)
}
