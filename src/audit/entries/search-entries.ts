/**
 * Searches owners of entries for what they are better off without: an entry whose leaving raises the
 * measure, a worse value of one that does. First every owner with few entries, as far as they can all
 * be computed; then owners whose places are full; then owners drawn by chance.
 */

import type { Held } from '../finding.ts'
import type { Searching } from '../search-rows.ts'
import { choicesOf, countChoices, entriesApart, pairsOf } from './choose-entries.ts'
import { drawOwners } from './draw-owners.ts'
import {
  type EntryClass,
  type EntryClasses,
  entryClasses,
  isOdd,
  ordinary,
  spreadOver,
  type Worse,
} from './entry-classes.ts'
import type { EntryModel } from './entry-model.ts'
import { type Entries, EntryScores } from './entry-scores.ts'
import { fullOwners } from './full-owners.ts'
import { heldHere } from './held-here.ts'

export type EntryChange =
  | { readonly kind: 'worse'; readonly at: number; readonly worse: Worse }
  /** Counts for nothing by itself, or for something. */
  | { readonly kind: 'useless' | 'useful'; readonly at: number }

/** A change, and the owner with it: computed in one go. */
export interface EntryFinding {
  readonly change: EntryChange
  /** With the entry, and without it or with it made worse. */
  readonly before: Entries
  readonly after: Entries
  readonly gain: number
  readonly times: number
}

export interface EntrySearch {
  readonly searching: Searching
  readonly model: EntryModel
  readonly classes: EntryClasses
  readonly scores: EntryScores
  readonly held: readonly Held[]
  readonly findings: readonly EntryFinding[]
  /** Of how many classes all owners with so many entries were computed. */
  readonly complete: readonly { readonly entries: number; readonly classes: number }[]
  /** Where time ran out: so many owners of all with so many entries were computed. */
  readonly broken?: { readonly entries: number; readonly owners: number; readonly of: number }
  readonly compared: number
  readonly full: readonly Entries[]
  shrunk(it: EntryFinding): EntryFinding
  readonly drawn: number
  readonly isCut: boolean
}

/** Owners computed for one number of entries at most. */
const MOST_OWNERS = 20_000
const MOST_ENTRIES = 4
const DRAWN = 500

export function searchEntries(searching: Searching, model: EntryModel, seed: number): EntrySearch {
  const classes = entryClasses(searching, model)
  const held = heldHere(searching, model)
  const given = new Map(
    held.flatMap(({ column, values: [value] }) => (value === undefined ? [] : [[column, value] as const])),
  )
  const scores = new EntryScores(searching, model, given)
  const hunt = new Hunt(scores, classes)
  const complete: { entries: number; classes: number }[] = []
  let isDone = !classes.isCut
  let broken: EntrySearch['broken']
  for (let size = 1; size <= MOST_ENTRIES && isDone; size++) {
    const chosen = fitting(classes.classes, size, scores, model)
    if (chosen === undefined) break
    const owners = [...ownersOf(chosen, size, model)]
    isDone = scores.learn(size === 1 ? [{ entries: [] }, ...owners] : owners)
    hunt.look(owners)
    if (isDone) complete.push({ entries: size, classes: chosen.length })
    else broken = { entries: size, owners: owners.filter(it => scores.knows(it)).length, of: owners.length }
    searching.advance(size / (MOST_ENTRIES + 2))
  }
  const full = isDone ? fullOwners(scores, ordinary(classes.classes), hunt) : []
  const owners = isDone
    ? drawOwners(classes, model, {
        seed,
        count: DRAWN,
        most: Math.max(8, ...full.map(it => it.entries.length)),
      })
    : []
  searching.advance((MOST_ENTRIES + 1) / (MOST_ENTRIES + 2))
  const drawn = hunt.lookAround(owners) ? owners.length : 0
  return {
    searching,
    model,
    classes,
    scores,
    held,
    findings: hunt.findings().toSorted(compareFindings),
    shrunk: it => hunt.shrunk(it),
    complete,
    compared: hunt.compared,
    full,
    drawn,
    ...(broken === undefined ? {} : { broken }),
    isCut: !isDone || drawn < owners.length || searching.isOver(),
  }
}

function* ownersOf(classes: readonly EntryClass[], size: number, model: EntryModel): Generator<Entries> {
  if (size === 2) return void (yield* pairsOf(classes, model))
  for (const chosen of choicesOf(classes, size)) {
    const entries = entriesApart(chosen)
    if (entries !== undefined) yield { entries }
  }
}

/** The classes of which all owners with so many entries can be computed; undefined where too few can. */
function fitting(
  classes: readonly EntryClass[],
  size: number,
  scores: EntryScores,
  { groupedBy, days }: EntryModel,
): readonly EntryClass[] | undefined {
  const ways = size === 2 && groupedBy.length > 0 ? (days.length > 0 ? 1.6 : 1.3) : 1
  const isFew = (count: number) => countChoices(count, size) * ways <= MOST_OWNERS
  if (size === 1 || isFew(classes.length)) return classes
  const sorts = [...Map.groupBy(classes, it => it.sort).values()]
  for (let most = 12; most >= 1; most--) {
    const chosen = sorts.flatMap(it => endsOf(it, most, scores))
    if (isFew(chosen.length)) return chosen.length < 3 ? undefined : chosen
  }
  return size > 2 ? undefined : spreadOver(classes, 60)
}

/** Of classes of one sort those that count for least and most by themselves, and some between. */
function endsOf(classes: readonly EntryClass[], most: number, scores: EntryScores): readonly EntryClass[] {
  const worth = (it: EntryClass) => scores.of({ entries: it.entries.slice(0, 1) }) ?? -1
  const sorted = classes.toSorted((a, b) => worth(a) - worth(b))
  if (sorted.length <= most) return sorted
  if (most === 1) return sorted.slice(-1)
  return Array.from(
    { length: most },
    (_, at) => sorted[Math.round((at * (sorted.length - 1)) / (most - 1))],
  ).flatMap(it => it ?? [])
}

// --- comparing -------------------------------------------------------------------------------------

const SLACK = 1e-9

/** Compares owners with what they would be without an entry, or with a worse one; keeps one of each sort. */
export class Hunt {
  compared = 0
  readonly #scores: EntryScores
  readonly #sortOf: (kind: number) => string
  readonly #worse: EntryClasses['worse']
  readonly #found = new Map<string, EntryFinding>()

  constructor(scores: EntryScores, { classes, worse }: EntryClasses) {
    this.#scores = scores
    this.#sortOf = kind => classes[kind]?.sort ?? ''
    this.#worse = worse
  }

  findings(): readonly EntryFinding[] {
    return [...this.#found.values()]
  }

  /** Among owners that are computed already. */
  look(owners: Iterable<Entries>): void {
    for (const before of owners) {
      const score = this.#scores.of(before)
      if (score === undefined) continue
      for (const { change, after } of this.changesOf(before)) {
        const other = this.#scores.of(after)
        if (other === undefined) continue
        this.compared++
        if (other > score + SLACK) this.#keep({ change, before, after, gain: other - score, times: 1 })
      }
    }
  }

  /** Computes the owners and what they are compared with; false where time ran out. */
  lookAround(owners: readonly Entries[]): boolean {
    const around = owners.flatMap(it => [it, ...this.changesOf(it).map(({ after }) => after)])
    if (!this.#scores.learn(around)) return false
    this.look(owners)
    return true
  }

  changesOf(one: Entries): readonly { readonly change: EntryChange; readonly after: Entries }[] {
    return one.entries.flatMap((entry, at) => {
      const alone = this.#scores.of({ entries: [entry] }) ?? 0
      const kind = alone > SLACK ? ('useful' as const) : ('useless' as const)
      const worse = (this.#worse.get(entry) ?? []).map(it => ({
        change: { kind: 'worse', at, worse: it } as const,
        after: { ...one, entries: one.entries.with(at, it.to) },
      }))
      return [{ change: { kind, at }, after: without(one, at) }, ...worse]
    })
  }

  /** Without other entries, as long as there is something to gain. */
  shrunk(it: EntryFinding): EntryFinding {
    const { change, before } = it
    for (const at of before.entries.keys()) {
      if (at === change.at) continue
      const smaller = without(before, at)
      const moved = at < change.at ? change.at - 1 : change.at
      const after =
        change.kind === 'worse'
          ? { ...smaller, entries: smaller.entries.with(moved, change.worse.to) }
          : without(smaller, moved)
      if (!this.#scores.learn([smaller, after])) return it
      const [score, other] = [this.#scores.of(smaller), this.#scores.of(after)]
      if (score === undefined || other === undefined || other <= score + SLACK) continue
      return this.shrunk({
        ...it,
        change: { ...change, at: moved },
        before: smaller,
        after,
        gain: other - score,
      })
    }
    return it
  }

  /** What anyone might have, the fewest entries, and then the largest gain show it best. */
  #keep(it: EntryFinding): void {
    const { change, before } = it
    const sorts = before.entries.map(({ kind }, at) => (at === change.at ? '' : this.#sortOf(kind)))
    const own = this.#sortOf(before.entries[change.at]?.kind ?? -1)
    const input = change.kind === 'worse' ? `${change.worse.input} ${this.#sortOf(change.worse.to.kind)}` : ''
    const name = [change.kind, own, input, before.later ?? '', [...new Set(sorts)].sort().join('/')].join('|')
    const known = this.#found.get(name)
    const isBetter = known === undefined || compareFindings(it, known) < 0
    this.#found.set(name, { ...(isBetter ? it : known), times: (known?.times ?? 0) + 1 })
  }
}

/** The one that shows it best first. */
export const compareFindings = (a: EntryFinding, b: EntryFinding): number =>
  a.before.entries.length - b.before.entries.length ||
  oddities(a) - oddities(b) ||
  (Math.abs(b.gain - a.gain) > SLACK ? b.gain - a.gain : 0)

/** Numbers given by hand, which few entries have. */
const oddities = ({ before }: EntryFinding): number => before.entries.filter(isOdd).length

export function without({ entries, later }: Entries, at: number): Entries {
  const rest = entries.toSpliced(at, 1)
  if (later === undefined || later === at) return { entries: rest }
  return { entries: rest, later: later > at ? later - 1 : later }
}
