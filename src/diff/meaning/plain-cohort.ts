/** One row on every level, all belonging together, with the plainest values: what a smallest input starts from. */
import { assembleCohort, type DrawnRow } from '../../laws/assemble-cohort.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import { planGroups, planLevels } from '../../laws/level-plan.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { text, type Value } from '../../value/value.ts'
import { type Joint, NO_VALUE, reconciled } from './joint.ts'

/** `copies` of the row on levels that point at no other; `set` are values of inputs on the first row of each level. */
export function plainCohort(
  joint: Joint,
  set: ReadonlyMap<ColumnId, Value> = new Map(),
  copies = 1,
): GeneratedCohort {
  const program = joint.after
  const plans = planLevels(program)
  const groupPlans = planGroups(program)
  const plain = (id: ColumnId): Value => set.get(id) ?? joint.inputs.get(id)?.plain ?? NO_VALUE
  const row = (plan: (typeof plans)[number]): DrawnRow => ({
    parents: plan.parents.map(() => 0),
    groups: plan.groups.map(it => set.get(it.column.id) ?? groupName(program, it)),
    values: plan.values.map(it => plain(it.id)),
    like: undefined,
  })
  const isPointedAt = new Set(plans.flatMap(it => it.parents.map(parent => parent.level)))
  const cohort = assembleCohort(program, {
    plans,
    groupPlans,
    drawn: plans.map(plan =>
      Array.from({ length: isPointedAt.has(plan.name) ? 1 : copies }, () => row(plan)),
    ),
    kinds: groupPlans.map(plan => [plan.values.map(it => plain(it.id))]),
    engine: joint.engine,
  })
  return withSet(joint, cohort, set)
}

function groupName(
  { columns }: Program,
  { column, group }: { readonly column: { readonly id: ColumnId }; readonly group: string },
): Value {
  const type = columns.get(column.id)?.type
  return type?.alternatives.some(it => it.kind === 'text') ? text(`${group.slice(0, 1)}1`) : NO_VALUE
}

/** Inputs that only the first program has are not part of what the second one plans. */
function withSet(joint: Joint, cohort: GeneratedCohort, set: ReadonlyMap<ColumnId, Value>): GeneratedCohort {
  const levels = [...cohort.levels].map(([level, rows]) => {
    const own = [...set].filter(([id]) => joint.inputs.get(id)?.level === level)
    return [level, rows.map((row): GeneratedRow => new Map([...row, ...own]))] as const
  })
  return reconciled(joint, { levels: new Map(levels) })
}
