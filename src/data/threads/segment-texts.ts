/**
 * Numbers the texts of a column of a segment. Greater whole numbers, such as keys are, need no table for that: they
 * stand for themselves, and the other texts are counted downwards from -1. Where there are none, cells are handed
 * on in as little room as the texts allow.
 */
import type { CellTexts } from '../csv/csv-scanner.ts'
import type { Cells } from '../row-batch.ts'
import { hashOf, type TextList, TextNumbers } from '../text-numbers.ts'
import { NO_WHOLE, wholeIn } from '../whole-numbers.ts'

/** Whole numbers below are numbered like other texts. */
const SMALL = 1024

export class SegmentTexts implements CellTexts {
  readonly #others = new TextNumbers()
  /** By small whole number what it is counted as, 0 for none yet. */
  readonly #small = new Int32Array(SMALL)
  #hasGreat = false

  /** How many texts are numbered. */
  get size(): number {
    return this.#others.size
  }

  numberOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const whole = wholeIn(bytes, start, end)
    return whole === NO_WHOLE
      ? -1 - this.#others.numberOfOther(bytes, start, end, hash)
      : this.numberOfWhole(whole)
  }

  numberOfWhole(whole: number): number {
    if (whole >= SMALL) {
      this.#hasGreat = true
      return whole
    }
    const known = this.#small[whole] as number
    return known < 0 ? known : this.#addSmall(whole)
  }

  #addSmall(whole: number): number {
    const digits = new TextEncoder().encode(String(whole))
    const number = -1 - this.#others.numberOfOther(digits, 0, digits.length, hashOf(digits))
    this.#small[whole] = number
    return number
  }

  /** Some cells in an array of their own: the numbers of texts alone, or as they were told. */
  packed(cells: Int32Array): Cells {
    if (this.#hasGreat || this.size > 1 << 16) return cells.slice()
    const packed = this.size > 1 << 8 ? new Uint16Array(cells.length) : new Uint8Array(cells.length)
    for (let row = 0; row < packed.length; row += 1) packed[row] = -1 - (cells[row] as number)
    return packed
  }

  /** The texts counted from `first` on. */
  listFrom(first: number): TextList {
    return this.#others.listFrom(first)
  }
}
