/**
 * Confirms what a year took over: named things, or rows of them, get the citation they were compared with,
 * and go off the list of the unconfirmed. Works on the text, of which all else stays as it is.
 */
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import {
  citesOf,
  confirmedDecisionRow,
  confirmedTableRows,
  confirmedWhole,
  needsCitation,
  sourceOf,
} from './citing.ts'
import { type Edit, edited } from './edit-text.ts'
import { content, entriesIn, type Item, isSameItem, itemsOf, pathOf } from './items.ts'
import { resolve, rowsWrittenIn, type Target, type Word } from './resolve.ts'
import { groupsInFile } from './table-groups.ts'
import { isListed, type Lists, listEdits, listsIn, without, withoutRow } from './unconfirmed.ts'

/** A ruleset's document, and the files beside it, by their path in its folder. */
export interface Year {
  readonly document: MapNode
  readonly read: (path: string) => string | undefined
  /** Files beside it that are to be looked at as well, by their path in the folder. */
  readonly files: readonly string[]
}

export interface ConfirmRequest {
  readonly names: readonly Word[]
  readonly cites: readonly Word[]
  /** Whether the citations that a thing has stay beside the new ones. */
  readonly keepsCites: boolean
  /** Whether what is confirmed has to differ from the year before. */
  readonly isChanged: boolean
}

export interface Confirmed {
  readonly text: string
  readonly done: readonly Done[]
}
export interface Done {
  /** `tables.points`, `rules.entry.score.absent` */
  readonly path: string
  readonly item: Item
  /** The same thing in the year before. */
  readonly before?: Item
  /** Whether it says something else than in the year before; no where that is not known. */
  readonly isChanged: boolean
}

/** `previous` is the year that this one was made from, where it is at hand. */
export function confirm(
  year: Year,
  request: ConfirmRequest,
  previous: Year | undefined,
): Outcome<Confirmed | undefined> {
  const { document } = year
  const lists = listsIn(document)
  const items = itemsOf(document, year.files)
  const rowsOf = (item: Item) => [...rowsWrittenIn(item), ...groupsInFile(item, year.read)]
  const found = resolve(request.names, items, rowsOf)
  if (hasErrors(found.diagnostics)) return { value: undefined, diagnostics: found.diagnostics }
  const targets = found.value
  const left = targets.reduce((rest, it) => offList(rest, it, rowsOf), lists)
  const done = targets.map(it => changeOf(it, year, previous))
  const diagnostics = [
    ...checkCites(document, left, request.cites),
    ...uncited(targets, request),
    ...(request.isChanged && previous !== undefined ? unchanged(targets, done) : []),
  ]
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const edits = [...confirmations(targets, left, request), ...listEdits(document, left)]
  return { value: { text: edited(document.at.source.text, edits), done }, diagnostics }
}

const offList = (lists: Lists, { item, row }: Target, rowsOf: (item: Item) => readonly string[]): Lists =>
  row === undefined
    ? without(lists, item.section, item.name)
    : withoutRow(lists, item.section, item.name, row, rowsOf(item))

/** One change for each thing, however many of its rows are named. */
function confirmations(
  targets: readonly Target[],
  left: Lists,
  { cites, keepsCites }: ConfirmRequest,
): readonly Edit[] {
  const named = cites.map(it => it.text)
  const stillGood = (it: string): boolean => !isListed(left, 'sources', sourceOf(it))
  return [...Map.groupBy(targets, it => pathOf(it.item)).values()].flatMap(group => {
    const [first] = group
    if (first === undefined) return []
    const { item } = first
    const own = citesOf(item.entry?.value)
    const rows = group.flatMap(it => it.row ?? [])
    if (rows.length < group.length) {
      return confirmedWhole(item, together(keepsCites ? own : [], named))
    }
    if (item.section === 'rules') return rows.flatMap(row => confirmedDecisionRow(item, row, named))
    // The other rows still rest on what the table cited, until the last of them is confirmed.
    const kept = isListed(left, item.section, item.name) ? own : own.filter(stillGood)
    return confirmedTableRows(item, rows, together(kept, named))
  })
}

/** Nothing where there is nothing to say: what stands stays. */
const together = (kept: readonly string[], named: readonly string[]): readonly string[] =>
  named.length === 0 ? [] : [...new Set([...kept, ...named])]

function changeOf({ item, row }: Target, year: Year, previous: Year | undefined): Done {
  const path = row === undefined ? pathOf(item) : `${pathOf(item)}.${row}`
  const before = previous && itemsOf(previous.document, []).find(it => isSameItem(it, item))
  const isChanged =
    previous !== undefined &&
    (before === undefined || content(before, previous.read) !== content(item, year.read))
  return { path, item, isChanged, ...(before === undefined ? {} : { before }) }
}

// --- what may not be ---------------------------------------------------------------------------------

/** Sources are declared, and not themselves among what is left on the lists. */
export function checkCites(document: MapNode, left: Lists, cites: readonly Word[]): readonly Diagnostic[] {
  const known = entriesIn(entryOf(document, 'sources')?.value).map(it => it.key.text)
  return cites.flatMap(({ text, at }) => {
    const source = sourceOf(text)
    if (!known.includes(source)) {
      return [report('roll/unknown-source', at, { source, nearest: nearest(source, known) })]
    }
    return isListed(left, 'sources', source) ? [report('roll/unconfirmed-source', at, { source })] : []
  })
}

const uncited = (targets: readonly Target[], { cites }: ConfirmRequest): readonly Diagnostic[] =>
  cites.length > 0
    ? []
    : targets
        .filter(it => needsCitation(it.item))
        .slice(0, 1)
        .map(({ item, word }) => report('roll/no-citation', word.at, { name: pathOf(item) }))

const unchanged = (targets: readonly Target[], done: readonly Done[]): readonly Diagnostic[] =>
  targets.flatMap(({ word }, index) => {
    const { path = '', isChanged = true } = done[index] ?? {}
    return isChanged ? [] : [report('roll/unchanged', word.at, { name: path })]
  })
