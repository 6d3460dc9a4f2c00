/**
 * Reads and writes addresses: `example@2018`, `example@2018/provisional`, `example@2018/final.2`. What an address
 * that leaves something out stands for is settled by the registry.
 */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { type Fragment, spanIn } from '../source/fragment.ts'
import type { Address } from './ruleset.ts'

/** An address as far as it is written: a year, perhaps a release of it, perhaps a revision of that. */
export type PartialAddress = Pick<Address, 'ruleset' | 'year'> &
  Partial<Pick<Address, 'release' | 'revision'>>

const WORD = '[a-z0-9]+(?:-[a-z0-9]+)*'
const ADDRESS = new RegExp(`^(${WORD})@(\\d{4})(?:/(${WORD})(?:\\.([1-9]\\d{0,3}))?)?$`)

/** A word of an address, which is also the name of a folder: small letters, digits and hyphens. */
export const isAddressWord = (word: string): boolean => new RegExp(`^${WORD}$`).test(word)

export function parseAddress(fragment: Fragment): Outcome<PartialAddress | undefined> {
  const [whole, ruleset = '', year, release, revision] = ADDRESS.exec(fragment.text) ?? []
  if (whole === undefined) {
    const at = spanIn(fragment, 0, fragment.text.length)
    const diagnostic = report('model/malformed-address', at, { found: fragment.text })
    return { value: undefined, diagnostics: [diagnostic] }
  }
  const value = {
    ruleset,
    year: Number(year),
    ...(release === undefined ? {} : { release }),
    ...(revision === undefined ? {} : { revision: Number(revision) }),
  }
  return { value, diagnostics: [] }
}

export function printAddress({ ruleset, year, release, revision }: PartialAddress): string {
  const edition = release === undefined ? '' : `/${release}${revision === undefined ? '' : `.${revision}`}`
  return `${ruleset}@${year}${edition}`
}

/** Whether an address is one of those that another, which may leave something out, can mean. */
export const matches = (address: Address, wanted: PartialAddress): boolean =>
  address.ruleset === wanted.ruleset &&
  address.year === wanted.year &&
  (wanted.release ?? address.release) === address.release &&
  (wanted.revision ?? address.revision) === address.revision
