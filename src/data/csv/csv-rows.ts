/**
 * Scans the rows of a CSV file, or of a part of one, given piece by piece: holds one buffer and never the
 * file, and hands on a batch of rows whenever the buffer is full.
 */
import type { DiagnosticCode } from '../../diagnostics/diagnostic.ts'
import type { RowBatch } from '../row-batch.ts'
import type { CsvScanner } from './csv-scanner.ts'

/** Longer rows than this are damage, not data. */
export const LONGEST_ROW = 1 << 20
/** How many bytes are gathered before the rows in them are scanned. */
const FILL = 1 << 20

/** A row that could not be read to its end. */
export interface CsvTrouble {
  readonly code: Extract<DiagnosticCode, 'data/unclosed-quote' | 'data/row-too-long'>
  readonly line: number
  /** Its first line. */
  readonly text: string
}
export interface CsvRowsOptions {
  readonly fill?: number
  /** Rows that start so many bytes on, or further, are left to others. */
  readonly limit?: number
}

export class CsvRows {
  /** Bytes up to the first row that has not been scanned. */
  position = 0
  trouble: CsvTrouble | undefined
  readonly #scanner: CsvScanner
  readonly #take: (batch: RowBatch, scanned: number) => boolean
  readonly #fill: number
  readonly #limit: number
  readonly #buffer: Uint8Array<ArrayBuffer>
  #filled = 0
  #isDone = false

  /** `take` is given every batch, and how many bytes it was scanned from; false when no more is wanted. */
  constructor(
    scanner: CsvScanner,
    take: (batch: RowBatch, scanned: number) => boolean,
    { fill = FILL, limit = Infinity }: CsvRowsOptions = {},
  ) {
    this.#scanner = scanner
    this.#take = take
    this.#fill = fill
    this.#limit = limit
    this.#buffer = new Uint8Array(fill + LONGEST_ROW + 1)
  }

  /** Takes a piece of the file. False when no more is wanted. */
  push(piece: Uint8Array): boolean {
    for (let from = 0; from < piece.length && !this.#isDone; ) {
      const part = piece.subarray(from, from + (this.#buffer.length - 1 - this.#filled))
      this.#buffer.set(part, this.#filled)
      this.#filled += part.length
      from += part.length
      if (this.#filled >= this.#fill) this.#scan(false)
    }
    return !this.#isDone
  }

  /** Says that the file ends here. */
  end(): void {
    if (!this.#isDone) this.#scan(true)
  }

  #scan(isLast: boolean): void {
    const limit = this.#limit - this.position
    const { batch, rest, isQuoted } = this.#scanner.scan(this.#buffer, this.#filled, { isLast, limit })
    const isStopped = !this.#take(batch, rest)
    this.#buffer.copyWithin(0, rest, this.#filled)
    this.#filled -= rest
    this.position += rest
    const isBeyond = rest >= limit
    const isTooLong = this.#filled > LONGEST_ROW
    this.#isDone = isStopped || isBeyond || isTooLong || isLast
    if (isStopped || isBeyond || this.#filled === 0 || !this.#isDone) return
    const code = isQuoted ? 'data/unclosed-quote' : 'data/row-too-long'
    this.trouble = { code, line: this.#scanner.line, text: this.#startOfRest() }
  }

  #startOfRest(): string {
    const text = new TextDecoder().decode(this.#buffer.subarray(0, Math.min(this.#filled, 200)))
    return text.split(/[\r\n]/)[0] ?? ''
  }
}
