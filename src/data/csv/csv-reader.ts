/**
 * Reads a CSV file given piece by piece: first its header, from which the caller decides which columns
 * it wants, then its rows. Holds one buffer and never the file; pure, so it runs in a browser too.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Source } from '../../source/source.ts'
import { spanOf } from '../../source/source.ts'
import { type CellProblem, problem } from '../cell.ts'
import type { Header } from '../header.ts'
import type { ChooseColumns } from '../level-builder.ts'
import type { RowCollector } from '../row-collector.ts'
import { type CsvHead, readHead } from './csv-head.ts'
import { CsvScanner } from './csv-scanner.ts'

/** Longer rows than this are damage, not data. */
export const LONGEST_ROW = 1 << 20
/** How many bytes are gathered before the rows in them are scanned. */
const FILL = 1 << 20
/** Rows are expected to be as long as the first ones, or a little shorter. */
const MARGIN = 1.05

export class CsvReader {
  readonly diagnostics: Diagnostic[] = []
  readonly #name: string
  readonly #choose: ChooseColumns
  readonly #fill: number
  /** Bytes of the whole file, where that is known. */
  readonly #total: number
  #buffer: Uint8Array<ArrayBuffer>
  #filled = 0
  #scanner: CsvScanner | undefined
  #collector: RowCollector | undefined
  #isDone = false

  constructor(name: string, choose: ChooseColumns, { fill = FILL, total = 0 } = {}) {
    this.#name = name
    this.#total = total
    this.#choose = choose
    this.#fill = fill
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
    const scanner = this.#scanner ?? this.#start()
    const collector = this.#collector
    if (scanner === undefined || collector === undefined) {
      this.#isDone = true
      return
    }
    const { batch, rest, isQuoted } = scanner.scan(this.#buffer, this.#filled, isLast)
    if (collector.size === 0) collector.expect(Math.ceil((batch.size / (rest + 1)) * this.#total * MARGIN))
    const isStopped = !collector.take(batch)
    this.#buffer.copyWithin(0, rest, this.#filled)
    this.#filled -= rest
    const isTooLong = this.#filled > LONGEST_ROW
    this.#isDone = isStopped || isTooLong || isLast
    if (isStopped || this.#filled === 0 || !this.#isDone) return
    const found = isQuoted
      ? problem('data/unclosed-quote', {})
      : problem('data/row-too-long', { limit: LONGEST_ROW })
    this.#report(found, this.#startOfRest(), scanner.line)
  }

  /** The first line of the row that could not be read to its end. */
  #startOfRest(): string {
    const text = new TextDecoder().decode(this.#buffer.subarray(0, Math.min(this.#filled, 200)))
    return text.split(/[\r\n]/)[0] ?? ''
  }

  #start(): CsvScanner | undefined {
    const head = readHead(this.#buffer.subarray(0, this.#filled))
    if ('kind' in head) {
      this.#report(head, '', 1)
      return undefined
    }
    const columns = this.#choose(headerFrom(this.#name, head))
    if (columns === undefined) return undefined
    this.#buffer.copyWithin(0, head.length, this.#filled)
    this.#filled = Math.max(0, this.#filled - head.length)
    this.#collector = columns.collector
    this.#scanner = new CsvScanner({
      delimiter: head.delimiter.charCodeAt(0),
      fieldCount: head.fields.length,
      firstLine: head.nextLine,
      fields: columns.fields,
      numbers: columns.collector.dictionaries.map(it => it.vocabulary.numbers),
    })
    return this.#scanner
  }

  #report(found: CellProblem, text: string, firstLine: number): void {
    const source: Source = { name: this.#name, text, firstLine }
    this.diagnostics.push(report(found.code, spanOf(source, 0, text.length), found.args))
  }
}

const headerFrom = (name: string, head: CsvHead): Header => ({
  source: { name, text: head.record, firstLine: head.line },
  delimiter: head.delimiter,
  headings: head.fields.map(({ text, start, end }, field) => ({ name: text, field, start, end })),
})
