/** What the threads that scan a CSV file are told and say. All of it can be sent from one thread to another. */
import type { CsvTrouble } from '../csv/csv-rows.ts'
import type { CsvLayout } from '../csv/csv-scanner.ts'
import type { RowProblem } from '../row-batch.ts'
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
  /** By column every row's whole number, or `-1 - n` for the text that is numbered `n` in the segment. */
  readonly cells: readonly Int32Array[]
  /** By column the texts, whole numbers aside, that have not come up in the segment before. */
  readonly texts: readonly TextList[]
  /** Where the rows stand, counted from `position` in the file. */
  readonly position: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Counted from the start of the segment. */
  readonly lines: Int32Array
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
