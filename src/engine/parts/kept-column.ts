/**
 * A column kept from every part: places among the different values that have come up, as narrow as these
 * are few. Of a column of keys, places in the list of the data that they are from, and no value at all.
 */
import { identityKey } from '../../value/identity-key.ts'
import type { Value } from '../../value/value.ts'
import type { Codes, CohortColumn, ValueList } from '../cohort.ts'
import type { EncodedColumn } from '../engine.ts'
import { type Origin, overList } from './part-cohort.ts'

export class KeptColumn {
  /** The list of the data that places below its size are in. */
  #list: ValueList | undefined
  readonly #values: Value[] = []
  readonly #places = new Map<string, number>()
  #codes: Codes

  /** For so many rows, as far as they are known; others take room when they come. */
  constructor(rows: number) {
    this.#codes = new Uint8Array(rows)
  }

  /** Takes a column of a part. `rowAt`: which row of all each row of the part is; `origin`: of its keys. */
  add(part: EncodedColumn, size: number, rowAt: (row: number) => number, origin?: Origin): void {
    if (size === 0) return
    const keys = this.#acceptsKeysOf(origin) ? (part.keys?.size ?? 0) : 0
    const placeAt = new Int32Array(part.count - keys).fill(-1)
    this.#reach(rowAt(size - 1))
    for (let row = 0; row < size; row += 1) {
      const code = part.codes[row] as number
      const to = rowAt(row)
      if (code < keys) {
        this.#codes[to] = origin?.placeOf(code) ?? 0
        continue
      }
      let place = placeAt[code - keys] as number
      if (place < 0) {
        place = this.#placeOf(part.valueAt(row))
        placeAt[code - keys] = place
      }
      this.#codes[to] = place
    }
  }

  /** The column, of so many rows. */
  finish(rows: number): CohortColumn {
    const codes = this.#codes.subarray(0, rows)
    const [list, values] = [this.#list, this.#values]
    const valueAt = (place: number) =>
      list !== undefined && place < list.size ? list.valueAt(place) : values[place - (list?.size ?? 0)]
    const at = (row: number): Value => {
      const value = valueAt(codes[row] ?? -1)
      if (value === undefined) throw new RangeError(`row ${row} of ${codes.length}`)
      return value
    }
    if (list === undefined) return { at, dictionary: { codes, values } }
    if (values.length === 0) return { at, dictionary: overList(codes, list) }
    const all: ValueList = {
      size: list.size + values.length,
      hasAbsent: true,
      valueAt,
      all: () => [...list.all(), ...values],
    }
    return { at, dictionary: overList(codes, all) }
  }

  /** Whether the keys of a part are from the list that this column is over: that of the first ones. */
  #acceptsKeysOf(origin: Origin | undefined): boolean {
    if (origin === undefined) return false
    if (this.#list === undefined && this.#values.length === 0) {
      this.#list = origin.list
      this.#codes = new Uint32Array(this.#codes.length)
    }
    return this.#list === origin.list
  }

  #placeOf(value: Value): number {
    const key = identityKey(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = (this.#list?.size ?? 0) + this.#values.push(value) - 1
    this.#places.set(key, place)
    if (this.#list === undefined && (place === 1 << 8 || place === 1 << 16)) this.#resize(this.#codes.length)
    return place
  }

  /** Makes room for a row. Those of a part come in order, so the last one is the furthest. */
  #reach(row: number): void {
    if (row >= this.#codes.length) this.#resize(Math.max(1024, row * 2))
  }

  #resize(rows: number): void {
    const count = this.#values.length
    const isWide = this.#list !== undefined || count > 1 << 16
    const codes = isWide
      ? new Uint32Array(rows)
      : count > 1 << 8
        ? new Uint16Array(rows)
        : new Uint8Array(rows)
    codes.set(this.#codes)
    this.#codes = codes
  }
}
