/**
 * Slots filled for all owners exactly as the reference semantics fills them: candidates from the last to
 * the first, each in every way in every room that may be left, the best of them kept.
 */
import type { RowsAbove, RowsBelow } from '../groups.ts'
import type { CandidateTypes } from './candidate-types.ts'
import type { Limit, Part, Way } from './rooms.ts'

export interface Filled {
  /** Owners that are left apart. */
  readonly apart: Uint8Array
  /** For each fill and owner the worth, and how many copies. */
  readonly worth: readonly Float64Array[]
  readonly filled: readonly Float64Array[]
  /** For each candidate row the first fill that it got, from 1; 0 for none. */
  readonly got: Uint8Array
}

export interface Work {
  readonly owners: number
  readonly fills: number
  readonly above: RowsAbove
  readonly below: RowsBelow
  readonly candidates: CandidateTypes
  readonly limits: readonly Limit[]
  readonly parts: readonly Part[]
  /** The same where no limit is reached. */
  readonly unlimited: readonly Part[]
  /** Whether a row comes before another in the order of their keys. */
  isBefore(left: number, right: number): boolean
}

/** Owners with more candidates than these are left apart. */
const MOST_CANDIDATES = 200

export function bestFilling(work: Work): Filled {
  const { owners, fills, above, below, candidates, limits } = work
  const filled: Filled = {
    apart: new Uint8Array(owners),
    worth: Array.from({ length: fills }, () => new Float64Array(owners)),
    filled: Array.from({ length: fills }, () => new Float64Array(owners)),
    got: new Uint8Array(above.length),
  }
  const { codes, typeOf, apart, types } = candidates
  const { offsets, rows } = below
  const members = new Int32Array(MOST_CANDIDATES)
  const memberTypes = new Int32Array(MOST_CANDIDATES)
  const filler = new PartFiller(work, filled)
  const hasApart = apart.includes(1)
  const isLimited = limits.length > 0
  for (let owner = 0; owner < owners; owner += 1) {
    let count = 0
    const end = offsets[owner + 1] as number
    for (let place = offsets[owner] as number; place < end; place += 1) {
      const row = rows === undefined ? place : (rows[place] as number)
      const code = codes[row] as number
      if (hasApart && apart[code] === 1) filled.apart[owner] = 1
      if ((typeOf[code] as number) < 0) continue
      if (count === MOST_CANDIDATES) {
        filled.apart[owner] = 1
        break
      }
      members[count] = row
      count += 1
    }
    if (count === 0 || filled.apart[owner] === 1) continue
    inKeyOrder(members, count, work)
    for (let index = 0; index < count; index += 1)
      memberTypes[index] = typeOf[codes[members[index] as number] as number] as number
    const isReached = isLimited && reachesLimit(memberTypes, count, types, limits)
    for (const part of isReached ? work.parts : work.unlimited)
      filler.fill(part, owner, members, memberTypes, count)
  }
  return filled
}

/** By insertion: rows mostly come in the order of their keys. */
function inKeyOrder(members: Int32Array, count: number, { isBefore }: Work): void {
  for (let index = 1; index < count; index += 1) {
    const row = members[index] as number
    let place = index
    for (; place > 0 && isBefore(row, members[place - 1] as number); place -= 1)
      members[place] = members[place - 1] as number
    members[place] = row
  }
}

function reachesLimit(
  memberTypes: Int32Array,
  count: number,
  types: CandidateTypes['types'],
  limits: readonly Limit[],
): boolean {
  for (const [index, { atMost, counts }] of limits.entries()) {
    let used = 0
    for (let member = 0; member < count; member += 1) {
      const type = types[memberTypes[member] as number]
      if (type?.limits.includes(index)) used += counts === 'copies' ? type.copies : 1
    }
    if (used > atMost) return true
  }
  return false
}

class PartFiller {
  readonly #filled: Filled
  readonly #types: CandidateTypes['types']
  /** The best that the candidates from one on can do, by room; and for each candidate the way that does it. */
  readonly #next: Float64Array
  readonly #best: Float64Array
  readonly #chosen: Uint8Array
  readonly #own = new Int32Array(MOST_CANDIDATES)

  constructor({ parts, unlimited, candidates }: Work, filled: Filled) {
    const rooms = [...parts, ...unlimited].reduce((most, it) => Math.max(most, it.rooms), 1)
    this.#filled = filled
    this.#types = candidates.types
    this.#next = new Float64Array(rooms)
    this.#best = new Float64Array(rooms)
    this.#chosen = new Uint8Array(rooms * MOST_CANDIDATES)
  }

  fill(part: Part, owner: number, members: Int32Array, memberTypes: Int32Array, count: number): void {
    const { rooms, ways } = part
    const own = this.#own
    let candidates = 0
    for (let index = 0; index < count; index += 1) {
      if (ways[memberTypes[index] as number] === undefined) continue
      own[candidates] = index
      candidates += 1
    }
    if (candidates === 0) return
    let [next, best] = [this.#next, this.#best]
    next.fill(0, 0, rooms)
    for (let index = candidates - 1; index >= 0; index -= 1) {
      const type = memberTypes[own[index] as number] as number
      placeOne(ways[type] as readonly Way[], next, best, this.#chosen, index * rooms, rooms)
      ;[next, best] = [best, next]
    }
    this.#take(part, owner, members, memberTypes, candidates)
  }

  /** From the room where nothing is placed, the way chosen for each candidate in the room that is left. */
  #take(
    { rooms, ways, fills }: Part,
    owner: number,
    members: Int32Array,
    memberTypes: Int32Array,
    candidates: number,
  ): void {
    const { worth, filled, got } = this.#filled
    let room = rooms - 1
    for (let index = 0; index < candidates; index += 1) {
      const member = this.#own[index] as number
      const type = memberTypes[member] as number
      const way = ways[type]?.[this.#chosen[index * rooms + room] as number]
      if (way === undefined || way.first < 0) continue
      room -= way.down
      got[members[member] as number] = (fills[way.first] as number) + 1
      for (let at = way.first; at < fills.length; at += 1) {
        const copies = way.placement[at] as number
        if (copies === 0) continue
        const fill = fills[at] as number
        const each = this.#types[type]?.worth[fill] ?? 0
        const [sums, counts] = [worth[fill] as Float64Array, filled[fill] as Float64Array]
        sums[owner] = (sums[owner] as number) + copies * each
        counts[owner] = (counts[owner] as number) + copies
      }
    }
  }
}

/** One candidate more: in each room the best of its ways, of equal ones the first. */
function placeOne(
  ways: readonly Way[],
  next: Float64Array,
  best: Float64Array,
  chosen: Uint8Array,
  offset: number,
  rooms: number,
): void {
  const last = ways.length - 1
  for (let room = 0; room < rooms; room += 1) {
    best[room] = next[room] as number
    chosen[offset + room] = last
  }
  for (let index = last - 1; index >= 0; index -= 1) {
    const { from, down, rank } = ways[index] as Way
    for (let at = 0; at < from.length; at += 1) {
      const room = from[at] as number
      const found = (next[room - down] as number) + rank
      if (found < (best[room] as number)) continue
      best[room] = found
      chosen[offset + room] = index
    }
  }
}
