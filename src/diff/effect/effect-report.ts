/** What the second ruleset does to a cohort that the first did not, in words and numbers as text. */
import { readsOf } from '../../check/reads-of.ts'
import type { Engine } from '../../engine/engine.ts'
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { joinPrograms } from '../meaning/joint.ts'
import { signaturesOf } from '../meaning/signature.ts'
import { type Pace, UNHURRIED } from '../pace.ts'
import type { Structure } from '../structure/compare-structure.ts'
import { type Attribution, attribute } from './attribute.ts'
import { programsBetween } from './between.ts'
import { BetweenRuns } from './between-runs.ts'
import type { CohortPair } from './cohorts.ts'
import { type EffectMeasure, measureReport } from './effect-measure.ts'
import { type Moved, movementsOf } from './movements.ts'
import { findPlayers } from './players.ts'
import { renamedCohort, renamedProgram } from './renamed-program.ts'
import { hintsFor, reportUnknown, type UnknownReport, unknownIn } from './unknown.ts'

export interface EffectReport {
  /** What it was computed on. */
  readonly cohort: string
  readonly settings: readonly string[]
  readonly measures: readonly EffectMeasure[]
  /** Measures that move too, and are not told at length. */
  readonly others: readonly string[]
  /** Measures that might move and have no value at all on this cohort, by the reason. */
  readonly unknown: readonly UnknownReport[]
  /** What would give them values, in a sentence each. */
  readonly hints: readonly string[]
  readonly changes: readonly EffectChange[]
  readonly method: string
}
export interface EffectChange {
  readonly name: string
  readonly says: readonly string[]
}
export interface EffectInput {
  readonly before: Program
  readonly after: Program
  readonly structure: Structure
  readonly cohorts: CohortPair
  readonly cohortText: string
  /** Parameters by name, in the values of either. */
  readonly parameters: ReadonlyMap<string, Value>
  readonly engine: Engine
  readonly seed: number
  readonly pace?: Pace
}

export function measureEffect(input: EffectInput): EffectReport {
  const { before, after, structure, cohorts, parameters, engine } = input
  const joint = joinPrograms(before, after, structure.renames, engine)
  const own = (program: Program) => ({
    parameters: new Map([...parameters].filter(([name]) => program.parameters.has(name))),
  })
  const runs = {
    before: engine(before, cohorts.before, own(before)),
    after: engine(after, cohorts.after, own(after)),
  }
  const candidates = candidatesOf(input).map(it => movementsOf(joint, it, runs))
  const unknown = unknownIn(candidates, runs.after)
  const moving = candidates.filter(it => it.movements.some(row => row.kind !== 'reason'))
  const told = mostTelling(after, moving)
  const found = told.length === 0 ? undefined : attributed(told, input)
  const names = found?.players.map(it => it.name) ?? []
  return {
    cohort: input.cohortText,
    settings: [...parameters].map(
      ([name, value]) => `${name} = ${lineOf(describeValue(value, after.ruleset))}`,
    ),
    measures: told.map(it =>
      measureReport(
        it,
        { before: before.ruleset, after: after.ruleset },
        found?.measures.get(it.column.id),
        names,
      ),
    ),
    others: ruleNames(moving).filter(name => !told.some(it => ruleName(it) === name)),
    unknown: reportUnknown(unknown, after.ruleset),
    hints: hintsFor(unknown, input),
    changes: found?.players.filter(it => it.says.length > 0) ?? [],
    method: methodOf(told.length, found, input.pace?.isOver() ?? false),
  }
}

const ruleName = ({ column: { level, name } }: Moved): string => `${level}.${name}`
const ruleNames = (moved: readonly Moved[]): readonly string[] => [...new Set(moved.map(ruleName))]

/** Rules that are not the same by their formulas; of overlapping groups the first. */
function candidatesOf({ before, after, structure }: EffectInput): readonly Column[] {
  const { renames } = structure
  const shortNames = new Map<string, string>()
  const old = signaturesOf(before, renames.apply, shortNames)
  const now = signaturesOf(after, it => it, shortNames)
  const oldIds = new Map([...before.columns.keys()].map(it => [renames.apply(it), it]))
  return after.order.flatMap(id => {
    const column = after.columns.get(id)
    const oldId = oldIds.get(id)
    if (column === undefined || oldId === undefined || before.columns.get(oldId)?.content.kind !== 'rule')
      return []
    const isFirst = column.members.every(it => {
      const dimension = after.ruleset.dimensions.get(it.dimension)
      return dimension?.of === undefined || dimension.members[0]?.name === it.member
    })
    const isText = column.type.alternatives.some(it => it.kind === 'text')
    return isFirst && !isText && old.of(oldId) !== now.of(id) ? [column] : []
  })
}

/** Told at length: statuses and figures of groups, then figures of single rows; those first that most others rest on. */
function mostTelling(program: Program, moving: readonly Moved[]): readonly Moved[] {
  const uses = new Map<string, number>()
  for (const { column } of moving) {
    const read = new Set(readsOf(program, { column: column.id, isPublished: false }).map(it => it.column))
    for (const it of read) uses.set(it, (uses.get(it) ?? 0) + 1)
  }
  const sorted = moving.toSorted((a, b) => (uses.get(b.column.id) ?? 0) - (uses.get(a.column.id) ?? 0))
  const isGroup = ({ column }: Moved): boolean => program.levels.get(column.level)?.groups !== undefined
  const isRow = (it: Moved): boolean =>
    !isGroup(it) && (program.levels.get(it.column.level)?.key.length ?? 0) > 0
  const isStatus = ({ column }: Moved): boolean => column.type.alternatives.every(it => it.kind === 'code')
  const isFigure = ({ column }: Moved): boolean =>
    column.content.kind === 'rule' && column.content.show !== undefined
  const isNumber = ({ column }: Moved): boolean => column.type.alternatives.every(it => it.kind === 'number')
  const statuses = sorted
    .toReversed()
    .filter(it => isGroup(it) && isStatus(it))
    .toSorted((a, b) => b.rows - a.rows)
  const told = [
    statuses,
    sorted.filter(it => isGroup(it) && isNumber(it) && isFigure(it)),
    sorted.filter(it => isRow(it) && isNumber(it)),
  ].flatMap(it => firstOfRules(it).slice(0, MOST_OF_A_KIND))
  return told.length > 0 ? told : firstOfRules(sorted).slice(0, MOST_OF_A_KIND)
}
const MOST_OF_A_KIND = 3

/** Of the members of one rule the first: the others mostly go the same way. */
const firstOfRules = (moved: readonly Moved[]): readonly Moved[] =>
  [...Map.groupBy(moved, ruleName).values()].flatMap(it => it[0] ?? [])

/** Many rows take long: then fewer programs between the two are run. */
const WORK = { search: 400_000, measure: 140_000 }

function attributed(told: readonly Moved[], input: EffectInput): Attribution | undefined {
  const { before, after, structure, cohorts, parameters, engine, seed, pace = UNHURRIED } = input
  if (pace.isOver()) return undefined
  const { renames } = structure
  const { toAfter } = joinPrograms(before, after, renames, engine)
  const between = programsBetween(renamedProgram(before, renames), after, structure)
  const pair = { before: renamedCohort(cohorts.before, renames, toAfter), after: cohorts.after }
  const rows = [...cohorts.after.levels.values()].reduce((sum, it) => sum + it.size, 1)
  const most = { search: Math.floor(WORK.search / rows), measure: Math.floor(WORK.measure / rows) }
  const onRun = () => pace.advance(1 / (most.search + most.measure))
  const runs = new BetweenRuns(told, { between, cohorts: pair, engine, parameters, onRun })
  const players = findPlayers(runs, between.parts, most.search, pace.isOver)
  return pace.isOver()
    ? undefined
    : attribute(runs, players, { seed, most: most.measure, isOver: pace.isOver })
}

function methodOf(told: number, found: Attribution | undefined, isCut: boolean): string {
  if (told === 0) return ''
  if (found === undefined && isCut) return 'There was no time left to find which change moved what.'
  if (found === undefined)
    return 'The changes could not be made one after another, so that what each did is not told.'
  const own = [...found.measures.values()]
  const some = own.filter(it => !it.isExact)
  const all = 'in every order in which they can be made, so that the shares do not depend on any order'
  const drawn = `in ${some[0]?.orders ?? 0} orders, half of them the reverse of the others, so that other orders would give somewhat other shares`
  const orders =
    some.length === 0
      ? all
      : some.length === own.length
        ? drawn
        : `${all}; for ${some.length} of the ${own.length} measures ${drawn}`
  return `Changes were made one after another ${orders}. A share is what a change adds on average (the Shapley value), and the shares add up to the whole. Where a change leaves a row without a number, the change that gives it one again is credited with all of the way.`
}
