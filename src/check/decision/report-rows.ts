/** Words for rows that never decide: in no instance of the table does an input reach them. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { RowFinding } from './examine-table.ts'
import type { Instance, TablePlaces } from './instance.ts'
import { isImpossibleRow } from './report-cells.ts'
import { duplicateRows } from './report-inputs.ts'

export function reportRows(instances: readonly Instance[], places: TablePlaces): readonly Diagnostic[] {
  const duplicates = duplicateRows(instances)
  return places.rows.flatMap(row => {
    const duplicateOf = duplicates.get(row)
    if (duplicateOf !== undefined) return [reportDuplicate(row, duplicateOf, places)]
    const findings = instances.flatMap(it => findingIn(it, row))
    if (findings.some(it => it.kind === 'alive') || isImpossibleRow(instances, row)) return []
    return [
      reportDead(
        row,
        findings.filter(it => it.kind === 'dead'),
        places,
      ),
    ]
  })
}

/** Where nothing is known about the inputs, a row that the instance has counts as alive. */
function findingIn({ decide, findings }: Instance, row: number): readonly RowFinding[] {
  const found = findings.rows.get(row)
  if (found !== undefined) return [found]
  return decide.rows.some(it => it.index === row) ? [{ kind: 'alive' }] : []
}

const reportDuplicate = (row: number, of: number, places: TablePlaces): Diagnostic =>
  report(
    'table/duplicate-row',
    places.row(row),
    { row: of + 1 },
    { related: [{ at: places.row(of), label: `row ${of + 1}` }] },
  )

/** So many of the rows that take its inputs are listed. */
const TAKERS = 5

function reportDead(
  row: number,
  findings: readonly Extract<RowFinding, { kind: 'dead' }>[],
  places: TablePlaces,
): Diagnostic {
  const [shadow, ...others] = new Set(findings.map(it => it.shadowedBy))
  if (shadow !== undefined && others.length === 0) {
    const related = [{ at: places.row(shadow), label: `row ${shadow + 1} takes its inputs` }]
    return report('table/shadowed-row', places.row(row), { row: shadow + 1 }, { related })
  }
  const takers = [...new Set(findings.flatMap(it => it.takenBy))].sort((a, b) => a - b)
  const related = takers
    .slice(0, TAKERS)
    .map(it => ({ at: places.row(it), label: `row ${it + 1} takes some of its inputs` }))
  return report('table/dead-row', places.row(row), {}, { related })
}
