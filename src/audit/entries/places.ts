/**
 * Which entry each place would rather have: for owners whose places are full, what every entry adds and
 * what it would count for by itself, which entries are crowded out, and which entry would gain most if
 * it were added, or put in place of the one that adds least.
 */
import type { ColumnId } from '../../model/program.ts'
import { type EntryClass, ordinary } from './entry-classes.ts'
import type { Entries } from './entry-scores.ts'
import { additionsTo } from './full-owners.ts'
import { type Placed, placedIn } from './placed.ts'
import { type EntrySearch, without } from './search-entries.ts'
import { shortEntry } from './tell-entries.ts'

export interface PlacesReport {
  readonly measure: ColumnId
  /** For each place the entry that counts for most where there is no other. */
  readonly alone: readonly { readonly place: string; readonly entry: string; readonly counts: number }[]
  readonly owners: readonly OwnerPlaces[]
  /** Classes of entry tried in every place. */
  readonly classes: number
}
export interface OwnerPlaces {
  readonly score: number
  readonly entries: readonly PlacedEntry[]
  /** The entry that gains most if it is added; the one whose change for another gains most, and that. */
  readonly add?: { readonly entry: string; readonly place: string; readonly gain: number }
  readonly swap?: { readonly out: string; readonly into: string; readonly gain: number }
}
export interface PlacedEntry {
  readonly entry: string
  /** So many entries alike. */
  readonly count: number
  /** Undefined where it has no place. */
  readonly place?: string
  /** What the measure would lose without it, and what it counts for by itself. */
  readonly adds: number
  readonly alone: number
}

const SLACK = 1e-9

export function placesReport(search: EntrySearch): PlacesReport | undefined {
  const { model, classes, searching, full } = search
  const placed = placedIn(search)
  if (placed === undefined || full.length === 0 || searching.isOver()) return undefined
  const owners = full.flatMap(it => (searching.isOver() ? [] : [ownerPlaces(search, placed, it)]))
  return {
    measure: model.measure.id,
    alone: aloneIn(search, placed),
    owners,
    classes: classes.classes.length,
  }
}

function aloneIn({ classes, scores, searching }: EntrySearch, placed: Placed): PlacesReport['alone'] {
  const singles = ordinary(classes.classes).map((it): Entries => ({ entries: it.entries.slice(0, 1) }))
  const places = placed.of(singles)
  const best = new Map<string, { entry: string; counts: number }>()
  for (const [at, one] of singles.entries()) {
    const place = places[at]?.[0]
    const [entry] = one.entries
    const counts = scores.of(one) ?? 0
    if (place === undefined || entry === undefined || counts <= (best.get(place)?.counts ?? 0) + SLACK)
      continue
    best.set(place, { entry: shortEntry(searching.program, entry), counts })
  }
  return placed.fills.flatMap(place => {
    const it = best.get(place)
    return it === undefined ? [] : [{ place, ...it }]
  })
}

function ownerPlaces(search: EntrySearch, placed: Placed, owner: Entries): OwnerPlaces {
  const { scores, classes, searching } = search
  const score = scores.of(owner) ?? 0
  const [places = []] = placed.of([owner])
  const entries = owner.entries.map((entry, at): PlacedEntry => {
    const place = places[at]
    const alone = scores.of({ entries: [entry] }) ?? 0
    const adds = score - (scores.of(without(owner, at)) ?? 0)
    return {
      entry: shortEntry(searching.program, entry),
      count: 1,
      ...(place === undefined ? {} : { place }),
      adds,
      alone,
    }
  })
  const add = bestAddition(search, placed, owner, score)
  const swap = bestSwap(search, owner, score, ordinary(classes.classes), leastIn(entries))
  const order = (it: PlacedEntry) =>
    it.place === undefined ? placed.fills.length : placed.fills.indexOf(it.place)
  return {
    score,
    entries: together(entries).toSorted((a, b) => order(a) - order(b) || b.adds - a.adds),
    ...(add === undefined ? {} : { add }),
    ...(swap === undefined ? {} : { swap }),
  }
}

/** Entries that are alike in all that is told of them. */
function together(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
  const alike = Map.groupBy(entries, ({ entry, place = '', adds, alone }) =>
    [entry, place, Math.round(adds * 1e6), Math.round(alone * 1e6)].join('|'),
  )
  return [...alike.values()].flatMap(those => {
    const [first] = those
    return first === undefined ? [] : [{ ...first, count: those.length }]
  })
}

function bestAddition(
  { scores, classes, searching }: EntrySearch,
  placed: Placed,
  owner: Entries,
  score: number,
): OwnerPlaces['add'] {
  const all = additionsTo(owner, ordinary(classes.classes))
  if (!scores.learn(all)) return undefined
  const best = highest(all, it => scores.of(it))
  const entry = best?.entries.at(-1)
  const gain = best === undefined ? 0 : (scores.of(best) ?? 0) - score
  if (best === undefined || entry === undefined || gain <= SLACK) return undefined
  const place = placed.of([best])[0]?.at(-1) ?? ''
  return { entry: shortEntry(searching.program, entry), place, gain }
}

/** In each place the entry that adds least; swapping the others gains less. */
function leastIn(entries: readonly PlacedEntry[]): readonly number[] {
  const byPlace = Map.groupBy(entries.keys(), at => entries[at]?.place ?? '')
  return [...byPlace.values()].flatMap(
    those => those.toSorted((a, b) => (entries[a]?.adds ?? 0) - (entries[b]?.adds ?? 0))[0] ?? [],
  )
}

function bestSwap(
  { scores, searching }: EntrySearch,
  owner: Entries,
  score: number,
  classes: readonly EntryClass[],
  places: readonly number[],
): OwnerPlaces['swap'] {
  const all = places.flatMap(at => additionsTo(without(owner, at), classes).map(after => ({ at, after })))
  if (!scores.learn(all.map(it => it.after))) return undefined
  const best = highest(all, it => scores.of(it.after))
  const [out, into] = [owner.entries[best?.at ?? -1], best?.after.entries.at(-1)]
  const gain = best === undefined ? 0 : (scores.of(best.after) ?? 0) - score
  if (out === undefined || into === undefined || gain <= SLACK) return undefined
  return { out: shortEntry(searching.program, out), into: shortEntry(searching.program, into), gain }
}

function highest<T>(all: readonly T[], score: (it: T) => number | undefined): T | undefined {
  let best: T | undefined
  for (const it of all) if (best === undefined || (score(it) ?? -1) > (score(best) ?? -1)) best = it
  return best
}
