/** The list of what nobody has looked at yet, as written in a document: read, shortened, and written back. */
import { INHERITED_SECTIONS, type InheritedSection } from '../model/ruleset.ts'
import { type DocumentNode, entryOf, type MapNode } from '../syntax/document/node.ts'
import {
  type Edit,
  isFlow,
  listText,
  removedBetweenCommas,
  removedEntry,
  replaced,
  scalar,
} from './edit-text.ts'
import { fieldOf } from './items.ts'

/** Names by section, rows after a dot. */
export type Lists = ReadonlyMap<InheritedSection, readonly string[]>

export function listsIn(document: MapNode): Lists {
  const listed = fieldOf(entryOf(document, 'inherited')?.value, 'unconfirmed')
  return new Map(INHERITED_SECTIONS.map(it => [it, namesIn(fieldOf(listed, it))]))
}

const namesIn = (node: DocumentNode | undefined): readonly string[] => {
  if (node === undefined) return []
  return (node.kind === 'list' ? node.items : [node]).flatMap(it => (it.kind === 'scalar' ? [it.text] : []))
}

/** How many things are on the lists; one of which some rows are there is one. */
export const countIn = (lists: Lists): number =>
  [...lists].reduce((sum, [section, names]) => sum + new Set(names.map(it => thingOf(section, it))).size, 0)

function thingOf(section: InheritedSection, name: string): string {
  const steps = section === 'rules' ? 2 : section === 'tables' ? 1 : undefined
  return steps === undefined ? name : name.split('.').slice(0, steps).join('.')
}

/** Whether a name is another's, or that of a row of it. */
export const isOf = (name: string, whole: string): boolean => name === whole || name.startsWith(`${whole}.`)

/** Whether all of a thing, or some of it, is on a list. */
export const isListed = (lists: Lists, section: InheritedSection, name: string): boolean =>
  lists.get(section)?.some(it => isOf(it, name)) ?? false

/** Without a thing and its rows. */
export const without = (lists: Lists, section: InheritedSection, name: string): Lists =>
  new Map([...lists, [section, (lists.get(section) ?? []).filter(it => !isOf(it, name))]])

/** Without one row of a thing; where the thing stands there whole, its other rows take its place. */
export function withoutRow(
  lists: Lists,
  section: InheritedSection,
  name: string,
  row: string,
  rows: readonly string[],
): Lists {
  const names = (lists.get(section) ?? []).flatMap(it =>
    it === name ? rows.map(other => `${name}.${other}`) : [it],
  )
  return new Map([...lists, [section, names.filter(it => !isOf(it, `${name}.${row}`))]])
}

/** What makes the lists of a document these, which are parts of its own or rows of them. */
export function listEdits(document: MapNode, lists: Lists): readonly Edit[] {
  const inherited = entryOf(document, 'inherited')?.value
  const listed = inherited?.kind === 'map' ? entryOf(inherited, 'unconfirmed') : undefined
  if (inherited?.kind !== 'map' || listed?.value.kind !== 'map') return []
  if (countIn(lists) === 0) return [removedEntry(inherited, listed)]
  const map = listed.value
  const emptied = map.entries.filter(it => namesLeft(lists, it.key.text).length === 0)
  return map.entries.flatMap(entry => {
    const names = namesLeft(lists, entry.key.text)
    if (names.join('\n') === namesIn(entry.value).join('\n')) return []
    if (names.length > 0) return shortened(entry.value, names)
    // In brackets the last of several emptied entries would take a comma twice.
    return isFlow(map) && emptied.length > 1 ? [replaced(entry.value, '[]')] : [removedEntry(map, entry)]
  })
}

const namesLeft = (lists: Lists, section: string): readonly string[] =>
  [...lists].find(([it]) => it === section)?.[1] ?? []

/** Written anew, unless the author put a comment between the names. */
function shortened(node: DocumentNode, names: readonly string[]): readonly Edit[] {
  const { source, start, end } = node.at
  const hasComment = /(?:^|\s)#/.test(source.text.slice(start, end))
  if (node.kind === 'list' && hasComment && names.every(it => namesIn(node).includes(it))) {
    return node.items
      .filter(it => it.kind === 'scalar' && !names.includes(it.text))
      .map(it => removedBetweenCommas(source.text, it.at.start, it.at.end))
  }
  const column = start - (source.text.lastIndexOf('\n', start - 1) + 1)
  const isBlock = node.kind === 'list' && !isFlow(node)
  const indent = isBlock ? ' '.repeat(column) : (/^\s*/.exec(source.text.slice(start - column))?.[0] ?? '')
  return [replaced(node, listText(names.map(scalar), `${indent}  `, column))]
}
