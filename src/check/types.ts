/**
 * The algebra of types: joining, narrowing and comparing them by kind. Ranges narrow a type but never
 * decide whether one type fits another: what a formula computes cannot be bounded in general.
 * A type without alternatives is that of a value that is never there; it fits everywhere, which is
 * also how what could not be understood passes silently.
 */
import type { Bound, Type, TypeAlternative } from '../model/program.ts'
import { compare } from '../value/exact.ts'

export const NOTHING: Type = { alternatives: [] }
export const NUMBER: Type = { alternatives: [{ kind: 'number', whole: false }] }
export const WHOLE: Type = { alternatives: [{ kind: 'number', whole: true }] }
export const TEXT: Type = { alternatives: [{ kind: 'text' }] }
export const YES_NO: Type = { alternatives: [{ kind: 'yes/no' }] }
export const DATE: Type = { alternatives: [{ kind: 'date' }] }

export const codeType = (list: string, only?: readonly string[]): Type => ({
  alternatives: [{ kind: 'code', list, ...(only === undefined ? {} : { only }) }],
})

/** What values must share to be compared: `number`, `text`, or the list that codes belong to. */
export const kindOf = (alternative: TypeAlternative): string => {
  if (alternative.kind === 'code') return `code ${alternative.list}`
  return alternative.kind === 'key' ? `key ${alternative.table}.${alternative.key}` : alternative.kind
}

export const kindsOf = (type: Type): ReadonlySet<string> => new Set(type.alternatives.map(kindOf))

export const isNothing = (type: Type): boolean => type.alternatives.length === 0

/** Whatever kind a value of the one has, values of the other can have. */
export function fitsIn(inner: Type, outer: Type): boolean {
  const kinds = kindsOf(outer)
  return inner.alternatives.every(it => kinds.has(kindOf(it)))
}

/** Some value could be of both; a type of nothing is no reason to say otherwise. */
export function sharesKind(left: Type, right: Type): boolean {
  const kinds = kindsOf(right)
  return isNothing(left) || isNothing(right) || left.alternatives.some(it => kinds.has(kindOf(it)))
}

export const isOnly = (type: Type, kind: TypeAlternative['kind']): boolean =>
  type.alternatives.every(it => it.kind === kind)

export const isWholeOnly = (type: Type): boolean =>
  type.alternatives.length > 0 && type.alternatives.every(it => it.kind === 'number' && it.whole)

/** The lists whose codes the type holds; remembered, for every cell of a long table asks. */
export function listsOf(type: Type): readonly string[] {
  const known = LISTS.get(type)
  if (known !== undefined) return known
  const lists = [...new Set(type.alternatives.flatMap(it => (it.kind === 'code' ? [it.list] : [])))]
  LISTS.set(type, lists)
  return lists
}
const LISTS = new WeakMap<Type, readonly string[]>()

/** The values of either; an alternative that another holds is dropped. */
export function union(left: Type, right: Type): Type {
  const kept = [...left.alternatives]
  for (const added of right.alternatives) {
    if (kept.some(it => holds(it, added))) continue
    const joined = kept.findIndex(it => it.kind === 'code' && added.kind === 'code' && it.list === added.list)
    const swallowed = kept.filter(it => !holds(added, it))
    if (joined >= 0) kept[joined] = joinCodes(kept[joined] ?? added, added)
    else kept.splice(0, kept.length, ...swallowed, added)
  }
  return { alternatives: kept }
}

export const unionOf = (types: readonly Type[]): Type => types.reduce(union, NOTHING)

function joinCodes(left: TypeAlternative, right: TypeAlternative): TypeAlternative {
  if (left.kind !== 'code' || right.kind !== 'code') return left
  if (left.only === undefined || right.only === undefined) return { kind: 'code', list: left.list }
  return { kind: 'code', list: left.list, only: [...new Set([...left.only, ...right.only])] }
}

/** Whether every value of the one is a value of the other, ranges and codes counted. */
export const isHeldBy = (inner: Type, outer: Type): boolean =>
  inner.alternatives.every(it => outer.alternatives.some(that => holds(that, it)))

function holds(outer: TypeAlternative, inner: TypeAlternative): boolean {
  if (kindOf(outer) !== kindOf(inner)) return false
  if (outer.kind === 'code' && inner.kind === 'code') {
    return outer.only === undefined || (inner.only?.every(it => outer.only?.includes(it)) ?? false)
  }
  if (outer.kind === 'number' && inner.kind === 'number') {
    return (!outer.whole || inner.whole) && isRangeWithin(inner, outer)
  }
  return true
}

export interface Range {
  readonly from?: Bound
  readonly to?: Bound
}

/** Whether every number of the inner range lies in the outer one. */
export const isRangeWithin = (inner: Range, outer: Range): boolean =>
  isEndWithin(inner.from, outer.from, 1) && isEndWithin(inner.to, outer.to, -1)

function isEndWithin(inner: Bound | undefined, outer: Bound | undefined, direction: 1 | -1): boolean {
  if (outer === undefined) return true
  if (inner === undefined) return false
  const order = compare(inner.value, outer.value) * direction
  return order > 0 || (order === 0 && (outer.inclusive || !inner.inclusive))
}

/** Whether no number lies in a range, because it starts after it ends. */
export const isEmptyRange = (range: Range): boolean => areRangesDisjoint(range, range)

/** Whether no number lies in both ranges. */
export const areRangesDisjoint = (left: Range, right: Range): boolean =>
  endsBefore(left.to, right.from) || endsBefore(right.to, left.from)

function endsBefore(end: Bound | undefined, start: Bound | undefined): boolean {
  if (end === undefined || start === undefined) return false
  const order = compare(end.value, start.value)
  return order < 0 || (order === 0 && !(end.inclusive && start.inclusive))
}

/** The numbers in both ranges, given that there are some. */
export function intersectRanges(left: Range, right: Range): Range {
  const from = isEndWithin(left.from, right.from, 1) ? left.from : right.from
  const to = isEndWithin(left.to, right.to, -1) ? left.to : right.to
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
