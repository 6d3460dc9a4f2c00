/**
 * Withdraws what a year took over and does not have: named things, or rows of them, are taken out of the
 * text and off the list. Whether anything still needs them is for checking the result to say.
 */
import { hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { type DocumentNode, entryOf, type MapEntry, type MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { withoutMarks } from './citing.ts'
import { type ConfirmRequest, checkCites, type Done, type Year } from './confirm.ts'
import { type Edit, edited, removedEntry } from './edit-text.ts'
import { decisionRows, fieldOf, type Item, isSameItem, itemsOf, pathOf } from './items.ts'
import { resolve, rowsWrittenIn, type Target } from './resolve.ts'
import { listEdits, listsIn, without } from './unconfirmed.ts'

export interface Withdrawn {
  readonly text: string
  readonly done: readonly Done[]
}

export function withdraw(
  { document, files }: Pick<Year, 'document' | 'files'>,
  { names, cites }: Pick<ConfirmRequest, 'names' | 'cites'>,
): Outcome<Withdrawn | undefined> {
  const found = resolve(names, itemsOf(document, files), rowsWrittenIn)
  const diagnostics = [...found.diagnostics, ...checkCites(document, listsIn(document), cites)]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  // One after the other: what is left of a list in brackets depends on what went before.
  const last = found.value.reduce(takenOut, document)
  const done = found.value.map(it => ({ path: pathIn(it), item: it.item, isChanged: true }))
  return { value: { text: last.at.source.text, done }, diagnostics }
}

const pathIn = ({ item, row }: Target): string => `${pathOf(item)}${row === undefined ? '' : `.${row}`}`

function takenOut(document: MapNode, { item, row }: Target): MapNode {
  const { name: file, text } = document.at.source
  const own = itemsOf(document, []).find(it => isSameItem(it, item)) ?? item
  const name = row === undefined ? item.name : `${item.name}.${row}`
  const lists = listEdits(document, without(listsIn(document), item.section, name))
  const removed = row === undefined ? wholeOut(document, own) : rowOut(own, row)
  const changed = edited(text, [...removed, ...lists])
  return readDocument({ name: file, text: changed }).value ?? document
}

function wholeOut(document: MapNode, item: Item): readonly Edit[] {
  const { entry } = item
  const map = entry && mapOf(document, entry)
  if (map === undefined || entry === undefined) return []
  // The last of a section takes the section with it: nothing stands for an empty map.
  const outer = map.entries.length > 1 ? undefined : entryHolding(document, map)
  return outer === undefined ? [removedEntry(map, entry)] : wholeOut(document, { ...item, entry: outer })
}

/** The map that an entry stands in. */
function mapOf(node: DocumentNode, entry: MapEntry): MapNode | undefined {
  if (node.kind !== 'map') return undefined
  if (node.entries.includes(entry)) return node
  return node.entries.flatMap(it => mapOf(it.value, entry) ?? [])[0]
}

function rowOut(item: Item, row: string): readonly Edit[] {
  const node = decisionRows(item).get(row)
  if (node !== undefined) return [lineOut(node)]
  const rows = fieldOf(item.entry?.value, 'rows')
  const marks = withoutMarks(item.entry?.value, [row])
  return rows?.kind === 'map' ? [...keyOut(rows, row), ...marks] : []
}

function entryHolding(node: DocumentNode, map: MapNode): MapEntry | undefined {
  const entries = node.kind === 'map' ? node.entries : []
  return entries.find(it => it.value === map) ?? entries.flatMap(it => entryHolding(it.value, map) ?? [])[0]
}

/** A row by its keys, or all rows under its first ones. */
function keyOut(rows: MapNode, name: string): readonly Edit[] {
  const own = entryOf(rows, name)
  if (own !== undefined) return [removedEntry(rows, own)]
  const outer = rows.entries.find(it => name.startsWith(`${it.key.text}.`))
  return outer?.value.kind === 'map' ? keyOut(outer.value, name.slice(outer.key.text.length + 1)) : []
}

/** An item of a list that has its lines to itself. */
function lineOut({ at }: DocumentNode): Edit {
  const { text } = at.source
  const end = text.indexOf('\n', at.end)
  return { start: text.lastIndexOf('\n', at.start - 1) + 1, end: end < 0 ? text.length : end + 1, text: '' }
}
