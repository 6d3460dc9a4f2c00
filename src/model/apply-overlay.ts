/**
 * Applies an overlay to a ruleset document: a small document that replaces, adds or removes entries by
 * name. What it brings keeps its places in the overlay's file. The result is read and checked like any
 * document; nothing is judged here but whether the paths make sense.
 */
import type { Outcome } from '../diagnostics/diagnostic.ts'
import { type Fragment, spanIn, wholeOf } from '../source/fragment.ts'
import {
  type DocumentNode,
  entryOf,
  type ListNode,
  type MapEntry,
  type MapNode,
  type ScalarNode,
} from '../syntax/document/node.ts'
import { matches, type PartialAddress, parseAddress, printAddress } from './address.ts'
import { LANGUAGE_HEADER } from './build-header.ts'
import { addAt, changeAt, pathsIn, rowId } from './document-path.ts'
import { distinctEntries, oneOrMore, readFields, unexpected } from './read-map.ts'
import { asScalar, name, text } from './read-scalar.ts'
import { accept, complain, guess, plainReading, type Reader, type Reading } from './reading.ts'
import type { Address } from './ruleset.ts'

const entries: Reader<readonly MapEntry[]> = (node, reading) =>
  node.kind === 'map'
    ? distinctEntries(node, reading)
    : unexpected(node, 'a map from paths to values', reading)

const addressReader: Reader<{ readonly address: PartialAddress; readonly of: ScalarNode }> = (
  node,
  reading,
) => {
  const of = asScalar(node, 'an address such as `name@2016/final.1`', reading)
  const address = of && accept(reading, parseAddress(of.fragment ?? wholeOf({ name: '', text: of.text })))
  return address && { address, of }
}

const OVERLAY = {
  what: 'an overlay',
  readers: {
    ...LANGUAGE_HEADER,
    overlay: text,
    of: addressReader,
    title: text,
    note: text,
    replace: entries,
    remove: oneOrMore(name),
    add: entries,
  },
  required: ['yardstick', 'overlay', 'of'],
} as const

/** The document with the overlay's changes, as far as they could be made: first `replace`, then `remove`, then `add`. */
export function applyOverlay(document: MapNode, overlay: MapNode): Outcome<MapNode> {
  const reading = plainReading()
  const fields = readFields(overlay, OVERLAY, reading)
  if (fields?.of === undefined || !isFor(document, fields.of, reading)) {
    return { value: document, diagnostics: reading.diagnostics }
  }
  let value = document
  for (const entry of fields.replace ?? []) value = replace(value, entry, reading)
  for (const path of fields.remove ?? []) value = remove(value, path, reading)
  for (const entry of fields.add ?? []) value = add(value, entry, reading)
  return { value, diagnostics: reading.diagnostics }
}

function isFor(
  document: MapNode,
  { address, of }: { address: PartialAddress; of: ScalarNode },
  reading: Reading,
): boolean {
  const own = addressIn(document)
  if (own === undefined || matches(own, address)) return true
  complain(reading, 'model/overlay-of-another', of.at, { of: of.text, address: printAddress(own) })
  return false
}

/** The address a document gives itself; undefined where it is not well formed, which its own reader reports. */
function addressIn(document: MapNode): Address | undefined {
  const [ruleset, year, release, revision] = ['ruleset', 'year', 'release', 'revision'].map(it => {
    const value = entryOf(document, it)?.value
    return value?.kind === 'scalar' ? value.text : ''
  })
  const source = { name: '', text: `${ruleset}@${year}/${release}.${revision}` }
  const { value } = parseAddress(wholeOf(source))
  return value?.release === undefined || value.revision === undefined
    ? undefined
    : { ...value, release: value.release, revision: value.revision }
}

function replace(document: MapNode, { key, value }: MapEntry, reading: Reading): MapNode {
  const changed = changeAt(document, key.text, part => {
    if (!part.isRow || rowId(value) === part.name) return value
    complain(reading, 'model/overlay-row', value.at, { id: part.name })
    return part.value
  })
  return changed ?? unknownPath(document, key, reading)
}

function remove(document: MapNode, path: ScalarNode, reading: Reading): MapNode {
  return changeAt(document, path.text, () => undefined) ?? unknownPath(document, path, reading)
}

function unknownPath(document: MapNode, path: ScalarNode, reading: Reading): MapNode {
  const close = guess(reading, path.text, pathsIn(document))
  complain(reading, 'model/overlay-unknown-path', path.at, { path: path.text, nearest: close })
  return document
}

function add(document: MapNode, entry: MapEntry, reading: Reading): MapNode {
  const path = entry.key.text
  if (changeAt(document, path, part => part.value) !== undefined) {
    complain(reading, 'model/overlay-existing-entry', entry.key.at, { path })
    return document
  }
  const added = addAt(document, path, (branch, last) =>
    branch.kind === 'map' ? withEntry(branch, last, entry) : withRow(branch, last, entry.value, reading),
  )
  return added ?? withEntry(document, path, entry) ?? unknownPath(document, entry.key, reading)
}

/** Only numbers have dots in them; any other name with a dot is a path whose beginning is not there. */
function withEntry<N extends MapNode>(branch: N, name: string, { key, value }: MapEntry): N | undefined {
  if (name.includes('.') && !/^[-\d.<]+$/.test(name)) return undefined
  return { ...branch, entries: [...branch.entries, { key: endOf(key, name), value }] }
}

/** The last step of a path as a key of its own, which stands at the end of the path. */
function endOf(path: ScalarNode, name: string): ScalarNode {
  const { fragment, text: whole } = path
  if (fragment === undefined) return { ...path, text: name }
  const start = whole.length - name.length
  const at = spanIn(fragment, start, whole.length)
  const part: Fragment = { source: fragment.source, text: name, pieces: [{ index: 0, offset: at.start }] }
  return { ...path, text: name, fragment: part, at }
}

/** A row goes to the end, or where `{before: ID, row: [...]}` says. */
function withRow(branch: ListNode, id: string, value: DocumentNode, reading: Reading): ListNode | undefined {
  if (id.includes('.')) return undefined
  const row = value.kind === 'map' ? entryOf(value, 'row')?.value : value
  const before = value.kind === 'map' ? entryOf(value, 'before')?.value : undefined
  const index = before === undefined ? branch.items.length : indexOfRow(branch, before)
  if (row !== undefined && rowId(row) === id && index >= 0) {
    return { ...branch, items: branch.items.toSpliced(index, 0, row) }
  }
  complain(reading, 'model/overlay-row', value.at, { id })
  return branch
}

const indexOfRow = (branch: ListNode, id: DocumentNode): number =>
  branch.items.findIndex(it => id.kind === 'scalar' && rowId(it) === id.text)
