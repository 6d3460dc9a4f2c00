/**
 * What entries do to one another in a finding, and one finding for each thing they do: the reasons for
 * which other entries are out as long as the entry is there.
 */
import type { Run } from '../../engine/engine.ts'
import type { ColumnId } from '../../model/program.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import { numberOf } from '../search-rows.ts'
import type { Entries } from './entry-scores.ts'
import { placedIn } from './placed.ts'
import { compareFindings, type EntryFinding, type EntrySearch } from './search-entries.ts'

/** A column of another entry that the change alters; rows as they stand with the entry. */
export interface Altered {
  readonly at: number
  readonly column: ColumnId
  readonly before: Value
  readonly after: Value
}

export interface Grouped extends EntryFinding {
  readonly reasons: readonly string[]
  readonly altered: readonly Altered[]
  /** Entries that have no place, or another one, as long as the entry is there. */
  readonly displaced: readonly Displaced[]
}
export interface Displaced {
  readonly at: number
  readonly before?: string
  readonly after?: string
}

/** Candidates looked at, those that show it best first. */
const MOST = 600
const SLACK = 1e-9

export function groupedFindings(search: EntrySearch): readonly Grouped[] {
  const candidates = search.findings
    .slice(0, MOST)
    .map(it => (it.before.entries.length > 3 ? search.shrunk(it) : it))
  const grouped = looked(search, candidates)
  const alike = Map.groupBy(grouped, ({ change, reasons }) =>
    [change.kind, change.kind === 'worse' ? change.worse.input : '', ...reasons].join('|'),
  )
  return [...alike.values()].flatMap(those => {
    const [first] = those.toSorted(compareFindings)
    const times = those.reduce((sum, it) => sum + it.times, 0)
    return first === undefined ? [] : [{ ...first, times }]
  })
}

/** What happens to the other entries. What only the order of equal entries brings about is left out. */
function looked(search: EntrySearch, candidates: readonly EntryFinding[]): readonly Grouped[] {
  const { measure } = search.model
  const both = candidates.flatMap(it => [it.before, it.after])
  const placed = placedIn(search)
  const run = placed === undefined ? search.scores.run(both) : placed.run(both)
  const starts = startsOf(both)
  return candidates.flatMap((it, at): readonly Grouped[] => {
    const gain =
      (numberOf(run.value(measure.id, 2 * at + 1)) ?? 0) - (numberOf(run.value(measure.id, 2 * at)) ?? 0)
    if (gain <= SLACK) return []
    const others = othersOf(it).map(({ at: row, moved }) => ({
      at: row,
      was: (starts[2 * at] ?? 0) + row,
      is: (starts[2 * at + 1] ?? 0) + moved,
    }))
    const altered = others.flatMap(one => alteredBy(search, run, one))
    const displaced = others.flatMap(one => {
      const [before, after] = [placed?.placeIn(run, one.was), placed?.placeIn(run, one.is)]
      return before === after
        ? []
        : [
            {
              at: one.at,
              ...(before === undefined ? {} : { before }),
              ...(after === undefined ? {} : { after }),
            },
          ]
    })
    const excluded = altered.flatMap(({ before, after }) =>
      isAbsent(before) && !isAbsent(after) ? [before.reason] : [],
    )
    const crowded =
      excluded.length === 0 && displaced.some(one => one.before === undefined) ? ['no place'] : []
    return [{ ...it, gain, reasons: [...new Set([...excluded, ...crowded])].sort(), altered, displaced }]
  })
}

/** Entries that are there before and after, with their places among the entries. */
const othersOf = ({
  change,
  before,
}: EntryFinding): readonly { readonly at: number; readonly moved: number }[] =>
  before.entries.flatMap((_, at) => {
    if (at === change.at) return []
    return [{ at, moved: change.kind === 'worse' || at < change.at ? at : at - 1 }]
  })

/** The first row of each owner's entries. */
function startsOf(all: readonly Entries[]): readonly number[] {
  let next = 0
  return all.map(({ entries }) => {
    const start = next
    next += entries.length
    return start
  })
}

/** What an entry is taken in with, where it is not the same before and after. */
function alteredBy(
  { model }: EntrySearch,
  run: Run,
  { at, was, is }: { readonly at: number; readonly was: number; readonly is: number },
): readonly Altered[] {
  return model.taken.flatMap((column): Altered[] => {
    const [before, after] = [run.value(column, was), run.value(column, is)]
    return nameOf(before) === nameOf(after) ? [] : [{ at, column, before, after }]
  })
}

const nameOf = (value: Value): string =>
  JSON.stringify(value, (_, it: unknown) => (typeof it === 'bigint' ? String(it) : it))
