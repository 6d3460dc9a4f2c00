/** What the threads that scan a CSV file are told and say. All of it can be sent from one thread to another. */
import type { CsvTrouble } from '../csv/csv-rows.ts'
import type { CsvLayout, RowPlaces } from '../csv/csv-scanner.ts'
import type { Cells, RowProblem } from '../row-batch.ts'
import type { TextList } from '../text-numbers.ts'

/** A part of a file for one thread: the rows that start at `from` or behind it, and before `to`. */
export interface Segment {
  readonly index: number
  readonly from: number
  readonly to: number
  /** Whether a row is known to start at `from`; otherwise the first line that starts there or behind is taken for one. */
  readonly isExact: boolean
}
export interface ScanJob extends Segment {
  /** Which of the files that are read. */
  readonly file: number
  readonly path: string
  readonly layout: CsvLayout
}

export type ScanMessage = ScanBegin | ScanBatch | ScanEnd
/** Where the first row of the segment was taken to start; -1 for none. */
export interface ScanBegin extends Pick<ScanJob, 'file' | 'index' | 'isExact'> {
  readonly kind: 'begin'
  readonly start: number
}
export interface ScanBatch extends Pick<ScanJob, 'file' | 'index' | 'isExact'> {
  readonly kind: 'batch'
  readonly size: number
  /**
   * By column the number of every row's text, as they are numbered in the segment; of 32 bits where it has greater
   * whole numbers, which stand for themselves, and then `-1 - n` for a text numbered `n`.
   */
  readonly cells: readonly Cells[]
  /** By column the texts, those whole numbers aside, that have not come up in the segment before. */
  readonly texts: readonly TextList[]
  /** Where the first row starts in the file. */
  readonly position: number
  /** The line of the first row, counted from the start of the segment. */
  readonly line: number
  /** Where all rows stand, counted from `position`, unless each is a line. */
  readonly places: RowPlaces | undefined
  readonly faults: ReadonlyMap<number, RowProblem>
  /** Bytes from which it was scanned. */
  readonly scanned: number
}
/** Where the row after the last one starts, and how many lines there were. */
export interface ScanEnd extends Pick<ScanJob, 'file' | 'index' | 'isExact'> {
  readonly kind: 'end'
  readonly end: number
  readonly lines: number
  readonly trouble: CsvTrouble | undefined
}
