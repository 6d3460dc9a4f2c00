/**
 * The different texts and values of a column, or of several columns that are matched with one another.
 * Texts that mean the same (`1.50` and `1.5`, a code and its alias) share one place among the values, so
 * equal places are equal values, in all the columns.
 */
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { isAbsent, text, type Value } from '../value/value.ts'
import { TextNumbers } from './text-numbers.ts'
import { grown } from './typed-arrays.ts'

export class Vocabulary {
  readonly numbers = new TextNumbers()
  /** The distinct values; a place in here stands for a value in every row. */
  readonly values: Value[] = []
  /** By number of a text one more than the place of the value that is written so, 0 for none yet. */
  #places = new Int32Array(64)
  readonly #absent: number[] = []

  placeOf(value: Value): number {
    if (isAbsent(value)) return this.#placeOfAbsent(value)
    const number = this.numbers.numberOfText(textOfValue(value))
    const known = this.#place(number)
    const before = this.values[known]
    if (before !== undefined && sameValue(before, value)) return known
    return before === undefined ? this.#add(number, value) : this.values.push(value) - 1
  }

  /** The place of a text that means itself. */
  placeOfPlain(number: number, written: string): number {
    const known = this.#place(number)
    return known >= 0 && this.values[known]?.kind === 'text' ? known : this.#add(number, text(written))
  }

  #place(number: number): number {
    return number < this.#places.length ? (this.#places[number] as number) - 1 : -1
  }

  #add(number: number, value: Value): number {
    if (number >= this.#places.length)
      this.#places = grown(this.#places, Math.max(number + 1, this.#places.length * 2))
    this.#places[number] = this.values.push(value)
    return this.values.length - 1
  }

  #placeOfAbsent(value: Value): number {
    const known = this.#absent.find(it => sameValue(this.values[it] ?? value, value))
    if (known !== undefined) return known
    this.#absent.push(this.values.length)
    return this.values.push(value) - 1
  }
}
