/**
 * The columns of a run, each computed whole when it is first asked for. What a formula is on all rows
 * is found here; which rows there are and which belong together is found by the levels.
 */

import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Column, ColumnId, Core, InputContent, Program } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { Cohort } from '../cohort.ts'
import type { RunOptions } from '../engine.ts'
import { orderOf, type ValueOrder } from '../order.ts'
import type { Computed } from '../reference/reader.ts'
import { NATION, type LevelRows as ReferenceRows, type Row } from '../reference/rows.ts'
import { publish } from '../reference/show.ts'
import type { Sums } from './accumulate.ts'
import { aggregateRows } from './aggregate-rows.ts'
import { choose } from './choose.ts'
import { Combinations } from './combinations.ts'
import { formKey } from './form-key.ts'
import { byKernel, type Formulas, hasKernel } from './formulas.ts'
import { type Gathered, gathered } from './gather.ts'
import { identityKey } from './identity-key.ts'
import { isLeaf, type Leaf } from './leaves.ts'
import type { LevelRows } from './level-rows.ts'
import { Levels } from './levels.ts'
import { asDictionary, asNumbers, isNumeric } from './numbers.ts'
import type { Partition } from './partition.ts'
import { type Cells, ReferenceReader, TryingReader } from './reference-reader.ts'
import { rounded } from './rounding.ts'
import { type Settled, settle } from './settle.ts'
import { Shared } from './shared.ts'
import { fillByKernel, type SlotResults } from './slots.ts'
import { APART, States } from './states.ts'
import { truthCodes } from './truth.ts'
import { type Dictionary, heldValue, type Vector } from './vector.ts'

/** How much is shared: tests turn it down so that small cohorts take the ways of large ones. */
export interface Tuning {
  /** At most so many combinations of values are evaluated once each, for a formula with and without a kernel. */
  mostCombinations(rows: number, hasKernel: boolean): number
}

export class Columns implements Formulas, Cells, Gathered {
  readonly program: Program
  readonly order: ValueOrder
  readonly states = new States()
  readonly parameters: ReadonlyMap<string, Value> | undefined
  readonly reader: ReferenceReader
  readonly levels: Levels
  readonly #cohort: Cohort
  readonly #options: RunOptions
  readonly #columns = new Map<ColumnId, Settled>()
  readonly #shown = new Map<ColumnId, Settled>()
  readonly #leaves = new Map<Leaf, Vector>()
  readonly #gathered = new Map<string, Vector>()
  readonly #dictionaries = new Map<Vector, Dictionary | undefined>()
  readonly #slots = new Map<Core, SlotResults | undefined>()
  readonly #whole = new Map<string, Partition>()
  readonly #inputPartitions = new Map<string, readonly Partition[]>()
  readonly #shared = new Map<string, Vector>()
  readonly #sums = new Shared<Sums>()
  readonly #combinations: Combinations
  #lastId = 0

  constructor(program: Program, cohort: Cohort, options: RunOptions, tuning: Tuning) {
    this.program = program
    this.order = orderOf(program.ruleset)
    this.parameters = options.parameters
    this.#cohort = cohort
    this.#options = options
    this.reader = new ReferenceReader(this)
    this.levels = new Levels(this, cohort)
    const trying = new TryingReader(this, this.reader)
    this.#combinations = new Combinations(this, trying, tuning)
  }

  /** The reader that traces go through. */
  get tracing(): Computed {
    return this.reader
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
    return this.reader.column(id)
  }

  // --- cells -----------------------------------------------------------------------------------------

  value(id: ColumnId, row: number): Value {
    return this.#cell(this.settled(id), row, () => {
      const column = this.column(id)
      const { content } = column
      if (content.kind !== 'rule') throw new RangeError(`the input ${id} has no value in row ${row}`)
      return this.reader.evaluate(content.is, this.rows(column.level).row(row))
    })
  }

  shown(id: ColumnId, row: number): Value {
    return this.#cell(this.settledShown(id), row, () => this.#publish(this.column(id), row))
  }

  #cell({ vector, others }: Settled, row: number, find: () => Value): Value {
    const held = heldValue(vector, row, this.states) ?? others.get(row)
    if (held !== undefined) return held
    const value = find()
    others.set(row, value)
    return value
  }

  #publish(column: Column, row: number): Value {
    return publish(column, this.value(column.id, row), this.rows(column.level).row(row), this.reader)
  }

  held(core: Core, row: Row): Value | undefined {
    if (core.kind !== 'AggregateRows' && core.kind !== 'Slots' && core.kind !== 'SlotOf') return undefined
    return heldValue(this.#leaf(core, row.level), row.index, this.states)
  }

  given(column: ColumnId, row: Row): Value | undefined {
    return this.#options.given?.get(column)?.get(row.text)
  }

  above(row: Row, path: readonly string[]): Row | Absent {
    const found = this.levels.above(row.level, path)[row.index] as number
    const level = path.at(-1)
    if (level === undefined) return row
    return found < 0 ? this.states.absence(-1 - found) : this.rows(level).row(found)
  }

  below(row: Row, level: string, path: readonly string[]): readonly Row[] {
    return this.rows(level).inKeyOrder(this.levels.below(level, path, row.index))
  }

  levelRows(level: string): ReferenceRows {
    return this.rows(level).whole
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
    if (content.kind === 'input') return { vector: this.#input(column, content), others: new Map() }
    const given = this.#options.given?.get(id)
    const vector = given === undefined ? this.vector(content.is, level) : this.allApart(level)
    const rows = this.rows(level)
    return settle(vector, {
      states: this.states,
      newId: () => this.newId(),
      valueAt: row => {
        const at = rows.row(row)
        return (given && this.given(id, at)) ?? this.reader.evaluate(content.is, at)
      },
    })
  }

  /** A group's key columns are its key; its other inputs come with its row in the data, if it has one. */
  #input({ id, level }: Column, { key, default: standard }: InputContent): Dictionary {
    const rows = this.rows(level)
    const cells = this.#cohort.levels.get(level)?.columns.get(id)
    const isBase = this.program.levels.get(level)?.groups === undefined && level !== NATION
    if (isBase && key === undefined && cells?.dictionary !== undefined) {
      const { codes, values } = cells.dictionary
      const partition = this.levels.inputPartition(cells.dictionary, () => this.newId())
      const isFilled = standard === undefined || !values.some(isEmpty)
      const filled = isFilled ? values : values.map(it => (isEmpty(it) ? standard : it))
      if (codes.length === rows.size) return { kind: 'dictionary', partition, values: filled }
    }
    return this.encoded(rows.size, row => {
      const ofKey = key === undefined ? undefined : rows.row(row).key[key]
      if (ofKey !== undefined) return ofKey
      const source = rows.sourceAt(row)
      const value = (source === undefined ? undefined : cells?.at(source)) ?? NO_VALUE
      return isEmpty(value) ? (standard ?? value) : value
    })
  }

  /** Values row by row as a dictionary. */
  encoded(size: number, valueAt: (row: number) => Value): Dictionary {
    const known = new Map<Value | string, number>()
    const values: Value[] = []
    const codes = new Uint32Array(size)
    for (let row = 0; row < size; row += 1) {
      const value = valueAt(row)
      let code = known.get(value)
      if (code === undefined) {
        const key = identityKey(value)
        code = known.get(key) ?? values.push(value) - 1
        known.set(key, code)
        known.set(value, code)
      }
      codes[row] = code
    }
    return { kind: 'dictionary', partition: { id: this.newId(), codes, count: values.length }, values }
  }

  /** A column as classes of values, however many. */
  classes(id: ColumnId): Dictionary {
    const { vector } = this.settled(id)
    const few = this.dictionary(vector)
    return few ?? this.encoded(this.rows(this.column(id).level).size, row => this.value(id, row))
  }

  settledShown(id: ColumnId): Settled {
    const known = this.#shown.get(id)
    if (known !== undefined) return known
    const column = this.column(id)
    const found = settle(this.#shownVector(column), {
      states: this.states,
      newId: () => this.newId(),
      valueAt: row => this.#publish(column, row),
    })
    this.#shown.set(id, found)
    return found
  }

  /** What stands in place of the value goes before it; a condition that is absent puts nothing there. */
  #shownVector({ id, level, content }: Column): Vector {
    const show = content.kind === 'rule' ? content.show : undefined
    const { vector } = this.settled(id)
    if (show === undefined) return vector
    const { round: places, as, mode } = show
    let result: Vector | undefined = vector
    if (places !== undefined) {
      if (!isNumeric(vector)) return this.allApart(level)
      result = rounded(asNumbers(vector, this.states), as === 'percent' ? places + 2 : places, mode)
    }
    for (const { when, reason } of show.instead.toReversed()) {
      if (result === undefined) break
      const truth = truthCodes(this.vector(when, level), this.states)
      const isInstead = truth.map(it => (it >= FIRST_ABSENT ? NOT_INSTEAD : it))
      result = choose(isInstead, this.constant(reason, level), result, this.states, () => this.newId())
    }
    return result ?? this.allApart(level)
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
    const whole = { id: this.newId(), codes: new Uint32Array(this.rows(level).size), count: 1 }
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
    const found = new Set<Partition>()
    for (const [id, { dictionary }] of this.#cohort.levels.get(level)?.columns ?? []) {
      if (dictionary === undefined || dictionary.values.length > FEW_VALUES) continue
      const vector = this.program.columns.has(id) ? this.settled(id).vector : undefined
      if (vector?.kind === 'dictionary' && vector.partition.count > 1) found.add(vector.partition)
    }
    const inOrder = [...found].sort((left, right) => left.id - right.id)
    this.#inputPartitions.set(level, inOrder)
    return inOrder
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
    const found = this.#compound(core, level) ?? this.allApart(level)
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

  #compound(core: Exclude<Leaf, { kind: 'Column' | 'LookUp' | 'Shown' }>, level: string): Vector | undefined {
    if (core.kind === 'Slots') return this.slotResults(core, level)?.total
    if (core.kind === 'SlotOf') return this.#slotOf(core, level)
    const inner = core.level
    const rows = this.rows(inner)
    const of = core.of && this.#sharedVector(core.of, inner)
    const above = this.levels.above(inner, core.path)
    const where = core.where && this.#sharedVector(core.where, inner)
    // The mean takes yes and no for numbers; of numbers it needs the same sums as the others.
    const isShare = core.operator === 'mean' && of !== undefined && !isNumeric(of)
    return aggregateRows({
      core,
      owners: this.rows(level).size,
      above,
      where,
      sums: find => this.#sums.of([above, where, of, isShare], find),
      of: of && (this.#isSummed(core.operator) ? of : (this.dictionary(of) ?? of)),
      by: core.by.map(it => this.vector(it.key, inner)).map(it => this.dictionary(it) ?? it),
      states: this.states,
      order: this.order,
      newId: () => this.newId(),
      isBefore: (left, right) => this.order.compareKeys(rows.row(left).key, rows.row(right).key) < 0,
    })
  }

  /** Conditions and formulas of aggregates come again and again. */
  #sharedVector(core: Core, level: string): Vector {
    if (isLeaf(core)) return this.vector(core, level)
    const key = `${level} ${formKey(core)}`
    const known = this.#shared.get(key)
    if (known !== undefined) return known
    const found = this.vector(core, level)
    this.#shared.set(key, found)
    return found
  }

  #isSummed(operator: string): boolean {
    return operator === 'sum' || operator === 'mean' || operator === 'sd' || operator === 'count'
  }

  #slotOf({ column, path, what }: Extract<Leaf, { kind: 'SlotOf' }>, level: string): Vector | undefined {
    const { content, level: owner } = this.column(column)
    if (what.kind === 'slot' || content.kind !== 'rule' || content.is.kind !== 'Slots') return undefined
    const fill = this.slotResults(content.is, owner)?.fills.get(what.fill)?.[what.kind]
    return fill === undefined || path.length === 0 ? fill : gathered(fill, level, path, this)
  }

  slotResults(core: Extract<Core, { kind: 'Slots' }>, level: string): SlotResults | undefined {
    if (this.#slots.has(core)) return this.#slots.get(core)
    const found = fillByKernel(core, level, this)
    this.#slots.set(core, found)
    return found
  }
}

/** Candidates for slots are told apart by no more classes than these. */
const MOST_CLASSES = 100_000

/** Inputs of more values than these are combined only where a formula does. */
const FEW_VALUES = 1_000

const NO_VALUE = builtInAbsence('no_value')
const isEmpty = (value: Value): boolean => isAbsent(value) && value.reason === NO_VALUE.reason
const FIRST_ABSENT = 3
const NOT_INSTEAD = 0
