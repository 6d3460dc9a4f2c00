/** The cells of records as numbers of values: a text met before is found by the text, another one is read. */
import type { ColumnId } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import type { Forgetful } from './memo.ts'
import { type Id, NONE, type Pool } from './pool.ts'
import type { ValueCells } from './sheet.ts'

/** Named cells as JSON has them: texts, numbers, true for yes and false for no; null for an empty cell. */
export type CallRecord = Readonly<Record<string, unknown>>

/** How an input is read. */
export interface InputSource {
  /** The name of the cell in a record. */
  readonly name: string
  /** What an empty cell holds; undefined where the cell may not be empty. */
  readonly blank: Value | undefined
  /** Whether a record without the cell cannot be used, whatever an empty one means. */
  readonly mustBeThere?: boolean
  /** The value of a text that is not empty; undefined where it is none for this input. */
  read(text: string): Value | undefined
}

/** Texts of one input that are remembered. */
const MOST_TEXTS = 4096

export class InputCells implements Forgetful {
  readonly column: ColumnId
  readonly source: InputSource
  readonly cells: ValueCells
  readonly #pool: Pool
  readonly #texts: TextsOfCall
  readonly #known = new Map<string, Id>()
  readonly #blank: Id
  readonly #name: string

  constructor(column: ColumnId, source: InputSource, cells: ValueCells, pool: Pool, texts: TextsOfCall) {
    this.column = column
    this.source = source
    this.cells = cells
    this.#pool = pool
    this.#texts = texts
    this.#name = source.name
    this.#blank = source.blank === undefined ? NONE : pool.idOf(source.blank)
  }

  /** Reads its cell of each record; false where one is none for this input. */
  load(records: readonly CallRecord[]): boolean {
    const { ids } = this.cells
    const known = this.#known
    const name = this.#name
    let isFit = true
    for (let row = 0; row < records.length; row += 1) {
      const cell = (records[row] as CallRecord)[name]
      const found = typeof cell === 'string' ? known.get(cell) : undefined
      const id = found === undefined ? this.#read(cell) : found
      ids[row] = id
      if (id === NONE) isFit = false
    }
    return isFit
  }

  #read(cell: unknown): Id {
    if (cell === undefined && this.source.mustBeThere === true) return NONE
    if (cell === undefined || cell === null) return this.#blank
    const text = textOfCell(cell)
    return text === undefined ? NONE : (this.#known.get(text) ?? this.#find(text))
  }

  #find(text: string): Id {
    if (text.trim() === '') return this.#blank
    const value = this.source.read(text)
    if (value === undefined) return NONE
    if (this.cells.isOfCall && value.kind === 'text') return this.#texts.add(value)
    const id = this.#pool.idOf(value)
    if (this.#known.size >= MOST_TEXTS) this.#known.clear()
    this.#known.set(text, id)
    return id
  }

  forget(): void {
    this.#known.clear()
  }
}

/** A number as its digits, true and false as yes and no; undefined for what is no cell or an empty one. */
export function textOfCell(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell)
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : undefined
}

/** Texts that are held for one call. */
export class TextsOfCall {
  hasRunOut = false
  #count = 0
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  get count(): number {
    return this.#count
  }

  start(): void {
    this.#count = 0
    this.hasRunOut = false
  }

  /** Where there are too many, the rest are kept like other values, and the call is left to the reference engine. */
  add(value: Value): Id {
    const id = this.#pool.textOfCall(this.#count, value)
    this.#count += 1
    if (id !== NONE) return id
    this.hasRunOut = true
    return this.#pool.idOf(value)
  }
}
