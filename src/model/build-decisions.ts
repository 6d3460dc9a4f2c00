/** Reads decision tables: `decide`, the expressions looked at (`on`) and the rows. */
import type { DocumentNode, MapEntry, MapNode } from '../syntax/document/node.ts'
import type { Pattern } from '../syntax/expression/ast.ts'
import { cellPattern } from './read-cell.ts'
import { asList, duplicateName, given, readEntries, readFields, unexpected } from './read-map.ts'
import { provenance } from './read-provenance.ts'
import { asScalar, expression, invalid, name, oneOf, text } from './read-scalar.ts'
import { complain, type Reading } from './reading.ts'
import type { DecideBody, DecisionColumn, DecisionRow } from './ruleset.ts'

const hitPolicy = oneOf('first', 'unique')

export function readDecide(node: DocumentNode, reading: Reading): DecideBody | undefined {
  if (node.kind !== 'map') return undefined
  const [decide, on, list] = ['decide', 'on', 'rows'].map(it => settingOf(node, it, reading))
  if (decide === undefined || on === undefined || list === undefined) return undefined
  const policy = hitPolicy(decide, reading)
  const columns = readColumns(on, reading)
  const rows = columns && readRows(list, columns, reading)
  return policy && rows && { kind: 'decide', policy, on: columns, rows, at: node.at }
}

function settingOf(node: MapNode, key: string, reading: Reading): DocumentNode | undefined {
  const value = node.entries.find(it => it.key.text === key)?.value
  return value ?? complain(reading, 'model/missing-key', node.at, { key, what: 'a rule with `decide`' })
}

/** `[subject, result]`, or a map of headings to expressions. */
function readColumns(node: DocumentNode, reading: Reading): readonly DecisionColumn[] | undefined {
  if (node.kind === 'map') return [...readEntries(node, 'headings', headed, reading).values()]
  if (node.kind === 'list') return node.items.map(it => unheaded(it, reading))
  return unexpected(node, 'a list of expressions to look at', reading)
}

const headed = ({ key, value }: MapEntry, reading: Reading): DecisionColumn => ({
  name: key.text,
  is: expression(value, reading) ?? invalid(value.at),
  at: key.at,
})

const unheaded = (node: DocumentNode, reading: Reading): DecisionColumn => ({
  name: node.kind === 'scalar' ? node.text : '',
  is: expression(node, reading) ?? invalid(node.at),
  at: node.at,
})

function readRows(
  node: DocumentNode,
  columns: readonly DecisionColumn[],
  reading: Reading,
): readonly DecisionRow[] | undefined {
  const list = asList(node, 'the rows of the decision', reading)
  const rows = list?.items
    .map((it, index) => readRow(it, index, columns, reading))
    .filter(it => it !== undefined)
  if (rows !== undefined) refuseRepeatedIds(rows, reading)
  return rows
}

const ABOUT = {
  what: 'what is said of a row',
  readers: { id: name, note: text, ...provenance.readers },
} as const

/** One cell for each column, the outcome, and perhaps a map about the row. */
function readRow(
  node: DocumentNode,
  index: number,
  columns: readonly DecisionColumn[],
  reading: Reading,
): DecisionRow | undefined {
  const list = asList(node, 'one cell for each column, then the outcome', reading)
  if (list === undefined) return undefined
  const last = list.items.at(-1)
  const about = last?.kind === 'map' ? (readFields(last, ABOUT, reading) ?? {}) : {}
  const cells = last?.kind === 'map' ? list.items.slice(0, -1) : list.items
  const outcome = cells.at(-1)
  if (outcome === undefined || cells.length !== columns.length + 1) {
    return wrongCells(list, index, cells.length, columns, reading)
  }
  const { id, note } = about
  const { cites, unconfirmed } = provenance.of(about)
  return {
    cells: cells.slice(0, -1).map(it => readCell(it, reading)),
    outcome: expression(outcome, reading) ?? invalid(outcome.at),
    cites,
    unconfirmed,
    at: list.at,
    ...given({ id: id?.text, note }),
  }
}

function wrongCells(
  node: DocumentNode,
  index: number,
  found: number,
  columns: readonly DecisionColumn[],
  reading: Reading,
): undefined {
  const headings = columns.map(it => `\`${it.name}\``).join(', ')
  const args = { row: index + 1, found, expected: columns.length + 1, headings }
  return complain(reading, 'model/wrong-cells', node.at, args)
}

function readCell(node: DocumentNode, reading: Reading): Pattern {
  const scalar = asScalar(node, 'a cell', reading)
  return (scalar && cellPattern(scalar, reading)) ?? { kind: 'InvalidPattern', at: node.at }
}

function refuseRepeatedIds(rows: readonly DecisionRow[], reading: Reading): void {
  const first = new Map<string, DecisionRow>()
  for (const row of rows) {
    if (row.id === undefined) continue
    const earlier = first.get(row.id)
    if (earlier === undefined) first.set(row.id, row)
    else duplicateName(reading, row.id, row.at, earlier.at)
  }
}
