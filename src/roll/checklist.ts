/**
 * What must be looked at before a year is done, as data: everything that was taken over, grouped as people
 * work through it, with what it said the year before; and texts that still name that year or earlier ones.
 */
import { printAddress } from '../model/address.ts'
import type { Address, InheritedSection } from '../model/ruleset.ts'
import { yearsIn } from '../model/years-in.ts'
import { positionOf, type Source, type Span } from '../source/source.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import type { Year } from './confirm.ts'
import { briefly, content, fieldOf, type Item, isSameItem, itemsOf, pathOf, placeOf } from './items.ts'
import { isListed, listsIn } from './unconfirmed.ts'

/** Headings of the checklist, in the order of working through it. */
export const GROUPS = {
  head: 'The ruleset itself',
  sources: 'Sources',
  codes: 'Codes and dimensions',
  inputs: 'Data asked for',
  points: 'Points and other values',
  files: 'Tables in files',
  thresholds: 'Thresholds',
  parameters: 'Parameters',
  slots: 'Slots',
  rules: 'Rules',
  publication: 'Publication',
  reasons: 'Reasons',
  laws: 'Laws and waivers',
  beside: 'Sample, what-ifs and bindings',
} as const
export type Group = keyof typeof GROUPS

/** `rows left` where some rows of a thing have been confirmed and others not. */
export type State = 'left' | 'rows left' | 'confirmed' | 'withdrawn'

export interface ListedItem {
  /** `tables.points` */
  readonly path: string
  readonly state: State
  /** Names of the rows that are left, where only some are. */
  readonly rows: readonly string[]
  /** What it said the year before, in short; what it says now where that is not at hand. */
  readonly before: string
  /** What it says now, where that is something else. */
  readonly now?: string
  readonly at?: { readonly file: string; readonly line: number }
}
export interface ListedGroup {
  readonly group: Group
  readonly title: string
  readonly done: number
  readonly left: number
  readonly items: readonly ListedItem[]
}
/** A line of a file that names the year before, or one of those before it. */
export interface OldLabel {
  readonly file: string
  readonly line: number
  readonly text: string
  /** How many lines of the file are like it. */
  readonly count: number
}
export interface Checklist {
  readonly address: string
  readonly from: string
  /** The ruleset's file, of whose lines the list speaks. */
  readonly file: string
  readonly done: number
  readonly left: number
  readonly groups: readonly ListedGroup[]
  readonly labels: readonly OldLabel[]
}

export interface ChecklistParts {
  readonly year: Year
  readonly previous?: Year
  readonly address: Address
  readonly from: Address
  /** Texts beside the ruleset that may name the year before. */
  readonly texts: readonly Source[]
}

export function checklist({ year, previous, address, from, texts }: ChecklistParts): Checklist {
  const listed = listedItems(year, previous)
  const groups = (Object.keys(GROUPS) as Group[]).flatMap(group => {
    const items = listed.filter(it => it.group === group).map(it => it.listed)
    if (items.length === 0) return []
    const left = items.filter(isLeft).length
    return [{ group, title: GROUPS[group], done: items.length - left, left, items }]
  })
  const left = groups.reduce((sum, it) => sum + it.left, 0)
  return {
    ...{ address: printAddress(address), from: printAddress(from), groups, left },
    file: year.document.at.source.name,
    done: listed.length - left,
    labels: [year.document.at.source, ...texts].flatMap(it => oldLabels(it, year.document, from.year)),
  }
}

export const isLeft = ({ state }: ListedItem): boolean => state === 'left' || state === 'rows left'

// --- things --------------------------------------------------------------------------------------

function listedItems(
  year: Year,
  previous: Year | undefined,
): readonly { readonly group: Group; readonly listed: ListedItem }[] {
  const lists = listsIn(year.document)
  const now = itemsOf(year.document, year.files)
  const before = previous === undefined ? now : itemsOf(previous.document, previous.files)
  const taken = now.filter(
    it => before.some(old => isSameItem(old, it)) || isListed(lists, it.section, it.name),
  )
  const gone = before.filter(old => !now.some(it => isSameItem(old, it)))
  return [
    ...taken.map(it => {
      const old = before.find(other => isSameItem(other, it)) ?? it
      return { group: groupOf(it, year.document), listed: listedItem(it, old, year, previous) }
    }),
    ...gone.map(it => ({ group: groupOf(it, previous?.document ?? year.document), listed: withdrawn(it) })),
  ]
}

function listedItem(item: Item, old: Item, year: Year, previous: Year | undefined): ListedItem {
  const names = listsIn(year.document).get(item.section) ?? []
  const rows = names.filter(it => it.startsWith(`${item.name}.`)).map(it => it.slice(item.name.length + 1))
  const isSame = previous === undefined || content(old, previous.read) === content(item, year.read)
  return {
    path: pathOf(item),
    state: names.includes(item.name) ? 'left' : rows.length > 0 ? 'rows left' : 'confirmed',
    rows,
    before: briefly(old),
    ...(isSame || item.section === 'files' ? {} : { now: briefly(item) }),
    ...at(placeOf(item)),
  }
}

const withdrawn = (item: Item): ListedItem => ({
  ...{ path: pathOf(item), state: 'withdrawn', rows: [], before: briefly(item) },
})

const at = (span: Span | undefined): Pick<ListedItem, 'at'> =>
  span === undefined ? {} : { at: { file: span.source.name, line: positionOf(span.source, span.start).line } }

const GROUP_OF: Readonly<Record<Exclude<InheritedSection, 'tables' | 'rules'>, Group>> = {
  head: 'head',
  sources: 'sources',
  reasons: 'reasons',
  dimensions: 'codes',
  codes: 'codes',
  levels: 'inputs',
  inputs: 'inputs',
  parameters: 'parameters',
  styles: 'publication',
  laws: 'laws',
  waivers: 'laws',
  files: 'beside',
}

function groupOf({ section, name, entry }: Item, document: MapNode): Group {
  if (section === 'rules') return fieldOf(entry?.value, 'fill') === undefined ? 'rules' : 'slots'
  if (section !== 'tables') return GROUP_OF[section]
  if (isThreshold(name, document)) return 'thresholds'
  return fieldOf(entry?.value, 'file') === undefined ? 'points' : 'files'
}

/** A table whose values the rules compare something with. */
function isThreshold(table: string, document: MapNode): boolean {
  const rules = entryOf(document, 'rules')?.value
  const compared = new RegExp(String.raw`(?:[<>]=?|\bat least|\bat most|\babove|\bbelow|\.\.<?)\s*${table}\(`)
  return rules !== undefined && compared.test(rules.at.source.text.slice(rules.at.start, rules.at.end))
}

// --- texts that name the year before ---------------------------------------------------------------

/** Sources are of their years, and the list of what was taken over names the year it is from. */
const ABOUT_OTHERS = ['sources', 'inherited']

function oldLabels(source: Source, document: MapNode, year: number): readonly OldLabel[] {
  const left = ABOUT_OTHERS.flatMap(it => entryOf(document, it) ?? []).filter(
    it => it.key.at.source === source,
  )
  let offset = 0
  const found = source.text.split('\n').flatMap((text, index) => {
    const start = offset
    offset += text.length + 1
    const isLeft = left.some(it => start >= it.key.at.start && start <= it.value.at.end)
    const names = !isLeft && namesYear(text.replace(CITATION, ''), year)
    return names ? [{ file: source.name, line: index + 1, text: text.trim(), count: 1 }] : []
  })
  const [first] = found
  // Lines of data are all alike.
  return source.name.endsWith('.csv') && first !== undefined ? [{ ...first, count: found.length }] : found
}
/** A year, or one of those before it, or a path of its. */
const namesYear = (text: string, year: number): boolean =>
  text.includes(`/${year}/`) || yearsIn(text).some(it => it.year <= year && it.year > year - YEARS_BACK)

/** Rules look back on a few years; what is older is history. */
const YEARS_BACK = 4
const CITATION = /\bcite: (?:\[[^\]]*\]|[^,}\n]*)/
