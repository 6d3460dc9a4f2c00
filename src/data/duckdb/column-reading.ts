/**
 * How each column of a table is fetched from DuckDB: whole numbers as they are, columns of few different
 * texts as places in a list that DuckDB makes, so that no text is made for a cell; all others value by value.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlName } from './sealed.ts'

export interface TableColumn {
  readonly name: string
  readonly type: string
}

export type ColumnReading = ListedReading | WholeReading | SingleReading
/** Places in a list, counted from 1; 0 for no value. */
export interface ListedReading {
  readonly kind: 'listed'
  readonly query: string
  readonly texts: readonly string[]
}
/** Numbers of 32 bits, none of them missing. */
export interface WholeReading {
  readonly kind: 'whole'
  readonly query: string
}
export interface SingleReading {
  readonly kind: 'single'
  readonly query: string
}

/** Columns of more different values than these are not worth a list. */
const MOST_LISTED = 20_000
const WHOLE = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|HUGEINT)$/
const NATIVE = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|DOUBLE|BOOLEAN|VARCHAR)$/

/** Looks at the values of the table once to settle on the readings; only where looking costs little. */
export async function settledReadings(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TableColumn[],
): Promise<readonly ColumnReading[]> {
  const asked = columns.map(it =>
    WHOLE.test(it.type)
      ? `count(*) = count(${sqlName(it.name)}) AND min(${sqlName(it.name)}) > -2147483648 AND max(${sqlName(it.name)}) < 2147483648`
      : isListable(it)
        ? `approx_count_distinct(${sqlName(it.name)}) < ${MOST_LISTED}`
        : 'false',
  )
  if (columns.length === 0) return []
  const facts = (await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM ${from}`)).getRows()[0] ?? []
  const readings: ColumnReading[] = []
  for (const [index, column] of columns.entries()) {
    const isSuited = facts[index] === true
    if (!isSuited) readings.push(singleReading(column))
    else if (WHOLE.test(column.type))
      readings.push({ kind: 'whole', query: `CAST(${sqlName(column.name)} AS INTEGER)` })
    else readings.push(await listedReading(connection, from, column, index))
  }
  return readings
}

/** Numbers with a fraction are written as text by DuckDB more slowly than they are compared here. */
const isListable = ({ type }: TableColumn): boolean => type !== 'DOUBLE' && type !== 'FLOAT'

async function listedReading(
  connection: DuckDBConnection,
  from: string,
  column: TableColumn,
  index: number,
): Promise<ListedReading | SingleReading> {
  const text = textOf(column)
  const listed = await connection.runAndReadAll(
    `SELECT DISTINCT ${text} AS t FROM ${from} WHERE ${text} IS NOT NULL ORDER BY t`,
  )
  const texts = listed.getRows().map(([it]) => String(it))
  if (texts.length === 0 || texts.length > 65_534) return singleReading(column)
  const name = `listed_${index}`
  const values = texts.map(it => `'${it.replaceAll("'", "''")}'`).join(', ')
  await connection.run(`CREATE TYPE ${name} AS ENUM (${values})`)
  const place = `enum_code(CAST(${text} AS ${name}))`
  return { kind: 'listed', query: `CAST(coalesce(${place} + 1, 0) AS USMALLINT)`, texts }
}

/**
 * Whole numbers, doubles and booleans come as they are, which is much quicker, and are written as text
 * here; the others as the text that DuckDB writes.
 */
export const singleReading = (column: TableColumn): SingleReading => ({
  kind: 'single',
  query: NATIVE.test(column.type) ? sqlName(column.name) : textOf(column),
})

/** A cell as text. Dates come without a time of midnight. */
function textOf({ name, type }: TableColumn): string {
  if (type === 'VARCHAR') return sqlName(name)
  if (type === 'JSON') return `${sqlName(name)} ->> '$'`
  const text = `CAST(${sqlName(name)} AS VARCHAR)`
  if (type === 'FLOAT') return `regexp_replace(${text}, '\\.0$', '')`
  return type.startsWith('TIMESTAMP') ? `regexp_replace(${text}, ' 00:00:00(\\+00)?$', '')` : text
}
