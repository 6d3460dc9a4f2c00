/**
 * Splits the bytes of a CSV file into rows and cells and finds the place of each wanted cell, in one
 * pass and without making an object for a cell. Quotation marks, line breaks inside them, all three
 * line ends and a last line without one are understood; what cannot be is handed over as a bad row.
 */
import { problem } from '../cell.ts'
import type { RowCollector, RowPlace, RowProblem } from '../row-collector.ts'
import { ByteDictionary } from './byte-dictionary.ts'

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20

/** What a scan of a buffer came to. `rest`: where the first row begins that the buffer holds only in part. */
export interface ScanResult {
  readonly rest: number
  readonly isStopped: boolean
  /** The row left over has an open quotation mark. */
  readonly isQuoted: boolean
}

export class CsvScanner implements RowPlace {
  /** The line of the row being scanned, from 1. */
  line: number
  readonly #delimiter: number
  readonly #fieldCount: number
  /** By field of the file: the column of the collector it goes to, or -1. */
  readonly #columnOf: Int32Array
  readonly #dictionaries: readonly ByteDictionary[]
  readonly #collector: RowCollector
  #bytes = new Uint8Array(0)
  #end = 0
  #isLast = false
  #unescaped = new Uint8Array(256)
  // About the row being scanned.
  #rowStart = 0
  #rowEnd = 0
  /** Cells found so far. */
  #found = 0
  #breaks = 0
  /** The last cell in which something is written, or -1. */
  #lastFilled = -1
  /** The cell that goes on after its closing quotation mark, or -1. */
  #strayField = -1
  #isQuoteOpen = false

  constructor(
    collector: RowCollector,
    options: {
      readonly delimiter: number
      readonly fieldCount: number
      readonly firstLine: number
      readonly fields: readonly number[]
    },
  ) {
    this.#collector = collector
    this.#delimiter = options.delimiter
    this.#fieldCount = options.fieldCount
    this.line = options.firstLine
    this.#columnOf = new Int32Array(options.fieldCount).fill(-1)
    for (const [column, field] of options.fields.entries()) this.#columnOf[field] = column
    this.#dictionaries = collector.dictionaries.map(it => new ByteDictionary(it))
  }

  /** The text of the row being scanned, without its line end. */
  text(): string {
    return new TextDecoder('utf-8').decode(this.#bytes.subarray(this.#rowStart, this.#rowEnd))
  }

  /** Scans the rows in `bytes[0, end)`; `isLast` says that the file ends there. */
  scan(bytes: Uint8Array<ArrayBuffer>, end: number, isLast: boolean): ScanResult {
    this.#bytes = bytes
    this.#end = end
    this.#isLast = isLast
    let start = 0
    while (start < end) {
      const next = this.#scanRow(start)
      if (next < 0) return { rest: start, isStopped: false, isQuoted: this.#isQuoteOpen }
      if (this.#lastFilled >= 0 && !this.#finish()) return { rest: next, isStopped: true, isQuoted: false }
      this.line += 1 + this.#breaks
      start = next
    }
    return { rest: end, isStopped: false, isQuoted: false }
  }

  /** Where the next row begins, or -1 where the buffer ends before this one does. */
  #scanRow(start: number): number {
    this.#rowStart = start
    this.#breaks = 0
    this.#lastFilled = -1
    this.#strayField = -1
    this.#isQuoteOpen = false
    this.#found = 0
    for (let i = start; ; i += 1) {
      const column = this.#found < this.#fieldCount ? (this.#columnOf[this.#found] as number) : -1
      i = this.#bytes[i] === QUOTE && i < this.#end ? this.#scanQuoted(column, i) : this.#scanPlain(column, i)
      if (i < 0 || (i >= this.#end && !this.#isLast)) return -1
      this.#found += 1
      if (i >= this.#end || this.#bytes[i] !== this.#delimiter) return this.#endRow(i)
    }
  }

  /** Past the line end at `i`; -1 where a line feed may follow in what has not been read yet. */
  #endRow(i: number): number {
    this.#rowEnd = i
    if (this.#bytes[i] !== CR) return i + 1
    if (i + 1 >= this.#end) return this.#isLast ? i + 1 : -1
    return this.#bytes[i + 1] === LF ? i + 2 : i + 1
  }

  /** Past the cell that starts at `from`; at the end of the buffer where it may go on beyond. */
  #scanPlain(column: number, from: number): number {
    const bytes = this.#bytes
    const end = this.#end
    const delimiter = this.#delimiter
    let hash = 0
    let i = from
    for (; i < end; i += 1) {
      const byte = bytes[i] as number
      if (byte === delimiter || byte === LF || byte === CR) break
      hash = (Math.imul(hash, 31) + byte) | 0
    }
    if (i >= end && !this.#isLast) return i
    if (i > from) this.#lastFilled = this.#found
    if (column >= 0) {
      this.#collector.row[column] = (this.#dictionaries[column] as ByteDictionary).placeOf(
        bytes,
        from,
        i,
        hash,
      )
    }
    return i
  }

  /** Past the quoted cell whose first quotation mark is at `open`, and past what strays behind it; or -1. */
  #scanQuoted(column: number, open: number): number {
    const bytes = this.#bytes
    const end = this.#end
    let hash = 0
    let doubles = 0
    let i = open + 1
    for (; ; i += 1) {
      if (i >= end || (i + 1 >= end && !this.#isLast)) return this.#leaveOpen()
      const byte = bytes[i] as number
      if (byte === QUOTE) {
        if (i + 1 >= end || bytes[i + 1] !== QUOTE) break
        doubles += 1
        i += 1
      } else if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) this.#breaks += 1
      hash = (Math.imul(hash, 31) + byte) | 0
    }
    if (i > open + 1) this.#lastFilled = this.#found
    if (column >= 0) this.#collector.row[column] = this.#placeOfQuoted(column, open + 1, i, hash, doubles)
    return this.#skipStray(i + 1)
  }

  #leaveOpen(): number {
    this.#isQuoteOpen = true
    return -1
  }

  #skipStray(from: number): number {
    let i = from
    for (; i < this.#end; i += 1) {
      const byte = this.#bytes[i] as number
      if (byte === this.#delimiter || byte === LF || byte === CR) break
      if (byte !== SPACE) this.#strayField = this.#found
    }
    return i
  }

  /**
   * Hands the row over. Spreadsheets leave rows in which nothing is written, and empty cells beyond the
   * last column; neither shifts a value, so the first are no rows and the second no cells.
   */
  #finish(): boolean {
    const found = this.#found
    if (this.#strayField >= 0) return this.#collector.reject(this, [this.#strayQuote()])
    const isWhole = found >= this.#fieldCount && this.#lastFilled < this.#fieldCount
    if (isWhole) return this.#collector.commit(this)
    return this.#collector.reject(this, [
      { problem: problem('data/ragged-row', { expected: this.#fieldCount, found }) },
    ])
  }

  #strayQuote(): RowProblem {
    return { problem: problem('data/stray-quote', {}), field: this.#strayField }
  }

  #placeOfQuoted(column: number, from: number, to: number, hash: number, doubles: number): number {
    const dictionary = this.#dictionaries[column] as ByteDictionary
    if (doubles === 0) return dictionary.placeOf(this.#bytes, from, to, hash)
    const length = to - from - doubles
    if (length > this.#unescaped.length) this.#unescaped = new Uint8Array(length * 2)
    const text = this.#unescaped
    let k = 0
    for (let i = from; i < to; i += 1) {
      text[k] = this.#bytes[i] as number
      k += 1
      if (this.#bytes[i] === QUOTE) i += 1
    }
    return dictionary.placeOf(text, 0, length, hash)
  }
}
