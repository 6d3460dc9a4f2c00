/**
 * The columns of a run, each computed whole when it is first asked for. What a formula is on all rows
 * is found here; which rows there are and which belong together is found by the levels.
 */

import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Column, ColumnId, Core, CoreSlots, Program, ProgramTable } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import type { Cohort } from '../cohort.ts'
import type { RunOptions } from '../engine.ts'
import { orderOf, type ValueOrder } from '../order.ts'
import type { Computed } from '../reference/reader.ts'
import type { Row } from '../reference/rows.ts'
import type { Sums } from './aggregate/accumulate.ts'
import type { TakenRows } from './aggregate/taken-rows.ts'
import { ColumnCells } from './cells.ts'
import { Combinations } from './combinations.ts'
import { compound } from './compound.ts'
import { entriesOf } from './entries.ts'
import { type ExactFilling, fillExactly } from './filling/fill-exactly.ts'
import { foldedProgram } from './folded-program.ts'
import { formKey } from './form-key.ts'
import { byKernel, type Formulas, hasKernel } from './formulas.ts'
import { type Gathered, gathered } from './gather.ts'
import { encoded, inputPartitions, inputVector } from './inputs.ts'
import { isLeaf, type Leaf } from './leaves.ts'
import type { LevelRows } from './level-rows.ts'
import { Levels } from './levels.ts'
import type { Entry } from './look-up.ts'
import { asDictionary } from './numbers.ts'
import { type Partition, sameCodes } from './partition.ts'
import { ReferenceReader, TryingReader } from './reference-reader.ts'
import { type Settled, settle } from './settle.ts'
import { Shared } from './shared.ts'
import { shownVector } from './shown.ts'
import { fillByKernel, type SlotResults } from './slots.ts'
import { APART, States } from './states.ts'
import { type Dictionary, heldValue, type Vector } from './vector.ts'

/** How much is shared: tests turn it down so that small cohorts take the ways of large ones. */
export interface Tuning {
  /** At most so many combinations of values are evaluated once each, for a formula with and without a kernel. */
  mostCombinations(rows: number, hasKernel: boolean, isTruth: boolean): number
  /** Columns of at least so many different texts are taken for keys. */
  readonly fewestKeys: number
  /** Fewer classes are evaluated by the reference semantics as fast as by kernels. */
  readonly fewestClasses: number
  /** Hears of each row of a column that is found by the reference semantics, for no kernel could tell it. */
  onFallback?(column: ColumnId): void
}

export class Columns implements Formulas, Gathered {
  /** As a run with these parameters has it. */
  readonly program: Program
  readonly order: ValueOrder
  readonly states = new States()
  readonly parameters: ReadonlyMap<string, Value> | undefined
  readonly cells: ColumnCells
  readonly reader: ReferenceReader
  readonly levels: Levels
  readonly cohort: Cohort
  readonly #options: RunOptions
  readonly #columns = new Map<ColumnId, Settled>()
  readonly #shown = new Map<ColumnId, Settled>()
  readonly #leaves = new Map<Leaf, Vector>()
  readonly #gathered = new Map<string, Vector>()
  readonly #dictionaries = new Map<Vector, Dictionary | undefined>()
  readonly #slots = new Map<Core, SlotResults | undefined>()
  readonly #fillings = new Map<Core, ExactFilling | undefined>()
  readonly #entries = new Map<string, readonly Entry[]>()
  readonly #whole = new Map<string, Partition>()
  readonly #inputPartitions = new Map<string, readonly Partition[]>()
  readonly #shared = new Map<string, Vector>()
  /** Sums that several aggregates ask for. */
  readonly sums = new Shared<Sums>()
  /** Of aggregates that are found several at once. */
  readonly answers = new Map<Core, Dictionary>()
  /** Rows that several aggregates go over. */
  readonly taken = new Shared<TakenRows>()
  readonly #combinations: Combinations
  readonly #tuning: Tuning
  #lastId = 0

  constructor(program: Program, cohort: Cohort, options: RunOptions, tuning: Tuning) {
    this.order = orderOf(program.ruleset)
    this.parameters = options.parameters
    this.cohort = cohort
    this.#options = options
    this.#tuning = tuning
    this.cells = new ColumnCells(this, program, this.order, options)
    this.reader = new ReferenceReader(this.cells)
    this.levels = new Levels(this, cohort)
    const trying = new TryingReader(this.cells, this.reader)
    this.program = foldedProgram(program, options.parameters ?? new Map(), trying)
    this.#combinations = new Combinations(this, trying, tuning)
  }

  /** The reader that traces go through. */
  get tracing(): Computed {
    return this.reader
  }

  get fewestKeys(): number {
    return this.#tuning.fewestKeys
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.reader.diagnostics
  }

  newId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  rows(level: string): LevelRows {
    return this.levels.rows(level)
  }

  column(id: ColumnId): Column {
    return this.program.columns.get(id) ?? this.reader.column(id)
  }

  /** What the reference semantics gives a row that no kernel could tell. */
  found(id: ColumnId, is: Core, row: Row): Value {
    this.#tuning.onFallback?.(id)
    return this.reader.evaluate(is, row)
  }

  get tables(): ReadonlyMap<string, ProgramTable> {
    return this.program.tables
  }

  entries(table: ProgramTable, gives: number): readonly Entry[] | undefined {
    const key = `${gives} ${table.name}`
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const found = entriesOf(table, gives, this)
    if (found !== undefined) this.#entries.set(key, found)
    return found
  }

  // --- columns ---------------------------------------------------------------------------------------

  settled(id: ColumnId): Settled {
    const known = this.#columns.get(id)
    if (known !== undefined) return known
    const found = this.#compute(this.column(id))
    this.#columns.set(id, found)
    return found
  }

  #compute(column: Column): Settled {
    const { content, level, id } = column
    if (content.kind === 'input') return { vector: inputVector(column, content, this), others: new Map() }
    const given = this.#options.given?.get(id)
    const vector = given === undefined ? this.vector(content.is, level) : this.allApart(level)
    const rows = this.rows(level)
    return settle(vector, {
      states: this.states,
      newId: () => this.newId(),
      valueAt: row => {
        const at = rows.row(row)
        return given?.get(at.text) ?? this.found(id, content.is, at)
      },
    })
  }

  /** A column as classes of values, however many. */
  classes(id: ColumnId): Dictionary {
    const { vector, others } = this.settled(id)
    // Values that the vector cannot hold would be one class in it.
    const few = others.size === 0 ? this.dictionary(vector) : undefined
    return (
      few ?? encoded(this.rows(this.column(id).level).size, row => this.cells.value(id, row), this.newId())
    )
  }

  settledShown(id: ColumnId): Settled {
    const known = this.#shown.get(id)
    if (known !== undefined) return known
    const column = this.column(id)
    const found = settle(shownVector(column, this), {
      states: this.states,
      newId: () => this.newId(),
      valueAt: row => this.cells.published(column, row),
    })
    this.#shown.set(id, found)
    return found
  }

  // --- formulas --------------------------------------------------------------------------------------

  vector(core: Core, level: string): Vector {
    if (isLeaf(core)) return this.#leaf(core, level)
    if (core.kind === 'Literal') return this.constant(core.value, level)
    if (core.kind === 'Parameter') {
      const value =
        this.parameters?.get(core.parameter) ?? this.program.parameters.get(core.parameter)?.default
      return value === undefined ? this.allApart(level) : this.constant(value, level)
    }
    const combined = this.#combinations.evaluate(core, level, hasKernel(core))
    return combined ?? byKernel(core, level, this) ?? this.allApart(level)
  }

  constant(value: Value, level: string): Dictionary {
    return { kind: 'dictionary', partition: this.#wholeOf(level), values: [value] }
  }

  allApart(level: string): Dictionary {
    return this.constant(APART, level)
  }

  /** All rows of a level in one class. */
  #wholeOf(level: string): Partition {
    const known = this.#whole.get(level)
    if (known !== undefined) return known
    const whole = { id: this.newId(), codes: sameCodes(this.rows(level).size), count: 1 }
    this.#whole.set(level, whole)
    return whole
  }

  /** The vector as classes, where it has few different values. */
  dictionary(vector: Vector): Dictionary | undefined {
    if (vector.kind === 'dictionary') return vector
    if (this.#dictionaries.has(vector)) return this.#dictionaries.get(vector)
    const valueAt = (row: number) => heldValue(vector, row, this.states) ?? APART
    const found = asDictionary(vector, this.states, valueAt, () => this.newId())
    this.#dictionaries.set(vector, found)
    return found
  }

  /** The partitions of the inputs of a level that have few values, in the order they are declared. */
  inputPartitions(level: string): readonly Partition[] {
    const known = this.#inputPartitions.get(level)
    if (known !== undefined) return known
    const found = inputPartitions(level, this)
    this.#inputPartitions.set(level, found)
    return found
  }

  /** The classes of rows that agree on several dictionaries, with a row of each; undefined where there are many. */
  classesOf(
    dictionaries: readonly Dictionary[],
    level: string,
  ): { readonly partition: Partition; readonly rows: Int32Array } | undefined {
    const partition = this.#combinations.combined(dictionaries, level, MOST_CLASSES)
    return partition && { partition, rows: this.#combinations.rowsOf(partition) }
  }

  #leaf(core: Leaf, level: string): Vector {
    if (core.kind === 'Column') return this.settled(core.column).vector
    if (core.kind === 'LookUp' || core.kind === 'Shown') return this.#lookedUp(core, level)
    const known = this.#leaves.get(core)
    if (known !== undefined) return known
    const found = compound(core, level, this) ?? this.allApart(level)
    this.#leaves.set(core, found)
    return found
  }

  #lookedUp({ kind, column, path }: Extract<Leaf, { kind: 'LookUp' | 'Shown' }>, level: string): Vector {
    const { vector } = kind === 'Shown' ? this.settledShown(column) : this.settled(column)
    if (path.length === 0) return vector
    const key = [kind, column, level, ...path].join('>')
    const known = this.#gathered.get(key)
    if (known !== undefined) return known
    const found = gathered(vector, level, path, this)
    this.#gathered.set(key, found)
    return found
  }

  /** Conditions and formulas of aggregates come again and again. */
  sharedVector(core: Core, level: string): Vector {
    if (isLeaf(core)) return this.vector(core, level)
    const key = `${level} ${formKey(core)}`
    const known = this.#shared.get(key)
    if (known !== undefined) return known
    const found = this.vector(core, level)
    this.#shared.set(key, found)
    return found
  }

  slotResults(core: CoreSlots, level: string): SlotResults | undefined {
    if (this.#slots.has(core)) return this.#slots.get(core)
    const found = fillByKernel(core, level, this) ?? this.exactFilling(core, level)
    this.#slots.set(core, found)
    return found
  }

  exactFilling(core: CoreSlots, level: string): ExactFilling | undefined {
    if (this.#fillings.has(core)) return this.#fillings.get(core)
    const found = fillExactly(core, level, this)
    this.#fillings.set(core, found)
    return found
  }
}

/** Candidates for slots are told apart by no more classes than these. */
const MOST_CLASSES = 100_000
