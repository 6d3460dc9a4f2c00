/**
 * Numbers the texts of a column of a segment so that whole numbers need no table: they stand for themselves,
 * and the other texts are counted downwards from -1.
 */
import type { CellTexts } from '../csv/csv-scanner.ts'
import { type TextList, TextNumbers } from '../text-numbers.ts'
import { NO_WHOLE, wholeIn } from '../whole-numbers.ts'

export class SegmentTexts implements CellTexts {
  readonly #others = new TextNumbers()

  /** How many texts there are that are no whole numbers. */
  get size(): number {
    return this.#others.size
  }

  numberOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const whole = wholeIn(bytes, start, end)
    return whole === NO_WHOLE ? -1 - this.#others.numberOfOther(bytes, start, end, hash) : whole
  }

  numberOfWhole(whole: number): number {
    return whole
  }

  /** The texts counted from `first` on. */
  listFrom(first: number): TextList {
    return this.#others.listFrom(first)
  }
}
