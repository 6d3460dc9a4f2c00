/** Some rows of a file as numbers of texts: what a reader of any format hands on. */
import type { CellProblem } from './cell-problem.ts'

/** What the cells of a column hold, one after the other. */
export type Cells = Int32Array | Uint8Array | Uint16Array

export interface RowBatch {
  readonly size: number
  /** For each column wanted the number of every row's text in the vocabulary of the column. */
  readonly cells: readonly Cells[]
  /** For each column these numbers, where its cells hold places among them instead. */
  readonly numbers?: readonly (Int32Array | undefined)[]
  /** Rows whose cells could not be told apart, with the reason; their numbers mean nothing. */
  readonly faults: ReadonlyMap<number, RowProblem>
  /** The line of the file on which a row starts; its number in formats without lines. */
  lineOf(row: number): number
  /** A row as a line of CSV, for messages. */
  textOf(row: number): string
}

/** The number of a cell's text. */
export function numberIn({ cells, numbers }: RowBatch, column: number, row: number): number {
  const cell = cells[column]?.[row] ?? 0
  return numbers?.[column]?.[cell] ?? cell
}

/** The first row whose cell has the text of this number; -1 for none. */
export function firstRowWith(batch: RowBatch, column: number, number: number): number {
  for (let row = 0; row < batch.size; row += 1) if (numberIn(batch, column, row) === number) return row
  return -1
}

/** A row: where it stands in the file, and its text on demand. */
export interface RowPlace {
  readonly line: number
  text(): string
}

/** What is wrong with a row, and in which cell; `field` counts the columns of the file from 0. */
export interface RowProblem {
  readonly problem: CellProblem
  readonly field?: number
  readonly heading?: string
}
