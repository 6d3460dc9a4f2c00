/**
 * Reads `tables`: what each key gives, written in the ruleset, held in a file beside it, or taken from
 * the rows of a level. Whether keys overlap or leave gaps is settled by checking, which knows types.
 */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { readLine } from './build-lines.ts'
import { readStated } from './build-stated.ts'
import { type ColumnHeadings, readHeadings, rowsOfFile } from './build-table-files.ts'
import { readGives, readKeys } from './build-table-keys.ts'
import { rowsWritten, type UnnamedRow } from './build-table-rows.ts'
import { exactlyOne, excludes } from './read-choice.ts'
import { readTableFile } from './read-file.ts'
import { declaredBy, given, oneOrMore, readFields } from './read-map.ts'
import { citations, isOneOf, nameOf } from './read-name.ts'
import { asScalar, checkName, expression, name, text, titleFrom, wholeNumber, yesNo } from './read-scalar.ts'
import type { Reader, Reading } from './reading.ts'
import type { ScalarText, Table, TableColumn, TableKey, TableRow, YearColumn } from './ruleset.ts'
import { yearColumns } from './years-in.ts'

const whole: Reader<DocumentNode> = node => node

/** `yes` for every row, or the rows by name. */
const unconfirmed: Reader<boolean | readonly ScalarText[]> = (node, reading) =>
  node.kind === 'list'
    ? oneOrMore((it, inner) => asScalar(it, 'the key of a row', inner))(node, reading)
    : yesNo(node, reading)

const TABLE = {
  what: 'a table',
  readers: {
    title: text,
    unit: text,
    by: whole,
    gives: whole,
    rows: whole,
    file: name,
    columns: readHeadings,
    level: nameOf('levels'),
    complete: yesNo,
    otherwise: expression,
    line: whole,
    year: wholeNumber(1900, 2199),
    stated: whole,
    cite: citations,
    unconfirmed,
  },
} as const

export function buildTable(entry: MapEntry, reading: Reading): Table | undefined {
  checkName(entry.key, reading)
  const fields = readFields(entry.value, TABLE, reading)
  const from = fields && exactlyOne(entry.value, ['rows', 'file', 'level'], 'a table', reading)
  if (fields === undefined || from === undefined) return undefined
  const keys = readKeys(entry.value, fields.by, fields.level?.text, reading)
  const gives = readGives(entry.value, fields.gives, fields, reading)
  if (keys === undefined || gives === undefined) return undefined
  if (from !== 'file') refuseColumns(entry.value, from, reading)
  const { rows, years } = rowsFrom({ ...fields, keys, gives }, reading)
  const line = fields.line && readLine(fields.line, keys, from === 'level', reading)
  const { complete = from !== 'level' && fields.otherwise === undefined, otherwise, level, file } = fields
  return {
    ...declaredBy(entry),
    cites: fields.cite ?? [],
    unconfirmed: fields.unconfirmed === true,
    title: fields.title ?? titleFrom(entry.key.text),
    keys,
    gives,
    rows: marked(rows, fields.unconfirmed, entry.key.text, reading),
    complete,
    ...given({
      otherwise,
      line,
      level: level && { level: level.text, at: level.at },
      file: file?.text,
      year: fields.year,
      stated: fields.stated && readStated(fields.stated, keys, gives, reading),
      yearColumns: years.length > 0 ? years : undefined,
    }),
  }
}

function refuseColumns(node: DocumentNode, from: 'rows' | 'level', reading: Reading): void {
  excludes(node, 'columns', from, reading)
}

interface Parts {
  readonly rows?: DocumentNode
  readonly file?: ScalarText
  readonly columns?: ColumnHeadings
  readonly keys: readonly TableKey[]
  readonly gives: readonly TableColumn[]
}

interface RowsRead {
  readonly rows: readonly UnnamedRow[]
  readonly years: readonly YearColumn[]
}

function rowsFrom({ rows, file, columns, ...shape }: Parts, reading: Reading): RowsRead {
  if (rows !== undefined) return { rows: rowsWritten(rows, shape, reading), years: [] }
  const csv = file && readTableFile(file, reading)
  if (csv === undefined) return { rows: [], years: [] }
  const keys = shape.keys.map(it => it.name)
  return {
    rows: rowsOfFile(csv, shape, columns, reading),
    years: yearColumns(csv, keys, columns ?? new Map()),
  }
}

/** Marks the rows that are not confirmed. */
function marked(
  rows: readonly UnnamedRow[],
  doubtful: boolean | readonly ScalarText[] | undefined,
  table: string,
  reading: Reading,
): readonly TableRow[] {
  const named = new Set(typeof doubtful === 'object' ? rowsNamed(rows, doubtful, table, reading) : [])
  return rows.map(row => ({
    keys: row.keys,
    values: row.values,
    unconfirmed: doubtful === true || named.has(row),
    cites: [],
    at: row.at,
  }))
}

/** A row is named by its keys as written, joined with dots, or by the first of them. */
function rowsNamed(
  rows: readonly UnnamedRow[],
  names: readonly ScalarText[],
  table: string,
  reading: Reading,
): readonly UnnamedRow[] {
  const wanted = new Set(names.map(it => it.text))
  const found = new Set<string>()
  const result = rows.filter(({ path }) => {
    const own = path.map((_, index) => path.slice(0, index + 1).join('.')).filter(it => wanted.has(it))
    for (const it of own) found.add(it)
    return own.length > 0
  })
  const known = rows.map(it => it.path.join('.'))
  for (const { text: name, at } of names) {
    if (!found.has(name)) isOneOf(known, `row of \`${table}\``, name, at, reading)
  }
  return result
}
