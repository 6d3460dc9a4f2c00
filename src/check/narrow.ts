/** What is left of a type when a value of it matches a pattern, and when it does not. */
import type { Type, TypeAlternative } from '../model/program.ts'
import { areRangesDisjoint, intersectRanges, isRangeWithin, kindOf, type Range } from './types.ts'

interface Narrowed {
  readonly when: Type
  readonly unless: Type
}

/** By codes of a list; `all` are the list's codes, where it is worth knowing when none is left. */
export function narrowByCodes(
  type: Type,
  list: string,
  codes: readonly string[],
  all: readonly string[] | undefined,
): Narrowed {
  const when: TypeAlternative[] = []
  const unless: TypeAlternative[] = []
  for (const it of type.alternatives) {
    if (it.kind !== 'code' || it.list !== list) {
      unless.push(it)
      continue
    }
    const possible = it.only ?? all
    const matching = possible === undefined ? codes : codes.filter(code => possible.includes(code))
    const others = possible?.filter(code => !codes.includes(code))
    if (matching.length > 0) when.push({ ...it, only: matching })
    if (others === undefined) unless.push(it)
    else if (others.length > 0) unless.push({ ...it, only: others })
  }
  return { when: { alternatives: when }, unless: { alternatives: unless } }
}

/** By a range of numbers; `undefined` for one whose ends are not known: some numbers are in it, some not. */
export function narrowByRange(type: Type, range: Range | undefined): Narrowed {
  const when: TypeAlternative[] = []
  const unless: TypeAlternative[] = []
  for (const it of type.alternatives) {
    if (it.kind !== 'number') {
      unless.push(it)
    } else if (range === undefined) {
      when.push(it)
      unless.push(it)
    } else if (areRangesDisjoint(it, range)) {
      unless.push(it)
    } else {
      when.push({ kind: 'number', whole: it.whole, ...intersectRanges(it, range) })
      if (!isRangeWithin(it, range)) unless.push(it)
    }
  }
  return { when: { alternatives: when }, unless: { alternatives: unless } }
}

/** What a value can be that is of both types. */
export const intersectTypes = (one: Type, other: Type): Type => ({
  alternatives: one.alternatives.flatMap(it => other.alternatives.flatMap(that => intersect(it, that))),
})

function intersect(one: TypeAlternative, other: TypeAlternative): readonly TypeAlternative[] {
  if (kindOf(one) !== kindOf(other)) return []
  if (one.kind === 'code' && other.kind === 'code') {
    if (one.only === undefined || other.only === undefined) return [one.only === undefined ? other : one]
    const only = one.only.filter(it => other.only?.includes(it))
    return only.length === 0 ? [] : [{ ...one, only }]
  }
  if (one.kind !== 'number' || other.kind !== 'number') return [one]
  if (areRangesDisjoint(one, other)) return []
  return [{ kind: 'number', whole: one.whole || other.whole, ...intersectRanges(one, other) }]
}

/** By being equal to some value of another type. */
export function narrowByKind(type: Type, other: Type): Narrowed {
  const kinds = new Set(other.alternatives.map(kindOf))
  return { when: { alternatives: type.alternatives.filter(it => kinds.has(kindOf(it))) }, unless: type }
}
