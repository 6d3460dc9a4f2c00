/**
 * Which parts make a difference on a cohort, as far as can be found in so many runs: parts of one thing are
 * halved for as long as a half does. Those that come too many are drawn together again.
 */

import type { ColumnId } from '../../model/program.ts'
import type { BetweenRuns } from './between-runs.ts'
import type { Moved } from './movements.ts'
import { nameOfRest, type Part } from './parts.ts'

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
  const mostPlayers = most >= PLAIN ? MOST_PLAYERS : FEWER_PLAYERS
  const relevant = new Set(runs.measures.flatMap(it => [...runs.behind(it)]))
  const places = parts.flatMap((_, place) => (relevant.has(place) ? [place] : []))
  const units = [...Map.groupBy(places, it => parts[it]?.entry).values()]
  const found: Leaf[] = []
  const mayLook = (limit: number) => (): boolean => runs.count < limit && !isOver()
  walk(runs, units, new Set(), found, mayLook(runs.count + most / 2))
  walk(runs, units.toReversed(), new Set(), found, mayLook(runs.count + most / 2))
  const leaves = distinct(found)
  const told = drawnTogether(leaves, parts, mostPlayers)
  const taken = new Set(told.flatMap(it => it.parts))
  return [...told.map(it => playerOf(it, parts)), ...restOf(places.filter(it => !taken.has(it)))]
}

/** With fewer runs fewer changes are told apart. */
const PLAIN = 60
const MOST_PLAYERS = 12
const FEWER_PLAYERS = 8

/** What was not found to matter is still changed, so that all of it together is the second ruleset. */
const restOf = (parts: readonly number[]): readonly Player[] =>
  parts.length === 0 ? [] : [{ parts, name: 'other changes', says: [], measures: new Set() }]

interface Leaf {
  readonly parts: readonly number[]
  readonly measures: ReadonlySet<ColumnId>
  /** How much it does: rows of measures that it moves. */
  readonly weight: number
}

/** Adds the units one after another, and looks into those that make a difference. */
function walk(
  runs: BetweenRuns,
  units: readonly (readonly number[])[],
  base: ReadonlySet<number>,
  found: Leaf[],
  mayLook: () => boolean,
): void {
  let chosen = base
  for (const unit of units) {
    const next = new Set([...chosen, ...unit])
    const differing = runs.differing(chosen, next)
    if (differing.length > 0) {
      if (unit.length > 1 && mayLook()) walk(runs, halves(unit), chosen, found, mayLook)
      else found.push(leafOf(unit, differing))
    }
    chosen = next
  }
}

const halves = (unit: readonly number[]): readonly (readonly number[])[] => {
  const middle = Math.ceil(unit.length / 2)
  return [unit.slice(0, middle), unit.slice(middle)]
}

const leafOf = (parts: readonly number[], measures: readonly Moved[]): Leaf => ({
  parts,
  measures: new Set(measures.map(it => it.column.id)),
  weight: measures.reduce((sum, it) => sum + it.movements.length, 0),
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
  return [...new Set(known.values())].toSorted((a, b) => (a.parts[0] ?? 0) - (b.parts[0] ?? 0))
}

/** Of more than may be told apart, the least of a thing are one. */
function drawnTogether(leaves: readonly Leaf[], parts: readonly Part[], most: number): readonly Leaf[] {
  if (leaves.length <= most) return leaves
  const kept = new Set(leaves.toSorted((a, b) => b.weight - a.weight).slice(0, (most * 2) / 3))
  const others = Map.groupBy(
    leaves.filter(it => !kept.has(it)),
    it => parts[it.parts[0] ?? -1]?.entry,
  )
  const together = [...others.values()].map(joined)
  const all = together.length + kept.size <= most ? together : [joined(together)]
  return [...kept, ...all].toSorted((a, b) => (a.parts[0] ?? 0) - (b.parts[0] ?? 0))
}

const joined = (leaves: readonly Leaf[]): Leaf => ({
  parts: leaves.flatMap(it => it.parts),
  measures: new Set(leaves.flatMap(it => [...it.measures])),
  weight: 0,
})

function playerOf({ parts: places, measures }: Leaf, parts: readonly Part[]): Player {
  const own = places.flatMap(it => parts[it] ?? [])
  const [first] = own
  const says = own.flatMap(it => it.says)
  if (own.length === 1 && first !== undefined) return { parts: places, name: first.name, says, measures }
  return { parts: places, name: nameOfRest(own), says, measures }
}
