/**
 * The cells of one call, kept when the next call uses them again: every value that the outputs depend on,
 * and the rows as a cohort, for the reference engine to compute and trace them. Taking it copies numbers
 * and no more; what they mean is found when it is asked for.
 */
import type { ColumnId } from '../../model/program.ts'
import { text, type Value } from '../../value/value.ts'
import { type Cohort, type CohortColumn, columnOf } from '../cohort.ts'
import { type CallRecord, textOfCell } from './inputs.ts'
import type { LoadedLevel } from './loaded-level.ts'
import type { Id } from './pool.ts'
import type { SheetLevel } from './sheet.ts'

/** The parts of a key that no rule reads, as they were written. */
type Keys = ReadonlyMap<ColumnId, readonly unknown[]>

export class Snapshot {
  readonly #levels: ReadonlyMap<string, SheetLevel>
  readonly #loaded: readonly LoadedLevel[]
  readonly #read: (id: Id) => Value
  readonly #sizes: readonly number[]
  readonly #ids: Int32Array
  readonly #keys: readonly (Keys | undefined)[]
  #places: ReadonlyMap<ColumnId, Copied> | undefined

  constructor(
    levels: ReadonlyMap<string, SheetLevel>,
    loaded: readonly LoadedLevel[],
    records: readonly (readonly CallRecord[])[],
    read: (id: Id) => Value,
  ) {
    this.#levels = levels
    this.#loaded = loaded
    this.#read = read
    const sizes: number[] = []
    for (const it of levels.values()) sizes.push(it.size)
    this.#sizes = sizes
    this.#ids = copyOf(levels)
    this.#keys = loaded.map((it, index) => keyTexts(it, records[index] ?? []))
  }

  /** How many rows of a level there are; undefined where the call has none of it. */
  size(level: string): number | undefined {
    return this.#sizes[[...this.#levels.keys()].indexOf(level)]
  }

  /** The columns that the outputs depend on, as far as they have a value each. */
  get columns(): readonly ColumnId[] {
    return [...this.#copied().keys()]
  }

  /** The value of a column on a row. Rows of groups come in the order of their first rows. */
  value(column: ColumnId, row: number): Value | undefined {
    const copied = this.#copied().get(column)
    if (copied === undefined || row < 0 || row >= copied.size) return undefined
    return this.#read(this.#ids[copied.start + row] as Id)
  }

  #copied(): ReadonlyMap<ColumnId, Copied> {
    this.#places ??= placesIn(this.#levels, this.#sizes)
    return this.#places
  }

  /** The rows given, with the inputs that were read. */
  get cohort(): Cohort {
    const asked = this.#loaded[0]
    const askedKey = (asked?.inside.level.key ?? []).map(id => this.value(id, 0) ?? this.#key(0, id, 0))
    const levels = this.#loaded.map(({ inside, inputs }, index) => {
      const size = this.size(inside.name) ?? 0
      const columns = new Map<ColumnId, CohortColumn>()
      const set = (id: ColumnId, at: (row: number) => Value | undefined) =>
        columns.set(id, columnOf(Array.from({ length: size }, (_, row) => at(row) as Value)))
      for (const { column } of inputs) set(column, row => this.value(column, row))
      for (const id of inside.level.key) if (!columns.has(id)) set(id, row => this.#key(index, id, row))
      for (const [part, id] of inside.shared.entries()) set(id, () => askedKey[part])
      return [inside.name, { size, columns }] as const
    })
    return { levels: new Map(levels) }
  }

  /** A row without a key is told by its number. */
  #key(index: number, id: ColumnId, row: number): Value {
    const level = this.#loaded[index]
    const written = textOfCell(this.#keys[index]?.get(id)?.[row])
    const read = written === undefined ? undefined : level?.keys.get(id)?.read(written)
    return read ?? text(level?.inside.kind === 'asked' ? '' : String(row + 1))
  }
}

/** Where the values of a column stand in the copy. */
interface Copied {
  readonly start: number
  readonly size: number
}

function copyOf(levels: ReadonlyMap<string, SheetLevel>): Int32Array {
  let size = 0
  for (const it of levels.values()) size += it.size * (it.columns.size + it.byClass.size)
  const ids = new Int32Array(size)
  let at = 0
  for (const { columns, byClass, size: rows } of levels.values()) {
    for (const { ids: from } of columns.values())
      for (let row = 0; row < rows; row += 1) {
        ids[at] = from[row] as Id
        at += 1
      }
    for (const it of byClass.values())
      for (let row = 0; row < rows; row += 1) {
        ids[at] = it.read(row)
        at += 1
      }
  }
  return ids
}

function placesIn(levels: ReadonlyMap<string, SheetLevel>, sizes: readonly number[]): Map<ColumnId, Copied> {
  const places = new Map<ColumnId, Copied>()
  let start = 0
  for (const [index, { columns, byClass }] of [...levels.values()].entries()) {
    const size = sizes[index] ?? 0
    for (const id of [...columns.keys(), ...byClass.keys()]) {
      places.set(id, { start, size })
      start += size
    }
  }
  return places
}

/** Undefined where rules read all parts of the key that tell rows apart. */
function keyTexts({ keys, level, inside }: LoadedLevel, records: readonly CallRecord[]): Keys | undefined {
  let unread: Map<ColumnId, readonly unknown[]> | undefined
  for (const [id, { name }] of keys) {
    if (level.columns.has(id) || inside.shared.includes(id)) continue
    unread ??= new Map()
    unread.set(
      id,
      records.map(it => it[name]),
    )
  }
  return unread
}
