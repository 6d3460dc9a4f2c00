/**
 * Cohorts drawn from what a program declares about its inputs: a few rows a level, values by type
 * with the program's own constants among them, missing where they may be, and few different values,
 * so that equal ones and groups happen. Shrinks to few rows of plain values.
 */
import fc from 'fast-check'
import { listsIn } from '../check/lists.ts'
import type { Engine } from '../engine/engine.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { builtInAbsence, text, type Value } from '../value/value.ts'
import { assembleCohort, type DrawnRow } from './assemble-cohort.ts'
import { constantsOf } from './constants.ts'
import type { GeneratedCohort } from './generated-cohort.ts'
import { type LevelPlan, planGroups, planLevels } from './level-plan.ts'
import { type ValueSource, valueArbitrary, valuesOf } from './value-arbitrary.ts'

export interface CohortOptions {
  /** At most so many rows on a level; 6 unless given. */
  readonly maxRows?: number
  /** Inputs that vary; the others hold their plainest value in every row. All vary unless given. */
  readonly vary?: ReadonlySet<ColumnId>
  /** Finds the groups that rules make, where such groups have inputs of their own. */
  readonly engine?: Engine
}

export function cohortArbitrary(
  program: Program,
  options: CohortOptions = {},
): fc.Arbitrary<GeneratedCohort> {
  const source = { lists: listsIn(program.ruleset), constants: constantsOf(program), tables: program.tables }
  const plans = planLevels(program)
  const groupPlans = planGroups(program)
  const rows = plans.map(plan =>
    fc.array(drawnRow(plan, source, options), { maxLength: options.maxRows ?? MAX_ROWS }),
  )
  const groups = groupPlans.map(plan =>
    fc.array(drawnValues(plan.values, source, options), { minLength: 1, maxLength: GROUP_KINDS }),
  )
  return fc
    .tuple(fc.tuple(...rows), fc.tuple(...groups))
    .map(([drawn, kinds]) => assembleCohort(program, { plans, drawn, groupPlans, kinds, ...options }))
}

/** So many cohorts; the same seed gives the same ones. */
export const drawCohorts = (
  program: Program,
  { seed, count, ...options }: CohortOptions & { readonly seed: number; readonly count: number },
): readonly GeneratedCohort[] => fc.sample(cohortArbitrary(program, options), { seed, numRuns: count })

const MAX_ROWS = 6
/** So many different sets of inputs are shared out among the groups of a level. */
const GROUP_KINDS = 3
/** So many different groups have names. */
const GROUP_NAMES = 3

const drawnRow = (plan: LevelPlan, source: ValueSource, options: CohortOptions): fc.Arbitrary<DrawnRow> =>
  fc.record({
    parents: fc.tuple(
      ...plan.parents.map(it =>
        it.mayBeMissing ? fc.option(fc.nat({ max: 99 }), { freq: 7, nil: undefined }) : fc.nat({ max: 99 }),
      ),
    ),
    groups: fc.tuple(...plan.groups.map(it => groupName(it.column, it.group, source))),
    values: drawnValues(plan.values, source, options),
    like: fc.option(likeAnother(plan), { freq: 2, nil: undefined }),
  })

/** Rows that differ in a few inputs only share groups and bands, and show what those inputs do. */
const likeAnother = (plan: LevelPlan): fc.Arbitrary<DrawnRow['like']> =>
  fc.record({
    row: fc.nat({ max: 99 }),
    except: fc.uniqueArray(fc.nat({ max: Math.max(0, plan.values.length - 1) }), { maxLength: 3 }),
  })

const drawnValues = (
  columns: readonly Column[],
  source: ValueSource,
  options: CohortOptions,
): fc.Arbitrary<readonly Value[]> => {
  const varies = (it: Column): boolean => options.vary?.has(it.id) !== false
  const flags = columns.filter(it => varies(it) && isFlag(it)).length
  return fc.tuple(
    ...columns.map(it => (varies(it) ? inputValue(it, source, flags) : fc.constant(plainest(it, source)))),
  )
}

/** A yes/no with a default marks the unusual: rows with many of them set would be about nothing else. */
const isFlag = (column: Column): boolean =>
  defaultOf(column) !== undefined && column.type.alternatives.every(it => it.kind === 'yes/no')

/** Of a row's flags about so many are not as usual. */
const UNUSUAL_FLAGS = 0.7

/** A name of a group, such as `s1`: few of them, so that groups have several rows. */
function groupName(column: Column, group: string, source: ValueSource): fc.Arbitrary<Value> {
  const isText = column.type.alternatives.some(it => it.kind === 'text')
  if (!isText) return inputValue(column, source)
  const names = Array.from({ length: GROUP_NAMES }, (_, index) => text(`${group.slice(0, 1)}${index + 1}`))
  return withMissing(column, fc.constantFrom(...names))
}

function inputValue(column: Column, source: ValueSource, flags = 1): fc.Arbitrary<Value> {
  const values = valueArbitrary(column.type, source)
  const usual = defaultOf(column)
  const drawn =
    usual === undefined
      ? values
      : fc.oneof(
          { withCrossShrink: true },
          { weight: isFlag(column) ? Math.ceil(flags / UNUSUAL_FLAGS) : 1, arbitrary: fc.constant(usual) },
          { weight: isFlag(column) ? 2 : 4, arbitrary: values },
        )
  return withMissing(column, drawn)
}

const NO_VALUE = builtInAbsence('no_value')

function withMissing({ content }: Column, values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const mayBeMissing = content.kind === 'input' && content.mayBeMissing
  if (!mayBeMissing) return values
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(NO_VALUE) },
    { weight: 5, arbitrary: values },
  )
}

const defaultOf = ({ content }: Column): Value | undefined =>
  content.kind === 'input' ? content.default : undefined

function plainest(column: Column, source: ValueSource): Value {
  const { content } = column
  const isMissing = content.kind === 'input' && content.mayBeMissing
  return defaultOf(column) ?? (isMissing ? NO_VALUE : (valuesOf(column.type, source)[0] ?? text('a')))
}
