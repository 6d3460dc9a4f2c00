/**
 * Reading that notes what it reads. A value is evaluated again through it; the values it meets on the
 * way are those of the computation.
 */
import type { Column, ColumnId, Core, CoreParameter, CoreSlots } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import { sign } from '../../value/exact.ts'
import type { Absent, Value } from '../../value/value.ts'
import type { Part } from '../trace.ts'
import { follow, rowAbove } from './belonging.ts'
import { evaluate } from './evaluate.ts'
import type { Refusal } from './operators/operator.ts'
import type { Computed, PartDetails, Reader } from './reader.ts'
import { type LevelRows, NATION, type Row } from './rows.ts'
import { type Filling, fillSlots } from './slots/filling.ts'
import type { TableRows } from './table-rows.ts'

/** What a formula read, each thing once, in the order first read. */
export interface Notes {
  readonly parts: Part[]
  readonly reads: Map<string, Read>
  readonly memberships: Map<string, MembershipRead>
}
export type Read =
  | { readonly kind: 'cell'; readonly column: ColumnId; readonly row: Row }
  | { readonly kind: 'parameter'; readonly parameter: string; readonly value: Value }
export interface MembershipRead {
  readonly level: string
  readonly path: readonly string[]
  readonly of: Row
}

/** What an evaluation reads. */
export const record = (computation: Computed, evaluation: (reader: Reader) => void): Notes =>
  recordAs('with parts', computation, evaluation)

/** Every part that an evaluation evaluates, on whatever row. */
export const recordTouched = (computation: Computed, evaluation: (reader: Reader) => void): readonly Part[] =>
  recordAs('every part', computation, evaluation).parts

function recordAs(form: Form, computation: Computed, evaluation: (reader: Reader) => void): Notes {
  const notes: Notes = { parts: [], reads: new Map(), memberships: new Map() }
  evaluation(new Recorder(computation, notes, form))
  return notes
}

type Form = 'with parts' | 'without parts' | 'every part'

class Recorder implements Reader {
  readonly #computation: Computed
  readonly #notes: Notes
  readonly #form: Form
  readonly #details: Map<Core, PartDetails> | undefined

  constructor(computation: Computed, notes: Notes, form: Form) {
    this.#computation = computation
    this.#notes = notes
    this.#form = form
    this.#details = form === 'without parts' ? undefined : new Map()
  }

  get program() {
    return this.#computation.program
  }
  get order() {
    return this.#computation.order
  }
  get aside(): Reader {
    return this.#form === 'with parts' ? new Recorder(this.#computation, this.#notes, 'without parts') : this
  }

  /** Constants are no news: they stand in the formula. */
  evaluate(core: Core, row: Row): Value {
    const value = evaluate(core, row, this)
    if (this.#details === undefined || (core.kind === 'Literal' && this.#form === 'with parts')) return value
    this.#notes.parts.push({ of: core, value, ...this.#details.get(core) })
    this.#details.delete(core)
    return value
  }

  /** Telling why each candidate got its place is slow, and the business of explanations. */
  note(of: Core, details: () => PartDetails): void {
    if (this.#form === 'every part' && (of.kind === 'Slots' || of.kind === 'SlotOf')) return
    this.#details?.set(of, details())
  }

  value(column: ColumnId, row: Row): Value {
    noteOnce(this.#notes.reads, `${column} ${row.index}`, { kind: 'cell', column, row })
    return this.#computation.value(column, row)
  }

  parameter(core: CoreParameter, row: Row): Value {
    const { parameter } = core
    const value = this.#computation.parameter(core, row)
    noteOnce(this.#notes.reads, parameter, { kind: 'parameter', parameter, value })
    return value
  }

  /** The columns that say where a row belongs are read on the way. */
  above(row: Row, path: readonly string[]): Row | Absent {
    return follow(row, path, (at, level) => rowAbove(at, level, this))
  }

  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    noteOnce(this.#notes.memberships, `${[level, ...path].join('>')} ${row.index}`, { level, path, of: row })
    return this.#computation.below(row, level, path)
  }

  /** A table over a level depends on which rows the level has. */
  tableRows(name: string): TableRows {
    const level = this.program.tables.get(name)?.level?.level
    if (level !== undefined)
      for (const nation of this.levelRows(NATION).rows) this.below(nation, level, [NATION])
    return this.#computation.tableRows(name)
  }

  column(id: ColumnId): Column {
    return this.#computation.column(id)
  }
  levelRows(level: string): LevelRows {
    return this.#computation.levelRows(level)
  }
  filling(slots: CoreSlots, row: Row): Filling {
    const filling = fillSlots(slots, row, this.aside)
    if (this.#form === 'every part') {
      const filled = [...filling.fills].filter(([, it]) => isAny(it.filled)).map(([name]) => name)
      this.#notes.parts.push({ of: slots, value: filling.total, filled })
    }
    return filling
  }
  refuse(refusal: Refusal, at: Span, row: Row): Absent {
    return this.#computation.refuse(refusal, at, row)
  }
}

const isAny = (count: Value): boolean => count.kind === 'number' && sign(count.number) > 0

function noteOnce<V>(noted: Map<string, V>, key: string, value: V): void {
  if (!noted.has(key)) noted.set(key, value)
}
