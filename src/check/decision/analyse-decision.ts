/**
 * Says what is wrong with a decision table: gaps, overlaps, rows that never decide, cells that never
 * hold, and missing inputs that are looked at before they are decided. A rule with dimensions has an
 * instance of its table for each member; what is said of a row holds for all of them together.
 */

import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { CoreDecide } from '../../model/program.ts'
import type { DecisionContext } from './domain.ts'
import { examineTable } from './examine-table.ts'
import { tablePlaces } from './instance.ts'
import { reportCells, reportUndecided } from './report-cells.ts'
import { reportGaps, reportOverlaps } from './report-inputs.ts'
import { reportRows } from './report-rows.ts'

export interface DecisionInstance {
  readonly decide: CoreDecide
  readonly context: DecisionContext
}

/** What there is to say about a table that has one instance. */
export const analyseDecision = (decide: CoreDecide, context: DecisionContext): readonly Diagnostic[] =>
  analyseDecisions([{ decide, context }])

/** What there is to say about a table, given its instances for all members of its rule's dimensions. */
export function analyseDecisions(tables: readonly DecisionInstance[]): readonly Diagnostic[] {
  const [first] = tables
  if (first === undefined) return []
  const instances = tables.map(it => ({ ...it, findings: examineTable(it.decide, it.context) }))
  const places = tablePlaces(first.decide, tables, first.context)
  const isComplete = instances.every(it => it.findings.isComplete)
  return [
    ...(isComplete ? [] : [report('table/too-many-cases', places.table)]),
    ...reportUndecided(instances, places),
    ...reportGaps(instances, places),
    ...reportOverlaps(instances, places),
    ...reportCells(instances, places),
    ...reportRows(instances, places),
  ]
}
