/**
 * Owners whose places are full: entries are added one by one, each time the one that raises the measure
 * most, until none does. One with the best entries, one with middling and one with poor ones.
 */
import type { EntryClass } from './entry-classes.ts'
import type { Entries, EntryScores } from './entry-scores.ts'
import type { Hunt } from './search-entries.ts'

/** More entries than these nobody has. */
const MOST = 14
/** By what they count for by themselves: all of them, the lower two thirds, the lower third. */
const SHARES = [1, 2 / 3, 1 / 3]
const SLACK = 1e-9

export function fullOwners(
  scores: EntryScores,
  classes: readonly EntryClass[],
  hunt: Hunt,
): readonly Entries[] {
  const worth = (it: EntryClass) => scores.of({ entries: it.entries.slice(0, 1) }) ?? 0
  const counting = classes.filter(it => worth(it) > SLACK).toSorted((a, b) => worth(a) - worth(b))
  const owners = SHARES.flatMap(
    share => filled(scores, counting.slice(0, Math.ceil(counting.length * share))) ?? [],
  )
  const distinct = owners.filter(
    (it, at) => owners.findIndex(other => scores.of(other) === scores.of(it)) === at,
  )
  return hunt.lookAround(distinct) ? distinct : []
}

/** Undefined where time ran out, or nothing counts. */
function filled(scores: EntryScores, classes: readonly EntryClass[]): Entries | undefined {
  let owner: Entries = { entries: [] }
  for (let size = 0; size < MOST; size++) {
    const next = additionsTo(owner, classes)
    if (!scores.learn(next)) return undefined
    const best = next.toSorted((a, b) => (scores.of(b) ?? -1) - (scores.of(a) ?? -1))[0]
    if (best === undefined || (scores.of(best) ?? -1) <= (scores.of(owner) ?? 0) + SLACK) break
    owner = best
  }
  return owner.entries.length < 2 ? undefined : owner
}

/** The owner with one entry more, of each class, in a group of its own. */
export const additionsTo = (owner: Entries, classes: readonly EntryClass[]): readonly Entries[] =>
  classes.flatMap(it => {
    const taken = new Set(owner.entries.map(({ group }) => group))
    const entry = it.entries.find(({ group }) => group === '' || !taken.has(group))
    return entry === undefined ? [] : [{ ...owner, entries: [...owner.entries, entry] }]
  })
