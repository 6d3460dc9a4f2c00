/**
 * What every reader of a program finds alike, whatever holds its values: parameters, columns, the rows
 * of tables, and what was refused.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Column, ColumnId, CoreParameter, Program } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import { type Absent, builtInAbsence, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { type Refusal, refuse } from './operators/operator.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'
import { type TableRows, tableRowsOf } from './table-rows.ts'

type Common = 'program' | 'order' | 'parameter' | 'column' | 'tableRows' | 'refuse' | 'note'

export abstract class ProgramReader implements Pick<Reader, Common> {
  readonly program: Program
  readonly order: ValueOrder
  readonly diagnostics: Diagnostic[] = []
  readonly #parameters: ReadonlyMap<string, Value> | undefined
  readonly #tables = new Map<string, TableRows>()
  readonly #reported = new Set<string>()

  constructor(program: Program, order: ValueOrder, parameters: ReadonlyMap<string, Value> | undefined) {
    this.program = program
    this.order = order
    this.#parameters = parameters
  }

  /** Itself, as what the rows of a table over a level are read through. */
  protected abstract readonly reader: Reader

  parameter({ parameter, at }: CoreParameter, row: Row): Value {
    const value = this.#parameters?.get(parameter) ?? this.program.parameters.get(parameter)?.default
    return value ?? this.refuse(refuse('evaluate/parameter-not-set', { parameter }), at, row)
  }

  column(id: ColumnId): Column {
    const column = this.program.columns.get(id)
    if (column === undefined) throw new RangeError(`no column ${id}`)
    return column
  }

  tableRows(name: string): TableRows {
    const known = this.#tables.get(name)
    if (known !== undefined) return known
    const table = this.program.tables.get(name)
    if (table === undefined) throw new RangeError(`no table ${name}`)
    const rows = tableRowsOf(table, this.reader)
    this.#tables.set(name, rows)
    return rows
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
