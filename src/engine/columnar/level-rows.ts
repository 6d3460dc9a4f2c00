/**
 * The rows of a level without an object for each: those of a base level are numbered as in the data,
 * those of a group level in the order of their keys. Both numberings are those of the reference engine.
 */
import { textOfValue } from '../../value/text-of-value.ts'
import { builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { CohortColumn, CohortLevel } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import { identityOf, type Key, type LevelRows as ReferenceRows, type Row } from '../reference/rows.ts'
import { type IsBefore, isBeforeByKey } from './key-order.ts'

const NO_VALUE = builtInAbsence('no_value')
const FEW_ROWS = 10_000

export class LevelRows {
  readonly name: string
  readonly size: number
  readonly #keyAt: (row: number) => Key
  readonly #sourceAt: (row: number) => number | undefined
  readonly #order: ValueOrder
  /** Whether a row comes before another in the order of their keys. */
  readonly isBefore: IsBefore
  #few: Map<number, Row> | undefined = new Map()
  #many: (Row | undefined)[] = []
  #byText: Map<string, number> | undefined
  #byIdentity: Map<string, number> | undefined
  #whole: ReferenceRows | undefined

  constructor(
    name: string,
    size: number,
    keyAt: (row: number) => Key,
    sourceAt: (row: number) => number | undefined,
    order: ValueOrder,
    isBefore: IsBefore = (left, right) => left < right,
  ) {
    this.name = name
    this.size = size
    this.#keyAt = keyAt
    this.#sourceAt = sourceAt
    this.#order = order
    this.isBefore = isBefore
  }

  row(index: number): Row {
    if (!(index >= 0 && index < this.size)) throw new RangeError(`no row ${index} of level ${this.name}`)
    const known = this.#few === undefined ? this.#many[index] : this.#few.get(index)
    if (known !== undefined) return known
    const row = new ColumnRow(this.name, index, this.#keyAt(index), this.#sourceAt(index))
    this.#keep(row)
    return row
  }

  /** Room for all of them is made when many are asked for, so that they may be visited in any order. */
  #keep(row: Row): void {
    if (this.#few !== undefined && this.#few.size < FEW_ROWS) {
      this.#few.set(row.index, row)
      return
    }
    if (this.#few !== undefined) {
      this.#many = new Array<Row | undefined>(this.size)
      for (const it of this.#few.values()) this.#many[it.index] = it
      this.#few = undefined
    }
    this.#many[row.index] = row
  }

  keyText(row: number): string {
    return this.#keyAt(row).map(textOfValue).join(' / ')
  }

  sourceAt(row: number): number | undefined {
    return this.#sourceAt(row)
  }

  find(text: string): number | undefined {
    this.#byText ??= this.#firstOfEach(row => this.keyText(row))
    return this.#byText.get(text)
  }

  byIdentity(identity: string): number | undefined {
    this.#byIdentity ??= this.#firstOfEach(row => identityOf(this.#keyAt(row), this.#order))
    return this.#byIdentity.get(identity)
  }

  #firstOfEach(key: (row: number) => string): Map<string, number> {
    const found = new Map<string, number>()
    for (let row = 0; row < this.size; row += 1) {
      const it = key(row)
      if (!found.has(it)) found.set(it, row)
    }
    return found
  }

  /** By key; rows of equal keys stay in their order. */
  inKeyOrder(rows: readonly number[]): readonly Row[] {
    return rows
      .map(it => this.row(it))
      .sort((left, right) => this.#order.compareKeys(left.key, right.key) || left.index - right.index)
  }

  /** All rows as objects, for what needs them. */
  get whole(): ReferenceRows {
    if (this.#whole !== undefined) return this.#whole
    const rows = Array.from({ length: this.size }, (_, index) => this.row(index))
    const at = (index: number | undefined) => (index === undefined ? undefined : this.row(index))
    this.#whole = {
      rows,
      inKeyOrder: this.inKeyOrder(rows.map(it => it.index)),
      byText: lookUpOnly(it => at(this.find(it))),
      byKey: lookUpOnly(it => at(this.byIdentity(it))),
    }
    return this.#whole
  }
}

/** A map of which only `get` is of use. */
function lookUpOnly(get: (key: string) => Row | undefined): ReadonlyMap<string, Row> {
  return Object.assign(new Map<string, Row>(), { get })
}

class ColumnRow implements Row {
  readonly level: string
  readonly index: number
  readonly key: Key
  readonly source: number | undefined

  constructor(level: string, index: number, key: Key, source: number | undefined) {
    this.level = level
    this.index = index
    this.key = key
    this.source = source
  }
  get text(): string {
    return this.key.map(textOfValue).join(' / ')
  }
}

export function baseRows(
  name: string,
  data: CohortLevel | undefined,
  columns: readonly (CohortColumn | undefined)[],
  order: ValueOrder,
): LevelRows {
  const keyAt = (row: number) => columns.map(it => it?.at(row) ?? NO_VALUE)
  return new LevelRows(name, data?.size ?? 0, keyAt, row => row, order, isBeforeByKey(columns, order))
}

export const nationRow = (name: string, hasData: boolean, order: ValueOrder): LevelRows =>
  new LevelRows(
    name,
    1,
    () => [],
    () => (hasData ? 0 : undefined),
    order,
  )

interface Group {
  readonly key: Key
  readonly source: number | undefined
}

/** The text of a key that is one text. */
const textOfKey = (key: Key): string | undefined => {
  const [only] = key
  return key.length === 1 && only?.kind === 'text' ? only.text : undefined
}

/** Groups found one after the other, then put into the order of their keys. */
export class GroupRows {
  readonly #order: ValueOrder
  readonly #groups: Group[] = []
  readonly #places = new Map<string, number>()

  constructor(order: ValueOrder) {
    this.#order = order
  }

  /** Rows of the data with a key in full; of equal ones the last counts. */
  addFromData(key: readonly Value[], source: number): void {
    if (key.some(isAbsent)) return
    const identity = identityOf(key, this.#order)
    const known = this.#places.get(identity)
    if (known === undefined) this.#places.set(identity, this.#groups.push({ key, source }) - 1)
    else this.#groups[known] = { key, source }
  }

  /** The place of a group among those found so far. */
  add(key: Key): number {
    const identity = identityOf(key, this.#order)
    const known = this.#places.get(identity)
    if (known !== undefined) return known
    const place = this.#groups.push({ key, source: undefined }) - 1
    this.#places.set(identity, place)
    return place
  }

  #sorted(): readonly { readonly group: Group; readonly place: number }[] {
    const found = this.#groups.map((group, place) => ({ group, place, text: textOfKey(group.key) }))
    if (found.some(it => it.text === undefined))
      return found.sort((left, right) => this.#order.compareKeys(left.group.key, right.group.key))
    // Texts compare by code unit, as the order of values has it.
    return found.sort(({ text: left = '' }, { text: right = '' }) =>
      left < right ? -1 : left > right ? 1 : 0,
    )
  }

  /** The rows, and for each place found before where it is among them. */
  finish(name: string): { readonly rows: LevelRows; readonly placed: Int32Array } {
    const sorted = this.#sorted()
    const placed = new Int32Array(sorted.length)
    for (const [index, { place }] of sorted.entries()) placed[place] = index
    const at = (row: number): Group => {
      const found = sorted[row]?.group
      if (found === undefined) throw new RangeError(`no row ${row} of level ${name}`)
      return found
    }
    const rows = new LevelRows(
      name,
      sorted.length,
      row => at(row).key,
      row => at(row).source,
      this.#order,
    )
    return { rows, placed }
  }
}
