/**
 * Puts a level of a run into a new table of DuckDB. Whole numbers become BIGINT, other numbers DOUBLE (the
 * nearest one), yes/no BOOLEAN, dates DATE, everything else text; an absent value is null.
 */
import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api'
import type { FileType, TypedColumn } from '../write/result-columns.ts'
import { sqlName } from './sealed.ts'

/** How many rows DuckDB takes at once. */
const CHUNK = 2048

const SQL_TYPES: { readonly [K in FileType]: string } = {
  whole: 'BIGINT',
  fraction: 'DOUBLE',
  'yes/no': 'BOOLEAN',
  date: 'DATE',
  text: 'VARCHAR',
}

/** Where a table is made: its name, in a database that is attached. */
export interface TablePlace {
  readonly database: string
  readonly table: string
}

/** DuckDB reads the digits; `yes` and `no` are words it reads as booleans too. */
export async function appendLevel(
  connection: DuckDBConnection,
  { database, table }: TablePlace,
  columns: readonly TypedColumn[],
  size: number,
): Promise<void> {
  const names = distinctNames(columns.map(it => it.heading))
  const declared = columns.map((it, index) => `${sqlName(names[index] ?? '')} ${SQL_TYPES[it.type]}`)
  await connection.run(`CREATE TABLE ${database}.${sqlName(table)} (${declared.join(', ')})`)
  const appender = await connection.createAppender(table, 'main', database)
  const types = columns.map(() => VARCHAR)
  for (let start = 0; start < size; start += CHUNK) {
    const length = Math.min(CHUNK, size - start)
    const chunk = DuckDBDataChunk.create(types, length)
    chunk.setColumns(columns.map(it => Array.from({ length }, (_, index) => it.text(start + index))))
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
}

/** Names that SQL, which knows no capitals, takes for the same are told apart by a number. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names.map(it => it.toLowerCase()))
  const used = new Set<string>()
  return names.map(name => {
    let distinct = name
    for (let number = 2; used.has(distinct.toLowerCase()); number += 1) {
      const next = `${name}_${number}`
      if (!taken.has(next.toLowerCase())) distinct = next
    }
    used.add(distinct.toLowerCase())
    return distinct
  })
}
