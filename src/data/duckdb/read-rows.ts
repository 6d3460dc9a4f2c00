/** Reads the rows of a Parquet or JSON file, or of a table of a DuckDB database, chunk after chunk. */
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { unreadableFile } from '../file-error.ts'
import { headerOf } from '../header.ts'
import type { ChooseColumns } from '../level-builder.ts'
import { TableRows } from '../table-rows.ts'
import { cellNumbers } from './cell-numbers.ts'
import { settledReadings, type TableColumn, unsettledReading } from './column-reading.ts'
import { firstLine, withDuckdb } from './sealed.ts'
import { relationIn, type TableFile } from './table-file.ts'

export interface TableRequest extends TableFile {
  /** The name of the file, for messages. */
  readonly name: string
  readonly choose: ChooseColumns
  /** Hears of rows read, and of how many there are in all. */
  readonly onProgress: (rows: number, total: number) => void
}

/** Feeds the rows to the columns chosen; says what is wrong with the file as a whole. */
export async function readDuckdbRows(request: TableRequest): Promise<readonly Diagnostic[]> {
  const { name, format } = request
  const path = resolve(request.path)
  // In the name of a file, DuckDB would take these for a pattern over several files.
  if (/[*?[\]]/.test(path)) return [unreadableFile(name, 'its path holds one of * ? [ ]')]
  return withDuckdb([path, `${path}.wal`], async connection => {
    try {
      const relation = await relationIn(connection, { ...request, path })
      if (relation.problem !== undefined) return [unreadableFile(name, relation.problem)]
      await readRows(connection, relation.from, request)
      return []
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error
      return [unreadableFile(name, `it is not a ${FORMATS[format]} (${firstLine(error)})`)]
    }
  })
}

const FORMATS = { parquet: 'Parquet table', json: 'JSON table', duckdb: 'DuckDB database' } as const

async function readRows(connection: DuckDBConnection, from: string, request: TableRequest): Promise<void> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)
  const columns: readonly TableColumn[] = described.getRowObjects().map(it => ({
    name: String(it.column_name),
    type: String(it.column_type),
  }))
  const names = columns.map(it => it.name)
  const chosen = request.choose(headerOf(request.name, names))
  if (chosen === undefined) return
  const wanted = chosen.fields.flatMap(it => columns[it] ?? [])
  // Looking at the values of JSON costs as much as reading it.
  const { readings, rows: total } =
    request.format === 'json'
      ? { readings: wanted.map(unsettledReading), rows: 0 }
      : await settledReadings(connection, from, wanted)
  chosen.collector.expect(total)
  const result = await connection.stream(`SELECT ${readings.map(it => it.query).join(', ')} FROM ${from}`)
  const numbers = readings.flatMap((reading, column) => {
    const source = chosen.collector.sources[column]
    return source === undefined ? [] : [cellNumbers(reading, source)]
  })
  const rows = new TableRows(
    chosen,
    columns.length,
    numbers.map(it => it.numbers),
  )
  await eachChunk(result, chunk => {
    const cellsOf = (column: number) => numbers[column]?.of(chunk, column) ?? new Int32Array(chunk.rowCount)
    const goesOn = rows.take(chunk.rowCount, cellsOf)
    if (goesOn) request.onProgress(chunk.rowCount, total)
    return goesOn
  })
}

/** Has the next chunk fetched while one is taken; `take` says whether another is wanted. */
async function eachChunk(result: DuckDBResult, take: (chunk: DuckDBDataChunk) => boolean): Promise<void> {
  let next = result.fetchChunk()
  try {
    for (;;) {
      const chunk = await next
      if (chunk === null || chunk.rowCount === 0) return
      next = result.fetchChunk()
      if (!take(chunk)) return
    }
  } finally {
    // The connection is closed afterwards, and what is being fetched needs it.
    await next.catch(() => undefined)
  }
}
