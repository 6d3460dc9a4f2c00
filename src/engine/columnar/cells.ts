/** Single cells of the columns of a run, as the reference semantics reads them; what no column holds is found here. */
import type { Column, ColumnId, Core, Program } from '../../model/program.ts'
import type { Absent, Value } from '../../value/value.ts'
import type { RunOptions } from '../engine.ts'
import type { ValueOrder } from '../order.ts'
import type { LevelRows as ReferenceRows, Row } from '../reference/rows.ts'
import { publish } from '../reference/show.ts'
import type { Columns } from './columns.ts'
import type { Cells } from './reference-reader.ts'
import type { Settled } from './settle.ts'
import { heldValue } from './vector.ts'

export class ColumnCells implements Cells {
  readonly written: Program
  readonly order: ValueOrder
  readonly parameters: ReadonlyMap<string, Value> | undefined
  readonly #columns: Columns
  readonly #given: RunOptions['given']

  constructor(columns: Columns, written: Program, order: ValueOrder, { parameters, given }: RunOptions) {
    this.#columns = columns
    this.written = written
    this.order = order
    this.parameters = parameters
    this.#given = given
  }

  value(id: ColumnId, row: number): Value {
    const columns = this.#columns
    return this.#cell(columns.settled(id), row, () => {
      const { content, level } = columns.column(id)
      if (content.kind !== 'rule') throw new RangeError(`the input ${id} has no value in row ${row}`)
      return columns.found(id, content.is, columns.rows(level).row(row))
    })
  }

  shown(id: ColumnId, row: number): Value {
    const columns = this.#columns
    return this.#cell(columns.settledShown(id), row, () => this.published(columns.column(id), row))
  }

  published(column: Column, row: number): Value {
    const { reader, levels } = this.#columns
    return publish(column, this.value(column.id, row), levels.rows(column.level).row(row), reader)
  }

  #cell({ vector, others }: Settled, row: number, find: () => Value): Value {
    const held = heldValue(vector, row, this.#columns.states) ?? others.get(row)
    if (held !== undefined) return held
    const value = find()
    others.set(row, value)
    return value
  }

  held(core: Core, row: Row): Value | undefined {
    if (core.kind !== 'AggregateRows' && core.kind !== 'Slots' && core.kind !== 'SlotOf') return undefined
    return heldValue(this.#columns.vector(core, row.level), row.index, this.#columns.states)
  }

  given(column: ColumnId, row: Row): Value | undefined {
    return this.#given?.get(column)?.get(row.text)
  }

  above(row: Row, path: readonly string[]): Row | Absent {
    const { levels, states } = this.#columns
    const found = levels.above(row.level, path)[row.index] as number
    const level = path.at(-1)
    if (level === undefined) return row
    return found < 0 ? states.absence(-1 - found) : levels.rows(level).row(found)
  }

  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    const { levels } = this.#columns
    return levels.rows(level).inKeyOrder(levels.below(level, path, row.index))
  }

  levelRows(level: string): ReferenceRows {
    return this.#columns.rows(level).whole
  }
}
