/** Readers of names that another part of the document declares: levels, dimensions, styles, sources. */
import { spanIn } from '../source/fragment.ts'
import type { Span } from '../source/source.ts'
import type { ScalarNode } from '../syntax/document/node.ts'
import { NATION, type Section } from './declarations.ts'
import { oneOrMore } from './read-map.ts'
import { asScalar } from './read-scalar.ts'
import { complain, guess, type Reader, type Reading } from './reading.ts'
import type { Citation } from './ruleset.ts'

/** What a thing of each section is called in messages. */
const CALLED: Readonly<Record<Section, string>> = {
  sources: 'source',
  reasons: 'reason',
  dimensions: 'dimension',
  codes: 'list of codes',
  levels: 'level',
  tables: 'table',
  parameters: 'parameter',
  styles: 'style',
}

/** A name declared in a section. */
export const nameOf =
  (section: Section): Reader<ScalarNode> =>
  (node, reading) => {
    const scalar = asScalar(node, `the name of a ${CALLED[section]}`, reading)
    return scalar && (isKnown(section, scalar.text, scalar.at, reading) ? scalar : undefined)
  }

export function isKnown(section: Section, found: string, at: Span, reading: Reading): boolean {
  const names = reading.declared[section]
  return names.has(found) || isOneOf([...names.keys()], CALLED[section], found, at, reading)
}

/** Whether a name is one of the candidates; complains when it is not. */
export function isOneOf(
  candidates: readonly string[],
  what: string,
  found: string,
  at: Span,
  reading: Reading,
): boolean {
  if (candidates.includes(found)) return true
  const close = guess(reading, found, candidates)
  complain(reading, 'model/unknown-name', at, { name: found, what, nearest: close })
  return false
}

export const levelName: Reader<string> = (node, reading) => nameOf('levels')(node, reading)?.text

/** A declared level, or the nation. */
export const levelOrNation: Reader<string> = (node, reading) =>
  node.kind === 'scalar' && node.text === NATION ? NATION : levelName(node, reading)

export const dimensionName: Reader<string> = (node, reading) => nameOf('dimensions')(node, reading)?.text

export const dimensionNames: Reader<readonly string[]> = oneOrMore(dimensionName)

/** `guide-2016 p12`: the first word names a source, the rest a place in it. */
const citation: Reader<Citation> = (node, reading) => {
  const scalar = asScalar(node, 'a citation: the name of a source, then a place in it', reading)
  if (scalar === undefined) return undefined
  const source = /^\S+/.exec(scalar.text)?.[0] ?? ''
  const at = scalar.fragment === undefined ? scalar.at : spanIn(scalar.fragment, 0, source.length)
  if (!isKnown('sources', source, at, reading)) return undefined
  return { source, place: scalar.text.slice(source.length).trim(), at: scalar.at }
}

export const citations: Reader<readonly Citation[]> = oneOrMore(citation)
