/** Reads `parameters`: what a run may choose. */
import type { MapEntry } from '../syntax/document/node.ts'
import { exactlyOne } from './read-choice.ts'
import { declaredBy, given, listOf, readFields } from './read-map.ts'
import { isOneOf } from './read-name.ts'
import { provenance } from './read-provenance.ts'
import { asScalar, checkName, scalarText, text, titleFrom, typeExpression } from './read-scalar.ts'
import type { Reading } from './reading.ts'
import type { Parameter, ScalarText } from './ruleset.ts'

type Choice = NonNullable<Parameter['choices']>[number]

const choices = listOf<Choice>('the choices', (node, reading) => {
  const scalar = asScalar(node, 'a choice', reading)
  if (scalar === undefined) return undefined
  checkName(scalar, reading)
  return { name: scalar.text, at: scalar.at }
})

const PARAMETER = {
  what: 'a parameter',
  readers: {
    title: text,
    'one of': choices,
    type: typeExpression,
    unit: text,
    default: scalarText,
    ...provenance.readers,
  },
} as const

export function buildParameter(entry: MapEntry, reading: Reading): Parameter | undefined {
  checkName(entry.key, reading)
  const fields = readFields(entry.value, PARAMETER, reading)
  const kind = fields && exactlyOne(entry.value, ['one of', 'type'], 'a parameter', reading)
  if (fields === undefined || kind === undefined) return undefined
  const { title = titleFrom(entry.key.text), 'one of': named, type, unit, default: preset } = fields
  if (named !== undefined && preset !== undefined) checkChoice(named, entry.key.text, preset, reading)
  return {
    ...declaredBy(entry),
    ...provenance.of(fields),
    title,
    ...given({ choices: named, type, unit, default: preset }),
  }
}

/** Complains of a value that is not among the choices of a parameter. */
export function checkChoice(
  named: readonly Choice[],
  parameter: string,
  { text: found, at }: ScalarText,
  reading: Reading,
): void {
  const names = named.map(it => it.name)
  isOneOf(names, `choice of \`${parameter}\``, found, at, reading)
}
