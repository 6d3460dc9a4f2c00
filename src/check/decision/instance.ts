/** A table's instances with what was found in them, and the places of the table as written. */
import type { CoreDecide } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import type { Pattern } from '../../syntax/expression/ast.ts'
import type { DecisionContext } from './domain.ts'
import type { TableFindings } from './examine-table.ts'

export interface Instance {
  readonly decide: CoreDecide
  readonly context: DecisionContext
  readonly findings: TableFindings
}

/** `subject = reading`: which of the instances this is; empty where there is one only. */
export const labelOf = ({ context }: Instance): string =>
  (context.members ?? []).map(it => `${it.dimension} = ${it.member}`).join(', ')

export interface TablePlaces {
  /** For what is said of the table as a whole. */
  readonly table: Span
  /** Positions of the rows as written, ascending, with those that no instance kept. */
  readonly rows: readonly number[]
  row(row: number): Span
  cell(row: number, column: number, alternative?: number): Span
  heading(column: number): string
}

export function tablePlaces(
  decide: CoreDecide,
  tables: readonly { readonly decide: CoreDecide }[],
  { body, at }: DecisionContext,
): TablePlaces {
  const kept = new Map(tables.flatMap(it => it.decide.rows.map(row => [row.index, row.at])))
  const written = body?.rows.map((_, index) => index) ?? [...kept.keys()].sort((a, b) => a - b)
  const rowAt = (row: number): Span => body?.rows[row]?.at ?? kept.get(row) ?? decide.at
  return {
    table: at ?? decide.at,
    rows: written,
    row: rowAt,
    cell(row, column, alternative) {
      const cell = body?.rows[row]?.cells[column]
      return cell === undefined ? rowAt(row) : partOf(cell, alternative).at
    },
    heading: column => decide.on[column]?.name ?? '',
  }
}

/** The alternative of a cell, or the whole cell where it is not written as alternatives. */
function partOf(cell: Pattern, alternative: number | undefined): Pattern {
  if (cell.kind !== 'OneOfPattern' || alternative === undefined) return cell
  return cell.alternatives[alternative] ?? cell
}
