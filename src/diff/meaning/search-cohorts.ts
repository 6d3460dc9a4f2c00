/**
 * Looks for differences on whole cohorts: first on those made of the rows that were found to differ, then
 * on cohorts drawn by chance from what both years declare. Finding none proves nothing.
 */
import fc from 'fast-check'
import { cohortArbitrary } from '../../laws/cohort-arbitrary.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { parameterPools } from './explore.ts'
import { type Joint, type JointInput, NO_VALUE, reconciled, runBoth, type Settings } from './joint.ts'
import { plainCohort } from './plain-cohort.ts'
import { type Difference, differenceOf, rankOf, shrunk } from './witness.ts'

export interface SearchOptions {
  /** Cohorts drawn by chance. */
  readonly cohorts: number
  readonly seed: number
}

export interface Searched {
  readonly found: ReadonlyMap<ColumnId, Difference>
  readonly cohorts: number
}

/** Inputs of one row on which the years differ. */
export type Known = ReadonlyMap<ColumnId, Value>

/** `known` rows, which may make a difference to the groups they are in, are put into cohorts, too. */
export function searchCohorts(
  joint: Joint,
  columns: readonly ColumnId[],
  known: readonly Known[],
  options: SearchOptions,
): Searched {
  const settings = settingsOf(joint)
  const trials = cohortsToTry(joint, known, options).map((cohort, index) => ({
    cohort,
    settings: settings[index % settings.length] ?? NOTHING_SET,
  }))
  const best = new Map<ColumnId, Difference>()
  for (const { cohort, settings } of trials) {
    const open = columns.filter(it => rankOf(best.get(it) ?? NOTHING_FOUND) > 0)
    if (open.length === 0) break
    const runs = runBoth(joint, cohort, settings)
    for (const column of open) {
      const found = differenceOf(joint, cohort, settings, column, runs)
      if (found !== undefined && rankOf(found) < rankOf(best.get(column) ?? NOTHING_FOUND))
        best.set(column, found)
    }
  }
  return { found: smallest(joint, best), cohorts: trials.length }
}

const NOTHING_SET: Settings = new Map()
const NOTHING_FOUND: Difference = {
  witness: { cohort: { levels: new Map() }, settings: NOTHING_SET, column: '', key: '' },
  ...{ before: NO_VALUE, after: NO_VALUE, isPublished: true },
}

/** Members of one rule mostly differ on one cohort: what is made small for the first is tried on the others. */
function smallest(joint: Joint, best: ReadonlyMap<ColumnId, Difference>): ReadonlyMap<ColumnId, Difference> {
  const made: Difference[] = []
  const found = new Map<ColumnId, Difference>()
  for (const [column, difference] of best) {
    const shared = made
      .slice(-LOOKED_BACK)
      .map(it => differenceOf(joint, it.witness.cohort, it.witness.settings, column))
      .find(it => it !== undefined && rankOf(it) <= rankOf(difference))
    const own = shared ?? shrunk(joint, difference)
    if (shared === undefined) made.push(own)
    found.set(column, own)
  }
  return found
}
const LOOKED_BACK = 6

/** Every choice of parameters, as far as they have few values. */
function settingsOf(joint: Joint): readonly Settings[] {
  const { parameters } = parameterPools(joint)
  let all: readonly Settings[] = [new Map()]
  for (const [name, values] of parameters) {
    const wider = all.flatMap(it => values.map(value => new Map([...it, [name, value]])))
    if (wider.length <= MOST_SETTINGS && values.length > 0) all = wider
  }
  return all
}
const MOST_SETTINGS = 8

/** Known rows alone, enough of them to fill a group, and among others; then cohorts without them. */
function cohortsToTry(
  joint: Joint,
  known: readonly Known[],
  options: SearchOptions,
): readonly GeneratedCohort[] {
  const cohorts = drawn(joint, options)
  const rows = known.slice(0, MOST_KNOWN)
  const among = cohorts.flatMap((cohort, index) => {
    const set = rows[index % Math.max(1, rows.length)]
    return set === undefined ? [] : [withRow(joint, cohort, set)]
  })
  return [
    ...rows.flatMap(set => [plainCohort(joint, set), plainCohort(joint, set, FULL_GROUP)]),
    ...among,
    ...cohorts,
  ].filter(it => [...it.levels.values()].some(rows => rows.length > 0))
}
const MOST_KNOWN = 24
const FULL_GROUP = 12

/** The first row of the level, with these values in place of its own. */
function withRow(joint: Joint, { levels }: GeneratedCohort, set: Known): GeneratedCohort {
  const changed = [...levels].map(([level, rows]) => {
    const own = [...set].filter(([id]) => joint.inputs.get(id)?.level === level)
    const first = rows[0]
    return [level, first === undefined ? rows : rows.with(0, new Map([...first, ...own]))] as const
  })
  return { levels: new Map(changed) }
}

function drawn(joint: Joint, { cohorts, seed }: SearchOptions): readonly GeneratedCohort[] {
  if (cohorts === 0) return []
  const draw = (program: Program, numRuns: number): readonly GeneratedCohort[] =>
    fc.sample(cohortArbitrary(program, { engine: joint.engine }), { seed, numRuns })
  const half = Math.ceil(cohorts / 2)
  return [
    ...draw(joint.after, half),
    ...draw(joint.before, cohorts - half).map(it => underNewNames(joint, it)),
  ].map(it => reconciled(joint, it))
}

function underNewNames(joint: Joint, { levels }: GeneratedCohort): GeneratedCohort {
  const inputs = new Map<ColumnId, JointInput>()
  for (const it of joint.inputs.values()) if (it.before !== undefined) inputs.set(it.before.id, it)
  const renamed = [...levels].map(([level, rows]) => {
    const [first] = [...inputs.values()].filter(it => it.before?.level === level)
    const own = rows.map(
      (row): GeneratedRow =>
        new Map(
          [...row].flatMap(([id, value]) => {
            const input = inputs.get(id)
            return input === undefined ? [] : [[input.id, joint.toAfter(value)] as const]
          }),
        ),
    )
    return [first?.level ?? level, own] as const
  })
  return { levels: new Map(renamed) }
}
