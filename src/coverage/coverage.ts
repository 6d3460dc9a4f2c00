/**
 * Which places of a ruleset its witnesses exercise, and which they assert on: one structure for all the
 * forms it is printed in.
 */
import type { Program } from '../model/program.ts'
import type { Source } from '../source/source.ts'
import { PLACE_SORTS, type Place, type PlaceSort, placesIn } from './places.ts'
import type { Witness } from './witness.ts'

/**
 * `asserted`: an example states a value that rests on it. `claimed`: only a law does. `exercised`: it is
 * evaluated when all that an example's rows allow is computed. `idle`: nothing gets there.
 */
export type Covered = 'asserted' | 'claimed' | 'exercised' | 'idle'
export const COVERED: readonly Covered[] = ['asserted', 'claimed', 'exercised', 'idle']

export interface CoveredPlace {
  readonly place: Place
  readonly covered: Covered
}

export type Tally = { readonly [C in Covered]: number }

export interface CoverageReport {
  /** `example@2018/final.1` */
  readonly address: string
  readonly places: readonly CoveredPlace[]
  readonly total: Tally
  readonly sorts: readonly { readonly sort: PlaceSort; readonly tally: Tally }[]
  /** Rules, tables and styles, in the order of the text. */
  readonly owners: readonly { readonly owner: string; readonly tally: Tally }[]
  /** The text of the ruleset; other sources are files of tables. */
  readonly text: Source
}

export function coverageReport(
  address: string,
  program: Program,
  witnesses: readonly Witness[],
): CoverageReport {
  const covered = coveredBy(program, witnesses)
  const own = placesIn(program)
  const places = own.map((place): CoveredPlace => ({ place, covered: covered.get(place.id) ?? 'idle' }))
  const byOwner = Map.groupBy(places, it => it.place.owner)
  const sorts = Object.keys(PLACE_SORTS) as readonly PlaceSort[]
  return {
    address,
    places,
    total: tallyOf(places),
    sorts: sorts
      .map(sort => ({ sort, tally: tallyOf(places.filter(it => it.place.sort === sort)) }))
      .filter(it => sizeOf(it.tally) > 0),
    owners: [...byOwner].map(([owner, its]) => ({ owner, tally: tallyOf(its) })),
    text: program.ruleset.at.source,
  }
}

/** The best that any witness does for a place; witnesses with overlays have programs of their own. */
function coveredBy(program: Program, witnesses: readonly Witness[]): ReadonlyMap<string, Covered> {
  const best = new Map<string, Covered>()
  const groups = Map.groupBy(witnesses, it => it.program)
  for (const [group, own] of groups) {
    const places = group === program ? placesIn(program) : placesIn(group)
    const sets = setsOf(own)
    for (const { id, objects } of places) {
      const covered = COVERED.find(it => it === 'idle' || objects.some(object => sets[it].has(object)))
      const before = best.get(id)
      if (covered !== undefined && (before === undefined || isBetter(covered, before))) best.set(id, covered)
    }
  }
  return best
}

const isBetter = (one: Covered, other: Covered): boolean => COVERED.indexOf(one) < COVERED.indexOf(other)

type Sets = { readonly [C in Exclude<Covered, 'idle'>]: Set<object> }

function setsOf(witnesses: readonly Witness[]): Sets {
  const sets: Sets = { asserted: new Set(), claimed: new Set(), exercised: new Set() }
  for (const it of witnesses) {
    const stated = it.isLaw ? sets.claimed : sets.asserted
    for (const slice of it.slices) for (const object of slice) stated.add(object)
    for (const object of it.exercised()) sets.exercised.add(object)
  }
  return sets
}

const tallyOf = (places: readonly CoveredPlace[]): Tally => {
  const count = (covered: Covered): number => places.filter(it => it.covered === covered).length
  return {
    asserted: count('asserted'),
    claimed: count('claimed'),
    exercised: count('exercised'),
    idle: count('idle'),
  }
}

export const sizeOf = ({ asserted, claimed, exercised, idle }: Tally): number =>
  asserted + claimed + exercised + idle
