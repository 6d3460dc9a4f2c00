/**
 * Ranges of codes written out, on lists that rank their codes. A range with both ends holds the codes
 * between them in the order written; with one end, those as good or as bad. Members of a dimension
 * have no rank, so a range of them has both ends.
 * spec: codes/order
 */
import type { Type, TypeAlternative } from '../model/program.ts'
import type { Expression, RangePattern } from '../syntax/expression/ast.ts'
import type { Context } from './environment.ts'
import { findCode, fromWorst, type List } from './lists.ts'
import { listsOf } from './types.ts'

interface CodesOfList {
  readonly list: string
  readonly codes: readonly string[]
}

/** Undefined where the bounds are no codes of the type; `wrong` where they are and make no range, which is reported. */
export function codesOfRange(
  context: Context,
  node: RangePattern,
  type: Type,
): CodesOfList | 'wrong' | undefined {
  const bounds = [node.from, node.to].flatMap(it => (it === undefined ? [] : [it.bound]))
  const list = listsOf(type)
    .flatMap(it => context.env.lists.get(it) ?? [])
    .find(it => bounds.every(bound => codeIn(it, bound, type) !== undefined))
  if (list === undefined || bounds.length === 0) return undefined
  const hasBothEnds = node.from !== undefined && node.to !== undefined
  if (list.order === undefined && !(hasBothEnds && hasMembers(context, list))) {
    context.env.reporter.report('check/list-without-order', node.at, { list: list.name })
    return 'wrong'
  }
  return hasBothEnds ? between(context, list, node, type) : upOrDown(context, list, node, type)
}

/** Members of a dimension have an order in which they are written, and none is better. */
const hasMembers = ({ env }: Context, { name }: List): boolean => env.ruleset.dimensions.has(name)

/** The spelling that may be a code's; digits, `yes` and `no` are one only where no number, no yes or no is possible. */
export function wordOf(value: Expression, type: Type): string | undefined {
  if (value.kind === 'Name') return value.name
  if (value.kind === 'TextLiteral') return value.text
  const canBe = (kind: TypeAlternative['kind']): boolean => type.alternatives.some(it => it.kind === kind)
  if (value.kind === 'YesNoLiteral' && !canBe('yes/no')) return value.yes ? 'yes' : 'no'
  return value.kind === 'NumberLiteral' && !value.percent && !canBe('number') ? value.digits : undefined
}

function codeIn(list: List, bound: Expression, type: Type): string | undefined {
  const word = wordOf(bound, type)
  return word === undefined ? undefined : findCode(list, word)
}

function between(
  { env }: Context,
  list: List,
  { from, to, at }: RangePattern,
  type: Type,
): CodesOfList | 'wrong' {
  const [start, end] = [from, to].map(it =>
    it === undefined ? -1 : list.codes.indexOf(codeIn(list, it.bound, type) ?? ''),
  )
  const first = (start ?? 0) + (from?.inclusive === false ? 1 : 0)
  const last = (end ?? 0) - (to?.inclusive === false ? 1 : 0)
  if (first <= last) return { list: list.name, codes: list.codes.slice(first, last + 1) }
  env.reporter.report('check/empty-range', at)
  return 'wrong'
}

function upOrDown(
  { env }: Context,
  list: List,
  { from, to, at }: RangePattern,
  type: Type,
): CodesOfList | 'wrong' {
  const ranked = fromWorst(list)
  const bound = from ?? to
  const place = bound === undefined ? 0 : ranked.indexOf(codeIn(list, bound.bound, type) ?? '')
  const skip = bound?.inclusive === false ? 1 : 0
  const codes = from === undefined ? ranked.slice(0, place + 1 - skip) : ranked.slice(place + skip)
  if (codes.length > 0) return { list: list.name, codes: list.codes.filter(it => codes.includes(it)) }
  env.reporter.report('check/empty-range', at)
  return 'wrong'
}
