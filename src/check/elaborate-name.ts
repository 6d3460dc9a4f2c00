/**
 * Elaborates names and what is reached from them by dots: columns and their members, look-ups in a
 * level, values of a table, codes by the type expected.
 * spec: expressions/names, codes/spelling
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Type } from '../model/program.ts'
import type { Dimension } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import type { Call, Expression, Member, Name } from '../syntax/expression/ast.ts'
import { builtInAbsence, code } from '../value/value.ts'
import { ALWAYS_THERE } from './absence.ts'
import type { DeclaredColumn } from './declared-columns.ts'
import { elaborateTableCall } from './elaborate-call.ts'
import { elaborate } from './elaborate-expression.ts'
import type { Context, Typed } from './environment.ts'
import { findCode } from './lists.ts'
import { pathUp } from './paths.ts'
import { fillsOf, readColumn } from './read-column.ts'
import { isLevel, type Meaning, meaningOf } from './scope.ts'
import { invalid, literal, narrowed, withUnit } from './typed.ts'
import { codeType, listsOf, sharesKind } from './types.ts'
import { unknownCode, unknownName } from './unknown-name.ts'

export function elaborateName(context: Context, node: Name, expected: Type | undefined): Typed {
  const meaning = meaningOf(context, node.name)
  const coded = codeFor(context, node.name, expected)
  if (meaning === undefined)
    return coded === undefined ? unknownName(context, node, expected) : coded(node.at)
  const read = readMeaning(context, meaning, node)
  if (coded === undefined || expected === undefined) return read
  // A name that is both: the reading that fits, and where both do the author has to say which.
  if (!sharesKind(read.type, expected)) return coded(node.at)
  const [list] = listsOf(coded(node.at).type)
  if (isSameMember(read, node.name)) return read
  const args = {
    name: node.name,
    one: describeMeaning(meaning),
    other: `a code of \`${list}\``,
    code: node.name,
  }
  context.env.reporter.report('check/ambiguous-name', node.at, args)
  return invalid(node.at)
}

const isSameMember = ({ core }: Typed, name: string): boolean =>
  core.kind === 'Literal' && core.value.kind === 'code' && core.value.code === name

const describeMeaning = ({ kind }: Meaning): string => `a ${kind === 'lacking' ? 'dimension' : kind}`

function readMeaning(context: Context, meaning: Meaning, node: Name): Typed {
  if (meaning.kind === 'column') {
    return readColumn(context, { column: meaning.column, members: [], path: [], at: node.at })
  }
  if (meaning.kind === 'lacking') {
    return literal(builtInAbsence('not_in_dimension'), codeType(meaning.dimension.name), node.at)
  }
  if (meaning.kind === 'dimension') return readDimension(context, meaning.dimension, meaning.member, node.at)
  const { name: parameter, type, unit } = meaning.parameter
  const core = { kind: 'Parameter', parameter, at: node.at } as const
  return narrowed(context, { core, type, ...withUnit(unit), absence: ALWAYS_THERE })
}

/** A dimension is its member; for groups of the rows at hand it is the condition that selects them. */
function readDimension(context: Context, dimension: Dimension, name: string | undefined, at: Span): Typed {
  const member = dimension.members.find(it => it.name === name)
  if (member === undefined) {
    const example = dimension.members[0]?.name
    context.env.reporter.report('check/needs-member', at, {
      name: dimension.name,
      dimension: dimension.name,
      example,
    })
    return invalid(at)
  }
  if (dimension.of !== context.level || member.condition === undefined) {
    return literal(code(dimension.name, member.name), codeType(dimension.name, [member.name]), at)
  }
  const condition = elaborate(context, member.condition, undefined)
  return { ...condition, core: { ...condition.core, at } }
}

/** A maker of the code that a name stands for under the type expected; undefined where it is none of its codes. */
export function codeFor(
  context: Context,
  name: string,
  expected: Type | undefined,
): ((at: Span) => Typed) | undefined {
  const lists = expected === undefined ? [] : listsOf(expected)
  const found = lists.flatMap(it => {
    const list = context.env.lists.get(it)
    const value = list === undefined ? undefined : findCode(list, name)
    return list === undefined || value === undefined ? [] : [{ list: list.name, value }]
  })
  const [first, second] = found
  if (first === undefined) return undefined
  return at => {
    if (second !== undefined) {
      const args = { name, one: `a code of \`${first.list}\``, other: `one of \`${second.list}\`` }
      context.env.reporter.report('check/ambiguous-name', at, args)
      return invalid(at)
    }
    return literal(code(first.list, first.value), codeType(first.list, [first.value]), at)
  }
}

// --- dots ----------------------------------------------------------------------------------------

export function elaborateMember(context: Context, node: Member, expected: Type | undefined): Typed {
  const { head, names } = unwind(node)
  if (head.kind === 'Call') return readTableValue(context, head, names, node)
  if (head.kind !== 'Name') {
    context.env.reporter.report('check/no-members', names[0]?.at ?? node.at, { name: names[0]?.name })
    return invalid(node.at)
  }
  const [first, ...rest] = names
  if (first === undefined) return elaborateName(context, head, expected)
  const meaning = meaningOf(context, head.name)
  if (isLevel(context.env, head.name) && !isOwnColumn(context, head.name, first.name, meaning)) {
    return lookUp(context, { level: head, column: first, members: rest, at: node.at })
  }
  if (meaning?.kind === 'column' && !isListInstead(context, meaning.column)) {
    return readColumn(context, { column: meaning.column, members: names, path: [], at: node.at })
  }
  return readListed(context, head, first, rest, node, expected)
}

/** A level and a column may share a name; then the dot leads to the level unless only the column has such a member. */
const isOwnColumn = ({ env }: Context, level: string, name: string, meaning: Meaning | undefined): boolean =>
  meaning?.kind === 'column' && meaning.column.per.length > 0 && !env.columns.get(level)?.has(name)

/** A list of codes may share its name with a column; a column without members has nothing after a dot. */
const isListInstead = ({ env }: Context, column: DeclaredColumn): boolean =>
  column.per.length === 0 && fillsOf(column).length === 0 && env.lists.has(column.name)

function unwind(node: Member): { readonly head: Expression; readonly names: readonly Name[] } {
  const names: Name[] = []
  let head: Expression = node
  while (head.kind === 'Member') {
    names.unshift(head.name)
    head = head.of
  }
  return { head, names }
}

/** `group.late`, `outcome.A`: a member of a dimension or a code of a list, named in full. */
function readListed(
  context: Context,
  head: Name,
  first: Name,
  rest: readonly Name[],
  node: Member,
  expected: Type | undefined,
): Typed {
  const { env } = context
  const list = env.lists.get(head.name)
  if (list === undefined) return unknownName(context, head, expected)
  if (rest[0] !== undefined) {
    env.reporter.report('check/no-members', rest[0].at, { name: first.name })
    return invalid(node.at)
  }
  const value = findCode(list, first.name)
  if (value === undefined) return unknownCode(context, list, first)
  const dimension = env.ruleset.dimensions.get(head.name)
  if (dimension !== undefined) return readDimension(context, dimension, value, node.at)
  return literal(code(list.name, value), codeType(list.name, [value]), node.at)
}

interface LookUp {
  readonly level: Name
  readonly column: Name
  readonly members: readonly Name[]
  readonly at: Span
}

function lookUp(context: Context, { level, column: name, members, at }: LookUp): Typed {
  const { env } = context
  const columns = env.columns.get(level.name)
  const column = columns?.get(name.name)
  if (column === undefined) {
    const args = { name: name.name, level: level.name, nearest: nearest(name.name, columns?.keys() ?? []) }
    env.reporter.report('check/unknown-column', name.at, args)
    return invalid(at)
  }
  const path = pathUp(context, level)
  return path === undefined ? invalid(at) : readColumn(context, { column, members, path, at })
}

function readTableValue(context: Context, call: Call, names: readonly Name[], node: Member): Typed {
  const [value, extra] = names
  if (extra !== undefined) {
    context.env.reporter.report('check/no-members', extra.at, { name: extra.name })
    return invalid(node.at)
  }
  return elaborateTableCall(context, call, value, node.at)
}

/** Whether an expression is at most a code, whose list has to come from what it is compared with. */
export function isOpen(context: Context, node: Expression): boolean {
  if (node.kind === 'TextLiteral' || node.kind === 'Invalid') return true
  if (node.kind === 'If') return isOpen(context, node.yes) && isOpen(context, node.no)
  if (node.kind === 'Otherwise') return isOpen(context, node.value) && isOpen(context, node.fallback)
  return node.kind === 'Name' && meaningOf(context, node.name) === undefined
}
