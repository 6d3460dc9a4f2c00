/**
 * Computing a program on a cohort: every value is found when it is first asked for, and remembered.
 * What is never asked for is never computed, so a cohort need only hold what the values wanted read.
 */

import type { Column, ColumnId, Core, CoreSlots, InputContent, Program } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { Cohort } from '../cohort.ts'
import type { RunOptions } from '../engine.ts'
import { orderOf } from '../order.ts'
import { follow, rowAbove } from './belonging.ts'
import { evaluate } from './evaluate.ts'
import { ProgramReader } from './program-reader.ts'
import type { Computed, Reader } from './reader.ts'
import { isRow, type LevelRows, type Row, rowsOf } from './rows.ts'
import { type Filling, fillSlots } from './slots/filling.ts'

export class Computation extends ProgramReader implements Computed {
  readonly #cohort: Cohort
  readonly #options: RunOptions
  readonly #values = new Map<ColumnId, Value[]>()
  readonly #levels = new Map<string, LevelRows>()
  readonly #above = new Map<string, (Row | Absent)[]>()
  readonly #below = new Map<string, readonly (readonly Row[])[]>()
  readonly #fillings = new Map<CoreSlots, Filling[]>()

  constructor(program: Program, cohort: Cohort, options: RunOptions) {
    super(program, orderOf(program.ruleset), options.parameters)
    this.#cohort = cohort
    this.#options = options
  }

  evaluate(core: Core, row: Row): Value {
    return evaluate(core, row, this)
  }

  value(column: ColumnId, row: Row): Value {
    const known = this.#values.get(column)?.[row.index]
    if (known !== undefined) return known
    const value = this.given(column, row) ?? this.#compute(this.column(column), row)
    remembered(this.#values, column, () => this.#placesFor(row.level))[row.index] = value
    return value
  }

  /** Room for something on each row of a level, so that rows may be visited in any order. */
  #placesFor<T>(level: string): T[] {
    return new Array<T>(this.levelRows(level).rows.length)
  }

  /** The value that stands in for a rule, if one was given. */
  given(column: ColumnId, row: Row): Value | undefined {
    return this.#options.given?.get(column)?.get(row.text)
  }

  #compute(column: Column, row: Row): Value {
    const { content } = column
    return content.kind === 'rule' ? this.evaluate(content.is, row) : this.#input(column.id, content, row)
  }

  /** A group's key columns are its key; its other inputs come with its row in the data, if it has one. */
  #input(column: ColumnId, { key, default: standard }: InputContent, row: Row): Value {
    const ofKey = key === undefined ? undefined : row.key[key]
    if (ofKey !== undefined) return ofKey
    const cell =
      row.source === undefined ? undefined : this.#cohort.levels.get(row.level)?.columns.get(column)
    const value = cell?.at(row.source ?? 0) ?? NO_VALUE
    const isEmpty = isAbsent(value) && value.reason === NO_VALUE.reason
    return isEmpty ? (standard ?? value) : value
  }

  above(row: Row, path: readonly string[]): Row | Absent {
    return follow(row, path, (at, level) => this.#directlyAbove(at, level))
  }

  #directlyAbove(row: Row, level: string): Row | Absent {
    const rows = remembered(this.#above, `${row.level}>${level}`, () => this.#placesFor(row.level))
    const known = rows[row.index]
    if (known !== undefined) return known
    const found = rowAbove(row, level, this)
    rows[row.index] = found
    return found
  }

  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    const byOwner = remembered(this.#below, [level, ...path].join('>'), () => this.#belonging(level, path))
    return byOwner[row.index] ?? NO_ROWS
  }

  #belonging(level: string, path: readonly string[]): readonly (readonly Row[])[] {
    const byOwner: Row[][] = []
    for (const row of this.levelRows(level).inKeyOrder) {
      const owner = this.above(row, path)
      if (!isRow(owner)) continue
      const rows = byOwner[owner.index] ?? []
      byOwner[owner.index] = rows
      rows.push(row)
    }
    return byOwner
  }

  levelRows(level: string): LevelRows {
    return remembered(this.#levels, level, () => rowsOf(level, this.#cohort, this))
  }

  filling(slots: CoreSlots, row: Row): Filling {
    const fillings = remembered(this.#fillings, slots, () => this.#placesFor(row.level))
    const filling = fillings[row.index] ?? fillSlots(slots, row, this)
    fillings[row.index] = filling
    return filling
  }

  protected get reader(): Reader {
    return this
  }

  get aside(): Reader {
    return this
  }
}

const NO_VALUE = builtInAbsence('no_value')
const NO_ROWS: readonly Row[] = []

function remembered<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = find()
  known.set(key, value)
  return value
}
