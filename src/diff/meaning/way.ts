/** In which way two years differ on an input: what decided in each. Inputs that differ alike are one finding. */
import type { Run } from '../../engine/engine.ts'
import type { RuleStep } from '../../engine/trace.ts'
import type { ColumnId } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { type Joint, runBoth } from './joint.ts'
import type { Difference } from './witness.ts'

export function wayOf(joint: Joint, { witness, before, after }: Difference): string {
  const { cohort, settings, column, key } = witness
  const runs = runBoth(joint, cohort, settings)
  const sides = [decidedBy(runs.before, joint.beforeId(column), key), decidedBy(runs.after, column, key)]
  return [...sides, outcome(before), outcome(after)].join(' | ')
}

const outcome = (value: Value): string => (value.kind === 'absent' ? value.reason : value.kind)

/** The rows of decision tables that decided, here and in what was read on the way. */
function decidedBy(run: Run, column: ColumnId, key: string): string {
  const row = run.levels.get(run.program.columns.get(column)?.level ?? '')?.find(key)
  const step = row === undefined ? undefined : run.trace(column, row)
  return step?.kind === 'rule' ? rowsIn(step).join(' ') : ''
}

function rowsIn(step: RuleStep, depth = 0): readonly string[] {
  const own = step.parts.flatMap(it => {
    const decided = it.decision?.rows.find(row => row.result !== 'does not match')
    return it.decision === undefined ? [] : [`${step.column}:${decided?.index ?? 'none'}`]
  })
  if (own.length > 0 || depth > 3) return own
  return step.reads.flatMap(it => (it.kind === 'rule' ? rowsIn(it, depth + 1) : []))
}
