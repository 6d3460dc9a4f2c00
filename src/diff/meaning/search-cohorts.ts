/**
 * Looks for differences on whole cohorts: first on those made of the rows that were found to differ, then
 * on cohorts drawn by chance from what both years declare. Finding none proves nothing.
 */
import fc from 'fast-check'
import { cohortArbitrary } from '../../laws/cohort-arbitrary.ts'
import { constantsOf } from '../../laws/constants.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import { planLevels } from '../../laws/level-plan.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { type Exact, exactFromRatio, isWhole, toExactText } from '../../value/exact.ts'
import { number, text, type Value, yesNo } from '../../value/value.ts'
import { type Pace, partOf } from '../pace.ts'
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

export interface Trial {
  readonly cohort: GeneratedCohort
  readonly settings: Settings
}

/** `known` rows, which may make a difference to the groups they are in, are put into cohorts, too. */
export function trialsOf(joint: Joint, known: readonly Known[], options: SearchOptions): readonly Trial[] {
  const settings = settingsOf(joint)
  return cohortsToTry(joint, known, options).map((cohort, index) => ({
    cohort,
    settings: settings[index % settings.length] ?? NOTHING_SET,
  }))
}

export function searchTrials(
  joint: Joint,
  trials: readonly Trial[],
  columns: readonly ColumnId[],
  pace: Pace,
): Searched {
  const best = new Map<ColumnId, Difference>()
  let cohorts = 0
  for (const { cohort, settings } of trials) {
    pace.advance(1 / (2 * trials.length))
    const open = columns.filter(it => rankOf(best.get(it) ?? NOTHING_FOUND) > 0)
    if (open.length === 0 || pace.isOver()) break
    cohorts++
    const runs = runBoth(joint, cohort, settings)
    for (const column of open) {
      if (pace.isOver()) break
      const found = differenceOf(joint, cohort, settings, column, runs)
      if (found !== undefined && rankOf(found) < rankOf(best.get(column) ?? NOTHING_FOUND))
        best.set(column, found)
    }
  }
  return { found: smallest(joint, best, partOf(pace, 1 / 2)), cohorts }
}

const NOTHING_SET: Settings = new Map()
const NOTHING_FOUND: Difference = {
  witness: { cohort: { levels: new Map() }, settings: NOTHING_SET, column: '', key: '' },
  ...{ before: NO_VALUE, after: NO_VALUE, isPublished: true },
}

/** Members of one rule mostly differ on one cohort: what is made small for the first is tried on the others. */
function smallest(
  joint: Joint,
  best: ReadonlyMap<ColumnId, Difference>,
  pace: Pace,
): ReadonlyMap<ColumnId, Difference> {
  const made: Difference[] = []
  const found = new Map<ColumnId, Difference>()
  for (const [column, difference] of best) {
    const tried = pace.isOver() ? [] : made.slice(-LOOKED_BACK)
    const shared = tried
      .map(it => differenceOf(joint, it.witness.cohort, it.witness.settings, column))
      .find(it => it !== undefined && rankOf(it) <= rankOf(difference))
    const own = shared ?? shrunk(joint, difference, pace.isOver)
    pace.advance(1 / best.size)
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
    ...cohorts.map((cohort, index) => withFlags(joint, cohort, index + options.seed)),
    ...groupSizes(joint).flatMap((size, index) => {
      const some = [cohorts[index], cohorts[cohorts.length - 1 - index]].flatMap(it => it ?? [])
      return some.map((it, place) => oneGroup(joint, withFlags(joint, it, index + place), size))
    }),
  ].filter(it => [...it.levels.values()].some(rows => rows.length > 0))
}
const MOST_KNOWN = 24
const FULL_GROUP = 12

/** Questions of yes or no answered by chance, where cohorts as drawn have few that are unusual. */
function withFlags({ inputs }: Joint, { levels }: GeneratedCohort, seed: number): GeneratedCohort {
  let state = seed * 7919 + 17
  const isYes = (): boolean => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state > 1073741824
  }
  const changed = [...levels].map(([level, rows]) => {
    const answered = rows.map((row): GeneratedRow => {
      const cells = [...row].map(([id, value]) => {
        const answer = isYes()
        const isFlag = value.kind === 'yes/no' && (inputs.get(id)?.accepts(yesNo(answer)) ?? false)
        return [id, isFlag ? yesNo(answer) : value] as const
      })
      return new Map(cells)
    })
    return [level, answered] as const
  })
  return { levels: new Map(changed) }
}

/** Sizes of groups at which the rules of either may change their mind: their whole numbers, and one less. */
function groupSizes({ before, after }: Joint): readonly number[] {
  const numbers = [before, after].flatMap(it => [...constantsOf(it).numbers, ...shownAt(it)]).filter(isWhole)
  const sizes = numbers.map(it => Number(toExactText(it))).filter(it => it > 2 && it <= LARGEST_GROUP)
  return [...new Set(sizes.flatMap(it => [it, it - 1]))].toSorted((a, b) => a - b).slice(0, MOST_SIZES)
}
const LARGEST_GROUP = 30
const MOST_SIZES = 16

/** Numbers that decide whether a value is published. */
function shownAt({ columns }: Program): readonly Exact[] {
  const found: Exact[] = []
  for (const { content } of columns.values()) {
    for (const { when } of content.kind === 'rule' ? (content.show?.instead ?? []) : []) {
      walkCore(when, it => {
        if (it.kind === 'Literal' && it.value.kind === 'number') found.push(it.value.number)
      })
    }
  }
  return found
}

/** So many rows in the group of the first, with the values of those there are in turn. */
function oneGroup({ after, inputs }: Joint, { levels }: GeneratedCohort, size: number): GeneratedCohort {
  const plans = planLevels(after)
  const changed = [...levels].map(([level, rows]) => {
    const plan = plans.find(it => it.name === level)
    const [first] = rows
    if (plan === undefined || first === undefined || plan.parents.length > 0) return [level, rows] as const
    const groups = plan.groups.flatMap(({ column }) => [
      [column.id, first.get(column.id) ?? NO_VALUE] as const,
    ])
    const own = Array.from({ length: size }, (_, index): GeneratedRow => {
      const isNew = index >= rows.length
      const names = isNew
        ? plan.names.map(it => [it.id, nameFor(inputs.get(it.id)?.plain, index)] as const)
        : []
      return new Map([...(rows[index % rows.length] ?? first), ...groups, ...names])
    })
    return [level, own] as const
  })
  return { levels: new Map(changed) }
}

const nameFor = (plain: Value | undefined, index: number): Value =>
  plain?.kind === 'number' ? number(exactFromRatio(index + 1)) : text(`r${index + 1}`)

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
