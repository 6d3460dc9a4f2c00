/**
 * What the texts of one column of a file mean: the place of each in the column's vocabulary, or what is
 * wrong with it. Each different text is read once, however many cells hold it.
 */
import type { Value } from '../value/value.ts'
import type { CellReader } from './cell.ts'
import { type CellProblem, problem } from './cell-problem.ts'
import { grown } from './typed-arrays.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface CellWarning {
  /** The number of the text it is about. */
  readonly number: number
  readonly problem: CellProblem
}
export interface CellMeaning {
  readonly heading: string
  readonly read: CellReader
  /** Whether every text but a blank one means itself. */
  readonly isText: boolean
}

export class CellDictionary {
  readonly vocabulary: Vocabulary
  /** What is wrong with the texts that are no values. */
  readonly problems: CellProblem[] = []
  readonly #meaning: CellMeaning
  readonly #onWarning: (warning: CellWarning) => void
  #places = new Int32Array(64)
  #learned = 0
  #hasWarned = false

  constructor(vocabulary: Vocabulary, meaning: CellMeaning, onWarning: (warning: CellWarning) => void) {
    this.vocabulary = vocabulary
    this.#meaning = meaning
    this.#onWarning = onWarning
  }

  /** By number of a text the place of its value, or `-1 - n` for problem `n`; for all texts there are. */
  places(): Int32Array {
    // Reading a text may bring up another, the usual way to write its value.
    while (this.#learned < this.vocabulary.numbers.size) this.#learn()
    return this.#places
  }

  /** What is wrong with the text of a number. */
  problemOf(number: number): CellProblem | undefined {
    return this.problems[-1 - (this.places()[number] ?? 0)]
  }

  #learn(): void {
    const { numbers } = this.vocabulary
    const [first, end] = [this.#learned, numbers.size]
    this.#learned = end
    if (end > this.#places.length) this.#places = grown(this.#places, end * 2)
    const texts = this.#meaning.isText ? undefined : numbers.textsFrom(first)
    for (let number = first; number < end; number += 1)
      this.#places[number] =
        texts === undefined && numbers.isPlain(number)
          ? this.vocabulary.placeOfPlain(number)
          : this.#placeOf(number, texts === undefined ? numbers.textAt(number) : texts[number - first])
  }

  #placeOf(number: number, text: string | undefined): number {
    if (text === undefined) return this.#refuse(problem('data/not-utf-8', { column: this.#meaning.heading }))
    const reading = this.#meaning.read(text)
    if (reading.kind === 'problem') return this.#refuse(reading)
    this.#warnOfFormula(number, reading, text)
    return this.vocabulary.placeOf(reading)
  }

  #refuse(found: CellProblem): number {
    return -this.problems.push(found)
  }

  #warnOfFormula(number: number, value: Value, text: string): void {
    if (this.#hasWarned || value.kind !== 'text' || !isFormulaLike(text)) return
    this.#hasWarned = true
    const args = { cell: text, column: this.#meaning.heading }
    this.#onWarning({ number, problem: problem('data/formula-like-text', args) })
  }
}

/** Whether a spreadsheet would compute a cell with this text; signed numbers are no formulas. */
export const isFormulaLike = (text: string): boolean =>
  /^[=+@\t\r-]/.test(text) && !/^[+-]\d+(\.\d+)?%?$/.test(text)
