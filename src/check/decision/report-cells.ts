/** Words for cells: those that never hold, and those that look at a missing input too early. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { CorePattern } from '../../model/program.ts'
import { textOf } from '../../source/source.ts'
import { absent } from '../../value/value.ts'
import type { Atom } from './domain.ts'
import type { ImpossibleCell } from './impossible-cell.ts'
import type { Instance, TablePlaces } from './instance.ts'
import { matchAtom } from './match-atom.ts'
import { labelled } from './report-inputs.ts'

export const reportCells = (instances: readonly Instance[], places: TablePlaces): readonly Diagnostic[] =>
  impossibleEverywhere(instances).map(({ row, column, alternative }) => {
    const at = places.cell(row, column, alternative)
    return report('table/impossible-cell', at, { column: places.heading(column), cell: textOf(at) })
  })

/** Whether a whole cell of the row never holds. */
export const isImpossibleRow = (instances: readonly Instance[], row: number): boolean =>
  impossibleEverywhere(instances).some(it => it.row === row && it.alternative === undefined)

/** A cell that holds for one member is no mistake for being impossible at the others. */
function impossibleEverywhere(instances: readonly Instance[]): readonly ImpossibleCell[] {
  const candidates = new Map(instances.flatMap(it => it.findings.impossible.map(cell => [keyOf(cell), cell])))
  return [...candidates.values()].filter(cell =>
    instances.every(({ decide, findings }) => {
      const hasRow = decide.rows.some(it => it.index === cell.row)
      return !hasRow || findings.impossible.some(it => covers(it, cell))
    }),
  )
}

const keyOf = ({ row, column, alternative }: ImpossibleCell): string =>
  `${row} ${column} ${alternative ?? ''}`

/** A cell that is impossible as a whole is so in each alternative. */
const covers = (found: ImpossibleCell, cell: ImpossibleCell): boolean =>
  found.row === cell.row &&
  found.column === cell.column &&
  (found.alternative === undefined || found.alternative === cell.alternative)

/** Each cell once, with the sample of the first instance it is found in. */
export function reportUndecided(instances: readonly Instance[], places: TablePlaces): readonly Diagnostic[] {
  const found = instances.flatMap(instance => instance.findings.undecided.map(it => ({ ...it, instance })))
  const distinct = new Map(found.toReversed().map(it => [`${it.row} ${it.column}`, it]))
  return [...distinct.values()].toReversed().map(({ row, column, sample, instance }) => {
    const late = instance.decide.rows.find(it => it.index > row && decidesMissing(it.cells[column], instance))
    const related =
      late === undefined ? [] : [{ at: places.row(late.index), label: 'this row decides it, too late' }]
    const args = { column: places.heading(column), sample: labelled(instance, sample.text) }
    return report('table/missing-undecided', places.cell(row, column), args, { related })
  })
}

const MISSING: Atom = { value: absent('missing', 'missing'), text: 'missing', sides: new Map() }

const decidesMissing = (cell: CorePattern | undefined, { context }: Instance): boolean =>
  cell !== undefined && cell.kind !== 'any' && matchAtom(cell, MISSING, context.codesOf) === 'yes'
