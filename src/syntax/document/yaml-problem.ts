/** Says in the language's own words what the YAML parser objects to. */
import type { YAMLError } from 'yaml'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Source, spanOf } from '../../source/source.ts'
import { withoutBlanksAtEnd } from './scalar-text.ts'

type Teller = (place: Place) => Diagnostic

/** Where the parser objects: offsets in the source, and the rest of the line from there. */
interface Place {
  readonly source: Source
  readonly start: number
  readonly end: number
  readonly rest: string
  readonly message: string
}

const TELLERS: Readonly<Partial<Record<YAMLError['code'], Teller>>> = {
  BAD_INDENT: place => report('document/indentation', firstWord(place)),
  BAD_SCALAR_START: place =>
    report('document/reserved-start', part(place, place.start, 1), { character: place.rest[0] }),
  BAD_DQ_ESCAPE: place =>
    report('document/bad-escape', part(place, place.start, 2), { escape: place.rest.slice(0, 2) }),
  BLOCK_AS_IMPLICIT_KEY: tellNested,
  BLOCK_IN_FLOW: tellNested,
  MULTILINE_IMPLICIT_KEY: tellNoColon,
  MISSING_CHAR: tellMissing,
  UNEXPECTED_TOKEN: tellUnexpected,
}

export function yamlProblem(source: Source, error: YAMLError): Diagnostic {
  const [start, end] = error.pos
  const lineEnd = source.text.slice(start).search(/[\r\n]/)
  const rest = source.text.slice(start, lineEnd < 0 ? undefined : start + lineEnd)
  const place = { source, start, end, rest, message: error.message }
  return (TELLERS[error.code] ?? tellAny)(place)
}

/** `title: Second year: final`, or a value with entries below it. */
function tellNested(place: Place): Diagnostic {
  const colon = place.rest.search(/:(\s|$)/)
  return colon >= 0
    ? report('document/colon-in-value', part(place, place.start, colon))
    : report('document/value-and-entries', part(place, place.start, place.rest.trimEnd().length))
}

function tellMissing(place: Place): Diagnostic {
  return place.message.startsWith('Implicit map keys') ? tellNoColon(place) : tellAny(place)
}

function tellNoColon(place: Place): Diagnostic {
  const key = place.rest.slice(0, place.end - place.start).trimEnd()
  const at = part(place, place.start, key.length)
  return COLON_INSIDE.test(key)
    ? report('document/colon-without-space', at, { text: key })
    : report('document/no-colon', at, { key })
}

/** `scale:points`, which YAML reads as one word. */
export const COLON_INSIDE = /^[\w'"]+:[^\s:]/

function tellUnexpected(place: Place): Diagnostic {
  const before = withoutBlanksAtEnd(place.source.text.slice(0, place.start))
  if (/^(Block scalar header|Not a YAML token)/.test(place.message)) {
    return report('document/text-after-bar', firstWord(place), { bar: before.at(-1) })
  }
  if (!/Unexpected (scalar|\S+-scalar)/.test(place.message) || !/['"]$/.test(before)) return tellAny(place)
  const text = place.rest.trimEnd()
  return report('document/text-after-quotes', part(place, place.start, text.length), { text })
}

function tellAny(place: Place): Diagnostic {
  const at = firstWord(place)
  const found = place.source.text.slice(at.start, at.end)
  const named = found === '' ? 'the end of the file' : `\`${found}\``
  return report('document/unexpected', at, { found: named })
}

const part = ({ source }: Place, start: number, length: number) => spanOf(source, start, start + length)

/** The first word from the place on; a mark such as `,` or `]` is a word of its own. */
function firstWord(place: Place) {
  const from = place.source.text.slice(place.start, place.start + 1000)
  const [, space = '', word = ''] = /^(\s*)([\w.]+|\S?)/u.exec(from) ?? []
  return part(place, place.start + space.length, word.length)
}
