/** Reads the rows of a Parquet or JSON file through DuckDB, chunk after chunk, every cell as text. */
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { spanOf } from '../../source/source.ts'
import { headerOf } from '../header.ts'
import type { ChooseColumns, ChosenColumns } from '../level-builder.ts'
import type { RowBatch, RowProblem } from '../row-batch.ts'
import type { TextNumbers } from '../text-numbers.ts'
import { firstLine, sqlName, sqlText, withDuckdb } from './sealed.ts'

/** In JSON a column may hold numbers in some rows and texts in others, so all of them decide its type. */
const READERS = {
  parquet: (file: string) => `read_parquet(${sqlText(file)})`,
  json: (file: string) => `read_json_auto(${sqlText(file)}, sample_size = -1)`,
} as const

/** Feeds the rows to the columns chosen; says what is wrong with the file as a whole. */
export async function readDuckdbRows(
  path: string,
  format: keyof typeof READERS,
  name: string,
  choose: ChooseColumns,
): Promise<readonly Diagnostic[]> {
  const file = resolve(path)
  // In the name of a file, DuckDB would take these for a pattern over several files.
  if (/[*?[\]]/.test(file)) return [unreadable(name, 'its path holds one of * ? [ ]')]
  return withDuckdb([file], async connection => {
    const from = READERS[format](file)
    try {
      await readRows(connection, from, name, choose)
      return []
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error
      return [
        unreadable(name, `it is not a ${format === 'json' ? 'JSON' : 'Parquet'} table (${firstLine(error)})`),
      ]
    }
  })
}

const unreadable = (file: string, reason: string): Diagnostic =>
  report('data/unreadable-file', spanOf({ name: file, text: '' }, 0, 0), { file, reason })

async function readRows(
  connection: DuckDBConnection,
  from: string,
  name: string,
  choose: ChooseColumns,
): Promise<void> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)
  const columns = described.getRowObjects().map(it => ({
    name: String(it.column_name),
    type: String(it.column_type),
  }))
  const chosen = choose(
    headerOf(
      name,
      columns.map(it => it.name),
    ),
  )
  if (chosen === undefined) return
  const wanted = chosen.fields.flatMap(it => columns[it] ?? [])
  const result = await connection.stream(`SELECT ${wanted.map(asRead).join(', ')} FROM ${from}`)
  const rows = new ChunkRows(chosen, columns.length)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0 || !rows.take(chunk)) return
  }
}

/**
 * Whole numbers, doubles and booleans come as they are, which is much quicker, and are written as text
 * here; the others as the text that DuckDB writes. Dates come without a time of midnight.
 */
function asRead({ name, type }: { readonly name: string; readonly type: string }): string {
  if (NATIVE.test(type)) return sqlName(name)
  if (type === 'JSON') return `${sqlName(name)} ->> '$'`
  const text = `CAST(${sqlName(name)} AS VARCHAR)`
  if (type === 'FLOAT') return `regexp_replace(${text}, '\\.0$', '')`
  return type.startsWith('TIMESTAMP') ? `regexp_replace(${text}, ' 00:00:00(\\+00)?$', '')` : text
}
const NATIVE = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|DOUBLE|BOOLEAN|VARCHAR)$/

class ChunkRows implements RowBatch {
  size = 0
  readonly cells: Int32Array[]
  readonly faults = new Map<number, RowProblem>()
  readonly #chosen: ChosenColumns
  readonly #fieldCount: number
  readonly #numbers: readonly CellNumbers[]
  #values: readonly (readonly DuckDBValue[])[] = []
  /** Rows before those of this chunk. */
  #before = 0

  constructor(chosen: ChosenColumns, fieldCount: number) {
    this.#chosen = chosen
    this.#fieldCount = fieldCount
    this.#numbers = chosen.collector.dictionaries.map(it => new CellNumbers(it.vocabulary.numbers))
    this.cells = this.#numbers.map(() => new Int32Array(0))
  }

  /** False when no more rows are wanted. */
  take(chunk: DuckDBDataChunk): boolean {
    this.#before += this.size
    this.size = chunk.rowCount
    this.#values = this.#numbers.map((_, column) => chunk.getColumnValues(column))
    for (const [column, values] of this.#values.entries())
      this.cells[column] = (this.#numbers[column] as CellNumbers).of(values)
    return this.#chosen.collector.take(this)
  }

  /** Rows have no lines in these formats; the first row counts as 1. */
  lineOf(row: number): number {
    return this.#before + row + 1
  }

  /** The row as a line of CSV, with nothing in the columns that are not read. */
  textOf(row: number): string {
    const cells = new Array<string>(this.#fieldCount).fill('')
    for (const [column, field] of this.#chosen.fields.entries()) {
      const text = String(this.#values[column]?.[row] ?? '')
      cells[field] = /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return cells.join(',')
  }
}

/** The number of each cell's text; neighbours are often the same. */
class CellNumbers {
  readonly #numbers: TextNumbers
  readonly #known = new Map<DuckDBValue, number>()

  constructor(numbers: TextNumbers) {
    this.#numbers = numbers
  }

  of(values: readonly DuckDBValue[]): Int32Array {
    const found = new Int32Array(values.length)
    let last: DuckDBValue | undefined
    let number = 0
    for (const [row, value] of values.entries()) {
      if (value !== last || row === 0) number = this.#numberOf(value)
      last = value
      found[row] = number
    }
    return found
  }

  #numberOf(value: DuckDBValue): number {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const number = this.#numbers.numberOfText(String(value ?? ''))
    this.#known.set(value, number)
    return number
  }
}
