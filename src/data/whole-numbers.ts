/**
 * Finds texts that are whole numbers - as most keys of rows are - by the number rather than by their digits:
 * an open-addressing table of whole numbers and what they are numbered.
 */
import { grown } from './typed-arrays.ts'

/** Longer whole numbers are texts like any other; so many digits leave room for a sign. */
export const MOST_DIGITS = 9
export const GREATEST_WHOLE = 999_999_999
export const NO_WHOLE = -1
const ZERO = 0x30
/** Whole numbers below are found without looking for them. */
const SMALL = 1024

/** The whole number that a text is the usual way to write, or NO_WHOLE. */
export function wholeIn(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length < 1 || length > MOST_DIGITS || (length > 1 && bytes[start] === ZERO)) return NO_WHOLE
  let whole = 0
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] as number) - ZERO
    if (digit < 0 || digit > 9) return NO_WHOLE
    whole = whole * 10 + digit
  }
  return whole
}

export class WholeNumbers {
  /** By small whole number one more than its number. */
  readonly #small = new Int32Array(SMALL)
  /** By slot a whole number, and one more than its number; 0 there where free. */
  #slots = new Int32Array(128)
  #size = 0
  /** By number one more than the whole number, 0 for none. */
  #wholes = new Int32Array(0)

  /** What a whole number is numbered; negative where it has not been added. */
  numberOf(whole: number): number {
    if (whole < SMALL) return (this.#small[whole] as number) - 1
    return (this.#slots[this.#slotOf(whole) + 1] as number) - 1
  }

  add(whole: number, number: number): void {
    if (number >= this.#wholes.length) this.#wholes = grown(this.#wholes, Math.max(64, number * 2))
    this.#wholes[number] = whole + 1
    if (whole < SMALL) {
      this.#small[whole] = number + 1
      return
    }
    this.#size += 1
    if (this.#size * 4 > this.#slots.length) this.#rehash()
    this.#occupy(whole, number)
  }

  /** The whole number of a number, or NO_WHOLE. */
  wholeAt(number: number): number {
    return number < this.#wholes.length ? (this.#wholes[number] as number) - 1 : NO_WHOLE
  }

  /** Where a whole number is, or would be. */
  #slotOf(whole: number): number {
    const slots = this.#slots
    const mask = slots.length - 2
    let slot = spread(whole) & mask
    while (slots[slot + 1] !== 0 && slots[slot] !== whole) slot = (slot + 2) & mask
    return slot
  }

  #occupy(whole: number, number: number): void {
    const slot = this.#slotOf(whole)
    this.#slots[slot] = whole
    this.#slots[slot + 1] = number + 1
  }

  #rehash(): void {
    const before = this.#slots
    this.#slots = new Int32Array(before.length * 4)
    for (let slot = 0; slot < before.length; slot += 2) {
      const number = (before[slot + 1] as number) - 1
      if (number >= 0) this.#occupy(before[slot] as number, number)
    }
  }
}

/** Numbers that count on lie far apart, and so do those of one prefix. */
function spread(whole: number): number {
  const mixed = Math.imul(whole ^ (whole >>> 15), 0x9e3779b1)
  return (mixed ^ (mixed >>> 14)) << 1
}
