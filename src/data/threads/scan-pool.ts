/** Threads that scan segments of CSV files: those of one file after the other, as long as there are any to be given out. */
import { Worker } from 'node:worker_threads'
import type { ScanJob, ScanMessage } from './messages.ts'

/** Has segments to be scanned, and hears what came of it. */
export interface ScanSource {
  /** The next segment to be scanned, if what was found before leaves room for more. */
  next(): Omit<ScanJob, 'file'> | undefined
  hear(message: ScanMessage): void
  fail(error: unknown): void
}

interface ScanThread {
  readonly worker: Worker
  isIdle: boolean
}

export class ScanPool {
  readonly count: number
  readonly #threads: ScanThread[] = []
  readonly #sources: ScanSource[] = []

  constructor(count: number) {
    this.count = count
  }

  /** Takes up a file. */
  add(source: ScanSource): void {
    this.#sources.push(source)
    this.assign()
  }

  /** Gives segments to idle threads; to be called whenever there may be more of them. */
  assign(): void {
    for (let index = 0; index < this.count; index += 1) {
      const thread = this.#threads[index]
      if (thread?.isIdle === false) continue
      const job = this.#nextJob()
      if (job === undefined) return
      const worker = thread ?? this.#thread()
      worker.isIdle = false
      worker.worker.postMessage(job)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(it => it.worker.terminate()))
  }

  #nextJob(): ScanJob | undefined {
    for (const [file, source] of this.#sources.entries()) {
      const job = source.next()
      if (job !== undefined) return { ...job, file }
    }
    return undefined
  }

  #thread(): ScanThread {
    const thread: ScanThread = { worker: new Worker(WORKER), isIdle: true }
    thread.worker.on('message', (message: ScanMessage) => {
      this.#sources[message.file]?.hear(message)
      if (message.kind === 'end' || (message.kind === 'begin' && message.start < 0)) {
        thread.isIdle = true
        this.assign()
      }
    })
    thread.worker.on('error', error => {
      for (const it of this.#sources) it.fail(error)
    })
    this.#threads.push(thread)
    return thread
  }
}

/** Where the program is bundled, so is the thread. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './scan-worker.ts' : './scan-worker.js',
  import.meta.url,
)
