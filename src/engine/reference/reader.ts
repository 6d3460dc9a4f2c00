/**
 * What evaluation reads through. Computing and tracing differ only in the reader: the one remembers
 * every value, the other notes what was read.
 */
import type { Column, ColumnId, Core, CoreParameter, CoreSlots, Program } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import type { Absent, Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import type { Part } from '../trace.ts'
import type { Refusal } from './operators/operator.ts'
import type { LevelRows, Row } from './rows.ts'
import type { Filling } from './slots/filling.ts'
import type { TableRows } from './table-rows.ts'

export interface Reader {
  readonly program: Program
  readonly order: ValueOrder
  evaluate(core: Core, row: Row): Value
  /** The value of a column, an input or a rule. */
  value(column: ColumnId, row: Row): Value
  parameter(core: CoreParameter, row: Row): Value
  column(id: ColumnId): Column
  /** The row that a row belongs to, level after level of the path; the reason why there is none. */
  above(row: Row, path: readonly string[]): Row | Absent
  /** The rows of a level that belong to a row by a path that leads up to it, in the order of their keys. */
  below(row: Row, level: string, path: readonly string[]): readonly Row[]
  levelRows(level: string): LevelRows
  tableRows(table: string): TableRows
  /** Who fills the slots of a row. */
  filling(slots: CoreSlots, row: Row): Filling
  /** Says what went wrong, and gives the absence that stands for the value. */
  refuse(refusal: Refusal, at: Span, row: Row): Absent
  /** Adds to what is told of an evaluated part. */
  note(of: Core, details: () => PartDetails): void
  /** For formulas evaluated on row after row: what they read is noted, but not their parts. */
  readonly aside: Reader
}

/** A computation that traces go through: its values are known, and given ones are told from computed ones. */
export interface Computed extends Reader {
  /** The value that stands in for a rule, if one was given. */
  given(column: ColumnId, row: Row): Value | undefined
}

export type PartDetails = Omit<Part, 'of' | 'value'>
