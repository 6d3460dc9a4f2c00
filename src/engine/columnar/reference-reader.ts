/**
 * The reference semantics on single rows, reading from columns: for what kernels leave apart, for one
 * row of each combination of values, and for traces. What it evaluates is what the reference engine does.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Column, ColumnId, Core, CoreParameter, CoreSlots, Program } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import { type Absent, builtInAbsence, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import { type Refusal, refuse } from '../reference/operators/operator.ts'
import type { Computed, Reader } from '../reference/reader.ts'
import type { LevelRows, Row } from '../reference/rows.ts'
import { type Filling, fillSlots } from '../reference/slots/filling.ts'
import { type TableRows, tableRowsOf } from '../reference/table-rows.ts'

/** The columns it reads from. */
export interface Cells {
  readonly program: Program
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

export class ReferenceReader implements Computed {
  readonly diagnostics: Diagnostic[] = []
  readonly #cells: Cells
  readonly #tables = new Map<string, TableRows>()
  readonly #fillings = new Map<CoreSlots, Map<number, Filling>>()
  readonly #reported = new Set<string>()

  constructor(cells: Cells) {
    this.#cells = cells
  }

  get program(): Program {
    return this.#cells.program
  }
  get order(): ValueOrder {
    return this.#cells.order
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
  parameter({ parameter, at }: CoreParameter, row: Row): Value {
    const value = this.#cells.parameters?.get(parameter) ?? this.program.parameters.get(parameter)?.default
    return value ?? this.refuse(refuse('evaluate/parameter-not-set', { parameter }), at, row)
  }
  column(id: ColumnId): Column {
    const column = this.program.columns.get(id)
    if (column === undefined) throw new RangeError(`no column ${id}`)
    return column
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
    const fillings = this.#fillings.get(slots) ?? new Map<number, Filling>()
    this.#fillings.set(slots, fillings)
    const filling = fillings.get(row.index) ?? fillSlots(slots, row, this)
    fillings.set(row.index, filling)
    return filling
  }

  /** The same place on the same row is reported once, however often it is evaluated. */
  refuse({ code, args }: Refusal, at: Span, row: Row): Absent {
    const place = `${code} ${at.source.name} ${at.start} ${row.level} ${row.index}`
    if (!this.#reported.has(place)) {
      this.#reported.add(place)
      this.diagnostics.push(report(code, at, { ...args, level: row.level, row: row.text }))
    }
    return builtInAbsence('not_computed')
  }

  note(): void {}
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
}
