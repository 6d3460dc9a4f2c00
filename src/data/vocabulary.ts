/**
 * The different texts and values of a column, or of several columns that are matched with one another.
 * Texts that mean the same (`1.50` and `1.5`, a code and its alias) share one place among the values, so
 * equal places are equal values, in all the columns. Texts that mean themselves become values when asked for:
 * most keys are only ever compared.
 */
import type { ValueList } from '../engine/cohort.ts'
import { sameValue } from '../value/same-value.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { isAbsent, text, type Value } from '../value/value.ts'
import { TextNumbers } from './text-numbers.ts'
import { grown } from './typed-arrays.ts'

/** When so many values have been asked for one by one, all are made at once. */
const MANY = 10_000

export class Vocabulary implements ValueList {
  readonly numbers = new TextNumbers()
  #size = 0
  /** By place, as far as there are any but texts that mean themselves; undefined for those. */
  readonly #meant: (Value | undefined)[] = []
  /** By place the number of the text, where the value is one that means itself. */
  #numberAt = new Int32Array(64)
  /** By number of a text one more than the place of the value that is written so, 0 for none yet. */
  #placeAt = new Int32Array(64)
  /** All values up to some place, once they have been asked for often. */
  #made: Value[] = []
  #asked = 0
  readonly #absent: number[] = []

  get size(): number {
    return this.#size
  }

  get hasAbsent(): boolean {
    return this.#absent.length > 0
  }

  valueAt(place: number): Value | undefined {
    if (place < 0 || place >= this.#size) return undefined
    const made = this.#made[place]
    if (made !== undefined) return made
    this.#asked += 1
    if (this.#asked > MANY) return this.all()[place]
    return this.#meant[place] ?? text(this.numbers.textAt(this.#numberAt[place] as number) ?? '')
  }

  /** All values; a place in here stands for a value in every row. */
  all(): readonly Value[] {
    const first = this.#made.length
    if (first < this.#size) {
      const texts = this.numbers.textsFrom(0)
      for (let place = first; place < this.#size; place += 1)
        this.#made.push(this.#meant[place] ?? text(texts[this.#numberAt[place] as number] ?? ''))
    }
    return this.#made
  }

  placeOf(value: Value): number {
    if (isAbsent(value)) return this.#placeOfAbsent(value)
    const number = this.numbers.numberOfText(textOfValue(value))
    const known = this.#place(number)
    if (known < 0) return this.#add(number, value)
    const before = this.#meant[known]
    const isSame = before === undefined ? value.kind === 'text' : sameValue(before, value)
    return isSame ? known : this.#next(value)
  }

  /** The place of a text that means itself. */
  placeOfPlain(number: number): number {
    const known = this.#place(number)
    if (known >= 0 && (this.#meant[known]?.kind ?? 'text') === 'text') return known
    const place = this.#add(number, undefined)
    this.#numberAt = roomFor(this.#numberAt, place)
    this.#numberAt[place] = number
    return place
  }

  #place(number: number): number {
    return number < this.#placeAt.length ? (this.#placeAt[number] as number) - 1 : -1
  }

  #add(number: number, value: Value | undefined): number {
    this.#placeAt = roomFor(this.#placeAt, number)
    const place = this.#next(value)
    this.#placeAt[number] = place + 1
    return place
  }

  #next(value: Value | undefined): number {
    const place = this.#size
    if (value !== undefined) {
      while (this.#meant.length < place) this.#meant.push(undefined)
      this.#meant.push(value)
    }
    this.#size += 1
    return place
  }

  #placeOfAbsent(value: Value): number {
    const known = this.#absent.find(it => sameValue(this.#meant[it] ?? value, value))
    if (known !== undefined) return known
    this.#absent.push(this.#size)
    return this.#next(value)
  }
}

const roomFor = (array: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> =>
  index < array.length ? array : grown(array, index * 2)
