/** Reads what stands at the head of a ruleset: its language, address, title and status. */
import type { MapNode } from '../syntax/document/node.ts'
import { isAddressWord } from './address.ts'
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

const addressWord: Reader<string> = (node, reading) => {
  const expected = 'small letters, digits and hyphens'
  const scalar = asScalar(node, expected, reading)
  if (scalar === undefined || isAddressWord(scalar.text)) return scalar?.text
  return complain(reading, 'model/unexpected-shape', scalar.at, { expected, found: `\`${scalar.text}\`` })
}

/** Every kind of document starts with the version of the language. */
export const LANGUAGE_HEADER = { yardstick: language } as const

export const HEADER = {
  ...LANGUAGE_HEADER,
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
