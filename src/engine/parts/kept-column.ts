/** A column kept from every part: places among the different values that have come up, as narrow as these are few. */
import { identityKey } from '../../value/identity-key.ts'
import type { Value } from '../../value/value.ts'
import type { Codes, CohortColumn } from '../cohort.ts'
import type { EncodedColumn } from '../engine.ts'

export class KeptColumn {
  readonly #values: Value[] = []
  readonly #places = new Map<string, number>()
  #codes: Codes

  /** For so many rows, as far as they are known; others take room when they come. */
  constructor(rows: number) {
    this.#codes = new Uint8Array(rows)
  }

  /** Takes a column of a part. `rowAt`: which row of all each row of the part is. */
  add(part: EncodedColumn, size: number, rowAt: (row: number) => number): void {
    const placeAt = new Int32Array(part.count).fill(-1)
    for (let row = 0; row < size; row += 1) {
      const code = part.codes[row] as number
      let place = placeAt[code] as number
      if (place < 0) {
        place = this.#placeOf(part.valueAt(row))
        placeAt[code] = place
      }
      const to = rowAt(row)
      if (to >= this.#codes.length) this.#widen(this.#codes, Math.max(1024, to * 2))
      this.#codes[to] = place
    }
  }

  /** The column, of so many rows. */
  finish(rows: number): CohortColumn {
    const codes = this.#codes.subarray(0, rows)
    const values = this.#values
    return {
      dictionary: { codes, values },
      at(row) {
        const value = values[codes[row] ?? -1]
        if (value === undefined) throw new RangeError(`row ${row} of ${codes.length}`)
        return value
      },
    }
  }

  #placeOf(value: Value): number {
    const key = identityKey(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = this.#values.push(value) - 1
    this.#places.set(key, place)
    if (place === 1 << 8 || place === 1 << 16) this.#widen(this.#codes, this.#codes.length)
    return place
  }

  #widen(codes: Codes, rows: number): void {
    const count = this.#values.length
    const wide =
      count <= 1 << 8
        ? new Uint8Array(rows)
        : count <= 1 << 16
          ? new Uint16Array(rows)
          : new Uint32Array(rows)
    wide.set(codes)
    this.#codes = wide
  }
}
