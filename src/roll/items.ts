/**
 * What a ruleset takes over from another year, one by one: each declared thing by its section and name,
 * with its place and what it says in short. Looks at the document only, so that nothing has to make sense.
 */

import { rowId } from '../model/document-path.ts'
import type { InheritedSection } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import { type DocumentNode, entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'

export interface Item {
  readonly section: InheritedSection
  /** `points`, `entry.score`: as in the list of the unconfirmed. */
  readonly name: string
  /** Where it is declared; files are not. */
  readonly entry?: MapEntry
}

/** `tables.points`: section and name. */
export const pathOf = ({ section, name }: Pick<Item, 'section' | 'name'>): string => `${section}.${name}`

export const isSameItem = (a: Item, b: Item): boolean => a.section === b.section && a.name === b.name

/** Everything that can be taken over, in the order of the checklist. The title is not: it follows the year. */
export function itemsOf(document: MapNode, files: readonly string[]): readonly Item[] {
  return [
    ...document.entries
      .filter(it => it.key.text === 'note' || it.key.text === 'status')
      .map(entry => ({ section: 'head' as const, name: entry.key.text, entry })),
    ...PLAIN.flatMap(section => named(section, '', entryOf(document, section)?.value)),
    ...entriesIn(entryOf(document, 'levels')?.value).flatMap(level => [
      { section: 'levels' as const, name: level.key.text, entry: level },
      ...named('inputs', `${level.key.text}.`, fieldOf(level.value, 'inputs')),
    ]),
    ...named('tables', '', entryOf(document, 'tables')?.value),
    ...LATER.flatMap(section => named(section, '', entryOf(document, section)?.value)),
    ...entriesIn(entryOf(document, 'rules')?.value).flatMap(level =>
      named('rules', `${level.key.text}.`, level.value),
    ),
    ...named('laws', '', entryOf(document, 'laws')?.value),
    ...named('waivers', '', entryOf(document, 'waivers')?.value),
    ...files.map(name => ({ section: 'files' as const, name })),
  ]
}
const PLAIN = ['sources', 'reasons', 'dimensions', 'codes'] as const
const LATER = ['parameters', 'styles'] as const

const named = (section: InheritedSection, prefix: string, node: DocumentNode | undefined): readonly Item[] =>
  entriesIn(node).map(entry => ({ section, name: `${prefix}${entry.key.text}`, entry }))

export const entriesIn = (node: DocumentNode | undefined): readonly MapEntry[] =>
  node?.kind === 'map' ? node.entries : []

export const fieldOf = (node: DocumentNode | undefined, key: string): DocumentNode | undefined =>
  node?.kind === 'map' ? entryOf(node, key)?.value : undefined

// --- rows ------------------------------------------------------------------------------------------

/** The names of the rows of a decision table, and where each stands. */
export const decisionRows = ({ section, entry }: Item): ReadonlyMap<string, DocumentNode> => {
  const rows = section === 'rules' ? fieldOf(entry?.value, 'rows') : undefined
  const items = rows?.kind === 'list' ? rows.items : []
  return new Map(items.flatMap(it => rowNamed(rowId(it), it)))
}
const rowNamed = (id: string | undefined, node: DocumentNode): readonly [string, DocumentNode][] =>
  id === undefined ? [] : [[id, node]]

/** The keys of rows written in the document: whole, joined by dots, and the beginnings that several share. */
export function writtenRows({ section, entry }: Item): readonly string[] {
  const rows = section === 'tables' ? fieldOf(entry?.value, 'rows') : undefined
  return rows === undefined ? [] : keysIn(rows, '')
}

function keysIn(node: DocumentNode, prefix: string): readonly string[] {
  return entriesIn(node).flatMap(({ key, value }) => {
    const name = `${prefix}${key.text}`
    return value.kind === 'map' ? keysIn(value, `${name}.`) : [name]
  })
}

// --- what it says ----------------------------------------------------------------------------------

/** Which part of a declaration says what it is; the whole where none of them is there. */
const MAIN: Readonly<Record<InheritedSection, readonly string[]>> = {
  head: [],
  sources: ['title'],
  reasons: ['text'],
  dimensions: ['members'],
  codes: ['list', 'file'],
  levels: ['key', 'by'],
  inputs: ['type'],
  tables: ['rows', 'file', 'level'],
  parameters: ['default', 'one of', 'type'],
  styles: [],
  rules: ['is', 'each', 'rows', 'fill'],
  laws: ['title'],
  waivers: ['reason'],
  files: [],
}

/** What is said about a thing, and not what it is. */
const ABOUT: ReadonlySet<string> = new Set(['cite', 'unconfirmed', 'note'])

/** The thing in one line. */
export function briefly({ section, name, entry }: Item): string {
  if (entry === undefined) return section === 'files' ? '' : name
  const main = MAIN[section].map(it => fieldOf(entry.value, it)).find(it => it !== undefined)
  return flat(main ?? entry.value)
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Of two such lines the parts in which they differ; both whole where that is nothing, or nothing is left. */
export function differing(before: string, now: string): readonly [string, string] {
  const [old, own] = [before.split(', '), now.split(', ')]
  const gone = old.filter(it => !own.includes(it))
  const fresh = own.filter(it => !old.includes(it))
  return gone.length > 0 && fresh.length > 0 ? [gone.join(', '), fresh.join(', ')] : [before, now]
}

function flat(node: DocumentNode): string {
  if (node.kind === 'scalar') return node.text
  if (node.kind === 'list') return node.items.map(flat).join(', ')
  return node.entries
    .filter(it => !ABOUT.has(it.key.text))
    .map(({ key, value }) => `${key.text} ${value.kind === 'map' ? `(${flat(value)})` : flat(value)}`)
    .join(', ')
}

/** All that a thing says, but for where it is from: the same text for the same rule. `read` gives a file's text. */
export function content({ section, name, entry }: Item, read: (path: string) => string | undefined): string {
  if (entry === undefined) return read(name) ?? ''
  const file = section === 'tables' || section === 'codes' ? fieldOf(entry.value, 'file') : undefined
  const rows = file?.kind === 'scalar' ? (read(file.text) ?? '') : ''
  // Inputs are things of their own.
  return said(entry.value, section === 'levels' ? new Set([...ABOUT, 'inputs']) : ABOUT) + rows
}

function said(node: DocumentNode, left: ReadonlySet<string>): string {
  if (node.kind === 'scalar') return JSON.stringify(node.text)
  if (node.kind === 'list') return `[${node.items.map(it => said(it, left)).join(',')}]`
  return `{${node.entries
    .filter(it => !left.has(it.key.text))
    .map(it => `${it.key.text}:${said(it.value, left)}`)
    .join(',')}}`
}

export const placeOf = ({ entry }: Item): Span | undefined => entry?.key.at
