/** Reads `laws`: claims about every cohort, which the machine tests. */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { checkChoice } from './build-parameters.ts'
import { exactlyOne } from './read-choice.ts'
import { declaredBy, entriesOf, oneOrMore, readFields } from './read-map.ts'
import { dimensionNames, isKnown, levelOrNation } from './read-name.ts'
import { expression, scalarText, text, titleFrom } from './read-scalar.ts'
import { complain, type Reading } from './reading.ts'
import type { Law, Parameter, ScalarText } from './ruleset.ts'

function readSetting({ key, value }: MapEntry, reading: Reading): ScalarText | undefined {
  return isKnown('parameters', key.text, key.at, reading) ? scalarText(value, reading) : undefined
}

const LAW = {
  what: 'a law',
  readers: {
    title: text,
    set: entriesOf('parameters and values', readSetting),
    at: levelOrNation,
    per: dimensionNames,
    holds: expression,
    better: oneOrMore(expression),
    'never lowers': expression,
    'known failures': oneOrMore(scalarText),
  },
} as const

export function buildLaw(entry: MapEntry, reading: Reading): Law | undefined {
  const fields = readFields(entry.value, LAW, reading)
  const claim = fields && readClaim(entry.value, fields, reading)
  if (fields === undefined || claim === undefined) return undefined
  return {
    ...declaredBy(entry),
    title: fields.title ?? titleFrom(entry.key.text.replaceAll('-', ' ')),
    set: fields.set ?? new Map(),
    claim,
    knownFailures: fields['known failures'] ?? [],
  }
}

type Claim = Law['claim']

interface ClaimFields {
  readonly at?: string
  readonly per?: readonly string[]
  readonly holds?: (Claim & { kind: 'holds' })['holds']
  readonly better?: (Claim & { kind: 'better' })['better']
  readonly 'never lowers'?: (Claim & { kind: 'better' })['neverLowers']
}

function readClaim(node: DocumentNode, fields: ClaimFields, reading: Reading): Claim | undefined {
  const kind = exactlyOne(node, ['holds', 'better'], 'a law', reading)
  const needed = kind === 'holds' ? 'at' : 'never lowers'
  if (kind === undefined) return undefined
  if (node.kind === 'map' && !node.entries.some(it => it.key.text === needed)) {
    return complain(reading, 'model/missing-key', node.at, { key: needed, what: `a law with \`${kind}\`` })
  }
  const { at: level, per = [], holds, better, 'never lowers': neverLowers } = fields
  if (kind === 'holds') return level !== undefined && holds ? { kind, level, per, holds } : undefined
  return better && neverLowers && { kind, better, neverLowers }
}

/** Complains of laws that set a parameter to something that is not among its choices. */
export function checkSettings(
  laws: ReadonlyMap<string, Law>,
  parameters: ReadonlyMap<string, Parameter>,
  reading: Reading,
): void {
  for (const law of laws.values()) {
    for (const [name, value] of law.set) {
      const choices = parameters.get(name)?.choices
      if (choices !== undefined) checkChoice(choices, name, value, reading)
    }
  }
}
