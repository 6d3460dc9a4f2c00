/**
 * Reads `inherited`: which ruleset this one was made from, and what of it nobody has confirmed, changed or
 * withdrawn yet. The list stands in one place, and gets shorter; what it names stays as it was.
 */
import type { DocumentNode, MapEntry } from '../syntax/document/node.ts'
import { parseAddress } from './address.ts'
import { oneOrMore, readEntries, readFields } from './read-map.ts'
import { isOneOf } from './read-name.ts'
import { asScalar } from './read-scalar.ts'
import { accept, complain, type Reader, type Reading } from './reading.ts'
import {
  type Address,
  INHERITED_SECTIONS,
  type Inherited,
  type InheritedName,
  type InheritedSection,
} from './ruleset.ts'

const whole: Reader<DocumentNode> = node => node

const fullAddress: Reader<Address> = (node, reading) => {
  const scalar = asScalar(node, 'an address such as `name@2016/final.1`', reading)
  const address = scalar?.fragment && accept(reading, parseAddress(scalar.fragment))
  if (scalar === undefined || address === undefined) return undefined
  const { release, revision } = address
  return release === undefined || revision === undefined
    ? complain(reading, 'model/incomplete-address', scalar.at, { found: scalar.text })
    : { ...address, release, revision }
}

const INHERITED = {
  what: '`inherited`',
  readers: { from: fullAddress, unconfirmed: whole },
  required: ['from'],
} as const

export const inherited: Reader<Inherited> = (node, reading) => {
  const fields = readFields(node, INHERITED, reading)
  if (fields?.from === undefined) return undefined
  const names = fields.unconfirmed && readEntries(fields.unconfirmed, 'sections and names', namesOf, reading)
  return { from: fields.from, unconfirmed: [...(names?.values() ?? [])].flat() }
}

function namesOf({ key, value }: MapEntry, reading: Reading): readonly InheritedName[] | undefined {
  const section = INHERITED_SECTIONS.find(it => it === key.text)
  if (section === undefined) {
    isOneOf(INHERITED_SECTIONS, 'section', key.text, key.at, reading)
    return undefined
  }
  const names = oneOrMore((it, inner) => asScalar(it, 'a name', inner))(value, reading) ?? []
  return names.map(({ text: name, at }) => ({ section, name, at }))
}

/** What each section declares, by the names that `unconfirmed` uses; files are not looked for. */
type Declared = Readonly<Record<Exclude<InheritedSection, 'files'>, readonly string[]>>

/**
 * Complains of names that stand for nothing any more: what was removed or renamed by hand has been
 * looked at, and is taken off the list by whoever did it.
 */
export function refuseForgotten({ unconfirmed }: Inherited, declared: Declared, reading: Reading): void {
  for (const { section, name, at } of unconfirmed) {
    if (section === 'files') continue
    const names = declared[section]
    const isRow = (section === 'tables' || section === 'rules') && names.some(it => name.startsWith(`${it}.`))
    if (!isRow) isOneOf(names, `name under \`${section}\``, name, at, reading)
  }
}
