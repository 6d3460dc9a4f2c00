/** One measure searched row by row: figures over all classes of row, statuses over groups mixed from few. */
import type { Column, ColumnId, Program } from '../model/program.ts'
import { type Audited, nothing } from './audited.ts'
import { findCliffs } from './cliffs.ts'
import { findDropping } from './dropping.ts'
import type { Searched } from './finding.ts'
import { findIncentives } from './incentives.ts'
import { findOneRow } from './one-row.ts'
import { findOutOfReach } from './out-of-reach.ts'
import { type FewClasses, type NoModel, type RowModel, rowModelOf } from './row-model.ts'
import { MOST_UNCHANGED, type Scored, type Searching, searchRows } from './search-rows.ts'
import { tellCliff } from './tell-cliff.ts'
import { tellDropping } from './tell-dropping.ts'
import { tellIncentive } from './tell-incentive.ts'
import { tellOneRow } from './tell-one-row.ts'
import { tellOutOfReach } from './tell-out-of-reach.ts'

/** The measure as a function of one row, or why it is not searched as one. */
export function modelOf(
  program: Program,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
): RowModel | NoModel {
  const model = rowModelOf(program, measure, isChanged, isFew(program))
  if ('why' in model) return model
  const isKey = (id: ColumnId) =>
    program.columns.get(id)?.type.alternatives.some(it => it.kind === 'key') === true
  const hasKeys = [...model.changed, ...model.unchanged].some(isKey)
  return hasKeys ? { why: 'the inputs of a row have to fit one another' } : model
}

/** Whether combinations of these inputs are few enough to try, going by the size of their types. */
const isFew =
  ({ columns, ruleset }: Program): FewClasses =>
  inputs => {
    const sizes = inputs.map(id => {
      const alternatives = columns.get(id)?.type.alternatives ?? []
      return alternatives.reduce((sum, it) => {
        if (it.kind === 'code')
          return sum + (it.only?.length ?? ruleset.codes.get(it.list)?.codes.length ?? 8)
        return sum + (it.kind === 'yes/no' ? 2 : 8)
      }, 1)
    })
    return sizes.reduce((product, it) => product * it, 1) <= MOST_UNCHANGED * 10
  }

export function auditRows(searching: Searching, model: RowModel): Audited {
  const scored = searchRows(searching, model)
  if (scored === undefined) return nothing(model.measure, 'the time was over')
  const { incentives, changes } = findIncentives(scored)
  const dropped = findDropping(scored)
  const findings = [
    ...incentives.map(it => tellIncentive(scored, it, incentives)),
    ...(dropped === undefined ? [] : [tellDropping(scored, dropped)]),
    ...findOutOfReach(scored).map(it => tellOutOfReach(scored, it)),
    ...findCliffs(scored).map(it => tellCliff(scored, it)),
  ]
  return { findings, searched: searchedRows(scored, changes + (dropped?.compared ?? 0), findings.length) }
}

const searchedRows = (scored: Scored, changes: number, findings: number): Searched => ({
  measure: scored.model.measure.id,
  how: scored.isThinned || scored.held.some(it => it.why === 'some of its values') ? 'thinned' : 'exhaustive',
  classes: scored.space.tupleOf.length,
  changes,
  companions: scored.companions.length - 1,
  inputs: scored.inputs.map(it => ({ column: it.column.id, classes: it.classes.length })),
  held: scored.held,
  findings,
})

export function auditStatus(searching: Searching, model: RowModel): Audited {
  const search = findOneRow(searching, model)
  const finding = tellOneRow(searching, model, search)
  const findings = finding === undefined ? [] : [finding]
  const searched: Searched = {
    measure: model.measure.id,
    how: 'sampled',
    classes: search.groups,
    changes: search.groups,
    inputs: search.inputs.map(it => ({ column: it.column.id, classes: it.classes.length })),
    held: search.held,
    findings: findings.length,
    note: 'groups of 6, 11, 30 and 120 rows, mixed from three kinds of row and one row of another',
  }
  return { findings, searched }
}
