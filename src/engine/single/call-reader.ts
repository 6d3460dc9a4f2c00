/**
 * The reference semantics on the cells of a call. Whatever it refuses makes the whole call a matter for
 * the reference engine, which says so in its own words.
 */
import type { ColumnId, Core, CoreSlots } from '../../model/program.ts'
import { type Absent, builtInAbsence, type Value } from '../../value/value.ts'
import { evaluate } from '../reference/evaluate.ts'
import { ProgramReader } from '../reference/program-reader.ts'
import type { Reader } from '../reference/reader.ts'
import type { LevelRows, Row } from '../reference/rows.ts'
import { type Filling, fillSlots } from '../reference/slots/filling.ts'

/** The cells it reads. */
export interface CallCells {
  /** Undefined for a column that no formula of the call was thought to read. */
  value(column: ColumnId, row: number): Value | undefined
  /** The value of a part of a formula that has cells of its own. */
  held(core: Core, row: number): Value | undefined
  above(row: Row, path: readonly string[]): Row | Absent
  below(row: Row, level: string, path: readonly string[]): readonly Row[]
}

export class CallReader extends ProgramReader implements Reader {
  #cells: CallCells | undefined
  #hasRefused = false

  /** Before it is given cells it reads constants only. */
  use(cells: CallCells): void {
    this.#cells = cells
  }

  takeRefusal(): boolean {
    const hasRefused = this.#hasRefused
    this.#hasRefused = false
    return hasRefused
  }

  protected get reader(): Reader {
    return this
  }
  get aside(): Reader {
    return this
  }
  evaluate(core: Core, row: Row): Value {
    return this.#cells?.held(core, row.index) ?? evaluate(core, row, this)
  }
  value(column: ColumnId, row: Row): Value {
    return this.#known().value(column, row.index) ?? this.refuse()
  }
  above(row: Row, path: readonly string[]): Row | Absent {
    return this.#known().above(row, path)
  }
  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    return this.#known().below(row, level, path)
  }
  /** Only tables over a level ask for all its rows, and those are no matter for a call. */
  levelRows(level: string): LevelRows {
    throw new RangeError(`a call has no rows of ${level}`)
  }
  filling(slots: CoreSlots, row: Row): Filling {
    return fillSlots(slots, row, this)
  }
  override refuse(): Absent {
    this.#hasRefused = true
    return builtInAbsence('not_computed')
  }

  #known(): CallCells {
    if (this.#cells === undefined) throw new RangeError('a constant that reads cells')
    return this.#cells
  }
}
