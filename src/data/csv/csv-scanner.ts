/**
 * Splits the bytes of a CSV file into rows and cells and numbers the text of each wanted cell, in one
 * pass and without making an object for a cell. Quotation marks, line breaks inside them, all three
 * line ends and a last line without one are understood; what cannot be is marked as a fault of its row.
 * It knows nothing of what the texts mean.
 */
import { problem } from '../cell-problem.ts'
import type { RowBatch, RowProblem } from '../row-batch.ts'
import { doubled } from '../typed-arrays.ts'
import { MOST_DIGITS } from '../whole-numbers.ts'

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const ZERO = 0x30

/** What a scan of a buffer came to. `rest`: where the first row begins that the buffer holds only in part. */
export interface ScanResult {
  readonly batch: RowBatch
  readonly rest: number
  /** The row left over has an open quotation mark. */
  readonly isQuoted: boolean
}
/** How the rows of a file are laid out, and which of their cells are wanted. */
export interface CsvLayout {
  readonly delimiter: number
  readonly fieldCount: number
  /** Which fields of the file, in the order in which they are wanted. */
  readonly fields: readonly number[]
}

/** Where rows start and end, and on which lines. */
export interface RowPlaces {
  readonly starts: Int32Array<ArrayBuffer>
  readonly ends: Int32Array<ArrayBuffer>
  readonly lines: Int32Array<ArrayBuffer>
}
/** Numbers the texts of the cells of a column. */
export interface CellTexts {
  /** The number of the text `bytes[start, end)`, whose hash is `hash`. */
  numberOf(bytes: Uint8Array, start: number, end: number, hash: number): number
  /** The number of the digits of a whole number of so many at most. */
  numberOfWhole(whole: number): number
}

export class CsvScanner implements RowBatch {
  /** The line of the row to be scanned next, from 1. */
  line: number
  /** Rows of the last scan. */
  size = 0
  cells: Int32Array<ArrayBuffer>[]
  readonly faults = new Map<number, RowProblem>()
  readonly #delimiter: number
  readonly #fieldCount: number
  /** By field of the file: the column it goes to, or -1. */
  readonly #columnOf: Int32Array
  readonly #texts: readonly CellTexts[]
  #starts = new Int32Array(4096)
  #ends = new Int32Array(4096)
  #lines = new Int32Array(4096)
  #bytes = new Uint8Array(0)
  #end = 0
  #isLast = false
  /** Rows that start here or further on are not scanned. */
  #limit = 0
  #unescaped = new Uint8Array(256)
  // About the row being scanned.
  /** Cells found so far. */
  #found = 0
  #breaks = 0
  /** The last cell in which something is written, or -1. */
  #lastFilled = -1
  /** The cell that goes on after its closing quotation mark, or -1. */
  #strayField = -1
  #isQuoteOpen = false

  /** `texts`: of each field wanted. `firstLine`: on which the first row stands. */
  constructor({ delimiter, fieldCount, fields }: CsvLayout, texts: readonly CellTexts[], firstLine: number) {
    this.#delimiter = delimiter
    this.#fieldCount = fieldCount
    this.line = firstLine
    this.#columnOf = new Int32Array(fieldCount).fill(-1)
    for (const [column, field] of fields.entries()) this.#columnOf[field] = column
    this.#texts = texts
    this.cells = texts.map(() => new Int32Array(4096))
  }

  lineOf(row: number): number {
    return this.#lines[row] as number
  }

  /** The text of a row of the last scan, without its line end. */
  textOf(row: number): string {
    return new TextDecoder('utf-8').decode(this.#bytes.subarray(this.#starts[row], this.#ends[row]))
  }

  /**
   * Scans the rows in `bytes[0, end)` that start before `limit`; there is room for one more byte behind them.
   * `isLast` says that the file ends there. The next scan overwrites the batch.
   */
  scan(
    bytes: Uint8Array<ArrayBuffer>,
    end: number,
    { isLast, limit = end }: { readonly isLast: boolean; readonly limit?: number },
  ): ScanResult {
    this.#bytes = bytes
    this.#end = end
    // Ends the last cell, so that whoever looks for its end need not look whether the buffer ends.
    bytes[end] = LF
    this.#isLast = isLast
    this.#limit = Math.min(limit, end)
    this.size = 0
    this.faults.clear()
    let start = this.#scanPlainRows(0)
    while (start < this.#limit) {
      const next = this.#scanRow(start)
      if (next < 0) return { batch: this, rest: start, isQuoted: this.#isQuoteOpen }
      if (this.#lastFilled >= 0) this.#finish(start)
      this.line += 1 + this.#breaks
      start = this.#scanPlainRows(next)
    }
    return { batch: this, rest: Math.min(start, end), isQuoted: false }
  }

  /** Where the first row from `start` on begins that is not plain, or the rows that the buffer holds end. */
  #scanPlainRows(start: number): number {
    let from = start
    while (from < this.#limit) {
      if (this.size === this.#starts.length) this.#grow()
      const end = this.#scanPlainRow(from)
      if (end < 0) return from
      const row = this.size
      this.#starts[row] = from
      this.#ends[row] = end
      this.#lines[row] = this.line
      this.size = row + 1
      this.line += 1
      from = end + 1
    }
    return from
  }

  /**
   * The line feed at the end of a row of as many cells as the header has, none of them quoted and the first not
   * empty; -1 for any other row, which is then scanned anew with more care. Most rows are such ones.
   */
  #scanPlainRow(start: number): number {
    const bytes = this.#bytes
    const delimiter = this.#delimiter
    const columnOf = this.#columnOf
    const last = columnOf.length - 1
    // Every byte that can end a cell is at most this.
    const most = Math.max(delimiter, CR)
    let i = start
    for (let field = 0; ; field += 1, i += 1) {
      const column = columnOf[field] as number
      const from = i
      const ends = field === last ? LF : delimiter
      i = column < 0 ? from : this.#scanWhole(column, from, ends)
      if (i > from) {
        if (field === last) return i
        continue
      }
      if (bytes[i] === QUOTE) return -1
      let hash = 0
      for (; ; i += 1) {
        const byte = bytes[i] as number
        if (byte <= most && (byte === delimiter || byte === LF || byte === CR)) break
        hash = (Math.imul(hash, 31) + byte) | 0
      }
      if (i >= this.#end || (field === 0 && i === start)) return -1
      if (bytes[i] !== ends) return -1
      if (column >= 0) this.#set(column, bytes, from, i, hash)
      if (field === last) return i
    }
  }

  /** Past the whole number that starts at `from`, where it is one in the usual digits that `ends` follows; else `from`. */
  #scanWhole(column: number, from: number, ends: number): number {
    const bytes = this.#bytes
    let whole = 0
    let i = from
    for (; ; i += 1) {
      const digit = (bytes[i] as number) - ZERO
      if (digit < 0 || digit > 9) break
      whole = (Math.imul(whole, 10) + digit) | 0
    }
    const length = i - from
    if (length === 0 || bytes[i] !== ends || i >= this.#end) return from
    if (length > MOST_DIGITS || (length > 1 && bytes[from] === ZERO)) return from
    ;(this.cells[column] as Int32Array)[this.size] = (this.#texts[column] as CellTexts).numberOfWhole(whole)
    return i
  }

  /** Where the next row begins, or -1 where the buffer ends before this one does. */
  #scanRow(start: number): number {
    if (this.size === this.#starts.length) this.#grow()
    this.#breaks = 0
    this.#lastFilled = -1
    this.#strayField = -1
    this.#isQuoteOpen = false
    this.#found = 0
    const bytes = this.#bytes
    const end = this.#end
    for (let i = start; ; i += 1) {
      const column = this.#found < this.#fieldCount ? (this.#columnOf[this.#found] as number) : -1
      i = bytes[i] === QUOTE && i < end ? this.#scanQuoted(column, i) : this.#scanPlain(column, i)
      if (i < 0 || (i >= end && !this.#isLast)) return -1
      this.#found += 1
      if (i >= end || bytes[i] !== this.#delimiter) return this.#endRow(i)
    }
  }

  /** Whether every row of the last scan is a line, and the first one starts where the buffer does. */
  get isEven(): boolean {
    const last = this.size - 1
    return last >= 0 && this.#starts[0] === 0 && this.lineOf(last) === this.lineOf(0) + last
  }

  /** Where the rows of the last scan stand, in arrays of their own, counted as they were scanned. */
  places(): RowPlaces {
    const [starts, ends, lines] = [this.#starts, this.#ends, this.#lines].map(it => it.slice(0, this.size))
    return { starts, ends, lines } as RowPlaces
  }

  #grow(): void {
    this.#starts = doubled(this.#starts)
    this.#ends = doubled(this.#ends)
    this.#lines = doubled(this.#lines)
    this.cells = this.cells.map(it => doubled(it))
  }

  /** Past the line end at `i`; -1 where a line feed may follow in what has not been read yet. */
  #endRow(i: number): number {
    this.#ends[this.size] = i
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
    if (column >= 0) this.#set(column, bytes, from, i, hash)
    return i
  }

  #set(column: number, bytes: Uint8Array, from: number, to: number, hash: number): void {
    const texts = this.#texts[column] as CellTexts
    ;(this.cells[column] as Int32Array)[this.size] = texts.numberOf(bytes, from, to, hash)
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
    if (column >= 0) this.#setQuoted(column, open + 1, i, hash, doubles)
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

  #setQuoted(column: number, from: number, to: number, hash: number, doubles: number): void {
    if (doubles === 0) {
      this.#set(column, this.#bytes, from, to, hash)
      return
    }
    const length = to - from - doubles
    if (length > this.#unescaped.length) this.#unescaped = new Uint8Array(length * 2)
    const text = this.#unescaped
    let k = 0
    for (let i = from; i < to; i += 1) {
      text[k] = this.#bytes[i] as number
      k += 1
      if (this.#bytes[i] === QUOTE) i += 1
    }
    this.#set(column, text, 0, length, hash)
  }

  /**
   * Counts the row that starts at `start`. Spreadsheets leave rows in which nothing is written, and empty
   * cells beyond the last column; neither shifts a value, so the first are no rows and the second no cells.
   */
  #finish(start: number): void {
    const fault = this.#fault()
    if (fault !== undefined) this.faults.set(this.size, fault)
    this.#starts[this.size] = start
    this.#lines[this.size] = this.line
    this.size += 1
  }

  #fault(): RowProblem | undefined {
    if (this.#strayField >= 0) return { problem: problem('data/stray-quote', {}), field: this.#strayField }
    const isWhole = this.#found >= this.#fieldCount && this.#lastFilled < this.#fieldCount
    if (isWhole) return undefined
    return { problem: problem('data/ragged-row', { expected: this.#fieldCount, found: this.#found }) }
  }
}
