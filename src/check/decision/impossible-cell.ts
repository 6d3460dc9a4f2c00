/** Cells, or alternatives of cells, that nothing the column can hold satisfies. */
import type { CorePattern } from '../../model/program.ts'
import type { DecisionContext } from './domain.ts'
import type { Grid, GridColumn } from './grid.ts'
import { matchAtom } from './match-atom.ts'

/** Positions from 0; `alternative` counts those of the cell, undefined where the cell has only one. */
export interface ImpossibleCell {
  readonly row: number
  readonly column: number
  readonly alternative: number | undefined
}

export const impossibleCells = (grid: Grid, codesOf: DecisionContext['codesOf']): readonly ImpossibleCell[] =>
  grid.rows.flatMap(({ row }) =>
    grid.columns.flatMap(column =>
      column.at.flatMap(position =>
        impossibleParts(row.cells[position], column, codesOf).map(alternative => ({
          row: row.index,
          column: position,
          alternative,
        })),
      ),
    ),
  )

function impossibleParts(
  cell: CorePattern | undefined,
  column: GridColumn,
  codesOf: DecisionContext['codesOf'],
): readonly (number | undefined)[] {
  if (cell === undefined) return []
  const isPossible = (pattern: CorePattern): boolean =>
    column.classes.some(atoms => atoms.some(atom => matchAtom(pattern, atom, codesOf) === 'yes'))
  if (!isPossible(cell)) return [undefined]
  if (cell.kind !== 'one of') return []
  return cell.alternatives.flatMap((it, index) => (isPossible(it) ? [] : [index]))
}
