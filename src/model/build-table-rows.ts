/** Reads the rows of a table written in the ruleset: maps from keys to values, a map within a map for each further key. */
import { spanOf } from '../source/source.ts'
import type { DocumentNode, MapEntry, ScalarNode } from '../syntax/document/node.ts'
import type { Pattern } from '../syntax/expression/ast.ts'
import { parsePattern } from '../syntax/expression/parse-expression.ts'
import { codePattern } from './read-cell.ts'
import { asMap, distinctEntries, unexpected } from './read-map.ts'
import { asScalar, expression, placed } from './read-scalar.ts'
import { complain, type Reading } from './reading.ts'
import type { TableCell, TableColumn, TableKey, TableRow } from './ruleset.ts'
import { oddCodesOf } from './type-spellings.ts'

/** A row before it is known which rows are confirmed; `path` is its keys as written. */
export interface UnnamedRow extends Pick<TableRow, 'keys' | 'values' | 'at'> {
  readonly path: readonly string[]
}

export interface TableShape {
  readonly keys: readonly TableKey[]
  readonly gives: readonly TableColumn[]
}

export function rowsWritten(node: DocumentNode, shape: TableShape, reading: Reading): readonly UnnamedRow[] {
  return rowsUnder(node, { path: [], keys: [] }, shape, reading)
}

type Place = Pick<UnnamedRow, 'path' | 'keys'>

function rowsUnder(
  node: DocumentNode,
  place: Place,
  shape: TableShape,
  reading: Reading,
): readonly UnnamedRow[] {
  const key = shape.keys[place.keys.length]
  const map = key && asMap(node, `rows by \`${key.name}\``, reading)
  if (key === undefined || map === undefined) return []
  return distinctEntries(map, reading).flatMap(entry => {
    const pattern = keyPattern(entry.key, key, reading)
    if (pattern === undefined) return []
    const inner = { path: [...place.path, entry.key.text], keys: [...place.keys, pattern] }
    if (inner.keys.length < shape.keys.length) return rowsUnder(entry.value, inner, shape, reading)
    const values = readValues(entry, shape.gives, reading)
    return values === undefined ? [] : [{ ...inner, values, at: wholeOf(entry) }]
  })
}

const wholeOf = ({ key, value }: MapEntry): TableRow['at'] =>
  key.at.source === value.at.source ? spanOf(key.at.source, key.at.start, value.at.end) : key.at

/** A key is a code of its type as a whole, even one that expressions would need quotes for, or a pattern. */
function keyPattern(node: ScalarNode, key: TableKey, reading: Reading): Pattern | undefined {
  const codes = oddCodesOf(key.type, reading)
  return placed(
    node,
    `a value of \`${key.name}\``,
    it => {
      const code = codePattern(it, codes)
      return code === undefined ? parsePattern(it) : { value: code, diagnostics: [] }
    },
    reading,
  )
}

/** One value, or a list of as many as the table gives; `unknown` and `none` stand for all of them. */
function readValues(
  { key, value }: MapEntry,
  gives: readonly TableColumn[],
  reading: Reading,
): readonly TableCell[] | undefined {
  if (value.kind === 'map') {
    const expected = gives.length === 1 ? 'a value' : `a list of ${gives.length} values`
    return unexpected(value, expected, reading)
  }
  const items = value.kind === 'list' ? value.items : [value]
  const lacking = value.kind === 'scalar' ? lackingCell(value) : undefined
  if (lacking !== undefined) return gives.map(() => lacking)
  if (items.length !== gives.length) {
    const args = { row: key.text, found: items.length, expected: gives.length }
    return complain(reading, 'model/wrong-values', value.at, args)
  }
  const cells = gives.map((it, index) => readValue(items[index] ?? value, it, reading))
  return cells.every(it => it !== undefined) ? cells : undefined
}

/** `unknown`: there is a value, but we lack it. `none`: the rules give none. */
export function lackingCell({ text, at }: Pick<ScalarNode, 'text' | 'at'>): TableCell | undefined {
  return text === 'unknown' || text === 'none' ? { kind: text, at } : undefined
}

function readValue(node: DocumentNode, column: TableColumn, reading: Reading): TableCell | undefined {
  const scalar = asScalar(node, 'a value', reading)
  if (scalar === undefined) return undefined
  const lacking = lackingCell(scalar)
  if (lacking !== undefined) return lacking
  if (oddCodesOf(column.type, reading).has(scalar.text)) {
    const at = scalar.at
    return { kind: 'value', value: { kind: 'TextLiteral', text: scalar.text, at }, at }
  }
  const value = expression(scalar, reading)
  return value && { kind: 'value', value, at: scalar.at }
}
