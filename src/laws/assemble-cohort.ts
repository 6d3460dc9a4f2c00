/**
 * Makes rows out of what was drawn for them: names them, points them at rows that exist, and gives
 * every group that they make the inputs of its level.
 */
import { shapeOf } from '../check/decision/constant.ts'
import type { Engine } from '../engine/engine.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { exactFromRatio } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import { builtInAbsence, number, text, type Value } from '../value/value.ts'
import { fitTableKeys } from './fit-table-keys.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow } from './generated-cohort.ts'
import type { GroupPlan, LevelPlan } from './level-plan.ts'

/** What was drawn for a row, in the order of its level's plan. */
export interface DrawnRow {
  /** Which row of each parent level, counted round; undefined for none. */
  readonly parents: readonly (number | undefined)[]
  readonly groups: readonly Value[]
  readonly values: readonly Value[]
  /** Holds the values of an earlier row, counted round, except in these places. */
  readonly like: { readonly row: number; readonly except: readonly number[] } | undefined
}

export interface Drawn {
  readonly plans: readonly LevelPlan[]
  readonly drawn: readonly (readonly DrawnRow[])[]
  readonly groupPlans: readonly GroupPlan[]
  /** Sets of inputs for the groups of each level. */
  readonly kinds: readonly (readonly (readonly Value[])[])[]
  readonly engine?: Engine
}

export function assembleCohort(program: Program, drawn: Drawn): GeneratedCohort {
  const levels = new Map<string, readonly GeneratedRow[]>()
  for (const [index, plan] of drawn.plans.entries()) {
    const rows = withLikeness(drawn.drawn[index] ?? []).flatMap((row, position) => {
      const made = makeRow(program, plan, row, position, levels)
      return made === undefined ? [] : [made]
    })
    levels.set(plan.name, distinctRows(plan, rows))
  }
  for (const [index, plan] of drawn.groupPlans.entries()) {
    levels.set(plan.name, groupRows(program, plan, drawn.kinds[index] ?? [], { levels }, drawn.engine))
  }
  return { levels }
}

function withLikeness(drawn: readonly DrawnRow[]): readonly DrawnRow[] {
  const rows: DrawnRow[] = []
  for (const row of drawn) {
    const other = row.like === undefined ? undefined : rows[row.like.row % Math.max(1, rows.length)]
    const values = row.values.map((own, place) =>
      row.like?.except.includes(place) ? own : (other?.values[place] ?? own),
    )
    rows.push({ ...row, values })
  }
  return rows
}

const NO_VALUE = builtInAbsence('no_value')

/** The row, or undefined where it has to point at a row and there is none. */
function makeRow(
  program: Program,
  plan: LevelPlan,
  drawn: DrawnRow,
  position: number,
  levels: ReadonlyMap<string, readonly GeneratedRow[]>,
): GeneratedRow | undefined {
  const row = new Map<ColumnId, Value>()
  for (const column of plan.names) row.set(column.id, nameFor(column, plan.name, position))
  for (const [index, { column }] of plan.groups.entries()) row.set(column.id, drawn.groups[index] ?? NO_VALUE)
  for (const [index, column] of plan.values.entries()) row.set(column.id, drawn.values[index] ?? NO_VALUE)
  for (const [index, parent] of plan.parents.entries()) {
    const pointed = pointAt(row, parent, drawn.parents[index], levels.get(parent.level) ?? [])
    if (!pointed) return undefined
  }
  return fitTableKeys(program, plan, row)
}

/** Sets the columns that hold the parent's key, those not settled before by a parent with a longer one. */
function pointAt(
  row: Map<ColumnId, Value>,
  { columns, mayBeMissing }: LevelPlan['parents'][number],
  choice: number | undefined,
  candidates: readonly GeneratedRow[],
): boolean {
  const open = columns.filter(it => !row.has(it.here))
  if (open.length === 0) return true
  const settled = columns.filter(it => row.has(it.here))
  const fitting = candidates.filter(parent =>
    settled.every(({ here, there }) => sameValue(row.get(here) ?? NO_VALUE, parent.get(there) ?? NO_VALUE)),
  )
  const parent = choice === undefined ? undefined : fitting[choice % Math.max(1, fitting.length)]
  if (parent === undefined && !mayBeMissing) return false
  for (const { here, there } of open) row.set(here, parent?.get(there) ?? NO_VALUE)
  return true
}

/** `p1`, `p2` and so on, or 1, 2 and so on where names are numbers. */
function nameFor({ type }: Column, level: string, position: number): Value {
  const isNumber = type.alternatives.every(it => it.kind === 'number')
  return isNumber ? number(exactFromRatio(position + 1)) : text(`${level.slice(0, 1)}${position + 1}`)
}

const keyShape = (key: readonly ColumnId[], row: GeneratedRow): string =>
  shapeOf(key.map(it => row.get(it) ?? NO_VALUE))

const distinctRows = ({ key }: LevelPlan, rows: readonly GeneratedRow[]): readonly GeneratedRow[] =>
  [...new Map(rows.toReversed().map(it => [keyShape(key, it), it])).values()].toReversed()

// --- groups --------------------------------------------------------------------------------------

function groupRows(
  program: Program,
  plan: GroupPlan,
  kinds: readonly (readonly Value[])[],
  cohort: GeneratedCohort,
  engine: Engine | undefined,
): readonly GeneratedRow[] {
  const keys = groupKeys(program, plan, cohort, engine)
  return keys.map((key, position) => {
    const values = kinds[position % Math.max(1, kinds.length)] ?? []
    return new Map([
      ...plan.key.map(({ here }, index) => [here, key[index] ?? NO_VALUE] as const),
      ...plan.values.map((column, index) => [column.id, values[index] ?? NO_VALUE] as const),
    ])
  })
}

/** The keys of the groups that the rows make; of groups made by rules only where an engine can tell. */
function groupKeys(
  program: Program,
  plan: GroupPlan,
  cohort: GeneratedCohort,
  engine: Engine | undefined,
): readonly (readonly Value[])[] {
  if (plan.groupedLevel === undefined) return [[]]
  const rows = cohort.levels.get(plan.groupedLevel)
  const isPlain = plan.key.every(it => program.columns.get(it.there)?.content.kind === 'input')
  if (rows !== undefined && isPlain) {
    const keys = rows.map(row => plan.key.map(it => row.get(it.there) ?? NO_VALUE))
    return [...new Map(keys.map(it => [shapeOf(it), it])).values()].filter(isWhole)
  }
  const run = engine?.(program, cohortOf(program, cohort))
  const size = run?.levels.get(plan.name)?.size ?? 0
  const groups = Array.from({ length: size }, (_, row) =>
    plan.key.map(it => run?.value(it.here, row) ?? NO_VALUE),
  )
  return groups.filter(isWhole)
}

/** An absent key makes no group. */
const isWhole = (key: readonly Value[]): boolean => key.every(it => it.kind !== 'absent')
