/**
 * The reference semantics on the cells of a call. Whatever it refuses makes the whole call a matter for
 * the reference engine, which says so in its own words.
 */
import type { Column, ColumnId, Core, CoreParameter, CoreSlots, Program } from '../../model/program.ts'
import { type Absent, builtInAbsence, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import type { Reader } from '../reference/reader.ts'
import type { LevelRows, Row } from '../reference/rows.ts'
import { type Filling, fillSlots } from '../reference/slots/filling.ts'
import { type TableRows, tableRowsOf } from '../reference/table-rows.ts'

/** The cells it reads. */
export interface CallCells {
  /** Undefined for a column that no formula of the call was thought to read. */
  value(column: ColumnId, row: number): Value | undefined
  /** The value of a part of a formula that has cells of its own. */
  held(core: Core, row: number): Value | undefined
  above(row: Row, path: readonly string[]): Row | Absent
  below(row: Row, level: string, path: readonly string[]): readonly Row[]
}

export class CallReader implements Reader {
  readonly program: Program
  readonly order: ValueOrder
  readonly #parameters: ReadonlyMap<string, Value>
  readonly #tables = new Map<string, TableRows>()
  #cells: CallCells | undefined
  #hasRefused = false

  constructor(program: Program, order: ValueOrder, parameters: ReadonlyMap<string, Value>) {
    this.program = program
    this.order = order
    this.#parameters = parameters
  }

  /** Before it is given cells it reads constants only. */
  use(cells: CallCells): void {
    this.#cells = cells
  }

  takeRefusal(): boolean {
    const hasRefused = this.#hasRefused
    this.#hasRefused = false
    return hasRefused
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
  parameter({ parameter }: CoreParameter): Value {
    const value = this.#parameters.get(parameter) ?? this.program.parameters.get(parameter)?.default
    return value ?? this.refuse()
  }
  column(id: ColumnId): Column {
    const column = this.program.columns.get(id)
    if (column === undefined) throw new RangeError(`no column ${id}`)
    return column
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
  tableRows(name: string): TableRows {
    const known = this.#tables.get(name)
    if (known !== undefined) return known
    const table = this.program.tables.get(name)
    if (table === undefined) throw new RangeError(`no table ${name}`)
    const rows = tableRowsOf(table, this)
    this.#tables.set(name, rows)
    return rows
  }
  filling(slots: CoreSlots, row: Row): Filling {
    return fillSlots(slots, row, this)
  }
  refuse(): Absent {
    this.#hasRefused = true
    return builtInAbsence('not_computed')
  }
  note(): void {}

  #known(): CallCells {
    if (this.#cells === undefined) throw new RangeError('a constant that reads cells')
    return this.#cells
  }
}
