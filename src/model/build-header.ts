/** Reads what stands at the head of a ruleset: its language, address, title and status. */
import type { MapNode } from '../syntax/document/node.ts'
import { type Fields, given } from './read-map.ts'
import { asScalar, oneOf, text, wholeNumber } from './read-scalar.ts'
import { complain, type Reader } from './reading.ts'
import type { Address, Ruleset } from './ruleset.ts'

/** The version of the language that this program knows. */
export const LANGUAGE = '1.0'

const language: Reader<string> = (node, reading) => {
  const scalar = asScalar(node, `\`"${LANGUAGE}"\``, reading)
  if (scalar === undefined || scalar.text === LANGUAGE) return scalar?.text
  return complain(reading, 'model/unknown-language', scalar.at, { expected: LANGUAGE, found: scalar.text })
}

/** A word of an address, which is also a folder: small letters, digits and hyphens. */
export const isAddressWord = (word: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word)

const addressWord: Reader<string> = (node, reading) => {
  const expected = 'small letters, digits and hyphens'
  const scalar = asScalar(node, expected, reading)
  if (scalar === undefined || isAddressWord(scalar.text)) return scalar?.text
  return complain(reading, 'model/unexpected-shape', scalar.at, { expected, found: `\`${scalar.text}\`` })
}

export const HEADER = {
  yardstick: language,
  ruleset: addressWord,
  year: wholeNumber(1900, 2199),
  release: addressWord,
  revision: wholeNumber(1, 9999),
  title: text,
  note: text,
  status: oneOf('official', 'illustrative', 'draft'),
} as const

export const REQUIRED = ['yardstick', 'ruleset', 'year', 'release', 'revision', 'title', 'levels'] as const

type Header = Pick<Ruleset, 'language' | 'address' | 'title' | 'note' | 'status' | 'at'>

/** Undefined where the ruleset would have no address. */
export function headerOf(fields: Fields<typeof HEADER>, document: MapNode): Header | undefined {
  const address = addressOf(fields)
  if (address === undefined) return undefined
  const { yardstick = LANGUAGE, title = address.ruleset, status = 'official', note } = fields
  return { language: yardstick, address, title, status, at: document.at, ...given({ note }) }
}

function addressOf({ ruleset, year, release, revision }: Fields<typeof HEADER>): Address | undefined {
  if (ruleset === undefined || year === undefined || release === undefined) return undefined
  return revision === undefined ? undefined : { ruleset, year, release, revision }
}
