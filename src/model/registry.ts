/**
 * The registry of rulesets: which folder an address means, and what each released revision was when it
 * was released. An entry without a digest is registered but not released, and may still change.
 */
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Span } from '../source/source.ts'
import type { MapNode, ScalarNode } from '../syntax/document/node.ts'
import { matches, type PartialAddress, parseAddress, printAddress } from './address.ts'
import { LANGUAGE_HEADER } from './build-header.ts'
import { digestOf } from './canonical-form.ts'
import { duplicateName, given, listOf, oneOrMore, readFields } from './read-map.ts'
import { asScalar, text } from './read-scalar.ts'
import { accept, complain, plainReading, type Reader } from './reading.ts'
import type { Address, Declared, Ruleset } from './ruleset.ts'
import { isSafePath } from './safe-path.ts'

export interface Registry {
  /** By address, in the order of the file. */
  readonly releases: ReadonlyMap<string, Release>
}

export interface Release extends Declared {
  readonly address: Address
  /** Relative to the registry's folder. */
  readonly folder: string
  /** Overlays that make this release out of the folder's ruleset, applied in order; relative to the folder. */
  readonly overlays: readonly string[]
  /** Of the canonical form, when the revision has been released. */
  readonly digest?: string
}

const path: Reader<string> = (node, reading) => {
  const scalar = asScalar(node, 'a path', reading)
  if (scalar === undefined || isSafePath(scalar.text)) return scalar?.text
  return complain(reading, 'model/unsafe-path', scalar.at, { path: scalar.text })
}

/** The address of one revision, as written and as read. */
const fullAddress: Reader<{ readonly written: ScalarNode; readonly address: Address }> = (node, reading) => {
  const written = asScalar(node, 'an address such as `name@2016/final.1`', reading)
  const parsed = written?.fragment && accept(reading, parseAddress(written.fragment))
  if (written === undefined || parsed === undefined) return undefined
  const { release, revision } = parsed
  if (release === undefined || revision === undefined) {
    return complain(reading, 'model/incomplete-address', written.at, { found: written.text })
  }
  return { written, address: { ...parsed, release, revision } }
}

const RELEASE = {
  what: 'a registered ruleset',
  readers: { address: fullAddress, folder: path, overlays: oneOrMore(path), digest: text },
  required: ['address', 'folder'],
} as const

const release: Reader<Release> = (node, reading) => {
  const { address: named, folder, overlays = [], digest } = readFields(node, RELEASE, reading) ?? {}
  if (named === undefined || folder === undefined) return undefined
  const { written, address } = named
  const declared = { name: printAddress(address), at: written.at, whole: node.at }
  return { ...declared, address, folder, overlays, ...given({ digest }) }
}

const REGISTRY = {
  what: 'a registry',
  readers: { ...LANGUAGE_HEADER, rulesets: listOf('rulesets', release) },
  required: ['yardstick', 'rulesets'],
} as const

export function buildRegistry(document: MapNode): Outcome<Registry | undefined> {
  const reading = plainReading()
  const listed = readFields(document, REGISTRY, reading)?.rulesets
  const releases = new Map<string, Release>()
  for (const it of listed ?? []) {
    const earlier = releases.get(it.name)
    if (earlier !== undefined) duplicateName(reading, it.name, it.at, earlier.at)
    else releases.set(it.name, it)
  }
  return { value: listed && { releases }, diagnostics: reading.diagnostics }
}

/**
 * The release that an address means: without a release the final one, and of a year that has none the
 * one registered first; without a revision the newest. `at` is where the address was written.
 */
export function findRelease(
  { releases }: Registry,
  wanted: PartialAddress,
  at: Span,
): Outcome<Release | undefined> {
  const ofYear = [...releases.values()].filter(it => matches(it.address, wanted))
  const release = ofYear.some(it => it.address.release === FINAL) ? FINAL : ofYear[0]?.address.release
  const found = ofYear
    .filter(it => it.address.release === release)
    .toSorted((a, b) => b.address.revision - a.address.revision)
  if (found[0] !== undefined) return { value: found[0], diagnostics: [] }
  const address = printAddress(wanted)
  const known = [...releases.values()].map(it => it.address)
  const meaning = nearest(
    address,
    known.map(it => printAddress(precisely(it, wanted))),
  )
  const diagnostic = report('model/unknown-address', at, { address, nearest: meaning })
  return { value: undefined, diagnostics: [diagnostic] }
}

/** The release that a year is judged by in the end. */
export const FINAL = 'final'

/** An address as precisely as another is written. */
const precisely = ({ ruleset, year, release, revision }: Address, like: PartialAddress): PartialAddress => ({
  ruleset,
  year,
  ...(like.release === undefined ? {} : { release }),
  ...(like.revision === undefined ? {} : { revision }),
})

/** Holds a ruleset against its entry in the registry: its address, and its digest once it is released. */
export function checkRelease(release: Release, ruleset: Ruleset): readonly Diagnostic[] {
  const found = printAddress(ruleset.address)
  if (found !== printAddress(release.address)) {
    return [
      report('model/misplaced-release', release.at, { address: release.name, folder: release.folder, found }),
    ]
  }
  if (release.digest === undefined) return []
  const digest = digestOf(ruleset)
  if (digest !== release.digest) {
    return [report('model/released-revision-changed', release.at, { address: release.name, digest })]
  }
  return []
}
