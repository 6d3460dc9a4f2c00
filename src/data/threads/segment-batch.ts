/** The batches of a segment as the collector takes them: with the numbers and lines of the whole file. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { RowBatch } from '../row-batch.ts'
import type { RowCollector } from '../row-collector.ts'
import type { TextList, TextNumbers } from '../text-numbers.ts'
import { grown } from '../typed-arrays.ts'
import type { ScanBatch } from './messages.ts'

const NO_TEXTS: TextList = { bytes: new Uint8Array(0), ends: new Int32Array(0), hashes: new Int32Array(0) }

export class SegmentBatches {
  readonly #path: string
  readonly #collector: RowCollector
  /** The line on which the segment starts. */
  readonly #line: number
  /** By column, for each text of the segment that is no whole number its number in the vocabulary of the column. */
  readonly #numbers: Int32Array<ArrayBuffer>[]
  readonly #known: number[]

  constructor(path: string, collector: RowCollector, line: number) {
    this.#path = path
    this.#collector = collector
    this.#line = line
    this.#numbers = collector.sources.map(() => new Int32Array(1024))
    this.#known = collector.sources.map(() => 0)
  }

  /** To be asked for each batch of the segment in turn. `fields`: those it was scanned for. */
  of(message: ScanBatch, fields: readonly number[]): RowBatch {
    const { size, faults, starts, ends, lines, position } = message
    const columns = this.#collector.fields.map(it => fields.indexOf(it))
    const cells = columns.map(it => message.cells[it] ?? new Int32Array(size))
    this.#learn(columns.map(it => message.texts[it] ?? NO_TEXTS))
    for (const [column, ofColumn] of cells.entries()) {
      const [source, numbers] = [this.#collector.sources[column], this.#numbers[column]]
      if (source !== undefined && numbers !== undefined) renumber(ofColumn, numbers, source)
    }
    return {
      size,
      cells,
      faults,
      lineOf: row => (lines[row] ?? 0) + this.#line,
      textOf: row => readText(this.#path, position + (starts[row] ?? 0), position + (ends[row] ?? 0)),
    }
  }

  #learn(texts: readonly TextList[]): void {
    for (const [column, list] of texts.entries()) {
      const first = this.#known[column] ?? 0
      const length = first + list.ends.length
      const before = this.#numbers[column] ?? new Int32Array(0)
      const numbers = length > before.length ? grown(before, length * 2) : before
      this.#collector.sources[column]?.addAll(list, numbers.subarray(first))
      this.#numbers[column] = numbers
      this.#known[column] = length
    }
  }
}

/** In place; `numbers` are those of the texts that are no whole numbers. */
function renumber(cells: Int32Array, numbers: Int32Array, source: TextNumbers): void {
  let [last, number] = [-1, 0]
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] as number
    if (cell < 0) cells[row] = numbers[-1 - cell] as number
    else {
      // Rows of one key lie together.
      if (cell !== last) number = source.numberOfWhole(cell)
      last = cell
      cells[row] = number
    }
  }
}

/** A row of a file, as text. */
function readText(path: string, start: number, end: number): string {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(end - start)
    readSync(file, bytes, 0, bytes.length, start)
    return new TextDecoder('utf-8').decode(bytes)
  } finally {
    closeSync(file)
  }
}
