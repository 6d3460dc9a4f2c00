/** Reads the rows of a Parquet or JSON file through DuckDB, chunk after chunk, every cell as text. */
import { resolve } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { spanOf } from '../../source/source.ts'
import type { CellDictionary } from '../cell-dictionary.ts'
import { headerOf } from '../header.ts'
import type { ChooseColumns, ChosenColumns } from '../level-builder.ts'
import type { RowPlace } from '../row-collector.ts'
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

class ChunkRows implements RowPlace {
  /** Rows have no lines in these formats; the first row counts as 1. */
  line = 0
  readonly #chosen: ChosenColumns
  readonly #fieldCount: number
  readonly #places: readonly CellPlaces[]
  #cells: readonly (readonly DuckDBValue[])[] = []
  #row = 0

  constructor(chosen: ChosenColumns, fieldCount: number) {
    this.#chosen = chosen
    this.#fieldCount = fieldCount
    this.#places = chosen.collector.dictionaries.map(it => new CellPlaces(it))
  }

  /** False when no more rows are wanted. */
  take(chunk: DuckDBDataChunk): boolean {
    const { collector } = this.#chosen
    this.#cells = this.#places.map((_, column) => chunk.getColumnValues(column))
    for (this.#row = 0; this.#row < chunk.rowCount; this.#row += 1) {
      this.line += 1
      for (const [column, places] of this.#places.entries()) {
        collector.row[column] = places.placeOf(this.#cells[column]?.[this.#row] ?? '')
      }
      if (!collector.commit(this)) return false
    }
    return true
  }

  /** The row as a line of CSV, with nothing in the columns that are not read. */
  text(): string {
    const cells = new Array<string>(this.#fieldCount).fill('')
    for (const [column, field] of this.#chosen.fields.entries()) {
      const text = this.#textAt(column)
      cells[field] = /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return cells.join(',')
  }

  #textAt(column: number): string {
    return String(this.#cells[column]?.[this.#row] ?? '')
  }
}

/** The place of each cell in the dictionary of its column; neighbours are often the same. */
class CellPlaces {
  readonly #dictionary: CellDictionary
  readonly #places = new Map<DuckDBValue, number>()
  #last: DuckDBValue | undefined
  #lastPlace = 0

  constructor(dictionary: CellDictionary) {
    this.#dictionary = dictionary
  }

  readonly placeOf = (cell: DuckDBValue): number => {
    if (cell === this.#last) return this.#lastPlace
    let place = this.#places.get(cell)
    if (place === undefined) {
      place = this.#dictionary.add(String(cell), this.placeOf)
      this.#places.set(cell, place)
    }
    this.#last = cell
    this.#lastPlace = place
    return place
  }
}
