/** Some rows of a file as numbers of texts: what a reader of any format hands on. */
import type { CellProblem } from './cell-problem.ts'

export interface RowBatch {
  readonly size: number
  /** For each column wanted the number of every row's text in the vocabulary of the column. */
  readonly cells: readonly Int32Array[]
  /** Rows whose cells could not be told apart, with the reason; their numbers mean nothing. */
  readonly faults: ReadonlyMap<number, RowProblem>
  /** The line of the file on which a row starts; its number in formats without lines. */
  lineOf(row: number): number
  /** A row as a line of CSV, for messages. */
  textOf(row: number): string
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
