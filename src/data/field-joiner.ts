/** Inputs that several fields of a file hold between them: in each row the first that is not empty counts. */
import type { WantedColumn } from './match-columns.ts'
import { numberIn, type RowBatch } from './row-batch.ts'
import type { TextNumbers } from './text-numbers.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The fields that are wanted, each once, and their vocabularies: fields of one column share its vocabulary. */
export function fieldsOf(
  columns: readonly WantedColumn[],
  vocabularyOf: (column: WantedColumn) => Vocabulary,
): { readonly fields: readonly number[]; readonly vocabularies: ReadonlyMap<number, Vocabulary> } {
  const vocabularies = new Map<number, Vocabulary>()
  for (const column of columns.toSorted((left, right) => right.fields.length - left.fields.length)) {
    const known = column.fields.flatMap(it => vocabularies.get(it) ?? [])
    const vocabulary = known[0] ?? vocabularyOf(column)
    for (const it of column.fields) vocabularies.set(it, vocabulary)
  }
  return { fields: [...new Set(columns.flatMap(it => it.fields))], vocabularies }
}

export class FieldJoiner {
  /** For each column the places of its fields among those of a batch. */
  readonly #places: readonly (readonly number[])[]
  readonly #sources: readonly TextNumbers[]
  readonly #isNeeded: boolean
  #read: RowBatch | undefined

  constructor(places: readonly (readonly number[])[], sources: readonly TextNumbers[]) {
    this.#places = places
    this.#sources = sources
    this.#isNeeded = places.some((it, column) => it.length !== 1 || it[0] !== column)
  }

  /** A batch of fields as a batch of columns. */
  joined(batch: RowBatch): RowBatch {
    this.#read = batch
    if (!this.#isNeeded) return batch
    const { size, faults } = batch
    return {
      size,
      faults,
      cells: this.#places.map(it => this.#firstFilled(it, batch)),
      lineOf: row => batch.lineOf(row),
      textOf: row => batch.textOf(row),
    }
  }

  /** Which field of the batch joined last a column has its cell from. */
  sourceOf(column: number, row: number): number {
    const places = this.#places[column] ?? []
    const filled = places.find(it => !this.#isBlank(it, row, this.#read))
    return filled ?? places[0] ?? -1
  }

  #firstFilled(places: readonly number[], batch: RowBatch): Int32Array {
    const [first = -1, ...others] = places
    const found = Int32Array.from({ length: batch.size }, (_, row) => numberIn(batch, first, row))
    if (others.length === 0) return found
    for (let row = 0; row < batch.size; row += 1) {
      const place = places.find(it => !this.#isBlank(it, row, batch))
      if (place !== undefined) found[row] = numberIn(batch, place, row)
    }
    return found
  }

  #isBlank(place: number, row: number, batch: RowBatch | undefined): boolean {
    return batch === undefined || this.#sources[place]?.isBlank(numberIn(batch, place, row)) !== false
  }
}
