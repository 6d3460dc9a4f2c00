/**
 * Starts to read large files before it is known what they hold: while the rules are read, threads scan what can
 * be scanned without them. Whoever starts it has to close it.
 */
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { readHead } from '../csv/csv-head.ts'
import { LONGEST_ROW } from '../csv/csv-rows.ts'
import { firstBytes, formatOfBytes } from '../file-format.ts'
import { FileScan } from './file-scan.ts'
import { ScanPool } from './scan-pool.ts'

/** Files of so many bytes are worth the start of a thread, and so many more another. */
const LARGE = 8 << 20
const BYTES_OF_THREAD = 32 << 20
/** More threads than these wait for what is done in one. */
const MOST_THREADS = 4
/** Of wider files not all columns are scanned in the hope that they are wanted. */
const WIDEST = 24

/** How many threads are worth their start to read a file, or several of so many bytes in all. */
export function threadsFor(bytes: number): number {
  const processors = Math.min(availableParallelism(), MOST_THREADS)
  return bytes < LARGE || processors < 2 ? 0 : Math.min(processors, Math.ceil(bytes / BYTES_OF_THREAD))
}

export class ReadAhead {
  readonly #pool: ScanPool
  readonly #scans = new Map<string, FileScan>()

  /** Words that are no large files are passed over. The smaller files come first, as they are ready first. */
  constructor(words: readonly string[]) {
    const files = [...new Set(words)]
      .map(path => ({ path, size: sizeNow(path) }))
      .filter(({ size }) => size >= LARGE)
      .sort((left, right) => left.size - right.size)
    this.#pool = new ScanPool(threadsFor(files.reduce((sum, it) => sum + it.size, 0)))
    if (this.#pool.count > 0) for (const it of files) this.#start(it)
  }

  /** The scan of a file, once; undefined where none has been started. */
  scanOf(path: string): FileScan | undefined {
    const scan = this.#scans.get(path)
    this.#scans.delete(path)
    return scan
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  #start({ path, size }: { readonly path: string; readonly size: number }): void {
    const bytes = firstBytes(path, LONGEST_ROW)
    if (formatOfBytes(path, bytes) !== 'csv') return
    const head = readHead(bytes)
    if ('kind' in head || head.fields.length > WIDEST) return
    const fields = head.fields.map((_, field) => field)
    const layout = { delimiter: head.delimiter.charCodeAt(0), fieldCount: fields.length, fields }
    const start = { layout, length: head.length, line: head.nextLine }
    this.#scans.set(path, new FileScan(this.#pool, { path, size }, start))
  }
}

/** -1 for what is no file, or cannot be read: whoever reads it says so. */
function sizeNow(path: string): number {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    return found?.isFile() === true ? found.size : -1
  } catch {
    return -1
  }
}
