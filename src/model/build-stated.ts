/**
 * Reads `stated`: what the source itself says of the rows of a table - how many there are, what they
 * add up to. Whether the rows bear it out is for checking to say.
 */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import { given, oneOrMore, readEntries, readFields, unexpected } from './read-map.ts'
import { citations, isOneOf } from './read-name.ts'
import { asScalar, expression, scalarText, wholeNumber } from './read-scalar.ts'
import type { Reader, Reading } from './reading.ts'
import type { ScalarText, Stated, TableColumn, TableKey } from './ruleset.ts'

const MOST_ROWS = 9_999_999

const count: Reader<NonNullable<Stated['rows']>> = (node, reading) => {
  const read = wholeNumber(0, MOST_ROWS)(node, reading)
  return read === undefined ? undefined : { count: read, at: node.at }
}

const whole: Reader<DocumentNode> = node => node

const STATED = {
  what: '`stated`',
  readers: {
    for: whole,
    rows: count,
    sum: whole,
    least: whole,
    greatest: whole,
    cite: citations,
  },
} as const

export function readStated(
  node: DocumentNode,
  keys: readonly TableKey[],
  gives: readonly TableColumn[],
  reading: Reading,
): readonly Stated[] {
  return oneOrMore((it, inner) => statement(it, keys, gives, inner))(node, reading) ?? []
}

function statement(
  node: DocumentNode,
  keys: readonly TableKey[],
  gives: readonly TableColumn[],
  reading: Reading,
): Stated | undefined {
  const fields = readFields(node, STATED, reading)
  if (fields === undefined) return undefined
  const isEmpty = [fields.rows, fields.sum, fields.least, fields.greatest].every(it => it === undefined)
  if (isEmpty) return unexpected(node, '`rows`, `sum`, `least` or `greatest`', reading)
  const numbers = (it: DocumentNode | undefined) => it && readNumbers(it, gives, reading)
  return {
    for: fields.for === undefined ? new Map() : readRows(fields.for, keys, reading),
    sum: numbers(fields.sum) ?? new Map(),
    least: numbers(fields.least) ?? new Map(),
    greatest: numbers(fields.greatest) ?? new Map(),
    cites: fields.cite ?? [],
    at: node.at,
    ...given({ rows: fields.rows }),
  }
}

/** `{section: first}`: values of keys. */
function readRows(
  node: DocumentNode,
  keys: readonly TableKey[],
  reading: Reading,
): ReadonlyMap<string, ScalarText> {
  const names = keys.map(it => it.name)
  const one = ({ key, value }: MapEntry): ScalarText | undefined =>
    isOneOf(names, 'key of the table', key.text, key.at, reading) ? scalarText(value, reading) : undefined
  return readEntries(node, 'keys and values', one, reading)
}

/** `1234`, where the table gives one value, or `{points: 1234}`. */
function readNumbers(
  node: DocumentNode,
  gives: readonly TableColumn[],
  reading: Reading,
): ReadonlyMap<string, Expression> | undefined {
  const names = gives.map(it => it.name)
  const one = ({ key, value }: MapEntry): Expression | undefined =>
    isOneOf(names, 'value of the table', key.text, key.at, reading) ? expression(value, reading) : undefined
  if (node.kind === 'map') return readEntries(node, 'values and numbers', one, reading)
  const [name] = names
  if (name === undefined || names.length > 1)
    return unexpected(node, 'a number for each value, such as `{points: 1234}`', reading)
  const read = asScalar(node, 'a number', reading) && expression(node, reading)
  return read && new Map([[name, read]])
}
