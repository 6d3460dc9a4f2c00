/** Reads `slots`: which candidates fill which slots, and what a candidate is worth in them. */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { entriesOf, given, readFields } from './read-map.ts'
import { levelName } from './read-name.ts'
import { checkName, expression, oneOf, yesNo } from './read-scalar.ts'
import type { Reading } from './reading.ts'
import type { Fill, Limit, SlotsBody } from './ruleset.ts'

const FILL = {
  what: 'a fill',
  readers: { take: expression, accept: expression, weight: expression },
  required: ['take', 'accept'],
} as const

function readFill({ key, value }: MapEntry, reading: Reading): Fill | undefined {
  checkName(key, reading)
  const { take, accept, weight } = readFields(value, FILL, reading) ?? {}
  return take && accept && { name: key.text, take, accept, ...given({ weight }), at: key.at }
}

const LIMIT = {
  what: 'a limit',
  readers: { 'at most': expression, where: expression, counts: oneOf('candidates', 'copies') },
  required: ['at most', 'where', 'counts'],
} as const

function readLimit({ key, value }: MapEntry, reading: Reading): Limit | undefined {
  const { 'at most': atMost, where, counts } = readFields(value, LIMIT, reading) ?? {}
  return atMost && where && counts && { name: key.text, atMost, where, counts, at: key.at }
}

const SLOTS = {
  what: '`slots`',
  readers: {
    from: levelName,
    where: expression,
    choose: oneOf('best total', 'in order'),
    score: expression,
    copies: expression,
    'split copies': yesNo,
    fill: entriesOf('fills', readFill),
    limits: entriesOf('limits', readLimit),
  },
  required: ['from', 'choose', 'score', 'fill'],
} as const

export function readSlots(node: DocumentNode, reading: Reading): SlotsBody | undefined {
  const fields = readFields(node, SLOTS, reading)
  const { from, choose, score, fill, where, copies, limits } = fields ?? {}
  if (fields === undefined || !from || !choose || !score || !fill) return undefined
  return {
    kind: 'slots',
    from,
    choose,
    score,
    splitCopies: fields['split copies'] ?? true,
    fills: [...fill.values()],
    limits: [...(limits?.values() ?? [])],
    at: node.at,
    ...given({ where, copies }),
  }
}
