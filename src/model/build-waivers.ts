/** Reads `waivers`: what an audit finds and the rules live with. */
import type { MapEntry } from '../syntax/document/node.ts'
import { declaredBy, given, readFields } from './read-map.ts'
import { citations } from './read-name.ts'
import { expression, oneOf, scalarText, text } from './read-scalar.ts'
import type { Reading } from './reading.ts'
import { FINDING_KINDS, type Waiver } from './ruleset.ts'

const WAIVER = {
  what: 'a waiver',
  readers: {
    finding: oneOf(...FINDING_KINDS),
    measure: expression,
    input: expression,
    to: scalarText,
    reason: text,
    cite: citations,
  },
  required: ['finding', 'measure', 'reason'],
} as const

export function buildWaiver(entry: MapEntry, reading: Reading): Waiver | undefined {
  const fields = readFields(entry.value, WAIVER, reading)
  if (fields?.finding === undefined || fields.measure === undefined) return undefined
  const { finding, measure, input, to, reason = '', cite: cites = [] } = fields
  return { ...declaredBy(entry), finding, measure, reason, cites, ...given({ input, to }) }
}
