/**
 * Reads a column, of the row at hand or of a row it belongs to: settles the members of its dimensions
 * from what is written and from the scope.
 * spec: levels/dimensions, levels/meeting-dimensions
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Core, MemberOf } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import type { Name } from '../syntax/expression/ast.ts'
import { builtInAbsence } from '../value/value.ts'
import { absentAs, anyAbsent } from './absence.ts'
import { combinationsOf, type DeclaredColumn } from './declared-columns.ts'
import type { Context, KnownColumn, Typed } from './environment.ts'
import { pathAbsence } from './path-absence.ts'
import { openKeys } from './read-type.ts'
import { hasMember, memberInScope } from './scope.ts'
import { invalid, narrowed, withUnit } from './typed.ts'
import { NUMBER } from './types.ts'

/** A column as written: `score.first` or, of a row above, `team.score.first`. */
interface ColumnReading {
  readonly column: DeclaredColumn
  readonly members: readonly Name[]
  /** From the row at hand up to the column's row; empty for the row at hand. */
  readonly path: readonly string[]
  readonly at: Span
}

export function readColumn(context: Context, reading: ColumnReading): Typed {
  const settled = settle(context, reading)
  if (settled === undefined) return invalid(reading.at)
  if (settled.kind === 'lacking') return lacking(context, reading)
  const known = context.env.know(reading.column, settled.members)
  const typed: Typed = {
    core: coreOf(reading, known, settled.fill),
    type: settled.fill === undefined ? openKeys(known.type, context.env) : NUMBER,
    ...withUnit(known.unit),
    absence: anyAbsent([pathAbsence(context, reading.path), known.absence]),
    ...(known.outcomes === undefined || reading.path.length > 0 ? {} : { outcomes: known.outcomes }),
  }
  return narrowed(context, typed)
}

function coreOf({ path, at }: ColumnReading, { id: column }: KnownColumn, fill: string | undefined): Core {
  if (fill !== undefined) return { kind: 'SlotOf', column, path, what: { kind: 'score', fill }, at }
  return path.length === 0 ? { kind: 'Column', column, at } : { kind: 'LookUp', path, column, at }
}

/** The column has no such member: always absent, of the type it has elsewhere. */
function lacking({ env }: Context, { column, at }: ColumnReading): Typed {
  const [some] = combinationsOf(column.per, env.ruleset.dimensions)
  const absence = builtInAbsence('not_in_dimension')
  return {
    core: { kind: 'Literal', value: absence, at },
    type: some === undefined ? { alternatives: [] } : openKeys(env.know(column, some).type, env),
    absence: absentAs(absence.absence),
  }
}

// --- members -------------------------------------------------------------------------------------

type Settled =
  | { readonly kind: 'members'; readonly members: readonly MemberOf[]; readonly fill: string | undefined }
  | { readonly kind: 'lacking' }

export function settle(context: Context, reading: ColumnReading): Settled | undefined {
  const { column } = reading
  const { names, fill } = splitFill(context, reading)
  const written = assignMembers(context, column, names)
  if (written === undefined) return undefined
  const members: MemberOf[] = []
  for (const dimension of column.per) {
    const member = written.get(dimension) ?? memberInScope(context, dimension)
    if (typeof member === 'object') return { kind: 'lacking' }
    if (member === undefined) return needsMember(context, reading, dimension)
    members.push({ dimension, member })
  }
  return { kind: 'members', members, fill }
}

/** The names of the fills of a column that fills slots. */
export const fillsOf = ({ origin }: DeclaredColumn): readonly string[] =>
  origin.kind === 'rule' && origin.rule.body.kind === 'slots' ? origin.rule.body.fills.map(it => it.name) : []

/** `total.best`: the last name is a fill where no dimension of the column claims it. */
function splitFill(
  { env }: Context,
  { column, members: names }: ColumnReading,
): { readonly names: readonly Name[]; readonly fill: string | undefined } {
  const last = names.at(-1)?.name
  if (last === undefined || !fillsOf(column).includes(last)) return { names, fill: undefined }
  const isClaimed = names.length <= column.per.length && column.per.some(it => hasMember(env, it, last))
  return isClaimed ? { names, fill: undefined } : { names: names.slice(0, -1), fill: last }
}

/** Which dimension each written member is of: by place where all are written, else by whose it is. */
function assignMembers(
  context: Context,
  column: DeclaredColumn,
  names: readonly Name[],
): ReadonlyMap<string, string> | undefined {
  const { env } = context
  const byPlace = column.per.every((it, index) => hasMember(env, it, names[index]?.name ?? ''))
  if (names.length === column.per.length && byPlace) {
    return new Map(column.per.map((it, index) => [it, names[index]?.name ?? '']))
  }
  const assigned = new Map<string, string>()
  for (const { name, at } of names) {
    const owners = column.per.filter(it => !assigned.has(it) && hasMember(env, it, name))
    const [owner, other] = owners
    if (owner === undefined) return unknownMember(context, column, name, at)
    if (other !== undefined) {
      env.reporter.report('check/ambiguous-name', at, {
        name,
        one: `a member of ${owner}`,
        other: `one of ${other}`,
      })
      return undefined
    }
    assigned.set(owner, name)
  }
  return assigned
}

function unknownMember({ env }: Context, column: DeclaredColumn, name: string, at: Span): undefined {
  const members = column.per.flatMap(it => env.lists.get(it)?.codes ?? [])
  const candidates = [...members, ...fillsOf(column)]
  const args = { name, column: column.name, nearest: nearest(name, candidates) }
  env.reporter.report(candidates.length === 0 ? 'check/no-members' : 'check/unknown-member', at, args)
  return undefined
}

function needsMember({ env }: Context, { column, at }: ColumnReading, dimension: string): undefined {
  const example = env.ruleset.dimensions.get(dimension)?.members[0]?.name
  env.reporter.report('check/needs-member', at, { name: column.name, dimension, example })
  return undefined
}
