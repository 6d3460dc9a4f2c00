/**
 * The distinct texts of one column of a file, each read once as a value of its input. Texts that mean
 * the same (`1.50` and `1.5`, a code and its alias) share one place, so equal places are equal values.
 */
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { isAbsent, type Value } from '../value/value.ts'
import type { CellProblem, CellReader } from './cell.ts'
import { problem } from './cell.ts'

export class CellDictionary {
  readonly heading: string
  /** The distinct values; a place in here stands for a value in every row. */
  readonly values: Value[] = []
  /** What is wrong with the texts that are no values. */
  readonly problems: CellProblem[] = []
  readonly #read: CellReader
  readonly #onWarning: (warning: CellProblem) => void
  #hasWarned = false

  constructor(heading: string, read: CellReader, onWarning: (warning: CellProblem) => void) {
    this.heading = heading
    this.#read = read
    this.#onWarning = onWarning
  }

  /**
   * The place of a text's value, or `-1 - n` for problem `n`. `placeOf` gives the place of another
   * text, and so leads spellings of one value to one place.
   */
  add(text: string, placeOf: (text: string) => number): number {
    const reading = this.#read(text)
    if (reading.kind === 'problem') return -this.problems.push(reading)
    this.#warnOfFormula(reading, text)
    const canonical = isAbsent(reading) ? text : textOfValue(reading)
    if (canonical !== text && canonical !== '') {
      const place = placeOf(canonical)
      const known = this.values[place]
      if (known !== undefined && sameValue(known, reading)) return place
    }
    return this.values.push(reading) - 1
  }

  /** For bytes that are no text. */
  addProblem(found: CellProblem): number {
    return -this.problems.push(found)
  }

  problemAt(place: number): CellProblem | undefined {
    return this.problems[-1 - place]
  }

  #warnOfFormula(value: Value, text: string): void {
    if (this.#hasWarned || value.kind !== 'text' || !isFormulaLike(text)) return
    this.#hasWarned = true
    this.#onWarning(problem('data/formula-like-text', { cell: text, column: this.heading }))
  }
}

/** Whether a spreadsheet would compute a cell with this text; signed numbers are no formulas. */
export const isFormulaLike = (text: string): boolean =>
  /^[=+@\t\r-]/.test(text) && !/^[+-]\d+(\.\d+)?%?$/.test(text)
