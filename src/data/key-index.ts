/** Remembers which row has which key, by the places of the key's parts in their vocabularies. */
import type { Codes } from '../engine/cohort.ts'
import { PairNumbers } from './pair-numbers.ts'
import { grown } from './typed-arrays.ts'

/** The parts of the keys of the rows, a column each. */
export type KeyParts = readonly Codes[]

export const IS_NEW = -1

/** Tells rows with equal keys apart from those with new ones; asked of each row in turn. */
export interface KeyIndex {
  /** The row before `row` that has its key, or IS_NEW. */
  find(parts: KeyParts, row: number): number
  /** Asks of the rows `[first, end)` in turn until one has a key used before: that row, or `end`. */
  findUsed(parts: KeyParts, first: number, end: number): number
}

/** For keys of so many parts. */
export function keyIndex(parts: number): KeyIndex {
  if (parts === 0) return { find: () => IS_NEW, findUsed: (_, _first, end) => end }
  return parts === 1 ? new SingleKeys() : new CompositeKeys()
}

class SingleKeys implements KeyIndex {
  /** By place: one more than the row. */
  #rows = new Int32Array(1024)

  find([part]: KeyParts, row: number): number {
    const place = part?.[row] ?? 0
    if (place >= this.#rows.length) this.#rows = grown(this.#rows, place * 2)
    const known = (this.#rows[place] as number) - 1
    if (known < 0) this.#rows[place] = row + 1
    return known
  }

  findUsed([part]: KeyParts, first: number, end: number): number {
    const places = (part as Codes).subarray(first, end)
    let greatest = 0
    for (const it of places) if (it > greatest) greatest = it
    if (greatest >= this.#rows.length) this.#rows = grown(this.#rows, greatest * 2)
    const rows = this.#rows
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] as number
      if (rows[place] !== 0) return first + index
      rows[place] = first + index + 1
    }
    return end
  }
}

/**
 * Rows of the same first part mostly lie together, as those of a group do: then a row can only be
 * like one of its neighbours, and the other parts tell which. When a first part comes up again later,
 * all rows so far are put into a table instead.
 */
class CompositeKeys implements KeyIndex {
  readonly #rest: PairNumbers[] = []
  #table: PairNumbers | undefined
  #first = -1
  #start = 0
  /** By place of a first part whether it has come up. */
  #seen = new Uint8Array(1024)
  /** By the number of the other parts: one more than the last row that has them. */
  #rows = new Int32Array(1024)

  find(parts: KeyParts, row: number): number {
    const first = (parts[0] as Codes)[row] as number
    if (this.#table !== undefined) return this.#inTable(this.#table, first, this.#others(parts, row), row)
    if (first !== this.#first) {
      if (first >= this.#seen.length) this.#seen = grown(this.#seen, first * 2)
      if (this.#seen[first] === 1) return this.#scattered(parts, row)
      this.#seen[first] = 1
      this.#first = first
      this.#start = row
    }
    const others = this.#others(parts, row)
    if (others >= this.#rows.length) this.#rows = grown(this.#rows, others * 2)
    const known = (this.#rows[others] as number) - 1
    if (known >= this.#start) return known
    this.#rows[others] = row + 1
    return IS_NEW
  }

  findUsed(parts: KeyParts, first: number, end: number): number {
    let row = parts.length === 2 && this.#table === undefined ? this.#findUsedNear(parts, first, end) : first
    while (row < end && this.find(parts, row) === IS_NEW) row += 1
    return row
  }

  /** The same for two parts, up to where the first of them comes up again. */
  #findUsedNear([left, right]: KeyParts, first: number, end: number): number {
    const [firsts, others] = [left as Codes, right as Codes]
    let [rows, seen, current, start] = [this.#rows, this.#seen, this.#first, this.#start]
    let row = first
    for (; row < end; row += 1) {
      const one = firsts[row] as number
      if (one !== current) {
        if (one >= seen.length) seen = grown(seen, one * 2)
        if (seen[one] === 1) break
        seen[one] = 1
        current = one
        start = row
      }
      const other = others[row] as number
      if (other >= rows.length) rows = grown(rows, other * 2)
      if ((rows[other] as number) > start) break
      rows[other] = row + 1
    }
    this.#rows = rows
    this.#seen = seen
    this.#first = current
    this.#start = start
    return row
  }

  /** The parts after the first as one number. */
  #others(parts: KeyParts, row: number): number {
    let number = (parts[1] as Codes)[row] as number
    for (let part = 2; part < parts.length; part += 1) {
      this.#rest[part] ??= new PairNumbers()
      number = (this.#rest[part] as PairNumbers).numberOf(number, (parts[part] as Codes)[row] as number)
    }
    return number
  }

  #scattered(parts: KeyParts, row: number): number {
    const table = new PairNumbers()
    for (let before = 0; before < row; before += 1)
      table.numberOf((parts[0] as Codes)[before] as number, this.#others(parts, before))
    this.#table = table
    return this.find(parts, row)
  }

  /** Only rows with new keys are kept, so a pair's number is its row. */
  #inTable(table: PairNumbers, first: number, others: number, row: number): number {
    const known = table.numberOf(first, others)
    return known < row ? known : IS_NEW
  }
}
