/** Reads what a table is looked up by (`by`) and what it gives (`gives`). */
import type { Span } from '../source/source.ts'
import type { DocumentNode, MapEntry, ScalarNode } from '../syntax/document/node.ts'
import type { TypeExpression } from '../syntax/expression/ast.ts'
import { keyColumnsOf } from './declarations.ts'
import { given, oneOrMore, readEntries, readFields } from './read-map.ts'
import { asScalar, checkName, name, text, typeExpression } from './read-scalar.ts'
import { complain, type Reading } from './reading.ts'
import type { TableColumn, TableKey } from './ruleset.ts'

/** The keys of a table, in the order they are given in when it is looked up. */
export function readKeys(
  table: DocumentNode,
  by: DocumentNode | undefined,
  level: string | undefined,
  reading: Reading,
): readonly TableKey[] | undefined {
  if (by === undefined && level === undefined) {
    return complain(reading, 'model/missing-key', table.at, { key: 'by', what: 'a table' })
  }
  if (level !== undefined) return levelKeys(table, by, level, reading)
  if (by?.kind === 'map') return typedKeys(by, reading)
  return by && oneOrMore(untypedKey)(by, reading)
}

const typedKeys = (by: DocumentNode, reading: Reading): readonly TableKey[] => [
  ...readEntries(by, 'keys and their types', typedKey, reading).values(),
]

function typedKey({ key, value }: MapEntry, reading: Reading): TableKey | undefined {
  checkName(key, reading)
  const type = typeExpression(value, reading)
  return type && { name: key.text, type, at: key.at }
}

/** A key named like a list of codes or a dimension is of that type. */
function untypedKey(node: DocumentNode, reading: Reading): TableKey | undefined {
  const scalar = asScalar(node, 'the name of a key', reading)
  if (scalar === undefined) return undefined
  const { codes, dimensions } = reading.declared
  if (codes.has(scalar.text) || dimensions.has(scalar.text)) {
    return { name: scalar.text, type: namedType(scalar.text, scalar.at), at: scalar.at }
  }
  return complain(reading, 'model/key-without-type', scalar.at, { name: scalar.text })
}

/** The keys of a table that reads a level are the level's key columns, and have their types. */
function levelKeys(
  table: DocumentNode,
  by: DocumentNode | undefined,
  level: string,
  reading: Reading,
): readonly TableKey[] | undefined {
  const expected = keyColumnsOf(reading.declared, level)
  if (by === undefined) return expected.map(it => ({ name: it, type: typeOfColumn(table.at), at: table.at }))
  const found = by.kind === 'map' ? typedKeys(by, reading) : keysOfColumns(by, reading)
  if (found.length === expected.length && found.every(it => expected.includes(it.name))) return found
  const args = { level, expected: expected.join(', '), found: found.map(it => it.name).join(', ') }
  return complain(reading, 'model/key-mismatch', by.at, args)
}

const keysOfColumns = (by: DocumentNode, reading: Reading): readonly TableKey[] =>
  (oneOrMore(name)(by, reading) ?? []).map(it => ({ name: it.text, type: typeOfColumn(it.at), at: it.at }))

interface GivesContext {
  readonly unit?: string
  readonly level?: ScalarNode
}

/** What a row gives: one number unless written otherwise. */
export function readGives(
  table: DocumentNode,
  gives: DocumentNode | undefined,
  { unit, level }: GivesContext,
  reading: Reading,
): readonly TableColumn[] | undefined {
  if (level !== undefined) return levelGives(table, gives, unit, reading)
  if (gives === undefined) return [numberColumn('value', table.at, unit)]
  if (gives.kind === 'scalar') {
    const type = typeExpression(gives, reading)
    return type && [{ name: 'value', type, at: gives.at, ...given({ unit }) }]
  }
  if (gives.kind === 'list') {
    return oneOrMore(name)(gives, reading)?.map(it => {
      checkName(it, reading)
      return numberColumn(it.text, it.at, unit)
    })
  }
  return [
    ...readEntries(gives, 'values and their types', it => typedGive(it, unit, reading), reading).values(),
  ]
}

const numberColumn = (column: string, at: Span, unit: string | undefined): TableColumn => ({
  name: column,
  type: namedType('number', at),
  at,
  ...given({ unit }),
})

const GIVE = { what: 'a value of a table', readers: { type: typeExpression, unit: text } } as const

/** `points: number` or `points: {type: number, unit: points}`. */
function typedGive(
  { key, value }: MapEntry,
  unit: string | undefined,
  reading: Reading,
): TableColumn | undefined {
  checkName(key, reading)
  if (value.kind === 'map') {
    const fields = readFields(value, GIVE, reading)
    const type = fields?.type ?? namedType('number', key.at)
    return fields && { name: key.text, type, at: key.at, ...given({ unit: fields.unit ?? unit }) }
  }
  const type = typeExpression(value, reading)
  return type && { name: key.text, type, at: key.at, ...given({ unit }) }
}

/** `median_points`, or `{value: median_points}`: columns of the level, which settle their types. */
function levelGives(
  table: DocumentNode,
  gives: DocumentNode | undefined,
  unit: string | undefined,
  reading: Reading,
): readonly TableColumn[] | undefined {
  if (gives === undefined) {
    return complain(reading, 'model/missing-key', table.at, {
      key: 'gives',
      what: 'a table that reads a level',
    })
  }
  const column = (as: ScalarNode, of: ScalarNode): TableColumn => ({
    name: as.text,
    column: of.text,
    type: typeOfColumn(of.at),
    at: as.at,
    ...given({ unit }),
  })
  if (gives.kind === 'map') {
    const read = ({ key, value }: MapEntry) => {
      const of = name(value, reading)
      return of && column(key, of)
    }
    return [...readEntries(gives, 'values and columns', read, reading).values()]
  }
  const columns = oneOrMore(name)(gives, reading)
  return gives.kind === 'scalar'
    ? columns?.map(it => ({ ...column(it, it), name: 'value' }))
    : columns?.map(it => column(it, it))
}

const namedType = (type: string, at: Span): TypeExpression => ({
  kind: 'TypeExpression',
  alternatives: [{ kind: 'NamedType', name: type, at }],
  at,
})

/** No alternatives: the type is that of the level's column. */
const typeOfColumn = (at: Span): TypeExpression => ({ kind: 'TypeExpression', alternatives: [], at })
