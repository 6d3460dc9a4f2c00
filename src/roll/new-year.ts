/**
 * The ruleset of another year, from the one of a year before: the same text with the head of the new year
 * and the list of all that nobody has confirmed for it. Nothing else of the author's text changes.
 */
import { type PartialAddress, printAddress } from '../model/address.ts'
import { type Address, INHERITED_SECTIONS } from '../model/ruleset.ts'
import { yearsLater } from '../model/years-in.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { type Edit, edited, insertedEntry, isFlow, listText, replaced, scalar } from './edit-text.ts'
import { type Item, itemsOf } from './items.ts'

export interface NewYear {
  readonly text: string
  readonly address: Address
  /** What was taken over. */
  readonly items: readonly Item[]
}

/**
 * The document's text for another year. `files` are the files beside it that come along and are to be
 * looked at, relative to the folder. Undefined where the document has no address.
 */
export function newYear(
  document: MapNode,
  from: Address,
  to: Pick<PartialAddress, 'ruleset' | 'year'>,
  files: readonly string[],
): NewYear {
  const address: Address = { ...to, release: 'draft', revision: 1 }
  const items = itemsOf(document, files)
  const head: Edit[] = Object.entries(address).flatMap(([key, value]) => {
    const node = entryOf(document, key)?.value
    return node === undefined ? [] : [replaced(node, String(value))]
  })
  const title = entryOf(document, 'title')?.value
  if (title?.kind === 'scalar') {
    const written = title.at.source.text.slice(title.at.start, title.at.end)
    head.push(replaced(title, yearsLater(written, to.year - from.year, from.year)))
  }
  const text = edited(document.at.source.text, [...head, inheritance(document, from, items)])
  return { text, address, items }
}

/** Written below the head, so that it is seen first. A year made from a third is no longer of interest. */
function inheritance(document: MapNode, from: Address, items: readonly Item[]): Edit {
  const own = entryOf(document, 'inherited')
  if (own !== undefined && isFlow(document)) return replaced(own.value, flowBlock(from, items))
  if (own !== undefined) return replaced(own.value, indented(blockLines(from, items)))
  const next = document.entries.findIndex(it => !HEAD.has(it.key.text))
  const index = next < 0 ? document.entries.length : next
  if (isFlow(document)) return insertedEntry(document, `inherited: ${flowBlock(from, items)}`, index)
  const lines = [REMARK, 'inherited:', ...blockLines(from, items).map(it => `  ${it}`)]
  return insertedEntry(document, `\n${lines.join('\n')}`, index)
}

const HEAD = new Set(['yardstick', 'ruleset', 'year', 'release', 'revision', 'title', 'note', 'status'])
const REMARK =
  '# Taken over, and not compared with what holds this year. `yardstick confirm` lists it and takes names off.'

const indented = (lines: readonly string[]): string => lines.join('\n  ')

function blockLines(from: Address, items: readonly Item[]): readonly string[] {
  const lists = sectionsOf(items).map(([section, names]) => {
    const key = `  ${section}: `
    return key + listText(names, '      ', key.length + 2)
  })
  return [`from: ${printAddress(from)}`, 'unconfirmed:', ...lists]
}

const flowBlock = (from: Address, items: readonly Item[]): string =>
  `{from: ${printAddress(from)}, unconfirmed: {${sectionsOf(items)
    .map(([section, names]) => `${section}: [${names.join(', ')}]`)
    .join(', ')}}}`

const sectionsOf = (items: readonly Item[]): readonly (readonly [string, readonly string[]])[] =>
  INHERITED_SECTIONS.flatMap(section => {
    const names = items.filter(it => it.section === section).map(it => scalar(it.name))
    return names.length === 0 ? [] : [[section, names] as const]
  })

/** An overlay of the year before, for the new one. */
export function overlayFor(overlay: MapNode, address: Address): string {
  const of = entryOf(overlay, 'of')?.value
  const text = overlay.at.source.text
  return of === undefined ? text : edited(text, [replaced(of, printAddress(address))])
}

/** What the notes of a new year start as. */
export const notesFor = (
  title: string,
  from: Address,
  address: Address,
): string => `# ${title}: what is settled and what is not

Made from \`${printAddress(from)}\`. What nobody has compared with this year's sources is listed by
\`yardstick confirm ${address.ruleset}@${address.year}\`.

## Supply these

## ${CHANGED} from ${from.year}

## ${WITHDRAWN}

## Conflicts, and what was chosen
`

/** Headings of the notes below which confirming records what it did. */
export const CHANGED = 'What changed'
export const WITHDRAWN = 'Withdrawn'
