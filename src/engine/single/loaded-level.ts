/** The rows of a level that a call is given: their inputs, what has to hold of them together, and their keys. */
import type { ColumnId } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { type CallRecord, InputCells, type InputSource, type TextsOfCall, textOfCell } from './inputs.ts'
import { type Forgetful, type Read, remembered } from './memo.ts'
import { type Id, NO_ID, type Pool, YES_ID } from './pool.ts'
import type { RowClasses } from './row-classes.ts'
import { type InsideLevel, ownKey } from './scope.ts'
import type { SheetLevel } from './sheet.ts'

/** What has to hold of the inputs of a row together. */
export interface RowCheck {
  readonly level: string
  readonly columns: readonly ColumnId[]
  holds(values: readonly Value[]): boolean
}

/** The name of a cell that says to which row asked about a row belongs, and what that row calls it. */
export interface SharedName {
  readonly own: string
  readonly asked: string
}

export interface Loading {
  readonly pool: Pool
  readonly texts: TextsOfCall
  readonly forgetful: Forgetful[]
  source(column: ColumnId): InputSource
}

export class LoadedLevel {
  readonly inside: InsideLevel
  readonly level: SheetLevel
  readonly inputs: readonly InputCells[]
  /** Of the rows, where there may be many. */
  readonly classes: RowClasses | undefined
  /** Names of the key by column, whether it is read by a rule or not. */
  readonly keys: ReadonlyMap<ColumnId, InputSource>
  readonly #checks: readonly Read[]
  readonly #pool: Pool
  readonly sharedNames: readonly SharedName[]
  /** The parts of the key, where all of them are read. */
  readonly #key: readonly InputCells[]
  /** In which call a value was last met. */
  #met = new Int32Array(0)
  #call = 0

  constructor(
    inside: InsideLevel,
    level: SheetLevel,
    columns: readonly ColumnId[],
    checks: readonly RowCheck[],
    loading: Loading,
    sharedNames: readonly SharedName[] = [],
    classes?: RowClasses,
  ) {
    this.sharedNames = sharedNames
    this.classes = classes
    const { pool, texts, forgetful } = loading
    this.inside = inside
    this.level = level
    this.#pool = pool
    this.inputs = columns.flatMap(id => {
      const cells = level.columns.get(id)
      return cells === undefined ? [] : [new InputCells(id, loading.source(id), cells, pool, texts)]
    })
    forgetful.push(...this.inputs)
    classes?.useInputs(this.inputs.flatMap(it => (it.cells.isOfCall ? [] : [it.cells])))
    this.keys = new Map(inside.level.key.map(id => [id, loading.source(id)]))
    const own = ownKey(inside)
    const key = this.inputs.filter(it => own.includes(it.column))
    this.#key = key.length === own.length ? key : []
    this.#checks = checks.map(it => this.#check(it, forgetful))
  }

  #check({ columns, holds }: RowCheck, forgetful: Forgetful[]): Read {
    const cells = columns.map(id => this.level.columns.get(id))
    const reads = cells.map(
      (it): Read =>
        row =>
          it?.ids[row] as Id,
    )
    const judge = (ids: Int32Array): Id =>
      holds(Array.from(ids, id => this.#pool.valueOf(id))) ? YES_ID : NO_ID
    return remembered(reads, judge, this.#pool, forgetful)
  }

  /** Reads all rows; false where one of them cannot be used. */
  load(records: readonly CallRecord[], asked: CallRecord): boolean {
    for (let row = 0; row < records.length; row += 1) if (!isRecord(records[row])) return false
    this.level.resize(records.length)
    for (let index = 0; index < this.inputs.length; index += 1)
      if (!(this.inputs[index] as InputCells).load(records)) return false
    for (let index = 0; index < this.#checks.length; index += 1) {
      const holds = this.#checks[index] as Read
      for (let row = 0; row < records.length; row += 1) if (holds(row) !== YES_ID) return false
    }
    if (this.#areNamed(records))
      for (let row = 0; row < records.length; row += 1)
        if (!this.belongs(records[row] as CallRecord, asked)) return false
    return this.#key.length === 0 || this.duplicate() === undefined
  }

  /** Rows of one list are alike, so the first tells whether they say to which row they belong. */
  #areNamed(records: readonly CallRecord[]): boolean {
    const first = records[0]
    if (first === undefined) return false
    for (let part = 0; part < this.sharedNames.length; part += 1)
      if (first[(this.sharedNames[part] as SharedName).own] !== undefined) return true
    return false
  }

  /** Whether a record names no other row as the one it belongs to; it need not name any. */
  belongs(record: CallRecord, asked: CallRecord): boolean {
    for (let part = 0; part < this.sharedNames.length; part += 1) {
      const name = this.sharedNames[part] as SharedName
      const own = record[name.own]
      if (own === undefined || own === asked[name.asked]) continue
      const left = textOfCell(own)?.trim() ?? ''
      const right = textOfCell(asked[name.asked])?.trim() ?? ''
      if (left !== right && left !== '' && right !== '') return false
    }
    return true
  }

  /** A row with the key of an earlier one, and that one. */
  duplicate(): readonly [number, number] | undefined {
    const { size } = this.level
    const [first, second] = this.#key
    if (first === undefined || (second === undefined && !this.#hasSame(first))) return undefined
    for (let row = 1; row < size; row += 1)
      for (let other = 0; other < row; other += 1) if (this.#isSameKey(row, other)) return [row, other]
    return undefined
  }

  /** Whether two rows may have the same value: by marking each value met. */
  #hasSame({ cells: { ids, isOfCall } }: InputCells): boolean {
    if (isOfCall) return true
    if (this.#met.length < this.#pool.capacity) this.#met = new Int32Array(this.#pool.capacity)
    const met = this.#met
    this.#call += 1
    for (let row = 0; row < this.level.size; row += 1) {
      const id = this.#pool.firstSame(ids[row] as Id)
      if (met[id] === this.#call) return true
      met[id] = this.#call
    }
    return false
  }

  #isSameKey(row: number, other: number): boolean {
    for (const { cells } of this.#key)
      if (!this.#pool.same(cells.ids[row] as Id, cells.ids[other] as Id)) return false
    return true
  }
}

const isRecord = (it: unknown): boolean => typeof it === 'object' && it !== null
