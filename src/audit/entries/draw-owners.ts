/** Owners with several entries drawn by chance; the same seed draws the same ones. */
import type { Entry, EntryClass, EntryClasses } from './entry-classes.ts'
import type { EntryModel } from './entry-model.ts'
import type { Entries } from './entry-scores.ts'

export interface DrawOptions {
  readonly seed: number
  readonly count: number
  /** Entries of an owner at most. */
  readonly most: number
}

const FEWEST = 3
/** Of ten entries so many belong to a group that another is in already. */
const TOGETHER = 0.35

export function drawOwners(
  { classes }: EntryClasses,
  { days }: EntryModel,
  { seed, count, most }: DrawOptions,
): readonly Entries[] {
  const next = randomFrom(seed)
  const sorts = [...Map.groupBy(classes, it => it.sort).values()]
  const below = (limit: number) => Math.floor(next() * limit)
  const byGroup = entriesByGroup(classes)
  return Array.from({ length: count }, (): Entries => {
    const size = FEWEST + below(most - FEWEST + 1)
    const entries: Entry[] = []
    // few sorts, so that entries are in one another's way
    const among = Array.from({ length: 2 + below(4) }, () => sorts[below(sorts.length)] ?? [])
    while (entries.length < size) {
      const other = entries[below(entries.length)]
      const mates = other === undefined || next() > TOGETHER ? [] : (byGroup.get(other.group) ?? [])
      const classesHere = among[below(among.length)] ?? []
      const own = classesHere[below(classesHere.length)]?.entries ?? []
      const entry = mates[below(mates.length)] ?? own[below(own.length)]
      if (entry === undefined) break
      entries.push(entry)
    }
    const isLater = days.length > 0 && next() < 0.5
    return isLater ? { entries, later: below(entries.length) } : { entries }
  })
}

function entriesByGroup(classes: readonly EntryClass[]): ReadonlyMap<string, readonly Entry[]> {
  const all = classes.flatMap(it => it.entries).filter(it => it.group !== '')
  return Map.groupBy(all, it => it.group)
}

/** Numbers from 0 to 1, by a generator that every machine knows alike. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2654435769) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
