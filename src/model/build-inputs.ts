/** Reads the inputs of a level: the columns that data has to bring. */
import type { MapEntry } from '../syntax/document/node.ts'
import { excludes } from './read-choice.ts'
import { declaredBy, given, readFields } from './read-map.ts'
import { dimensionNames } from './read-name.ts'
import { provenance } from './read-provenance.ts'
import { checkName, oneOf, scalarText, text, titleFrom, typeExpression, wholeNumber } from './read-scalar.ts'
import type { Reader, Reading } from './reading.ts'
import type { Input } from './ruleset.ts'

const EARLIER = {
  what: '`earlier`',
  readers: { years: wholeNumber(1, 20), column: text },
  required: ['years', 'column'],
} as const

const earlier: Reader<{ years: number; column: string }> = (node, reading) => {
  const fields = readFields(node, EARLIER, reading)
  if (fields?.years === undefined || fields.column === undefined) return undefined
  return { years: fields.years, column: fields.column }
}

const INPUT = {
  what: 'an input',
  readers: {
    type: typeExpression,
    per: dimensionNames,
    'may be': oneOf('missing'),
    default: scalarText,
    column: oneOf('required'),
    earlier,
    title: text,
    unit: text,
    ...provenance.readers,
  },
  required: ['type'],
} as const

export function buildInput(entry: MapEntry, reading: Reading): Input | undefined {
  checkName(entry.key, reading)
  excludes(entry.value, 'default', 'may be', reading)
  const fields = readFields(entry.value, INPUT, reading)
  if (fields?.type === undefined) return undefined
  return {
    ...declaredBy(entry),
    ...provenance.of(fields),
    title: fields.title ?? titleFrom(entry.key.text),
    type: fields.type,
    per: fields.per ?? [],
    mayBeMissing: fields['may be'] === 'missing',
    needsColumn: fields.column === 'required',
    ...given({ unit: fields.unit, default: fields.default, earlier: fields.earlier }),
  }
}
