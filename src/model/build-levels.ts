/**
 * Reads `levels`. A base level has a `key`; a group level is made of the rows of another (`groups`, `by`).
 * Which further levels a row belongs to because of its columns' names is settled by checking.
 */
import { type DocumentNode, entryOf, type MapEntry } from '../syntax/document/node.ts'
import { buildInput } from './build-inputs.ts'
import { keyColumnsOf, NATION } from './declarations.ts'
import { findCircles } from './find-circles.ts'
import { exactlyOne } from './read-choice.ts'
import { declaredBy, entriesOf, given, oneOrMore, readEntries, readFields } from './read-map.ts'
import { citations, isKnown, levelName, nameOf } from './read-name.ts'
import { asScalar, checkName, expression, text, titleFrom } from './read-scalar.ts'
import { complain, type Reader, type Reading } from './reading.ts'
import type { Level } from './ruleset.ts'

const columnNames: Reader<readonly string[]> = oneOrMore((node, reading) => {
  const scalar = asScalar(node, 'the name of a column', reading)
  if (scalar !== undefined) checkName(scalar, reading)
  return scalar?.text
})

type Belonging = ReadonlyMap<string, readonly string[]>

/** `in: entry`, `in: [entry, course]` or `in: {team: team_id}`. */
const belonging: Reader<Belonging> = (node, reading) => {
  if (node.kind === 'map') return readEntries(node, 'levels and columns', belongsBy, reading)
  const named = oneOrMore(nameOf('levels'))(node, reading) ?? []
  return new Map(named.map(it => [it.text, keyColumnsOf(reading.declared, it.text)]))
}

function belongsBy({ key, value }: MapEntry, reading: Reading): readonly string[] | undefined {
  const columns = columnNames(value, reading)
  if (columns === undefined || !isKnown('levels', key.text, key.at, reading)) return undefined
  const expected = keyColumnsOf(reading.declared, key.text)
  if (expected.length === columns.length || expected.length === 0) return columns
  const args = { level: key.text, expected: expected.join(', '), found: columns.join(', ') }
  return complain(reading, 'model/key-mismatch', value.at, args)
}

const LEVEL = {
  what: 'a level',
  readers: {
    title: text,
    key: columnNames,
    groups: levelName,
    by: columnNames,
    where: expression,
    in: belonging,
    inputs: entriesOf('inputs', buildInput),
    cite: citations,
  },
} as const

export function buildLevel(entry: MapEntry, reading: Reading): Level | undefined {
  if (entry.key.text === NATION) return complain(reading, 'model/nation-declared', entry.key.at)
  checkName(entry.key, reading)
  const fields = readFields(entry.value, LEVEL, reading)
  const kind = fields && exactlyOne(entry.value, ['key', 'groups'], 'a level', reading)
  if (fields === undefined || kind === undefined) return undefined
  const groups = kind === 'groups' ? grouping(entry.value, fields, reading) : undefined
  if (kind === 'groups' && groups === undefined) return undefined
  if (kind === 'key') refuseGroupSettings(entry.value, reading)
  return {
    ...declaredBy(entry),
    title: fields.title ?? titleFrom(entry.key.text),
    key: groups?.by ?? fields.key ?? [],
    in: fields.in ?? new Map(),
    inputs: fields.inputs ?? new Map(),
    ...given({ groups, cites: fields.cite }),
  }
}

type Groups = NonNullable<Level['groups']>

function grouping(
  node: DocumentNode,
  { groups: level, by, where }: { groups?: string; by?: readonly string[]; where?: Groups['where'] },
  reading: Reading,
): Groups | undefined {
  if (node.kind === 'map' && entryOf(node, 'by') === undefined) {
    return complain(reading, 'model/missing-key', node.at, { key: 'by', what: 'a level that groups another' })
  }
  return level === undefined || by === undefined ? undefined : { level, by, ...given({ where }) }
}

function refuseGroupSettings(node: DocumentNode, reading: Reading): void {
  for (const key of ['by', 'where']) {
    const entry = node.kind === 'map' ? entryOf(node, key) : undefined
    if (entry === undefined) continue
    complain(reading, 'model/unknown-key', entry.key.at, { key, what: 'a level that has a key of its own' })
  }
}

/** Complains of levels that group, or belong to, one another in a circle; no order could compute them. */
export function refuseCircles(levels: ReadonlyMap<string, Level>, reading: Reading): void {
  const above = new Map([...levels.values()].map(it => [it.name, [...it.in.keys()]]))
  for (const { name, groups } of levels.values()) above.get(groups?.level ?? '')?.push(name)
  for (const circle of findCircles(above)) {
    const [first = ''] = circle
    const at = levels.get(first)?.at
    if (at) complain(reading, 'model/circular-levels', at, { circle: [...circle, first].join(', ') })
  }
}
