/**
 * Gathers the rows of one file as places in the dictionaries of its columns. A row with a problem or
 * with a key used before is handed over whole instead; only the rows kept take memory.
 */

import { textOfValue } from '../value/text-of-value.ts'
import type { CellProblem } from './cell.ts'
import { problem } from './cell.ts'
import { CellDictionary } from './cell-dictionary.ts'
import { doubled } from './csv/byte-dictionary.ts'
import { KeyIndex } from './key-index.ts'
import { LineIndex } from './line-index.ts'
import type { WantedColumn } from './match-columns.ts'

/** The row being read: where it stands in the file, and its text on demand. */
export interface RowPlace {
  readonly line: number
  text(): string
}
/** What is wrong with a row, and in which cell; `field` counts the columns of the file from 0. */
export interface RowProblem {
  readonly problem: CellProblem
  readonly field?: number
  readonly heading?: string
}
/** Looks at the cells of a row together, as places in the dictionaries of its columns. */
export interface RowCheck {
  problemOf(row: Int32Array, dictionaries: readonly CellDictionary[]): RowProblem | undefined
}
export interface RowListener {
  /** A row that is set aside. False stops reading. */
  onBadRow(place: RowPlace, problems: readonly RowProblem[]): boolean
  /** Something to say of a row that is kept. */
  onWarning(place: RowPlace, warning: RowProblem): void
}

export class RowCollector {
  /** The places of the row being read, a column each; whoever reads the file fills it. */
  readonly row: Int32Array
  readonly dictionaries: readonly CellDictionary[]
  readonly #columns: readonly WantedColumn[]
  readonly #listener: RowListener
  readonly #checks: readonly RowCheck[]
  readonly #keys: KeyIndex
  readonly #lines = new LineIndex()
  #codes: Uint32Array<ArrayBuffer>[]
  #size = 0
  #setAside = 0
  #warnings: RowProblem[] = []

  constructor(columns: readonly WantedColumn[], listener: RowListener, checks: readonly RowCheck[] = []) {
    this.#columns = columns
    this.#listener = listener
    this.#checks = checks
    this.row = new Int32Array(columns.length)
    this.dictionaries = columns.map(
      it => new CellDictionary(it.heading, it.read, warning => this.#warnings.push(at(it, warning))),
    )
    this.#keys = new KeyIndex(columns.flatMap((it, index) => (it.isKey ? [index] : [])))
    this.#codes = columns.map(() => new Uint32Array(1024))
  }

  get size(): number {
    return this.#size
  }
  get setAside(): number {
    return this.#setAside
  }
  get codes(): readonly Uint32Array[] {
    return this.#codes.map(it => it.subarray(0, this.#size))
  }

  /** Takes the row that `row` holds. False when reading should stop. */
  commit(place: RowPlace): boolean {
    const { row } = this
    for (let column = 0; column < row.length; column += 1) {
      if ((row[column] as number) < 0) return this.reject(place, this.#problemsOfRow())
    }
    for (const it of this.#checks) {
      const found = it.problemOf(row, this.dictionaries)
      if (found !== undefined) return this.reject(place, [found])
    }
    const used = this.#keys.find(row, this.#size)
    if (used !== undefined) return this.reject(place, [this.#duplicate(used)])
    if (this.#warnings.length > 0) this.#tellWarnings(place)
    if (this.#size === this.#codes[0]?.length) this.#codes = this.#codes.map(it => doubled(it, Uint32Array))
    for (let column = 0; column < row.length; column += 1) {
      const codes = this.#codes[column] as Uint32Array
      codes[this.#size] = row[column] as number
    }
    this.#lines.add(this.#size, place.line)
    this.#size += 1
    return true
  }

  /** Sets the row aside. False when reading should stop. */
  reject(place: RowPlace, problems: readonly RowProblem[]): boolean {
    this.#setAside += 1
    this.#warnings = []
    return this.#listener.onBadRow(place, problems)
  }

  #problemsOfRow(): readonly RowProblem[] {
    return this.#columns.flatMap((column, index) => {
      const found = this.dictionaries[index]?.problemAt(this.row[index] ?? 0)
      return found === undefined ? [] : [at(column, found)]
    })
  }

  #duplicate(used: number): RowProblem {
    const keys = this.#columns.flatMap((it, index) => (it.isKey ? [{ column: it, index }] : []))
    const texts = keys.map(it => this.#textAt(it.index))
    const found = problem('data/duplicate-key', { key: texts.join(' / '), line: this.#lines.lineOf(used) })
    const [first] = keys
    return first === undefined ? { problem: found } : at(first.column, found)
  }

  #textAt(column: number): string {
    const value = this.dictionaries[column]?.values[this.row[column] ?? -1]
    return value === undefined ? '' : textOfValue(value)
  }

  #tellWarnings(place: RowPlace): void {
    for (const warning of this.#warnings) this.#listener.onWarning(place, warning)
    this.#warnings = []
  }
}

const at = (column: WantedColumn, found: CellProblem): RowProblem => ({
  problem: found,
  field: column.field,
  heading: column.heading,
})
