/** What the names in a description mean: columns that are drawn, here or on the levels above, and members. */
import type { Program } from '../model/program.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import type { Typed } from './cell.ts'

/** Where a value of a row is kept while it is drawn. */
export interface Slot {
  readonly index: number
  /** `entry.level.first` */
  readonly id: string
  readonly members: readonly string[]
}
export interface ScopeColumn {
  readonly name: string
  readonly dimensions: readonly string[]
  readonly slots: readonly Slot[]
}
export interface ScopeLevel {
  readonly name: string
  readonly columns: ReadonlyMap<string, ScopeColumn>
  readonly above: ScopeLevel | undefined
  /** By the index of the slot; filled as drawings are made. */
  readonly typed: (Typed | undefined)[]
}
export interface Place {
  readonly program: Program
  readonly level: ScopeLevel
  /** The members that the column at hand is for, by dimension. */
  readonly members: ReadonlyMap<string, string>
}

export type Meaning =
  | { readonly kind: 'cell'; readonly up: number; readonly slot: Slot; readonly typed: Typed | undefined }
  | { readonly kind: 'number of row'; readonly up: number }
  | { readonly kind: 'member'; readonly member: string; readonly dimension: string }
  | { readonly kind: 'lacks member'; readonly column: string; readonly dimension: string }
  /** `name` is the part that means nothing here. */
  | { readonly kind: 'unknown'; readonly name: string; readonly candidates: readonly string[] }

/** The number of a row, from 1. */
export const ROW = 'row'

/** The words of `a.b.c`; undefined for what is no name. */
export function pathOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'Name') return [expression.name]
  if (expression.kind !== 'Member') return undefined
  const of = pathOf(expression.of)
  return of && [...of, expression.name.name]
}

/** A column of the row at hand comes first, then a level, then a dimension. */
export function meaningOf([first = '', ...rest]: readonly string[], place: Place): Meaning {
  const own = place.level.columns.get(first)
  const above = levelAbove(place.level, first)
  const isLookUp =
    above !== undefined && rest.length > 0 && (own === undefined || own.dimensions.length === 0)
  if (isLookUp) return lookUp(rest, above.level, above.up, place)
  if (own !== undefined) return inColumn(own, rest, place.level, 0, place)
  if (first === ROW && rest.length === 0) return { kind: 'number of row', up: 0 }
  const member = place.members.get(first)
  if (member !== undefined && rest.length === 0) return { kind: 'member', member, dimension: first }
  return { kind: 'unknown', name: first, candidates: namesIn(place) }
}

function levelAbove(level: ScopeLevel, name: string): { level: ScopeLevel; up: number } | undefined {
  let up = 0
  for (let at: ScopeLevel | undefined = level; at !== undefined; at = at.above, up += 1) {
    if (at.name === name) return { level: at, up }
  }
  return undefined
}

function lookUp(
  [name = '', ...members]: readonly string[],
  level: ScopeLevel,
  up: number,
  place: Place,
): Meaning {
  const column = level.columns.get(name)
  if (column !== undefined) return inColumn(column, members, level, up, place)
  if (name === ROW && members.length === 0) return { kind: 'number of row', up }
  return { kind: 'unknown', name, candidates: [...level.columns.keys()] }
}

/** Members that are not named are those at hand. */
function inColumn(
  column: ScopeColumn,
  named: readonly string[],
  level: ScopeLevel,
  up: number,
  place: Place,
): Meaning {
  const wanted: string[] = []
  const left = [...named]
  for (const dimension of column.dimensions) {
    const members = membersOf(place.program, dimension)
    const next = left[0]
    const member =
      next !== undefined && members.includes(next) ? left.shift() : memberAtHand(dimension, members, place)
    if (member === undefined) {
      return next === undefined
        ? { kind: 'lacks member', column: column.name, dimension }
        : { kind: 'unknown', name: next, candidates: members }
    }
    wanted.push(member)
  }
  const [extra] = left
  if (extra !== undefined) return { kind: 'unknown', name: extra, candidates: [] }
  const slot = column.slots.find(it => it.members.join('.') === wanted.join('.'))
  if (slot === undefined) {
    return { kind: 'lacks member', column: column.name, dimension: column.dimensions[0] ?? '' }
  }
  return { kind: 'cell', up, slot, typed: level.typed[slot.index] }
}

/** Of the dimension itself, or the like-named one of a dimension that meets it. */
function memberAtHand(dimension: string, members: readonly string[], place: Place): string | undefined {
  const own = place.members.get(dimension)
  if (own !== undefined) return own
  for (const [other, member] of place.members) {
    if (meet(place.program, dimension, other) && members.includes(member)) return member
  }
  return undefined
}

function meet({ ruleset }: Program, left: string, right: string): boolean {
  const says = (one: string, other: string) => ruleset.dimensions.get(one)?.meets.includes(other) === true
  return says(left, right) || says(right, left)
}

export const membersOf = ({ ruleset }: Program, dimension: string): readonly string[] =>
  (ruleset.dimensions.get(dimension)?.members ?? []).map(it => it.name)

function namesIn({ level, members }: Place): readonly string[] {
  const above: string[] = []
  for (let at: ScopeLevel | undefined = level; at !== undefined; at = at.above) above.push(at.name)
  return [...level.columns.keys(), ...members.keys(), ...above]
}
