/** Reads the `line` of a table: how values between its rows are found. Nothing here has a default. */
import type { DocumentNode } from '../syntax/document/node.ts'
import { entryOf } from '../syntax/document/node.ts'
import { readFields } from './read-map.ts'
import { isOneOf } from './read-name.ts'
import { expression, name, oneOf } from './read-scalar.ts'
import { complain, type Reader, type Reading } from './reading.ts'
import type { Line, TableKey } from './ruleset.ts'

const outside: Reader<Line['outside']> = (node, reading) =>
  node.kind === 'scalar' && node.text === 'nearest' ? 'nearest' : expression(node, reading)

const LINE = {
  what: '`line`',
  readers: {
    along: name,
    'at a repeat': oneOf('first', 'last'),
    'at the end': oneOf('first', 'last'),
    outside,
  },
  required: ['along', 'outside'],
} as const

/** The rows of a level never repeat a key, so for them nothing need be said about repeats. */
export function readLine(
  node: DocumentNode,
  keys: readonly TableKey[],
  ofLevel: boolean,
  reading: Reading,
): Line | undefined {
  const fields = readFields(node, LINE, reading)
  if (fields?.along === undefined || fields.outside === undefined) return undefined
  const { along, outside: beyond, 'at a repeat': atRepeat = 'last', 'at the end': atEnd = 'last' } = fields
  const names = keys.map(it => it.name)
  if (!ofLevel) demandRepeats(node, reading)
  if (!isOneOf(names, 'key of the table', along.text, along.at, reading)) return undefined
  return { along: along.text, atRepeat, atEnd, outside: beyond, at: node.at }
}

function demandRepeats(node: DocumentNode, reading: Reading): void {
  for (const key of ['at a repeat', 'at the end']) {
    if (node.kind !== 'map' || entryOf(node, key) !== undefined) continue
    complain(reading, 'model/missing-key', node.at, { key, what: '`line`' })
  }
}
