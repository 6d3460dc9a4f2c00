/**
 * The names a document declares, section by section, gathered before anything is read so that the
 * order of sections never matters. Looks at keys only; what stands under them is read elsewhere.
 */
import { type DocumentNode, entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'

export const SECTIONS = [
  'sources',
  'reasons',
  'dimensions',
  'codes',
  'levels',
  'tables',
  'parameters',
  'styles',
] as const
export type Section = (typeof SECTIONS)[number]

export type Declarations = Readonly<Record<Section, ReadonlyMap<string, MapEntry>>>

/** The level of one row, to which every row belongs; it is declared by the language. */
export const NATION = 'nation'

export const declarationsOf = (document: MapNode): Declarations =>
  bySection(it => entriesUnder(entryOf(document, it)?.value))

export const NOTHING_DECLARED: Declarations = bySection(() => new Map())

function bySection<T>(of: (section: Section) => T): Readonly<Record<Section, T>> {
  return Object.fromEntries(SECTIONS.map(it => [it, of(it)])) as Record<Section, T>
}

const entriesUnder = (node: DocumentNode | undefined): ReadonlyMap<string, MapEntry> =>
  new Map(node?.kind === 'map' ? node.entries.map(it => [it.key.text, it]) : [])

/** The columns that identify a row of a level, read leniently: the level's own reader complains. */
export function keyColumnsOf(declared: Declarations, level: string): readonly string[] {
  const node = declared.levels.get(level)?.value
  if (node?.kind !== 'map') return []
  const key = entryOf(node, entryOf(node, 'groups') === undefined ? 'key' : 'by')?.value
  return key === undefined ? [] : wordsIn(key)
}

const wordsIn = (node: DocumentNode): readonly string[] => {
  if (node.kind === 'scalar') return [node.text]
  return node.kind === 'list' ? node.items.flatMap(wordsIn) : []
}
