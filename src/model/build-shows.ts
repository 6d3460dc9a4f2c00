/** Reads how values are published: named `styles`, and the `show` of a rule. */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { ROUNDING_MODES } from '../value/exact.ts'
import { declaredBy, type Fields, given, oneOrMore, readFields } from './read-map.ts'
import { citations, nameOf } from './read-name.ts'
import { insteadClause, oneOf, wholeNumber, yesNo } from './read-scalar.ts'
import type { Reader, Reading } from './reading.ts'
import type { Rule, Show, Style } from './ruleset.ts'

const SHOW = {
  what: 'a style',
  readers: {
    round: wholeNumber(-9, 9),
    mode: oneOf(...ROUNDING_MODES),
    as: oneOf('number', 'percent'),
    sign: yesNo,
    instead: oneOrMore(insteadClause),
  },
} as const

const show: Reader<Show> = (node, reading) => {
  const fields = readFields(node, SHOW, reading)
  return fields && showOf(fields, node)
}

function showOf(fields: Fields<typeof SHOW.readers>, node: DocumentNode): Show {
  const { round, mode = 'half_away', as = 'number', sign = false, instead = [] } = fields
  return { ...given({ round }), mode, as, sign, instead, at: node.at }
}

const STYLE = { what: 'a style', readers: { ...SHOW.readers, cite: citations } } as const

/** The name of a style, or a style written out. */
export const showOrStyle: Reader<NonNullable<Rule['show']>> = (node, reading) => {
  if (node.kind === 'map') return show(node, reading)
  const style = nameOf('styles')(node, reading)
  return style && { style: style.text, at: style.at }
}

export function buildStyle(entry: MapEntry, reading: Reading): Style | undefined {
  const fields = readFields(entry.value, STYLE, reading)
  if (fields === undefined) return undefined
  return { ...declaredBy(entry), show: showOf(fields, entry.value), ...given({ cites: fields.cite }) }
}
