/** Reads the rows of a Parquet or JSON file, or of a table of a DuckDB database, chunk after chunk. */
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { spanOf } from '../../source/source.ts'
import { headerOf } from '../header.ts'
import type { ChooseColumns, ChosenColumns } from '../level-builder.ts'
import type { RowBatch, RowProblem } from '../row-batch.ts'
import { type CellNumbers, cellNumbers } from './cell-numbers.ts'
import { type ColumnReading, settledReadings, singleReading, type TableColumn } from './column-reading.ts'
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
  if (/[*?[\]]/.test(path)) return [unreadable(name, 'its path holds one of * ? [ ]')]
  return withDuckdb([path, `${path}.wal`], async connection => {
    try {
      const relation = await relationIn(connection, { ...request, path })
      if (relation.problem !== undefined) return [unreadable(name, relation.problem)]
      await readRows(connection, relation.from, request)
      return []
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error
      return [unreadable(name, `it is not a ${FORMATS[format]} (${firstLine(error)})`)]
    }
  })
}

const FORMATS = { parquet: 'Parquet table', json: 'JSON table', duckdb: 'DuckDB database' } as const

const unreadable = (file: string, reason: string): Diagnostic =>
  report('data/unreadable-file', spanOf({ name: file, text: '' }, 0, 0), { file, reason })

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
  const readings =
    request.format === 'json' ? wanted.map(singleReading) : await settledReadings(connection, from, wanted)
  const total = await countRows(connection, from, request)
  chosen.collector.expect(total)
  const result = await connection.stream(`SELECT ${readings.map(it => it.query).join(', ')} FROM ${from}`)
  const rows = new ChunkRows(chosen, readings, columns.length)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0 || !rows.take(chunk)) return
    request.onProgress(chunk.rowCount, total)
  }
}

async function countRows(
  connection: DuckDBConnection,
  from: string,
  { format }: TableRequest,
): Promise<number> {
  if (format === 'json') return 0
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`)
  return Number(counted.getRows()[0]?.[0] ?? 0)
}

class ChunkRows implements RowBatch {
  size = 0
  readonly cells: Int32Array[]
  readonly faults = new Map<number, RowProblem>()
  readonly #chosen: ChosenColumns
  readonly #fieldCount: number
  readonly #numbers: readonly CellNumbers[]
  /** Rows before those of this chunk. */
  #before = 0

  constructor(chosen: ChosenColumns, readings: readonly ColumnReading[], fieldCount: number) {
    this.#chosen = chosen
    this.#fieldCount = fieldCount
    this.#numbers = readings.flatMap((reading, column) => {
      const numbers = chosen.collector.sources[column]
      return numbers === undefined ? [] : [cellNumbers(reading, numbers)]
    })
    this.cells = this.#numbers.map(() => new Int32Array(0))
  }

  /** False when no more rows are wanted. */
  take(chunk: DuckDBDataChunk): boolean {
    this.#before += this.size
    this.size = chunk.rowCount
    for (const [column, numbers] of this.#numbers.entries()) this.cells[column] = numbers.of(chunk, column)
    return this.#chosen.collector.take(this)
  }

  /** Rows have no lines in these formats; the first row counts as 1. */
  lineOf(row: number): number {
    return this.#before + row + 1
  }

  /** The row as a line of CSV, with nothing in the columns that are not read. */
  textOf(row: number): string {
    const { collector, fields } = this.#chosen
    const cells = new Array<string>(this.#fieldCount).fill('')
    for (const [column, field] of fields.entries()) {
      const number = this.cells[column]?.[row] ?? 0
      const text = collector.sources[column]?.textAt(number) ?? ''
      cells[field] = /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return cells.join(',')
  }
}
