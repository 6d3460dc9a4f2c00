/** Rows of a file that has no lines of its own (Parquet, JSON, Arrow, a database), a batch at a time. */
import type { ChosenColumns } from './level-builder.ts'
import { type Cells, numberIn, type RowBatch, type RowProblem } from './row-batch.ts'

export class TableRows implements RowBatch {
  size = 0
  readonly cells: Cells[]
  readonly numbers: readonly (Int32Array | undefined)[]
  readonly faults = new Map<number, RowProblem>()
  readonly #chosen: ChosenColumns
  readonly #fieldCount: number
  /** Rows before those of this batch. */
  #before = 0

  /** `numbers`: by column what its cells are places among, where they are. */
  constructor(chosen: ChosenColumns, fieldCount: number, numbers: readonly (Int32Array | undefined)[] = []) {
    this.numbers = numbers
    this.#chosen = chosen
    this.#fieldCount = fieldCount
    this.cells = chosen.fields.map(() => new Int32Array(0))
  }

  /** Takes the next rows: the cells of every column. False when no more are wanted. */
  take(size: number, cellsOf: (column: number) => Cells): boolean {
    this.#before += this.size
    this.size = size
    for (const column of this.cells.keys()) this.cells[column] = cellsOf(column)
    return this.#chosen.collector.take(this)
  }

  /** The first row counts as 1. */
  lineOf(row: number): number {
    return this.#before + row + 1
  }

  /** The row as a line of CSV, with nothing in the columns that are not read. */
  textOf(row: number): string {
    const { collector, fields } = this.#chosen
    const cells = new Array<string>(this.#fieldCount).fill('')
    for (const [column, field] of fields.entries()) {
      const text = collector.sources[column]?.textAt(numberIn(this, column, row)) ?? ''
      cells[field] = /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return cells.join(',')
  }
}
