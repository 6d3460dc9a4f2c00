/**
 * The scan of a large CSV file in several threads: the file is cut into segments, each is scanned on its own, and
 * what the threads found is taken in the order of the file. Where a segment was not cut at the start of a row
 * - inside a cell with line breaks - it is scanned again from where the row before it ends. Until it is known which
 * columns are wanted, all are scanned.
 */
import { expectRows } from '../csv/csv-reader.ts'
import type { CsvTrouble } from '../csv/csv-rows.ts'
import type { CsvLayout } from '../csv/csv-scanner.ts'
import type { CsvStart } from '../csv/csv-start.ts'
import type { ScanJob, ScanMessage, Segment } from './messages.ts'
import type { ScanPool, ScanSource } from './scan-pool.ts'
import { SegmentBatches } from './segment-batch.ts'

const SEGMENT = 1 << 22

export interface LargeFile {
  readonly path: string
  readonly size: number
}
/** Where the rows of a file start, and how they are laid out. */
export type ScanStart = Pick<CsvStart, 'layout' | 'length' | 'line'>

export class FileScan implements ScanSource {
  readonly #file: LargeFile
  readonly #pool: ScanPool
  readonly #segments: readonly Segment[]
  #layout: CsvLayout
  /** Segments that no thread has been given yet. */
  readonly #waiting: Segment[]
  /** By segment the fields that it is scanned for. */
  readonly #fields = new Map<number, readonly number[]>()
  /** By segment what has been told of it and not been taken. */
  readonly #told = new Map<number, ScanMessage[]>()
  #wake: () => void = () => undefined
  #failure: unknown
  #taken = 0
  /** Where the next row starts, and its line. */
  #position: number
  #line: number
  #isStopped = false

  /** Starts at once. `segment`: how many bytes a thread is given at a time. */
  constructor(pool: ScanPool, file: LargeFile, { layout, length, line }: ScanStart, segment = SEGMENT) {
    this.#pool = pool
    this.#file = file
    this.#layout = layout
    this.#position = length
    this.#line = line
    const count = Math.max(1, Math.ceil((file.size - length) / segment))
    this.#segments = Array.from({ length: count }, (_, index) => {
      const from = length + index * segment
      return { index, from, to: index === count - 1 ? Infinity : from + segment, isExact: index === 0 }
    })
    this.#waiting = [...this.#segments]
    pool.add(this)
  }

  /** Not so many segments are given out that what is found in them piles up. */
  next(): Omit<ScanJob, 'file'> | undefined {
    const [segment] = this.#waiting
    if (segment === undefined || segment.index > this.#taken + 2 * this.#pool.count) return undefined
    this.#waiting.shift()
    this.#fields.set(segment.index, this.#layout.fields)
    return { ...segment, path: this.#file.path, layout: this.#layout }
  }

  hear(message: ScanMessage): void {
    const told = this.#told.get(message.index) ?? []
    told.push(message)
    this.#told.set(message.index, told)
    this.#wake()
  }

  fail(error: unknown): void {
    this.#failure = error
    this.#wake()
  }

  /** Feeds all rows to the collector; the row that could not be read to its end, if there is one. */
  async run(
    { layout, collector }: CsvStart,
    onProgress: (bytes: number, rows: number) => void,
  ): Promise<CsvTrouble | undefined> {
    this.#layout = layout
    for (const segment of this.#segments) {
      const trouble = await this.#take(segment, collector, onProgress)
      if (trouble !== undefined || this.#isStopped) {
        this.#waiting.length = 0
        return trouble
      }
      this.#taken += 1
      this.#pool.assign()
    }
    return undefined
  }

  async #take(
    segment: Segment,
    collector: CsvStart['collector'],
    onProgress: (bytes: number, rows: number) => void,
  ): Promise<CsvTrouble | undefined> {
    let { isExact } = segment
    const batches = new SegmentBatches(this.#file.path, collector, this.#line)
    while (this.#position < segment.to) {
      const message = await this.#next(segment.index)
      // What is still told of a segment that turned out to be cut wrongly means nothing.
      if (message.isExact !== isExact) continue
      if (message.kind === 'begin' && message.start !== this.#position) {
        isExact = true
        this.#waiting.unshift({ ...segment, from: this.#position, isExact })
        this.#pool.assign()
      } else if (message.kind === 'batch') {
        onProgress(message.scanned, message.size)
        expectRows(collector, message.size, message.scanned, this.#file.size)
        this.#isStopped = !collector.take(batches.of(message, this.#fields.get(segment.index) ?? []))
        if (this.#isStopped) return undefined
      } else if (message.kind === 'end') {
        const { trouble, end, lines } = message
        if (trouble !== undefined) return { ...trouble, line: trouble.line + this.#line }
        this.#position = end
        this.#line += lines
        break
      }
    }
    this.#told.delete(segment.index)
    return undefined
  }

  async #next(index: number): Promise<ScanMessage> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure
      const next = this.#told.get(index)?.shift()
      if (next !== undefined) return next
      await new Promise<void>(wake => {
        this.#wake = wake
      })
    }
  }
}
