/**
 * A small toolkit for reading maps and lists of a document. A map with settled keys is read by a table
 * of readers, one for each key; a map of declared names by one reader for its entries.
 */
import { type Span, spanOf } from '../source/source.ts'
import type { DocumentNode, ListNode, MapEntry, MapNode, ScalarNode } from '../syntax/document/node.ts'
import { complain, guess, type Reader, type Reading } from './reading.ts'
import type { Declared } from './ruleset.ts'

export type Readers = Readonly<Record<string, Reader<unknown>>>

/** What a table of readers read: nothing for a key that is not there or could not be read. */
export type Fields<R extends Readers> = {
  readonly [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined>
}

export interface MapForm<R extends Readers> {
  /** What the map describes, for messages: `an input`. */
  readonly what: string
  readonly readers: R
  readonly required?: readonly (keyof R & string)[]
}

/** Reads a map with settled keys. Undefined where the node is no map or lacks a required key. */
export function readFields<R extends Readers>(
  node: DocumentNode,
  form: MapForm<R>,
  reading: Reading,
): Fields<R> | undefined {
  const map = asMap(node, form.what, reading)
  if (map === undefined) return undefined
  const fields: Record<string, unknown> = {}
  for (const { key, value } of distinctEntries(map, reading)) {
    const read = Object.hasOwn(form.readers, key.text) ? form.readers[key.text] : undefined
    if (read === undefined) unknownKey(key, form, reading)
    else {
      const result = read(value, reading)
      if (result !== undefined) fields[key.text] = result
    }
  }
  return hasRequired(map, form, reading) ? (fields as Fields<R>) : undefined
}

function unknownKey<R extends Readers>(key: ScalarNode, form: MapForm<R>, reading: Reading): void {
  const close = guess(reading, key.text, Object.keys(form.readers))
  complain(reading, 'model/unknown-key', key.at, { key: key.text, what: form.what, nearest: close })
}

function hasRequired<R extends Readers>(map: MapNode, form: MapForm<R>, reading: Reading): boolean {
  const present = new Set(map.entries.map(it => it.key.text))
  const missing = (form.required ?? []).filter(it => !present.has(it))
  for (const key of missing) complain(reading, 'model/missing-key', map.at, { key, what: form.what })
  return missing.length === 0
}

/** Reads a map from names to things of one sort, in the order written. */
export function readEntries<T>(
  node: DocumentNode,
  what: string,
  read: (entry: MapEntry, reading: Reading) => T | undefined,
  reading: Reading,
): ReadonlyMap<string, T> {
  const map = asMap(node, what, reading)
  const entries = map === undefined ? [] : distinctEntries(map, reading)
  const results = new Map<string, T>()
  for (const entry of entries) {
    const result = read(entry, reading)
    if (result !== undefined) results.set(entry.key.text, result)
  }
  return results
}

/** A reader of a map from names to things of one sort. */
export const entriesOf =
  <T>(
    what: string,
    read: (entry: MapEntry, reading: Reading) => T | undefined,
  ): Reader<ReadonlyMap<string, T>> =>
  (node, reading) =>
    readEntries(node, what, read, reading)

/** A reader of a list; items that cannot be read are left out. */
export const listOf =
  <T>(what: string, read: Reader<T>): Reader<readonly T[]> =>
  (node, reading) =>
    asList(node, what, reading)
      ?.items.map(it => read(it, reading))
      .filter(it => it !== undefined)

/** A reader of a list, or of one thing written without the list. */
export const oneOrMore =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (node, reading) =>
    (node.kind === 'list' ? node.items : [node]).map(it => read(it, reading)).filter(it => it !== undefined)

export function asMap(node: DocumentNode, what: string, reading: Reading): MapNode | undefined {
  return node.kind === 'map' ? node : unexpected(node, `a map: ${what}`, reading)
}

export function asList(node: DocumentNode, what: string, reading: Reading): ListNode | undefined {
  return node.kind === 'list' ? node : unexpected(node, `a list: ${what}`, reading)
}

export function unexpected(node: DocumentNode, expected: string, reading: Reading): undefined {
  return complain(reading, 'model/unexpected-shape', node.at, { expected, found: shapeOf(node) })
}

function shapeOf(node: DocumentNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  return node.text === '' ? 'nothing' : `\`${firstLine(node.text)}\``
}

const firstLine = (text: string): string => text.split(/[\r\n]/, 1)[0] ?? ''

/** The entries of a map without those whose key was written before. */
export function distinctEntries(map: MapNode, reading: Reading): readonly MapEntry[] {
  const first = new Map<string, MapEntry>()
  for (const entry of map.entries) {
    const earlier = first.get(entry.key.text)
    if (earlier === undefined) first.set(entry.key.text, entry)
    else duplicateName(reading, entry.key.text, entry.key.at, earlier.key.at)
  }
  return [...first.values()]
}

export function duplicateName(reading: Reading, name: string, at: Span, earlier: Span): undefined {
  const related = [{ at: earlier, label: 'declared here already' }]
  return complain(reading, 'model/duplicate-name', at, { name }, { related })
}

/** Name, and places, of what an entry declares. */
export const declaredBy = (entry: MapEntry): Declared => ({
  name: entry.key.text,
  at: entry.key.at,
  whole: spanOf(entry.key.at.source, entry.key.at.start, Math.max(entry.key.at.end, endOf(entry))),
})

/** The end of an entry; its value may stand in another file, where an overlay put it. */
const endOf = ({ key, value }: MapEntry): number =>
  key.at.source === value.at.source ? value.at.end : key.at.end

type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

/** The fields that have a value, for optional properties. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(it => it[1] !== undefined)) as Given<T>
}
