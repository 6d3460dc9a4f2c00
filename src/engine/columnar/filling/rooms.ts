/**
 * The places of fills that have candidates in common, as rooms: how much each fill and each limit still
 * allows is one whole number, and so is how good a filling is. Whether a candidate can be placed in a
 * way, and what is left then, is a step from one room to another.
 */
import { MOST_EXACT } from '../vector.ts'
import type { CandidateType } from './candidate-types.ts'

/** Fills and limits that nothing outside them has to do with. */
export interface Part {
  /** In the order in which they are declared. */
  readonly fills: readonly number[]
  /** How many rooms there are; the last is the one where nothing is placed yet. */
  readonly rooms: number
  /** The ways to place each type that belongs here, the most copies in the earliest fills first; the last places none. */
  readonly ways: readonly (readonly Way[] | undefined)[]
}
export interface Way {
  /** How many copies each of the part's fills gets. */
  readonly placement: readonly number[]
  /** The first fill that gets any; -1 where none does. */
  readonly first: number
  /** What this adds to how good the filling is. */
  readonly rank: number
  /** The rooms with enough left, and how far down the room is that is left then. */
  readonly from: Int32Array
  readonly down: number
}

export interface Limit {
  readonly atMost: number
  readonly counts: 'candidates' | 'copies'
}
export interface Room {
  readonly places: readonly number[]
  readonly limits: readonly Limit[]
}

const MOST_ROOMS = 4096
const MOST_WAYS = 200

/** Undefined where numbers would become too great. */
export function partsOf(room: Room, types: readonly CandidateType[]): readonly Part[] | undefined {
  const parts = connected(room, types).map(it => partOf(it, room, types))
  const found = parts.filter(it => it !== undefined)
  return found.length === parts.length ? found : undefined
}

/** The same without limits, for owners whose candidates do not reach them. */
export const withoutLimits = (types: readonly CandidateType[]): readonly CandidateType[] =>
  types.map(it => ({ ...it, limits: [] }))

// --- parts -----------------------------------------------------------------------------------------

interface Members {
  readonly fills: readonly number[]
  readonly limits: readonly number[]
}

/** Fills that one type may go to, or one limit counts, belong together. */
function connected({ places, limits }: Room, types: readonly CandidateType[]): readonly Members[] {
  const group = [...places.keys(), ...limits.map((_, index) => places.length + index)]
  for (const { worth, limits: counting } of types) {
    const touched = [
      ...worth.flatMap((it, fill) => (it === undefined ? [] : [fill])),
      ...counting.map(it => places.length + it),
    ]
    const joined = new Set(touched.map(it => group[it]))
    const least = Math.min(...touched.map(it => group[it] ?? it))
    for (const [index, it] of group.entries()) if (joined.has(it)) group[index] = least
  }
  return [...new Set(group)].flatMap(it => {
    const own = [...group.keys()].filter(index => group[index] === it)
    const fills = own.filter(index => index < places.length)
    const counted = own.filter(index => index >= places.length).map(index => index - places.length)
    return fills.length === 0 ? [] : [{ fills, limits: counted }]
  })
}

function partOf({ fills, limits }: Members, room: Room, types: readonly CandidateType[]): Part | undefined {
  const sizes = [...fills.map(it => room.places[it] ?? 0), ...limits.map(it => room.limits[it]?.atMost ?? 0)]
  const strides = stridesOf(sizes.map(it => it + 1))
  const rooms = strides.at(-1) ?? 1
  const own = types.map(it => (fills.some(fill => it.worth[fill] !== undefined) ? it : undefined))
  const digits = digitsOf(fills, room, own)
  if (rooms > MOST_ROOMS || digits === undefined) return undefined
  const steps = stepsOf(sizes, strides)
  const waysOf = (type: CandidateType): readonly Way[] =>
    placementsOf(type, fills, room.places).map(placement => {
      const copies = placement.reduce((sum, it) => sum + it, 0)
      const uses = [...placement, ...limits.map(it => usesOf(type, it, room.limits[it], copies))]
      const down = uses.reduce((sum, it, index) => sum + it * (strides[index] ?? 0), 0)
      const first = placement.findIndex(it => it > 0)
      return { placement, first, rank: rankOf(placement, type, fills, digits), from: steps(uses), down }
    })
  const ways = own.map(it => it && waysOf(it))
  return ways.some(it => (it?.length ?? 0) > MOST_WAYS) ? undefined : { fills, rooms, ways }
}

/** What one step in each place is worth in the number of a room, and how many rooms there are. */
function stridesOf(widths: readonly number[]): readonly number[] {
  let stride = 1
  const strides = [stride]
  for (const width of widths) {
    stride *= width
    strides.push(stride)
  }
  return strides
}

/** For what a way uses, the rooms that have as much left; made once for each. */
function stepsOf(
  sizes: readonly number[],
  strides: readonly number[],
): (uses: readonly number[]) => Int32Array {
  const known = new Map<string, Int32Array>()
  const rooms = strides.at(-1) ?? 1
  return uses => {
    const key = uses.join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    const left = (room: number, index: number) =>
      Math.floor(room / (strides[index] ?? 1)) % ((sizes[index] ?? 0) + 1)
    const found = Int32Array.from(
      [...Array(rooms).keys()].filter(room => uses.every((it, index) => left(room, index) >= it)),
    )
    known.set(key, found)
    return found
  }
}

/** How much of a limit so many copies of a candidate use. */
const usesOf = (type: CandidateType, index: number, limit: Limit | undefined, copies: number): number =>
  !type.limits.includes(index) ? 0 : limit?.counts === 'copies' ? copies : Math.min(copies, 1)

/** All ways to place the copies of a candidate, the most copies in the earliest fills first. */
function placementsOf(
  { worth, copies }: CandidateType,
  fills: readonly number[],
  places: readonly number[],
): readonly (readonly number[])[] {
  return fills.reduce<readonly (readonly number[])[]>(
    (all, fill) =>
      all.flatMap(before => {
        const used = before.reduce((sum, it) => sum + it, 0)
        const most = worth[fill] === undefined ? 0 : Math.min(places[fill] ?? 0, copies - used)
        return Array.from({ length: most + 1 }, (_, fewer) => [...before, most - fewer])
      }),
    [[]],
  )
}

// --- ranks -----------------------------------------------------------------------------------------

/** What the total, the worth of each fill and the copies in each count for in the rank. */
interface Digits {
  readonly total: number
  readonly worth: readonly number[]
  readonly copies: readonly number[]
}

/**
 * The total worth first, then the worth of each fill, then the copies in each, as digits of one number,
 * each of a base above all that it can come to: comparing numbers compares digit after digit.
 */
function digitsOf(
  fills: readonly number[],
  { places }: Room,
  types: readonly (CandidateType | undefined)[],
): Digits | undefined {
  const greatest = fills.map(
    fill => (places[fill] ?? 0) * types.reduce((most, it) => Math.max(most, it?.worth[fill] ?? 0), 0),
  )
  let unit = 1
  const next = (most: number): number => {
    const here = unit
    unit *= most + 1
    return here
  }
  const copies = fills.toReversed().map(fill => next(places[fill] ?? 0))
  const worth = greatest.toReversed().map(next)
  const total = next(greatest.reduce((sum, it) => sum + it, 0))
  return unit > MOST_EXACT ? undefined : { total, worth: worth.reverse(), copies: copies.reverse() }
}

const rankOf = (
  placement: readonly number[],
  { worth }: CandidateType,
  fills: readonly number[],
  digits: Digits,
): number =>
  placement.reduce((sum, copies, index) => {
    const each = worth[fills[index] ?? -1] ?? 0
    const digit = each * (digits.total + (digits.worth[index] ?? 0)) + (digits.copies[index] ?? 0)
    return copies === 0 ? sum : sum + copies * digit
  }, 0)
