/**
 * The reference semantics on single rows, reading from columns: for what kernels leave apart, for one
 * row of each combination of values, and for traces. What it evaluates is what the reference engine does.
 */
import type { ColumnId, Core, CoreSlots, Program } from '../../model/program.ts'
import { type Absent, builtInAbsence, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import { ProgramReader } from '../reference/program-reader.ts'
import type { Computed, Reader } from '../reference/reader.ts'
import type { LevelRows, Row } from '../reference/rows.ts'
import { type Filling, fillSlots } from '../reference/slots/filling.ts'
import type { TableRows } from '../reference/table-rows.ts'

/** The columns it reads from. */
export interface Cells {
  /** The program as it is written: traces tell what was read of it. */
  readonly written: Program
  readonly order: ValueOrder
  readonly parameters: ReadonlyMap<string, Value> | undefined
  value(column: ColumnId, row: number): Value
  given(column: ColumnId, row: Row): Value | undefined
  /** The value of a part of a formula that is known for all rows, where it is known exactly on this one. */
  held(core: Core, row: Row): Value | undefined
  above(row: Row, path: readonly string[]): Row | Absent
  below(row: Row, level: string, path: readonly string[]): readonly Row[]
  levelRows(level: string): LevelRows
}

export class ReferenceReader extends ProgramReader implements Computed {
  readonly #cells: Cells
  readonly #fillings = new Map<CoreSlots, Map<number, Filling>>()

  constructor(cells: Cells) {
    super(cells.written, cells.order, cells.parameters)
    this.#cells = cells
  }

  protected get reader(): Reader {
    return this
  }
  get aside(): Reader {
    return this
  }

  evaluate(core: Core, row: Row): Value {
    return this.#cells.held(core, row) ?? evaluate(core, row, this)
  }
  value(column: ColumnId, row: Row): Value {
    return this.#cells.value(column, row.index)
  }
  given(column: ColumnId, row: Row): Value | undefined {
    return this.#cells.given(column, row)
  }
  above(row: Row, path: readonly string[]): Row | Absent {
    return this.#cells.above(row, path)
  }
  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    return this.#cells.below(row, level, path)
  }
  levelRows(level: string): LevelRows {
    return this.#cells.levelRows(level)
  }

  filling(slots: CoreSlots, row: Row): Filling {
    const fillings = this.#fillings.get(slots) ?? new Map<number, Filling>()
    this.#fillings.set(slots, fillings)
    const filling = fillings.get(row.index) ?? fillSlots(slots, row, this)
    fillings.set(row.index, filling)
    return filling
  }
}

/**
 * Tries a formula on one row without reporting: whether it refused is all there is to know, for then
 * every row of the combination is evaluated for itself.
 */
export class TryingReader extends ReferenceReader {
  hasRefused = false
  readonly #full: ReferenceReader

  constructor(cells: Cells, full: ReferenceReader) {
    super(cells)
    this.#full = full
  }

  override tableRows(name: string): TableRows {
    return this.#full.tableRows(name)
  }
  override refuse(): Absent {
    this.hasRefused = true
    return builtInAbsence('not_computed')
  }
  takeRefusal(): boolean {
    const { hasRefused } = this
    this.hasRefused = false
    return hasRefused
  }
}
