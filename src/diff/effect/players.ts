/**
 * Which parts make a difference on a cohort, as far as can be found in so many runs: parts of one thing are
 * halved for as long as a half does. Those that come too many are drawn together again.
 */

import type { ColumnId } from '../../model/program.ts'
import type { BetweenRuns } from './between-runs.ts'
import { nameOfSeveral, type Part } from './parts.ts'

export interface Player {
  /** Places of the parts. */
  readonly parts: readonly number[]
  readonly name: string
  readonly says: readonly string[]
  /** Those that it was found to move. */
  readonly measures: ReadonlySet<ColumnId>
}

/** `most` runs; the parts are tried in their order and in reverse, each upon those before it. */
export function findPlayers(
  runs: BetweenRuns,
  parts: readonly Part[],
  most: number,
  isOver: () => boolean,
): readonly Player[] {
  const relevant = new Set(runs.measures.flatMap(it => [...runs.behind(it)]))
  const places = parts.flatMap((_, place) => (relevant.has(place) ? [place] : []))
  const units = [...Map.groupBy(places, it => parts[it]?.entry).values()]
  const found: Leaf[] = []
  // There is no telling many rows apart in few runs: those of such a thing stay together.
  const mayLook = (limit: number) => (unit: readonly number[]) =>
    unit.length <= most && runs.count < limit && !isOver()
  const walked = { found, isOver }
  walk(runs, units, new Set(), { ...walked, mayLook: mayLook(runs.count + most / 2) })
  walk(runs, units.toReversed(), new Set(), { ...walked, mayLook: mayLook(runs.count + most / 2) })
  const leaves = rowsOrWhole(distinct(found), parts)
  const told = drawnTogether(leaves, parts)
  const taken = new Set(told.flatMap(it => it.parts))
  return [...told.map(it => playerOf(it, parts)), ...restOf(places.filter(it => !taken.has(it)))]
}
const MOST_PLAYERS = 12
/** Of too many these are told alone, and the others as one. */
const MOST_ALONE = 10

/** What was not found to matter is still changed, so that all of it together is the second ruleset. */
const restOf = (parts: readonly number[]): readonly Player[] =>
  parts.length === 0 ? [] : [{ parts, name: 'other changes', says: [], measures: new Set() }]

interface Leaf {
  readonly parts: readonly number[]
  readonly measures: ReadonlySet<ColumnId>
  /** How much it does: rows of measures that it moves. */
  readonly weight: number
}

interface Walk {
  readonly found: Leaf[]
  mayLook(unit: readonly number[]): boolean
  isOver(): boolean
}

/** Adds the units one after another, and looks into those that make a difference. Cut short, it finds less. */
function walk(
  runs: BetweenRuns,
  units: readonly (readonly number[])[],
  base: ReadonlySet<number>,
  how: Walk,
): void {
  let chosen = base
  for (const unit of units) {
    if (how.isOver()) return
    const next = new Set([...chosen, ...unit])
    const differing = runs.differing(chosen, next)
    if (differing.size > 0) {
      if (unit.length > 1 && how.mayLook(unit)) walk(runs, halves(unit), chosen, how)
      else how.found.push(leafOf(unit, differing))
    }
    chosen = next
  }
}

const halves = (unit: readonly number[]): readonly (readonly number[])[] => {
  const middle = Math.ceil(unit.length / 2)
  return [unit.slice(0, middle), unit.slice(middle)]
}

const leafOf = (parts: readonly number[], measures: ReadonlyMap<ColumnId, number>): Leaf => ({
  parts,
  measures: new Set(measures.keys()),
  weight: [...measures.values()].reduce((sum, it) => sum + it, 0),
})

/** The two walks may have stopped at different halves. */
function distinct(leaves: readonly Leaf[]): readonly Leaf[] {
  const known = new Map<number, Leaf>()
  const sorted = leaves.toSorted((a, b) => a.parts.length - b.parts.length)
  for (const leaf of sorted) {
    const own = leaf.parts.filter(it => !known.has(it))
    const fresh = { ...leaf, parts: own }
    for (const it of own) known.set(it, fresh)
    // What is known by its own, and found again with others, may move more measures than was seen.
    for (const it of leaf.parts) {
      const earlier = known.get(it)
      if (earlier === undefined || earlier === fresh) continue
      const wider = { ...earlier, measures: new Set([...earlier.measures, ...leaf.measures]) }
      for (const part of earlier.parts) known.set(part, wider)
    }
  }
  return inOrder([...new Set(known.values())])
}

/** What could not be told apart down to rows is one for each thing. */
function rowsOrWhole(leaves: readonly Leaf[], parts: readonly Part[]): readonly Leaf[] {
  const several = leaves.filter(it => it.parts.length > 1)
  const wholes = [...Map.groupBy(several, it => parts[it.parts[0] ?? -1]?.entry).values()].map(joined)
  return inOrder([...leaves.filter(it => it.parts.length === 1), ...wholes])
}

/** Of more than may be told apart, rows of one thing are one again, and then the least are one. */
function drawnTogether(leaves: readonly Leaf[], parts: readonly Part[]): readonly Leaf[] {
  if (leaves.length <= MOST_PLAYERS) return leaves
  const kept = new Set(heaviest(leaves))
  const others = leaves.filter(it => !kept.has(it))
  const things = [...Map.groupBy(others, it => parts[it.parts[0] ?? -1]?.entry).values()].map(joined)
  if (kept.size + things.length <= MOST_PLAYERS) return inOrder([...kept, ...things])
  return [...inOrder([...kept]), joined(things)]
}

const heaviest = (leaves: readonly Leaf[]): readonly Leaf[] =>
  leaves.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_ALONE)

const inOrder = (leaves: readonly Leaf[]): readonly Leaf[] =>
  leaves.toSorted((a, b) => (a.parts[0] ?? 0) - (b.parts[0] ?? 0))

const joined = (leaves: readonly Leaf[]): Leaf => ({
  parts: leaves.flatMap(it => it.parts),
  measures: new Set(leaves.flatMap(it => [...it.measures])),
  weight: Math.max(...leaves.map(it => it.weight)),
})

function playerOf({ parts: places, measures }: Leaf, parts: readonly Part[]): Player {
  const own = places.flatMap(it => parts[it] ?? [])
  const [first] = own
  const says = own.flatMap(it => it.says)
  if (own.length === 1 && first !== undefined) return { parts: places, name: first.name, says, measures }
  return { parts: places, name: nameOfSeveral(own, parts), says, measures }
}
