/**
 * Finds the place of a cell's value straight from the bytes of the file, so that a text is decoded
 * and read only when it is first met. An open-addressing table over one growing store of bytes.
 */

import { problem } from '../cell.ts'
import type { CellDictionary } from '../cell-dictionary.ts'

export class ByteDictionary {
  readonly #cells: CellDictionary
  #store = new Uint8Array(1024)
  #stored = 0
  /** By slot: one more than the number of the text, 0 where free. */
  #slots = new Int32Array(64)
  #size = 0
  /** By number of the text. */
  #starts = new Uint32Array(32)
  #hashes = new Int32Array(32)
  #places = new Int32Array(32)
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #encoder = new TextEncoder()

  constructor(cells: CellDictionary) {
    this.#cells = cells
  }

  /** The place of the value of `bytes[start, end)`, whose hash is `hash`; negative for a problem. */
  placeOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#slots[slot] as number) - 1
      if (index < 0) return this.#add(bytes, start, end, hash)
      if (this.#hashes[index] === hash && this.#equals(index, bytes, start, end)) {
        return this.#places[index] as number
      }
    }
  }

  #equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[index] as number
    const to = index + 1 < this.#size ? (this.#starts[index + 1] as number) : this.#stored
    if (to - from !== end - start) return false
    const store = this.#store
    for (let i = start, k = from; i < end; i += 1, k += 1) if (bytes[i] !== store[k]) return false
    return true
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const place = this.#read(bytes.subarray(start, end))
    if (this.#size === this.#starts.length) this.#growTexts()
    while (this.#stored + (end - start) > this.#store.length) this.#store = doubled(this.#store, Uint8Array)
    const index = this.#size
    this.#size += 1
    this.#starts[index] = this.#stored
    this.#hashes[index] = hash
    this.#places[index] = place
    this.#store.set(bytes.subarray(start, end), this.#stored)
    this.#stored += end - start
    if (this.#size * 2 > this.#slots.length) this.#rehash()
    else this.#occupy(index)
    return place
  }

  #read(bytes: Uint8Array): number {
    let text: string
    try {
      text = this.#decoder.decode(bytes)
    } catch {
      return this.#cells.addProblem(problem('data/not-utf-8', { column: this.#cells.heading }))
    }
    return this.#cells.add(text, canonical => {
      const encoded = this.#encoder.encode(canonical)
      return this.placeOf(encoded, 0, encoded.length, hashOf(encoded))
    })
  }

  #occupy(index: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[index] as number) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = index + 1
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let index = 0; index < this.#size; index += 1) this.#occupy(index)
  }

  #growTexts(): void {
    this.#starts = doubled(this.#starts, Uint32Array)
    this.#hashes = doubled(this.#hashes, Int32Array)
    this.#places = doubled(this.#places, Int32Array)
  }
}

/** The hash the scanner computes byte by byte while it looks for the end of a cell. */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0
  for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0
  return hash
}

/** Brings the high bits of a hash down to where the slot is taken from. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 7

type TypedArray = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>

export function doubled<A extends TypedArray>(array: A, type: new (length: number) => A): A {
  const copy = new type(array.length * 2)
  copy.set(array)
  return copy
}
