/**
 * Numbers the different texts of a column in the order in which they come up. A text is found by its
 * bytes, so that nothing is decoded but what is new: an open-addressing table over one growing store.
 * Texts that are whole numbers, as most keys are, are found by those instead and take no room in the store.
 */
import { doubled } from './typed-arrays.ts'
import { NO_WHOLE, WholeNumbers, wholeIn } from './whole-numbers.ts'

/** Bytes that stand for themselves in every encoding and mean nothing but themselves in a cell. */
const FIRST_PLAIN = 0x21
const SPACE = 0x20
const LAST_PLAIN = 0x7e
/** Longer texts are rare, and may be too long for a cell. */
const LONGEST_PLAIN = 256
/** A text that starts with one of these may be a formula or a signed number. */
const SIGNS = new Set([...'=+-@'].map(it => it.charCodeAt(0)))

/** Texts one after the other, with their hashes. */
export interface TextList {
  readonly bytes: Uint8Array
  /** Where each ends; the next one starts there. */
  readonly ends: Int32Array
  readonly hashes: Int32Array
}

export class TextNumbers {
  readonly #wholes = new WholeNumbers()
  #store = new Uint8Array(1024)
  #stored = 0
  /** By slot: one more than the number of the text, 0 where free. */
  #slots = new Int32Array(64)
  #size = 0
  /** How many of the texts are no whole numbers. */
  #others = 0
  /** By number of the text; where each starts in the store, and after the last one where it ends. */
  #starts = new Int32Array(33)
  #hashes = new Int32Array(32)
  readonly #encoder = new TextEncoder()
  readonly #scratch = new Uint8Array(64)

  /** How many different texts there are. */
  get size(): number {
    return this.#size
  }

  /** The number of the text `bytes[start, end)`, whose hash is `hash`. */
  numberOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const whole = wholeIn(bytes, start, end)
    return whole === NO_WHOLE ? this.numberOfOther(bytes, start, end, hash) : this.numberOfWhole(whole)
  }

  /** The number of the digits of a whole number from 0 to `GREATEST_WHOLE`. */
  numberOfWhole(whole: number): number {
    const known = this.#wholes.numberOf(whole)
    if (known >= 0) return known
    const number = this.#next()
    this.#wholes.add(whole, number)
    return number
  }

  /** The number of a text that is known to be no such number. */
  numberOfOther(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots
    const hashes = this.#hashes
    const mask = slots.length - 1
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] as number) - 1
      if (number < 0) return this.#add(bytes, start, end, hash)
      if (hashes[number] === hash && this.#equals(number, bytes, start, end)) return number
    }
  }

  numberOfText(text: string): number {
    const length = text.length
    if (length > this.#scratch.length) return this.#numberOfLong(text)
    let hash = 0
    for (let i = 0; i < length; i += 1) {
      const unit = text.charCodeAt(i)
      if (unit > LAST_PLAIN) return this.#numberOfLong(text)
      this.#scratch[i] = unit
      hash = (Math.imul(hash, 31) + unit) | 0
    }
    return this.numberOf(this.#scratch, 0, length, hash)
  }

  #numberOfLong(text: string): number {
    const bytes = this.#encoder.encode(text)
    return this.numberOf(bytes, 0, bytes.length, hashOf(bytes))
  }

  /** A text; undefined for bytes that are no UTF-8. */
  textAt(number: number): string | undefined {
    const whole = this.#wholes.wholeAt(number)
    if (whole !== NO_WHOLE) return String(whole)
    return decoded(this.#store.subarray(this.#starts[number], this.#starts[number + 1]))
  }

  /** The texts numbered from `first` on; undefined for bytes that are no UTF-8. */
  textsFrom(first: number): readonly (string | undefined)[] {
    const from = this.#starts[first] as number
    const all = decoded(this.#store.subarray(from, this.#stored))
    // Where every byte is a character, places in the bytes are places in the text.
    const isAscii = all?.length === this.#stored - from
    return Array.from({ length: this.#size - first }, (_, index) => {
      const whole = this.#wholes.wholeAt(first + index)
      if (whole !== NO_WHOLE) return String(whole)
      const [start, end] = [this.#starts[first + index] as number, this.#starts[first + index + 1] as number]
      return isAscii ? all.slice(start - from, end - from) : decoded(this.#store.subarray(start, end))
    })
  }

  /** The texts numbered from `first` on, none of them added as a whole number, to be added to others. */
  listFrom(first: number): TextList {
    const from = this.#starts[first] as number
    return {
      bytes: this.#store.slice(from, this.#stored),
      ends: this.#starts.slice(first + 1, this.#size + 1).map(it => it - from),
      hashes: this.#hashes.slice(first, this.#size),
    }
  }

  /** Numbers all texts of a list, in its order. */
  addAll({ bytes, ends, hashes }: TextList, numbers: Int32Array): void {
    for (let index = 0, start = 0; index < ends.length; index += 1) {
      const end = ends[index] as number
      numbers[index] = this.numberOf(bytes, start, end, hashes[index] as number)
      start = end
    }
  }

  /** Whether nothing but white space is written. */
  isBlank(number: number): boolean {
    if (this.#wholes.wholeAt(number) !== NO_WHOLE) return false
    for (let i = this.#starts[number] as number; i < (this.#starts[number + 1] as number); i += 1)
      if ((this.#store[i] as number) > SPACE) return false
    return true
  }

  /** Whether a text is made of letters, digits and signs that cannot mean anything but themselves. */
  isPlain(number: number): boolean {
    if (this.#wholes.wholeAt(number) !== NO_WHOLE) return true
    const end = this.#starts[number + 1] as number
    const start = this.#starts[number] as number
    if (start === end || end - start > LONGEST_PLAIN || SIGNS.has(this.#store[start] as number)) return false
    for (let i = start; i < end; i += 1) {
      const byte = this.#store[i] as number
      if (byte < FIRST_PLAIN || byte > LAST_PLAIN) return false
    }
    return true
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[number] as number
    if ((this.#starts[number + 1] as number) - from !== end - start) return false
    const store = this.#store
    for (let i = start, k = from; i < end; i += 1, k += 1) if (bytes[i] !== store[k]) return false
    return true
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    while (this.#stored + (end - start) > this.#store.length) this.#store = doubled(this.#store)
    for (let i = start, k = this.#stored; i < end; i += 1, k += 1) this.#store[k] = bytes[i] as number
    this.#stored += end - start
    const number = this.#next()
    this.#hashes[number] = hash
    this.#others += 1
    if (this.#others * 2 > this.#slots.length) this.#rehash()
    else this.#occupy(number)
    return number
  }

  /** The number of the text that ends where the store does now. */
  #next(): number {
    if (this.#size === this.#hashes.length) {
      this.#starts = doubled(this.#starts)
      this.#hashes = doubled(this.#hashes)
    }
    const number = this.#size
    this.#size += 1
    this.#starts[this.#size] = this.#stored
    return number
  }

  #occupy(number: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[number] as number) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = number + 1
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4)
    for (let number = 0; number < this.#size; number += 1)
      if (this.#wholes.wholeAt(number) === NO_WHOLE) this.#occupy(number)
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** The hash that whoever looks for the end of a cell computes on the way, byte by byte. */
export const hashOf = (bytes: Uint8Array): number => hashOfPart(bytes, 0, bytes.length)

export function hashOfPart(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0
  for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0
  return hash
}

/** Brings the high bits of a hash down to where the slot is taken from. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 7
