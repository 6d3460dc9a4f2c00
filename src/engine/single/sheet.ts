/**
 * The cells of a call: for each level its rows, for each column of a level the number of its value on
 * each row. They are made once and used again by every call.
 */
import type { ColumnId } from '../../model/program.ts'
import type { Row } from '../reference/rows.ts'
import type { Id } from './pool.ts'

/** A number for each row of a level: of a value, or of another row. */
export class Cells {
  ids: Int32Array

  constructor(size: number) {
    this.ids = new Int32Array(size)
  }
}

/** What is known of values beforehand. It matters for speed, and for what may be remembered. */
export interface Known {
  /** About how many different ones there are; more than can be counted on where nobody knows. */
  readonly variety: number
  /** Whether there may be texts among them that are held for one call only. */
  readonly isOfCall: boolean
  /** Whether they follow from the inputs of their row alone, none of which is held for one call only. */
  readonly isOfRow: boolean
}

/** The values of a column that is told, not kept. */
export interface Told extends Known {
  read(row: number): Id
}

/** The values of a column. */
export class ValueCells extends Cells implements Known {
  readonly variety: number
  readonly isOfCall: boolean
  readonly isOfRow: boolean

  constructor(size: number, { variety, isOfCall, isOfRow }: Known) {
    super(size)
    this.variety = variety
    this.isOfCall = isOfCall
    this.isOfRow = isOfRow
  }
}

/** So many rows of a level there is room for at first. */
const FIRST_ROOM = 16

export class SheetLevel {
  readonly name: string
  size = 0
  /** Rows as the reference semantics knows them. */
  readonly rows: Row[] = []
  readonly columns = new Map<ColumnId, ValueCells>()
  /** Columns that are told by the class of a row: no cells are kept of them. */
  readonly byClass = new Map<ColumnId, Told>()
  readonly #cells: Cells[] = []
  #room = FIRST_ROOM

  constructor(name: string) {
    this.name = name
    this.#addRows()
  }

  get room(): number {
    return this.#room
  }

  column(id: ColumnId, known: Known): ValueCells {
    const cells = this.keep(new ValueCells(this.#room, known))
    this.columns.set(id, cells)
    return cells
  }

  /** Cells that are to have room for every row. */
  keep<C extends Cells>(cells: C): C {
    this.#cells.push(cells)
    return cells
  }

  row(index: number): Row {
    const row = this.rows[index]
    if (row === undefined) throw new RangeError(`row ${index} of ${this.name}`)
    return row
  }

  resize(size: number): void {
    if (size > this.#room) {
      this.#room = Math.max(size, 2 * this.#room)
      for (const it of this.#cells) {
        const wider = new Int32Array(this.#room)
        wider.set(it.ids)
        it.ids = wider
      }
      this.#addRows()
    }
    this.size = size
  }

  #addRows(): void {
    for (let index = this.rows.length; index < this.#room; index += 1)
      this.rows.push({ level: this.name, index, key: [], text: '', source: index })
  }
}
