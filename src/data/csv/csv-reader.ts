/**
 * Reads a CSV file given piece by piece: first its header, from which the caller decides which columns
 * it wants, then its rows. Pure, so it runs in a browser too.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ChooseColumns } from '../level-builder.ts'
import type { RowCollector } from '../row-collector.ts'
import { CsvRows, LONGEST_ROW } from './csv-rows.ts'
import { CsvScanner } from './csv-scanner.ts'
import { reportTrouble, startCsv } from './csv-start.ts'

/** Rows are expected to be as long as the first ones, or a little shorter. */
const MARGIN = 1.05

export interface CsvReaderOptions {
  /** How many bytes are gathered before the rows in them are scanned. */
  readonly fill?: number
  /** Bytes of the whole file, where that is known. */
  readonly total?: number
  /** Hears of rows read. */
  readonly onRows?: (rows: number) => void
}

export class CsvReader {
  readonly diagnostics: Diagnostic[] = []
  readonly #name: string
  readonly #choose: ChooseColumns
  readonly #options: CsvReaderOptions
  /** The first bytes, until there are enough to hold the header. */
  #head: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  #rows: CsvRows | undefined
  #isUsable = true

  constructor(name: string, choose: ChooseColumns, options: CsvReaderOptions = {}) {
    this.#name = name
    this.#choose = choose
    this.#options = options
  }

  /** Takes a piece of the file. False when no more is wanted. */
  push(piece: Uint8Array): boolean {
    if (this.#rows !== undefined) return this.#rows.push(piece)
    if (!this.#isUsable) return false
    const bytes = new Uint8Array(this.#head.length + piece.length)
    bytes.set(this.#head)
    bytes.set(piece, this.#head.length)
    this.#head = bytes
    return bytes.length < (this.#options.fill ?? LONGEST_ROW) || this.#start()
  }

  /** Says that the file ends here. */
  end(): void {
    if (this.#isUsable && this.#rows === undefined) this.#start()
    this.#rows?.end()
    const trouble = this.#rows?.trouble
    if (trouble !== undefined) this.diagnostics.push(reportTrouble(this.#name, trouble))
  }

  #start(): boolean {
    const start = startCsv(this.#name, this.#head, this.#choose, this.diagnostics)
    this.#isUsable = start !== undefined
    if (start === undefined) return false
    const { collector, layout, line, length } = start
    const scanner = new CsvScanner(layout, collector.sources, line)
    const { fill, total = 0, onRows } = this.#options
    this.#rows = new CsvRows(
      scanner,
      (batch, scanned) => {
        expectRows(collector, batch.size, scanned, total)
        onRows?.(batch.size)
        return collector.take(batch)
      },
      fill === undefined ? {} : { fill },
    )
    return this.#rows.push(this.#head.subarray(length))
  }
}

/** Makes room for all rows of a file, going by the first ones. */
export function expectRows(collector: RowCollector, rows: number, bytes: number, total: number): void {
  if (collector.size === 0 && bytes > 0) collector.expect(Math.ceil((rows / bytes) * total * MARGIN))
}
