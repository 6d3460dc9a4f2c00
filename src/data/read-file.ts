/** Reads a file of rows, whatever its format, into a level; the format is told by the file's first bytes and its name. */
import { open, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { createGunzip } from 'node:zlib'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { spanOf } from '../source/source.ts'
import { startsWith } from './csv/csv-head.ts'
import { CsvReader } from './csv/csv-reader.ts'
import { reasonOf } from './file-error.ts'
import { LevelBuilder, type LevelRequest, type RowsOutcome } from './level-builder.ts'

/** Hears how much of the files has been read, in bytes. */
export type OnProgress = (bytes: number) => void

type FileFormat = 'csv' | 'gzip' | 'parquet' | 'json'

/** Reads the rows of a level from the file at a path. Nothing is read that no input needs. */
export async function readFileRows(
  path: string,
  request: LevelRequest,
  onProgress: OnProgress = () => undefined,
): Promise<RowsOutcome> {
  const builder = new LevelBuilder(request)
  try {
    const format = await formatOf(path)
    const diagnostics =
      format === 'csv' || format === 'gzip'
        ? await readText(path, format, request.file, builder, onProgress)
        : await readWithDuckdb(path, format, request.file, builder)
    return builder.finish(diagnostics)
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    const at = spanOf({ name: request.file, text: '' }, 0, 0)
    return builder.finish([report('data/unreadable-file', at, { file: request.file, reason })])
  }
}

async function formatOf(path: string): Promise<FileFormat> {
  const file = await open(path)
  try {
    if ((await file.stat()).isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
    const { buffer } = await file.read({ buffer: Buffer.alloc(4), length: 4, position: 0 })
    if (startsWith(buffer, 0x1f, 0x8b)) return 'gzip'
    if (buffer.toString('latin1') === 'PAR1') return 'parquet'
    return /\.(json|jsonl|ndjson)$/i.test(path) ? 'json' : 'csv'
  } finally {
    await file.close()
  }
}

async function readText(
  path: string,
  format: 'csv' | 'gzip',
  name: string,
  builder: LevelBuilder,
  onProgress: OnProgress,
): Promise<readonly Diagnostic[]> {
  const total = format === 'csv' ? await sizeOf(path) : 0
  const threads = Math.min(availableParallelism(), MOST_THREADS)
  if (total >= LARGE && threads > 1) {
    const { readLargeCsv } = await import('./threads/read-large-csv.ts')
    return readLargeCsv({ path, size: total, name }, builder.choose, { threads }, onProgress)
  }
  const reader = new CsvReader(name, builder.choose, { total })
  const file = await open(path)
  const bytes = file.createReadStream({ highWaterMark: 1 << 18 })
  bytes.on('data', piece => onProgress(piece.length))
  const pieces = format === 'gzip' ? bytes.pipe(createGunzip({ chunkSize: 1 << 18 })) : bytes
  if (pieces !== bytes) bytes.on('error', error => pieces.destroy(error))
  try {
    for await (const piece of pieces) if (!reader.push(piece as Buffer)) break
    reader.end()
  } finally {
    bytes.destroy()
  }
  return reader.diagnostics
}

/** Files of so many bytes are worth the start of threads; more threads than these wait for what is done in one. */
const LARGE = 16 << 20
const MOST_THREADS = 4

async function readWithDuckdb(
  path: string,
  format: 'parquet' | 'json',
  name: string,
  builder: LevelBuilder,
): Promise<readonly Diagnostic[]> {
  const { readDuckdbRows } = await import('./duckdb/read-rows.ts')
  return readDuckdbRows(path, format, name, builder.choose)
}

/** The size of a file in bytes, for progress; 0 where it cannot be read. */
export const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
