/** The places of the fills of one row, each fill's best candidate first, and who is displaced from them. */
import type { CandidateList } from './candidate-list.ts'
import { type Id, NONE } from './pool.ts'
import type { Cells } from './sheet.ts'

/** Where the places of a fill are among those of all. */
export interface Stretch {
  take: number
  top: number
}

/** Tells whether a row comes before another in the order of their keys. */
type IsBefore = (row: number, other: number) => boolean

export class Places {
  readonly #list: CandidateList
  readonly #fills: readonly Stretch[]
  readonly #isBefore: IsBefore
  /** The candidates in the places of all fills one after the other. */
  #held = new Int32Array(16)

  constructor(list: CandidateList, fills: readonly Stretch[], isBefore: IsBefore) {
    this.#list = list
    this.#fills = fills
    this.#isBefore = isBefore
  }

  /** Makes so many places free. */
  clear(count: number): void {
    if (count > this.#held.length) this.#held = new Int32Array(count)
    for (let at = 0; at < count; at += 1) this.#held[at] = NONE
  }

  /** Every candidate from the innermost fill that accepts it outwards, a copy at a time. */
  takeAll(around: Int32Array, isWhoAsked: boolean): void {
    const { count, accepted, copies } = this.#list
    for (let candidate = 0; candidate < count; candidate += 1) {
      const bits = accepted[candidate] as number
      const innermost = 31 - Math.clz32(bits & -bits)
      for (let copy = copies[candidate] as number; copy > 0; copy -= 1)
        this.#place(candidate, innermost, around, isWhoAsked)
    }
  }

  /** From fill to fill outwards; who is displaced goes on in its place. */
  #place(candidate: number, innermost: number, around: Int32Array, isWhoAsked: boolean): void {
    const held = this.#held
    let moving = candidate
    for (let fill = innermost; fill >= 0; fill = around[fill] as number) {
      const { top, take } = this.#fills[fill] as Stretch
      let at = top + take - 1
      if (at < top) continue
      const last = held[at] as number
      if (last !== NONE && !this.#isBetter(moving, last, isWhoAsked)) continue
      for (; at > top; at -= 1) {
        const before = held[at - 1] as number
        if (before !== NONE && !this.#isBetter(moving, before, isWhoAsked)) break
        held[at] = before
      }
      held[at] = moving
      if (last === NONE) return
      moving = last
    }
  }

  #isBetter(candidate: number, other: number, isWhoAsked: boolean): boolean {
    const { scores } = this.#list
    const score = scores[candidate] as number
    const held = scores[other] as number
    return isWhoAsked && score === held ? this.#comesFirst(candidate, other) : score > held
  }

  #comesFirst(candidate: number, other: number): boolean {
    const { rows } = this.#list
    return candidate !== other && this.#isBefore(rows[candidate] as number, rows[other] as number)
  }

  /** How many places of a fill are taken. */
  taken({ top, take }: Stretch): number {
    let at = top
    while (at < top + take && this.#held[at] !== NONE) at += 1
    return at - top
  }

  /** What those in the first places of a fill score together. */
  score({ top }: Stretch, count: number): number {
    const { scores } = this.#list
    let sum = 0
    for (let at = top; at < top + count; at += 1) sum += scores[this.#held[at] as number] as number
    return sum
  }

  /** Names on each candidate the first fill that it has a place in. */
  tellWho(got: Cells, names: readonly Id[]): void {
    const { rows } = this.#list
    for (let fill = this.#fills.length - 1; fill >= 0; fill -= 1) {
      const { top, take } = this.#fills[fill] as Stretch
      for (let at = top; at < top + take; at += 1) {
        const candidate = this.#held[at] as number
        if (candidate !== NONE) got.ids[rows[candidate] as number] = names[fill] as Id
      }
    }
  }
}
