/**
 * Where a citation is recorded: at the thing that was confirmed, or at the row of a decision table. Marks
 * that said it was unconfirmed go. Some things have no place for a citation: a source is one itself.
 */
import type { InheritedSection } from '../model/ruleset.ts'
import { type DocumentNode, entryOf, type MapNode } from '../syntax/document/node.ts'
import { type Edit, removedEntry, replaced, scalar, setEntry, wrapped } from './edit-text.ts'
import { decisionRows, fieldOf, type Item } from './items.ts'

/** Where `cite` goes among the settings of a thing: before the long ones. Sections without a place are left out. */
const BEFORE: Partial<Record<InheritedSection, readonly string[]>> = {
  reasons: [],
  dimensions: [],
  codes: ['list', 'file'],
  levels: ['inputs'],
  inputs: [],
  tables: ['rows', 'file', 'level'],
  parameters: [],
  styles: [],
  rules: [],
  waivers: [],
}

/** What holds a figure or a decision, and is confirmed by naming where that stands. */
const NEEDS_CITATION: ReadonlySet<InheritedSection> = new Set([
  'codes',
  'tables',
  'parameters',
  'styles',
  'rules',
])
export const needsCitation = ({ section }: Item): boolean => NEEDS_CITATION.has(section)

/** The citations of a thing as written. */
export function citesOf(node: DocumentNode | undefined): readonly string[] {
  const cite = fieldOf(node, 'cite')
  if (cite === undefined) return []
  return (cite.kind === 'list' ? cite.items : [cite]).flatMap(it => (it.kind === 'scalar' ? [it.text] : []))
}

/** The first word of a citation. */
export const sourceOf = (cite: string): string => /^\S*/.exec(cite)?.[0] ?? ''

const citeText = (cites: readonly string[]): string => {
  const [first = '', ...more] = cites.map(scalar)
  return more.length === 0 ? first : `[${[first, ...more].join(', ')}]`
}

/** Gives a thing these citations, and takes its marks away; those of its rows as well. */
export function confirmedWhole(item: Item, cites: readonly string[]): readonly Edit[] {
  const value = item.entry?.value
  const rows = [...decisionRows(item).values()].flatMap(it => unmarked(settingsOf(it)))
  return [...cited(item, value, cites), ...unmarked(value), ...rows]
}

function cited(
  { section }: Item,
  value: DocumentNode | undefined,
  cites: readonly string[],
): readonly Edit[] {
  const before = BEFORE[section]
  if (before === undefined || cites.length === 0 || value === undefined || value.kind === 'scalar') return []
  const isShort = section === 'dimensions' && fieldOf(value, 'members') === undefined
  if (isShort) return [wrapped(value, 'members', `cite: ${citeText(cites)}`)]
  return value.kind === 'map' ? [setEntry(value, 'cite', citeText(cites), before)] : []
}

/** Gives one row of a decision table these citations. */
export function confirmedDecisionRow(item: Item, row: string, cites: readonly string[]): readonly Edit[] {
  const settings = settingsOf(decisionRows(item).get(row))
  if (settings === undefined) return []
  const cite = cites.length === 0 ? [] : [setEntry(settings, 'cite', citeText(cites))]
  return [...cite, ...unmarked(settings)]
}

/** Gives a table of which rows were confirmed these citations, and takes the marks of the rows away. */
export function confirmedTableRows(
  item: Item,
  rows: readonly string[],
  cites: readonly string[],
): readonly Edit[] {
  const value = item.entry?.value
  return [...cited(item, value, cites), ...withoutMarks(value, rows)]
}

/** The map at the end of a row, which has its `id`. */
const settingsOf = (row: DocumentNode | undefined): MapNode | undefined => {
  const last = row?.kind === 'list' ? row.items.at(-1) : undefined
  return last?.kind === 'map' ? last : undefined
}

function unmarked(node: DocumentNode | undefined): readonly Edit[] {
  const mark = node?.kind === 'map' ? entryOf(node, 'unconfirmed') : undefined
  return node?.kind === 'map' && mark !== undefined ? [removedEntry(node, mark, 'stays')] : []
}

/** `unconfirmed: [A, B]` without some of them. */
export function withoutMarks(value: DocumentNode | undefined, rows: readonly string[]): readonly Edit[] {
  const marks = fieldOf(value, 'unconfirmed')
  if (marks?.kind !== 'list') return []
  const names = marks.items.flatMap(it => (it.kind === 'scalar' ? [it.text] : []))
  const left = names.filter(it => !rows.includes(it))
  if (left.length === names.length) return []
  return left.length === 0 ? unmarked(value) : [replaced(marks, `[${left.map(scalar).join(', ')}]`)]
}
