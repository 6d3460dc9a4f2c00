/** Reads `sources` and `reasons`: where rules come from, and why values can be absent. */

import type { MapEntry } from '../syntax/document/node.ts'
import { type AbsenceKind, BUILT_IN_REASONS } from '../value/value.ts'
import { declaredBy, given, readFields } from './read-map.ts'
import { citations } from './read-name.ts'
import { checkName, oneOf, text } from './read-scalar.ts'
import { complain, type Reading } from './reading.ts'
import type { Reason, SourceWork } from './ruleset.ts'

const SOURCE = {
  what: 'a source',
  readers: {
    title: text,
    publisher: text,
    date: text,
    link: text,
    standing: oneOf('official', 'secondary', 'derived', 'inferred'),
  },
  required: ['title'],
} as const

export function buildSource(entry: MapEntry, reading: Reading): SourceWork | undefined {
  const fields = readFields(entry.value, SOURCE, reading)
  if (fields === undefined) return undefined
  const { title = '', standing = 'official', publisher, date, link } = fields
  return { ...declaredBy(entry), title, standing, ...given({ publisher, date, link }) }
}

const REASON = {
  what: 'a reason',
  readers: {
    kind: oneOf<AbsenceKind>('missing', 'not applicable', 'excluded', 'suppressed'),
    text,
    shown: text,
    cite: citations,
  },
  required: ['kind', 'text'],
} as const

export function buildReason(entry: MapEntry, reading: Reading): Reason | undefined {
  if (checkName(entry.key, reading) && Object.hasOwn(BUILT_IN_REASONS, entry.key.text))
    complain(reading, 'model/reserved-name', entry.key.at, { name: entry.key.text })
  const fields = readFields(entry.value, REASON, reading)
  if (fields?.kind === undefined) return undefined
  const { kind: absence, text: why = '', shown, cite } = fields
  return { ...declaredBy(entry), absence, text: why, ...given({ shown, cites: cite }) }
}
