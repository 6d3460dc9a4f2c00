/** Remembers which row has which key, by the places of the key's parts in their dictionaries. */
import { doubled } from './csv/byte-dictionary.ts'

export class KeyIndex {
  readonly #columns: readonly number[]
  /** By place of the only (or, pair after pair, combined) part: one more than the row. */
  #rows = new Int32Array(1024)
  /** For each further part: the number of a pair of the parts before it and its own place. */
  readonly #pairs: readonly Map<number, number>[]

  /** `columns`: which columns of the row make the key. With none, every row is new. */
  constructor(columns: readonly number[]) {
    this.#columns = columns
    this.#pairs = columns.slice(1).map(() => new Map())
  }

  /** The row that has this key already; otherwise remembers `next` as the one that has it. */
  find(row: Int32Array, next: number): number | undefined {
    if (this.#columns.length === 0) return undefined
    let place = row[this.#columns[0] ?? 0] ?? 0
    for (let part = 1; part < this.#columns.length; part += 1) {
      place = this.#numberOf(part, place, row[this.#columns[part] ?? 0] ?? 0)
    }
    while (place >= this.#rows.length) this.#rows = doubled(this.#rows, Int32Array)
    const known = this.#rows[place] ?? 0
    if (known > 0) return known - 1
    this.#rows[place] = next + 1
    return undefined
  }

  #numberOf(part: number, before: number, own: number): number {
    const pairs = this.#pairs[part - 1]
    if (pairs === undefined) return own
    const pair = before * 2 ** 26 + own
    const known = pairs.get(pair)
    if (known !== undefined) return known
    pairs.set(pair, pairs.size)
    return pairs.size - 1
  }
}
