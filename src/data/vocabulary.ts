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
  /** By place; undefined for texts that mean themselves and have not been asked for. */
  readonly #values: (Value | undefined)[] = []
  /** By place the number of the text, where the value is one that means itself. */
  #numberAt = new Int32Array(64)
  /** By number of a text one more than the place of the value that is written so, 0 for none yet. */
  #placeAt = new Int32Array(64)
  /** Places from here on may be undefined. */
  #made = 0
  /** How often one of these was asked for. */
  #asked = 0
  readonly #absent: number[] = []

  get size(): number {
    return this.#values.length
  }

  get hasAbsent(): boolean {
    return this.#absent.length > 0
  }

  valueAt(place: number): Value | undefined {
    if (place < 0 || place >= this.size) return undefined
    if (place >= this.#made) this.#asked += 1
    if (this.#asked > MANY) this.all()
    return this.#values[place] ?? text(this.numbers.textAt(this.#numberAt[place] as number) ?? '')
  }

  /** All values; a place in here stands for a value in every row. */
  all(): readonly Value[] {
    const values = this.#values
    if (this.#made < values.length) {
      const texts = this.numbers.textsFrom(0)
      for (let place = this.#made; place < values.length; place += 1)
        values[place] ??= text(texts[this.#numberAt[place] as number] ?? '')
      this.#made = values.length
    }
    return values as Value[]
  }

  placeOf(value: Value): number {
    if (isAbsent(value)) return this.#placeOfAbsent(value)
    const number = this.numbers.numberOfText(textOfValue(value))
    const known = this.#place(number)
    if (known < 0) return this.#add(number, value)
    const before = this.#values[known]
    const isSame = before === undefined ? value.kind === 'text' : sameValue(before, value)
    return isSame ? known : this.#values.push(value) - 1
  }

  /** The place of a text that means itself. */
  placeOfPlain(number: number): number {
    const known = this.#place(number)
    if (known >= 0 && (this.#values[known]?.kind ?? 'text') === 'text') return known
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
    this.#placeAt[number] = this.#values.push(value)
    return this.#values.length - 1
  }

  #placeOfAbsent(value: Value): number {
    const known = this.#absent.find(it => sameValue(this.#values[it] ?? value, value))
    if (known !== undefined) return known
    this.#absent.push(this.#values.length)
    return this.#values.push(value) - 1
  }
}

const roomFor = (array: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> =>
  index < array.length ? array : grown(array, index * 2)
