/**
 * Gathers the rows of one file as places in the vocabularies of its columns. A row with a problem or
 * with a key used before is handed over whole instead; only the rows kept take memory.
 */
import type { Codes } from '../engine/cohort.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { CellDictionary, type CellWarning } from './cell-dictionary.ts'
import { problem } from './cell-problem.ts'
import { FieldJoiner, fieldsOf } from './field-joiner.ts'
import { IS_NEW, type KeyIndex, keyIndex } from './key-index.ts'
import { LineIndex } from './line-index.ts'
import type { WantedColumn } from './match-columns.ts'
import { firstRowWith, numberIn, type RowBatch, type RowPlace, type RowProblem } from './row-batch.ts'
import type { TextNumbers } from './text-numbers.ts'
import { type CodeArray, grown, wideEnough } from './typed-arrays.ts'
import { Vocabulary } from './vocabulary.ts'

/** Looks at the cells of a row together, as places in the vocabularies of its columns. */
export interface RowCheck {
  problemOf(
    codes: readonly Codes[],
    row: number,
    dictionaries: readonly CellDictionary[],
  ): RowProblem | undefined
}
export interface RowListener {
  /** A row that is set aside. False stops reading. */
  onBadRow(place: RowPlace, problems: readonly RowProblem[]): boolean
  /** Something to say of a row that is kept. */
  onWarning(place: RowPlace, warning: RowProblem): void
}
interface ColumnWarning extends CellWarning {
  readonly column: number
}

export class RowCollector {
  readonly dictionaries: readonly CellDictionary[]
  /** Which fields of the file are wanted, each once; and the numbers of the texts of each. */
  readonly fields: readonly number[]
  readonly sources: readonly TextNumbers[]
  readonly #columns: readonly WantedColumn[]
  readonly #listener: RowListener
  readonly #checks: readonly RowCheck[]
  readonly #keyColumns: readonly number[]
  readonly #keys: KeyIndex
  readonly #joiner: FieldJoiner
  readonly #lines = new LineIndex()
  #codes: CodeArray[]
  #size = 0
  #setAside = 0
  #warnings: ColumnWarning[] = []

  constructor(
    columns: readonly WantedColumn[],
    listener: RowListener,
    checks: readonly RowCheck[] = [],
    vocabularyOf: (column: WantedColumn) => Vocabulary = () => new Vocabulary(),
  ) {
    this.#columns = columns
    this.#listener = listener
    this.#checks = checks
    const { fields, vocabularies } = fieldsOf(columns, vocabularyOf)
    this.fields = fields
    this.sources = fields.map(it => (vocabularies.get(it) as Vocabulary).numbers)
    this.#joiner = new FieldJoiner(
      columns.map(it => it.fields.map(field => fields.indexOf(field))),
      this.sources,
    )
    this.dictionaries = columns.map((it, column) => {
      const vocabulary = vocabularies.get(it.fields[0] ?? -1) ?? new Vocabulary()
      return new CellDictionary(vocabulary, it, warning => this.#warnings.push({ ...warning, column }))
    })
    this.#keyColumns = columns.flatMap((it, index) => (it.isKey ? [index] : []))
    this.#keys = keyIndex(this.#keyColumns.length)
    this.#codes = columns.map(() => new Uint8Array(0))
  }

  get size(): number {
    return this.#size
  }
  get setAside(): number {
    return this.#setAside
  }
  get codes(): readonly Codes[] {
    return this.#codes.map(it => it.subarray(0, this.#size))
  }

  /** Makes room for so many rows at once. Room that is not used takes no memory. */
  expect(rows: number): void {
    this.#codes = this.#codes.map(it => grown(it, rows))
  }

  /** Takes the rows of a batch, whose cells are those of the fields. False when reading should stop. */
  take(read: RowBatch): boolean {
    const batch = this.#joiner.joined(read)
    const needed = this.#size + batch.size
    if (needed > (this.#codes[0]?.length ?? needed)) this.expect(Math.max(1024, needed * 2))
    const first = this.#size
    const hasProblems = this.#translate(batch) || batch.faults.size > 0
    const goesOn = this.#keep(batch, first, hasProblems)
    if (this.#warnings.length > 0) this.#tellWarnings(batch)
    return goesOn
  }

  /** Writes the places of all cells behind the rows kept; whether any of them is a problem. */
  #translate({ size, cells, numbers }: RowBatch): boolean {
    let signs = 0
    for (const [column, ofColumn] of cells.entries()) {
      const dictionary = this.dictionaries[column] as CellDictionary
      const places = placesOf(numbers?.[column], dictionary.places())
      const codes = wideEnough(this.#codes[column] as CodeArray, dictionary.vocabulary.size)
      this.#codes[column] = codes
      for (let row = 0, to = this.#size; row < size; row += 1, to += 1) {
        const place = places[ofColumn[row] as number] as number
        codes[to] = place
        signs |= place
      }
    }
    return signs < 0
  }

  /** Closes up the rows that are kept, in place. `first`: where those of the batch begin. */
  #keep(batch: RowBatch, first: number, hasProblems: boolean): boolean {
    const keys = this.#keyColumns.map(it => this.#codes[it] as Codes)
    const isPlain = !hasProblems && this.#checks.length === 0
    for (let row = isPlain ? this.#keepNew(batch, keys) : 0; row < batch.size; row += 1) {
      const from = first + row
      const found = hasProblems ? this.#problemsOf(batch, row) : undefined
      const misfit = found ?? (this.#checks.length > 0 ? this.#misfits(from) : undefined)
      if (misfit !== undefined) {
        if (!this.#reject(batch, row, misfit)) return false
        continue
      }
      const to = this.#size
      if (to !== from) for (const it of this.#codes) it[to] = it[from] as number
      const used = this.#keys.find(keys, to)
      if (used !== IS_NEW) {
        if (!this.#reject(batch, row, [this.#duplicate(used)])) return false
        continue
      }
      this.#lines.add(to, batch.lineOf(row))
      this.#size = to + 1
    }
    return true
  }

  /** Keeps the rows of a batch up to the first whose key was used before: which row of the batch that is. */
  #keepNew(batch: RowBatch, keys: readonly Codes[]): number {
    const first = this.#size
    const end = this.#keys.findUsed(keys, first, first + batch.size)
    const count = end - first
    this.#lines.addRun(first, count, row => batch.lineOf(row - first))
    this.#size = end
    return count
  }

  /** Sets a row aside. False when reading should stop. */
  #reject(batch: RowBatch, row: number, problems: readonly RowProblem[]): boolean {
    this.#setAside += 1
    this.#warnings = this.#warnings.filter(it => firstRowWith(batch, it.column, it.number) !== row)
    return this.#listener.onBadRow(placeOf(batch, row), problems)
  }

  #problemsOf(batch: RowBatch, row: number): readonly RowProblem[] | undefined {
    const fault = batch.faults.get(row)
    if (fault !== undefined) return [fault]
    const found: RowProblem[] = []
    for (const [column, wanted] of this.#columns.entries()) {
      const problemOfCell = this.dictionaries[column]?.problemOf(numberIn(batch, column, row))
      if (problemOfCell !== undefined) {
        const field = this.fields[this.#joiner.sourceOf(column, row)]
        found.push({
          problem: problemOfCell,
          heading: wanted.heading,
          ...(field === undefined ? {} : { field }),
        })
      }
    }
    return found.length === 0 ? undefined : found
  }

  #misfits(from: number): readonly RowProblem[] | undefined {
    for (const it of this.#checks) {
      const found = it.problemOf(this.#codes, from, this.dictionaries)
      if (found !== undefined) return [found]
    }
    return undefined
  }

  #duplicate(used: number): RowProblem {
    const key = this.#keyColumns.map(it => this.#textAt(it, used)).join(' / ')
    const found = problem('data/duplicate-key', { key, line: this.#lines.lineOf(used) })
    const first = this.#columns[this.#keyColumns[0] ?? -1]
    return first === undefined ? { problem: found } : at(first, found)
  }

  #textAt(column: number, row: number): string {
    const value = this.dictionaries[column]?.vocabulary.valueAt(this.#codes[column]?.[row] ?? -1)
    return value === undefined ? '' : textOfValue(value)
  }

  /** Each at the first row that holds the text; one of a row set aside is not told. */
  #tellWarnings(batch: RowBatch): void {
    for (const { column, number, problem: found } of this.#warnings) {
      const row = firstRowWith(batch, column, number)
      const wanted = this.#columns[column]
      if (wanted !== undefined && row >= 0) this.#listener.onWarning(placeOf(batch, row), at(wanted, found))
    }
    this.#warnings = []
  }
}

/** By what the cells of a column hold, the places of their values. */
function placesOf(numbers: Int32Array | undefined, places: Int32Array): Int32Array {
  if (numbers === undefined) return places
  const found = new Int32Array(numbers.length)
  for (let index = 0; index < found.length; index += 1)
    found[index] = places[numbers[index] as number] as number
  return found
}

const placeOf = (batch: RowBatch, row: number): RowPlace => ({
  line: batch.lineOf(row),
  text: () => batch.textOf(row),
})

const at = (column: WantedColumn, found: RowProblem['problem']): RowProblem => ({
  problem: found,
  ...(column.fields[0] === undefined ? {} : { field: column.fields[0] }),
  heading: column.heading,
})
