/**
 * Reads the rows of a table from a file beside the ruleset. A file is data: its cells are numbers,
 * yes or no, codes and texts by the declared types, and never expressions.
 */
import type { Span } from '../source/source.ts'
import { spanOf } from '../source/source.ts'
import type { CsvCell, CsvRow, CsvTable } from '../syntax/csv/read-csv.ts'
import type { MapEntry } from '../syntax/document/node.ts'
import type { Expression, Pattern, RangePattern, TypeExpression } from '../syntax/expression/ast.ts'
import { parseExpression, parsePattern } from '../syntax/expression/parse-expression.ts'
import { lackingCell, type TableShape, type UnnamedRow } from './build-table-rows.ts'
import { columnOf } from './read-file.ts'
import { entriesOf } from './read-map.ts'
import { isOneOf } from './read-name.ts'
import { name } from './read-scalar.ts'
import { accept, complain, type Reading } from './reading.ts'
import type { ScalarText, TableCell, TableColumn, TableKey } from './ruleset.ts'
import { admitsNumbers, admitsYesNo, codesOf } from './type-spellings.ts'

/** Under which headings a key or value stands: one, or two that hold the ends of a range. */
export type Heading =
  | { readonly kind: 'one'; readonly of: ScalarText; readonly heading: ScalarText }
  | {
      readonly kind: 'range'
      readonly of: ScalarText
      readonly from: ScalarText
      readonly to: ScalarText
      readonly inclusive: boolean
    }
export type ColumnHeadings = ReadonlyMap<string, Heading>

/** `outcome: target`, or `mark: lower ..< upper` */
function readHeading({ key: of, value }: MapEntry, reading: Reading): Heading | undefined {
  const heading = name(value, reading)
  if (heading === undefined) return undefined
  const [, from, below, to] = /^(\S.*?)\s*\.\.(<?)\s*(\S.*)$/.exec(heading.text) ?? []
  if (from === undefined || to === undefined) return { kind: 'one', of, heading }
  const { at } = heading
  return { kind: 'range', of, from: { text: from, at }, to: { text: to, at }, inclusive: below === '' }
}

export const readHeadings = entriesOf('keys and values, and their headings in the file', readHeading)

/** Reads one row of the file; undefined where a cell has no value, which is then reported. */
type RowReader<T> = (row: CsvRow) => T | undefined

interface Key {
  readonly pattern: Pattern
  readonly text: string
}

export function rowsOfFile(
  csv: CsvTable,
  { keys, gives }: TableShape,
  headings: ColumnHeadings = new Map(),
  reading: Reading,
): readonly UnnamedRow[] {
  const names = [...keys, ...gives].map(it => it.name)
  for (const { of } of headings.values()) isOneOf(names, 'key or value of the table', of.text, of.at, reading)
  const keyReaders = allOf(keys.map(it => keyReader(csv, it, headings.get(it.name), reading)))
  const valueReaders = allOf(gives.map(it => valueReader(csv, it, headings.get(it.name), reading)))
  if (keyReaders === undefined || valueReaders === undefined) return []
  return csv.rows.flatMap(row => {
    const found = allOf(keyReaders.map(it => it(row)))
    const values = allOf(valueReaders.map(it => it(row)))
    if (found === undefined || values === undefined) return []
    return [{ path: found.map(it => it.text), keys: found.map(it => it.pattern), values, at: row.at }]
  })
}

/** All of the items, or undefined where one of them is. */
function allOf<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = items.filter(it => it !== undefined)
  return known.length === items.length ? known : undefined
}

function keyReader(
  csv: CsvTable,
  key: TableKey,
  heading: Heading | undefined,
  reading: Reading,
): RowReader<Key> | undefined {
  if (heading?.kind === 'range') return rangeReader(csv, key, heading, reading)
  const index = columnOf(csv, heading?.heading ?? { text: key.name, at: key.at }, reading)
  if (index === undefined) return undefined
  const codes = codesOf(key.type, reading)
  return ({ cells }) => {
    const cell = filled(cells[index], key.name, reading)
    return cell && { pattern: keyPattern(cell, key.type, codes, reading), text: cell.text }
  }
}

function rangeReader(
  csv: CsvTable,
  key: TableKey,
  heading: Heading & { kind: 'range' },
  reading: Reading,
): RowReader<Key> | undefined {
  const from = columnOf(csv, heading.from, reading)
  const to = columnOf(csv, heading.to, reading)
  if (from === undefined || to === undefined) return undefined
  return ({ cells }) => {
    const [lower, upper] = [cells[from], cells[to]]
    if (lower === undefined || upper === undefined) return undefined
    if (lower.text === '' && upper.text === '') return filled(lower, key.name, reading) && undefined
    const pattern = rangePattern(lower, upper, heading.inclusive, key.type)
    return { pattern, text: `${lower.text}..${heading.inclusive ? '' : '<'}${upper.text}` }
  }
}

/** An end that is not filled in is open. */
function rangePattern(
  lower: CsvCell,
  upper: CsvCell,
  inclusive: boolean,
  type: TypeExpression,
): RangePattern {
  return {
    kind: 'RangePattern',
    ...(lower.text === '' ? {} : { from: { bound: literal(lower, type), inclusive: true } }),
    ...(upper.text === '' ? {} : { to: { bound: literal(upper, type), inclusive } }),
    at: between(lower.at, upper.at),
  }
}

const between = (one: Span, other: Span): Span =>
  spanOf(one.source, Math.min(one.start, other.start), Math.max(one.end, other.end))

/** A cell may hold a range or alternatives (`P1i..P3ii`, `1 or 2`) unless it is a code as a whole. */
function keyPattern(
  cell: CsvCell,
  type: TypeExpression,
  codes: ReadonlySet<string>,
  reading: Reading,
): Pattern {
  const isPattern =
    /\.\.| or /.test(cell.text) && !codes.has(cell.text) && (admitsNumbers(type) || codes.size > 0)
  if (isPattern) return accept(reading, parsePattern(cell.fragment))
  return { kind: 'ValuePattern', value: literal(cell, type), at: cell.at }
}

function valueReader(
  csv: CsvTable,
  column: TableColumn,
  heading: Heading | undefined,
  reading: Reading,
): RowReader<TableCell> | undefined {
  if (heading?.kind === 'range') {
    const args = { expected: 'one heading', found: 'a range of two' }
    return complain(reading, 'model/unexpected-shape', heading.from.at, args)
  }
  const index = columnOf(csv, heading?.heading ?? { text: column.name, at: column.at }, reading)
  if (index === undefined) return undefined
  const codes = codesOf(column.type, reading)
  return ({ cells }) => {
    const cell = filled(cells[index], column.name, reading)
    if (cell === undefined) return undefined
    const lacking = codes.has(cell.text) ? undefined : lackingCell(cell)
    return lacking ?? { kind: 'value', value: literal(cell, column.type), at: cell.at }
  }
}

function filled(cell: CsvCell | undefined, what: string, reading: Reading): CsvCell | undefined {
  if (cell?.text === '') return complain(reading, 'model/empty-cell', cell.at, { what: `\`${what}\`` })
  return cell
}

/** What a cell of a file says: a number or yes/no where its type has some, otherwise the text itself. */
function literal({ text, fragment, at }: CsvCell, type: TypeExpression): Expression {
  if (admitsNumbers(type) && /^-?\d+(\.\d+)?%?$/.test(text)) return parseExpression(fragment).value
  if (admitsYesNo(type) && (text === 'yes' || text === 'no')) {
    return { kind: 'YesNoLiteral', yes: text === 'yes', at }
  }
  return { kind: 'TextLiteral', text, at }
}
