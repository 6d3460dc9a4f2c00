/** The batches of a segment as the collector takes them: with the numbers and lines of the whole file. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { Cells, RowBatch } from '../row-batch.ts'
import type { RowCollector } from '../row-collector.ts'
import type { TextList, TextNumbers } from '../text-numbers.ts'
import { grown } from '../typed-arrays.ts'
import type { ScanBatch } from './messages.ts'

const NONE = new Int32Array(0)
const NO_TEXTS: TextList = { bytes: new Uint8Array(0), ends: new Int32Array(0), hashes: new Int32Array(0) }

export class SegmentBatches {
  readonly #path: string
  readonly #collector: RowCollector
  /** The line on which the segment starts. */
  readonly #line: number
  /** By column, for each text that is numbered in the segment its number in the vocabulary of the column. */
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
    const { size, faults, line, places } = message
    const columns = this.#collector.fields.map(it => fields.indexOf(it))
    this.#learn(columns.map(it => message.texts[it] ?? NO_TEXTS))
    const found = columns.map((it, column) =>
      this.#cellsOf(message.cells[it] ?? new Uint8Array(size), column),
    )
    return {
      size,
      faults,
      cells: found.map(it => it.cells),
      numbers: found.map(it => it.numbers),
      lineOf: row => this.#line + (places === undefined ? line + row : (places.lines[row] ?? 0)),
      textOf: row => textIn(this.#path, message, row),
    }
  }

  #cellsOf(cells: Cells, column: number): { readonly cells: Cells; readonly numbers?: Int32Array } {
    const [source, numbers] = [this.#collector.sources[column], this.#numbers[column]]
    if (!(cells instanceof Int32Array))
      return { cells, numbers: (numbers ?? NONE).subarray(0, this.#known[column]) }
    if (source !== undefined && numbers !== undefined) renumber(cells, numbers, source)
    return { cells }
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

/** In place; `numbers` are those of the texts that are numbered in the segment. */
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
function textIn(path: string, { position, scanned, places }: ScanBatch, row: number): string {
  const [start, end] = places === undefined ? [0, scanned] : [places.starts[row] ?? 0, places.ends[row] ?? 0]
  const bytes = readBytes(path, position + start, position + end)
  return new TextDecoder('utf-8').decode(places === undefined ? lineIn(bytes, row) : bytes)
}

const LF = 0x0a
const CR = 0x0d

/** A line, without its end. */
function lineIn(bytes: Uint8Array, line: number): Uint8Array {
  const endOf = (from: number): number => {
    const end = bytes.subarray(from).findIndex(it => it === LF || it === CR)
    return end < 0 ? bytes.length : from + end
  }
  let start = 0
  for (let passed = 0; passed < line; passed += 1) {
    const end = endOf(start)
    start = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1)
  }
  return bytes.subarray(start, endOf(start))
}

function readBytes(path: string, start: number, end: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(end - start)
    readSync(file, bytes, 0, bytes.length, start)
    return bytes
  } finally {
    closeSync(file)
  }
}
