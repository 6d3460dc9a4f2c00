/**
 * Reads a large CSV file in several threads: the file is cut into segments, each is scanned on its own, and
 * what the threads found is taken in the order of the file. Where a segment was not cut at the start of a row
 * - inside a cell with line breaks - it is scanned again from where the row before it ends.
 */
import { Worker } from 'node:worker_threads'
import { expectRows } from '../csv/csv-reader.ts'
import type { CsvTrouble } from '../csv/csv-rows.ts'
import type { CsvStart } from '../csv/csv-start.ts'
import type { ScanMessage, Segment } from './messages.ts'
import { SegmentBatches } from './segment-batch.ts'

const SEGMENT = 1 << 23

export interface LargeFile {
  readonly path: string
  readonly size: number
}

export interface ScanOptions {
  readonly threads: number
  /** How many bytes a thread is given at once. */
  readonly segment?: number
}

/** Feeds all rows of a file to the collector; the row that could not be read to its end, if there is one. */
export async function scanInThreads(
  file: LargeFile,
  start: CsvStart,
  { threads, segment = SEGMENT }: ScanOptions,
  onProgress: (bytes: number, rows: number) => void,
): Promise<CsvTrouble | undefined> {
  const scan = new ThreadedScan(file, start, segment, threads)
  try {
    return await scan.run(onProgress)
  } finally {
    await scan.close()
  }
}

interface ScanThread {
  readonly worker: Worker
  isIdle: boolean
}

class ThreadedScan {
  readonly #file: LargeFile
  readonly #start: CsvStart
  readonly #threads: readonly ScanThread[]
  /** Segments that no thread has been given yet. */
  readonly #waiting: Segment[]
  /** By segment what has been told of it and not been taken. */
  readonly #told = new Map<number, ScanMessage[]>()
  #wake: () => void = () => undefined
  #failure: unknown
  #taken = 0
  /** Where the next row starts, and its line. */
  #position: number
  #line: number
  #isStopped = false

  constructor(file: LargeFile, start: CsvStart, length: number, threads: number) {
    this.#file = file
    this.#start = start
    this.#position = start.length
    this.#line = start.line
    const count = Math.max(1, Math.ceil((file.size - start.length) / length))
    this.#waiting = Array.from({ length: count }, (_, index) => {
      const from = start.length + index * length
      return { index, from, to: index === count - 1 ? Infinity : from + length, isExact: index === 0 }
    })
    this.#threads = Array.from({ length: Math.min(threads, count) }, () => this.#thread())
  }

  #thread(): ScanThread {
    const thread: ScanThread = { worker: new Worker(WORKER), isIdle: true }
    thread.worker.on('message', (message: ScanMessage) => {
      const told = this.#told.get(message.index) ?? []
      told.push(message)
      this.#told.set(message.index, told)
      if (message.kind === 'end' || (message.kind === 'begin' && message.start < 0)) {
        thread.isIdle = true
        this.#assign()
      }
      this.#wake()
    })
    thread.worker.on('error', error => {
      this.#failure = error
      this.#wake()
    })
    return thread
  }

  async run(onProgress: (bytes: number, rows: number) => void): Promise<CsvTrouble | undefined> {
    const segments = [...this.#waiting]
    this.#assign()
    for (const segment of segments) {
      const trouble = await this.#take(segment, onProgress)
      if (trouble !== undefined || this.#isStopped) return trouble
      this.#taken += 1
      this.#assign()
    }
    return undefined
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(it => it.worker.terminate()))
  }

  /** Gives segments to idle threads, though not so many that what they find piles up. */
  #assign(): void {
    for (const thread of this.#threads) {
      const next = this.#waiting[0]
      if (next === undefined || next.index > this.#taken + 2 * this.#threads.length) return
      if (!thread.isIdle) continue
      this.#waiting.shift()
      thread.isIdle = false
      thread.worker.postMessage({ ...next, path: this.#file.path, layout: this.#start.layout })
    }
  }

  async #take(
    segment: Segment,
    onProgress: (bytes: number, rows: number) => void,
  ): Promise<CsvTrouble | undefined> {
    let { isExact } = segment
    const batches = new SegmentBatches(this.#file.path, this.#start.collector, this.#line)
    while (this.#position < segment.to) {
      const message = await this.#next(segment.index)
      // What is still told of a segment that turned out to be cut wrongly means nothing.
      if (message.isExact !== isExact) continue
      if (message.kind === 'begin' && message.start !== this.#position) {
        isExact = true
        this.#waiting.unshift({ ...segment, from: this.#position, isExact })
        this.#assign()
      } else if (message.kind === 'batch') {
        onProgress(message.scanned, message.size)
        expectRows(this.#start.collector, message.size, message.scanned, this.#file.size)
        this.#isStopped = !this.#start.collector.take(batches.of(message))
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

/** Where the program is bundled, so is the thread. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './scan-worker.ts' : './scan-worker.js',
  import.meta.url,
)
