/**
 * Finds texts that are whole numbers - as most keys of rows are - by the number rather than by their digits: by
 * its place on a page where they lie close together, otherwise in a table.
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

/** Whole numbers that lie close together, by their digits all but the last few, share a page of so many. */
const PAGE_BITS = 12
const PAGE = 1 << PAGE_BITS
/** Pages are given up where they take more room than so many places for each whole number, beyond the first pages. */
const MOST_PLACES = 32
const FIRST_PLACES = 16 * PAGE

export class WholeNumbers {
  /** By small whole number one more than its number. */
  readonly #small = new Int32Array(SMALL)
  #greater: Greater = new PagedNumbers()
  /** By number one more than the whole number, 0 for none. */
  #wholes = new Int32Array(0)

  /** What a whole number is numbered; negative where it has not been added. */
  numberOf(whole: number): number {
    return (whole < SMALL ? (this.#small[whole] as number) : this.#greater.placeOf(whole)) - 1
  }

  add(whole: number, number: number): void {
    if (number >= this.#wholes.length) this.#wholes = grown(this.#wholes, Math.max(64, number * 2))
    this.#wholes[number] = whole + 1
    if (whole < SMALL) this.#small[whole] = number + 1
    else if (!this.#greater.add(whole, number + 1)) this.#scatter(whole, number)
  }

  /** The whole number of a number, or NO_WHOLE. */
  wholeAt(number: number): number {
    return number < this.#wholes.length ? (this.#wholes[number] as number) - 1 : NO_WHOLE
  }

  #scatter(whole: number, number: number): void {
    this.#greater = new ScatteredNumbers()
    for (let before = 0; before < number; before += 1)
      if (this.wholeAt(before) >= SMALL) this.#greater.add(this.wholeAt(before), before + 1)
    this.#greater.add(whole, number + 1)
  }
}

/** Places by whole number; 0 for none. */
interface Greater {
  placeOf(whole: number): number
  /** False where there is no room for it. */
  add(whole: number, place: number): boolean
}

/** Keys that count on: each has its place on a page. */
class PagedNumbers implements Greater {
  /** By page one more than where it starts among the places, 0 for none. */
  #pages = new Int32Array(0)
  #places = new Int32Array(0)
  #used = 0
  #size = 0

  placeOf(whole: number): number {
    const page = this.#pages[whole >>> PAGE_BITS]
    if (page === undefined || page === 0) return 0
    return this.#places[page - 1 + (whole & (PAGE - 1))] as number
  }

  add(whole: number, place: number): boolean {
    const page = whole >>> PAGE_BITS
    if (page >= this.#pages.length) this.#pages = grown(this.#pages, page * 2)
    if (this.#pages[page] === 0) {
      if (this.#used + PAGE > this.#size * MOST_PLACES + FIRST_PLACES) return false
      if (this.#used + PAGE > this.#places.length) this.#places = grown(this.#places, (this.#used + PAGE) * 2)
      this.#pages[page] = this.#used + 1
      this.#used += PAGE
    }
    this.#places[(this.#pages[page] as number) - 1 + (whole & (PAGE - 1))] = place
    this.#size += 1
    return true
  }
}

/** All others, in an open-addressing table. */
class ScatteredNumbers implements Greater {
  /** By slot a whole number, and its place; 0 there where free. */
  #slots = new Int32Array(1 << 16)
  #size = 0

  placeOf(whole: number): number {
    return this.#slots[this.#slotOf(whole) + 1] as number
  }

  add(whole: number, place: number): boolean {
    this.#size += 1
    if (this.#size * 4 > this.#slots.length) this.#rehash()
    this.#occupy(whole, place)
    return true
  }

  /** Where a whole number is, or would be. */
  #slotOf(whole: number): number {
    const slots = this.#slots
    const mask = slots.length - 2
    let slot = spread(whole) & mask
    while (slots[slot + 1] !== 0 && slots[slot] !== whole) slot = (slot + 2) & mask
    return slot
  }

  #occupy(whole: number, place: number): void {
    const slot = this.#slotOf(whole)
    this.#slots[slot] = whole
    this.#slots[slot + 1] = place
  }

  #rehash(): void {
    const before = this.#slots
    this.#slots = new Int32Array(before.length * 4)
    for (let slot = 0; slot < before.length; slot += 2)
      if (before[slot + 1] !== 0) this.#occupy(before[slot] as number, before[slot + 1] as number)
  }
}

/** Numbers that count on lie far apart, and so do those of one prefix. */
function spread(whole: number): number {
  const mixed = Math.imul(whole ^ (whole >>> 15), 0x9e3779b1)
  return (mixed ^ (mixed >>> 14)) << 1
}
