/** Finds what a result was computed from and the case does not give, so that no result stands on nothing. */
import { headingOf } from '../data/cell.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Run } from '../engine/engine.ts'
import type { Step } from '../engine/trace.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'

/** Inputs that were read and not given, by column and key; filled while the case is computed. */
export type NotGiven = Map<string, { readonly column: Column; readonly key: string }>

/** Whether an empty cell of the column says something: a default, a part of a group's key, or that it is missing. */
export function mayBeUnwritten({ content }: Column): boolean {
  if (content.kind !== 'input') return true
  return content.mayBeMissing || content.default !== undefined || content.key !== undefined
}

/**
 * Complains of the inputs that `read`, computing a cell, has asked for in vain. Groups without a row in
 * the case are asked by no one; whether the cell stands on their inputs is seen from its trace.
 */
export function complainOfNotGiven(
  run: Run,
  cell: { readonly column: ColumnId; readonly row: number },
  asked: NotGiven,
  at: Span,
): readonly Diagnostic[] {
  const found: NotGiven = new Map(asked)
  if (hasDemandingGroups(run.program)) addGroupInputs(run.trace(cell.column, cell.row), run.program, found)
  return reportNotGiven(found, at)
}

export const reportNotGiven = (found: NotGiven, at: Span): readonly Diagnostic[] =>
  [...found.values()].map(({ column, key }) =>
    report('case/not-given', at, { column: headingOf(column), level: column.level, key }),
  )

const hasDemandingGroups = ({ columns, levels }: Program): boolean =>
  [...columns.values()].some(it => levels.get(it.level)?.groups !== undefined && !mayBeUnwritten(it))

function addGroupInputs(root: Step, { columns }: Program, found: NotGiven): void {
  const seen = new Set<Step>()
  const waiting: Step[] = [root]
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (seen.has(step)) continue
    seen.add(step)
    if (step.kind === 'rule') waiting.push(...step.reads, ...(step.publication?.reads ?? []))
    const column =
      step.kind === 'input' && step.value.kind === 'absent' ? columns.get(step.column) : undefined
    if (step.kind === 'input' && column !== undefined && !mayBeUnwritten(column))
      found.set(`${column.id} ${step.key}`, { column, key: step.key })
  }
}
