/**
 * How each column of a table is fetched from DuckDB: whole numbers as they are, columns of few different values
 * as places in a list that DuckDB makes, so that no text is made for a cell, and all others as texts.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlName, sqlText } from './sealed.ts'

export interface TableColumn {
  readonly name: string
  readonly type: string
}

export type ColumnReading = ListedReading | WholeReading | TextReading | SingleReading
/** Places in a list, counted from 1; 0 for no value. */
export interface ListedReading {
  readonly kind: 'listed'
  readonly query: string
  readonly texts: readonly string[]
}
/** Numbers of 32 bits; with `hasBlanks` -1 for no value. */
export interface WholeReading {
  readonly kind: 'whole'
  readonly query: string
  readonly hasBlanks: boolean
}
/** Texts, empty ones for no value. */
export interface TextReading {
  readonly kind: 'text'
  readonly query: string
}
export interface SingleReading {
  readonly kind: 'single'
  readonly query: string
}

/** So many rows tell which columns may be worth a list. */
const SAMPLE = 50_000
/** Columns of more different values than these are not worth a list. */
const MOST_LISTED = 20_000
/**
 * A place in a list is found once for each value of a dictionary of the file, but value by value along the list;
 * in a longer list than this every cell is looked up, at one go.
 */
const SHORT_LIST = 128
const WHOLE = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|HUGEINT)$/

const isWhole = ({ type }: TableColumn): boolean => WHOLE.test(type)

/** Looks at the values of the table once to settle on the readings, and counts its rows; only where that costs little. */
export async function settledReadings(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TableColumn[],
): Promise<{ readonly readings: readonly ColumnReading[]; readonly rows: number }> {
  const isListed = await fewInSample(connection, from, columns)
  const facts = columns.flatMap((it, index) =>
    isWhole(it) ? wholeFacts(it, index) : isListed[index] === true ? listFacts(it, index) : [],
  )
  await connection.run(
    `CREATE TABLE facts AS SELECT ${['count(*) AS "rows"', ...facts].join(', ')} FROM ${from}`,
  )
  const texts = columns.flatMap((it, index) => (isListed[index] === true ? listedTexts(it, index) : []))
  const known = columns.flatMap((it, index) => (isWhole(it) ? [`fits_${index}`, `blanks_${index}`] : []))
  const asked = await connection.runAndReadAll(
    `SELECT ${['"rows"', ...known, ...texts].join(', ')} FROM facts`,
  )
  const found = asked.getRowObjectsJS()[0] ?? {}
  const readings: ColumnReading[] = []
  for (const [index, column] of columns.entries()) {
    const listed = found[`texts_${index}`]
    if (found[`fits_${index}`] === true)
      readings.push(wholeReading(column, found[`blanks_${index}`] === true))
    else if (!Array.isArray(listed)) readings.push(unsettledReading(column))
    else
      readings.push(
        await listedReading(
          connection,
          column,
          index,
          listed.map(it => (it === null ? '' : String(it))),
        ),
      )
  }
  return { readings, rows: Number(found.rows ?? 0) }
}

/** Numbers with a fraction are written as text by DuckDB more slowly than they are compared here. */
const isListable = (it: TableColumn): boolean => !isWhole(it) && it.type !== 'DOUBLE' && it.type !== 'FLOAT'

async function fewInSample(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TableColumn[],
): Promise<readonly boolean[]> {
  if (!columns.some(isListable)) return columns.map(() => false)
  const names = columns.map(it => sqlName(it.name))
  const asked = columns.map((it, index) =>
    isListable(it) ? `approx_count_distinct(${names[index]}) < ${MOST_LISTED}` : 'false',
  )
  const sample = `SELECT ${names.join(', ')} FROM ${from} LIMIT ${SAMPLE}`
  const found = await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM (${sample})`)
  return (found.getRows()[0] ?? []).map(it => it === true)
}

const wholeFacts = ({ name }: TableColumn, index: number): readonly string[] => {
  const column = sqlName(name)
  const least = `CASE WHEN count(${column}) = count(*) THEN -2147483648 ELSE 0 END`
  return [
    `min(${column}) >= ${least} AND max(${column}) < 2147483648 AS fits_${index}`,
    `count(${column}) < count(*) AS blanks_${index}`,
  ]
}

const listFacts = ({ name }: TableColumn, index: number): string =>
  `list_sort(list(DISTINCT ${sqlName(name)})) AS listed_${index}`

/** The texts of a list; nothing in place of a list that is too long. */
const listedTexts = (column: TableColumn, index: number): string => {
  const texts = `list_transform(listed_${index}, lambda it: ${textOf('it', column.type)})`
  return `CASE WHEN len(listed_${index}) BETWEEN 1 AND ${MOST_LISTED} THEN ${texts} END AS texts_${index}`
}

const wholeReading = ({ name }: TableColumn, hasBlanks: boolean): WholeReading => {
  const whole = `CAST(${sqlName(name)} AS INTEGER)`
  return { kind: 'whole', query: hasBlanks ? `coalesce(${whole}, -1)` : whole, hasBlanks }
}

async function listedReading(
  connection: DuckDBConnection,
  { name, type }: TableColumn,
  index: number,
  texts: readonly string[],
): Promise<ListedReading> {
  const column = sqlName(name)
  if (texts.length <= SHORT_LIST) {
    await connection.run(`SET VARIABLE listed_${index} = (SELECT listed_${index} FROM facts)`)
    const place = `list_position(getvariable('listed_${index}'), ${column})`
    return { kind: 'listed', query: `coalesce(${place}, 0)`, texts }
  }
  const values = [...new Set(texts)]
  const list = values.map(sqlText).join(', ')
  await connection.run(`CREATE TYPE listed_${index} AS ENUM (${list})`)
  const place = `enum_code(CAST(${textOf(column, type)} AS listed_${index}))`
  return { kind: 'listed', query: `CAST(coalesce(${place} + 1, 0) AS INTEGER)`, texts: values }
}

/** Fractions come as they are, which is much quicker, and are written as text here; the others as DuckDB writes them. */
export const unsettledReading = ({ name, type }: TableColumn): TextReading | SingleReading =>
  type === 'DOUBLE'
    ? { kind: 'single', query: sqlName(name) }
    : { kind: 'text', query: `coalesce(${textOf(sqlName(name), type)}, '')` }

/** A value as text. Dates come without a time of midnight. */
function textOf(value: string, type: string): string {
  if (type === 'VARCHAR') return value
  if (type === 'JSON') return `${value} ->> '$'`
  const text = `CAST(${value} AS VARCHAR)`
  if (type === 'FLOAT') return `regexp_replace(${text}, '\\.0$', '')`
  return type.startsWith('TIMESTAMP') ? `regexp_replace(${text}, ' 00:00:00(\\+00)?$', '')` : text
}
