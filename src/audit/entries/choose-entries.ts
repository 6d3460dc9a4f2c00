/** Owners with few entries: every choice of so many classes, apart, together, and on different days. */
import type { Entry, EntryClass } from './entry-classes.ts'
import type { EntryModel } from './entry-model.ts'
import type { Entries } from './entry-scores.ts'

/** Every choice of two classes, the second being the first or one after it. */
export function* pairsOf(classes: readonly EntryClass[], { days }: EntryModel): Generator<Entries> {
  for (const [at, first] of classes.entries())
    for (const second of classes.slice(at)) yield* waysOf(first, second, days.length > 0)
}

/** Two entries as they can stand to each other. */
export function* waysOf(first: EntryClass, second: EntryClass, hasDays: boolean): Generator<Entries> {
  const apart = entriesApart([first, second])
  if (apart !== undefined) yield { entries: apart }
  const together = entriesTogether(first, second)
  if (together === undefined) return
  yield { entries: together }
  if (!hasDays) return
  yield { entries: together, later: 1 }
  if (first !== second) yield { entries: together, later: 0 }
}

/** Every choice of three or more classes, grouped apart. */
export function* choicesOf(
  classes: readonly EntryClass[],
  size: number,
  from = 0,
): Generator<readonly EntryClass[]> {
  if (size === 0) return void (yield [])
  for (let at = from; at < classes.length; at++) {
    const first = classes[at]
    if (first === undefined) continue
    for (const rest of choicesOf(classes, size - 1, at)) yield [first, ...rest]
  }
}

/** An entry of each class, no two of which belong to one group. */
export function entriesApart(classes: readonly EntryClass[]): readonly Entry[] | undefined {
  const found: Entry[] = []
  for (const { entries } of classes) {
    const next = entries.find(it => it.group === '' || found.every(other => other.group !== it.group))
    if (next === undefined) return undefined
    found.push(next)
  }
  return found
}

/** An entry of each class that belong to one group. */
function entriesTogether(first: EntryClass, second: EntryClass): readonly Entry[] | undefined {
  for (const one of first.entries) {
    const other = one.group === '' ? undefined : second.entries.find(it => it.group === one.group)
    if (other !== undefined) return [one, other]
  }
  return undefined
}

/** How many owners with so many entries there are, apart. */
export const countChoices = (classes: number, size: number): number =>
  Array.from({ length: size }, (_, at) => (classes + at) / (at + 1)).reduce((product, it) => product * it, 1)
