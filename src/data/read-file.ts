/** Reads a file of rows, whatever its format, into a level. */
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { spanOf } from '../source/source.ts'
import { CsvReader } from './csv/csv-reader.ts'
import { reasonOf, unreadableFile } from './file-error.ts'
import { type FileFormat, formatOf } from './file-format.ts'
import { LevelBuilder, type LevelRequest, type RowsOutcome } from './level-builder.ts'
import type { FileScan } from './threads/file-scan.ts'
import { type ReadAhead, threadsFor } from './threads/read-ahead.ts'

/** Hears how much more has been read: bytes of the files, and rows. */
export type OnProgress = (bytes: number, rows: number) => void

/**
 * Reads the rows of a level from the file at a path; of a database from one table, named behind `#` where
 * there are several. Nothing is read that no input needs. `ahead`: what has been started of it.
 */
export async function readFileRows(
  path: string,
  request: LevelRequest,
  onProgress: OnProgress = () => undefined,
  ahead?: ReadAhead,
): Promise<RowsOutcome> {
  const builder = new LevelBuilder(request)
  try {
    const { file, table } = splitTable(path)
    const format = formatOf(file)
    if (typeof format !== 'string') {
      const at = spanOf({ name: request.file, text: '' }, 0, 0)
      return builder.finish([report(format.code, at, format.args)])
    }
    const diagnostics =
      format === 'csv' || format === 'gzip'
        ? await readText({
            path: file,
            format,
            name: request.file,
            builder,
            onProgress,
            scan: ahead?.scanOf(file),
          })
        : await readTable({ path: file, format, table, request, builder, onProgress })
    return builder.finish(diagnostics)
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return builder.finish([unreadableFile(request.file, reason)])
  }
}

/** `cohort.duckdb#entries`: a file, and a table in it. */
export function splitTable(path: string): { readonly file: string; readonly table: string | undefined } {
  const [, file, table] = /^(.*\.(?:duckdb|ddb|db))#([^#/\\]+)$/i.exec(path) ?? []
  return { file: file ?? path, table }
}

interface TextReading {
  readonly path: string
  readonly format: 'csv' | 'gzip'
  readonly name: string
  readonly builder: LevelBuilder
  readonly onProgress: OnProgress
  /** A scan of the file that has been started. */
  readonly scan: FileScan | undefined
}

async function readText(reading: TextReading): Promise<readonly Diagnostic[]> {
  const { path, format, name, builder, onProgress, scan } = reading
  const total = format === 'csv' ? await sizeOf(path) : 0
  const threads = threadsFor(total)
  if (scan !== undefined || threads > 0) {
    const { readLargeCsv } = await import('./threads/read-large-csv.ts')
    const options = scan === undefined ? { threads } : { threads, scan }
    return readLargeCsv({ path, size: total, name }, builder.choose, options, onProgress)
  }
  const reader = new CsvReader(name, builder.choose, { total, onRows: rows => onProgress(0, rows) })
  const file = await open(path)
  const bytes = file.createReadStream({ highWaterMark: 1 << 18 })
  bytes.on('data', piece => onProgress(piece.length, 0))
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

interface TableReading {
  readonly path: string
  readonly format: Exclude<FileFormat, 'csv' | 'gzip'>
  readonly table: string | undefined
  readonly request: LevelRequest
  readonly builder: LevelBuilder
  readonly onProgress: OnProgress
}

async function readTable(reading: TableReading): Promise<readonly Diagnostic[]> {
  const { path, format, table, request, builder, onProgress } = reading
  if (format === 'arrow') {
    const { readArrowRows } = await import('./arrow/read-arrow.ts')
    return readArrowRows({ path, name: request.file, choose: builder.choose, onProgress })
  }
  const { readDuckdbRows } = await import('./duckdb/read-rows.ts')
  const size = await sizeOf(path)
  return readDuckdbRows({
    path,
    format,
    level: request.level,
    name: request.file,
    choose: builder.choose,
    onProgress: (rows, total) => onProgress(total === 0 ? 0 : (rows / total) * size, rows),
    ...(table === undefined ? {} : { table }),
  })
}

/** The size of a file in bytes, for progress; 0 where it cannot be read. */
export const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(splitTable(path).file)).size
  } catch {
    return 0
  }
}
