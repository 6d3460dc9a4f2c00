/**
 * Draws a cohort by the sample description of a ruleset straight into columns: the words of each column
 * and, for each row, the place of its word. Nothing is written and no row is kept as an object.
 */
import type { Codes } from '../../../src/engine/cohort.ts'
import { drawSample } from '../../../src/sample/draw-rows.ts'
import type { KeyPlan, Sample, SampleLevel } from '../../../src/sample/sample.ts'

/** A column of a level that is drawn, by its heading. */
export type DrawnColumn = DrawnWords | CountedKey
export interface DrawnWords {
  readonly kind: 'words'
  readonly heading: string
  readonly words: readonly string[]
  readonly codes: Codes
}
/** The keys of rows that count on: no word is kept for each of millions. */
export interface CountedKey {
  readonly kind: 'counted'
  readonly heading: string
  readonly prefix: string
  readonly digits: number
  readonly first: number
}
export interface DrawnLevel {
  readonly name: string
  readonly size: number
  readonly columns: readonly DrawnColumn[]
}

/** `onRow` hears how many rows of the counted level have been drawn. */
export function drawColumns(
  sample: Sample,
  rows: number,
  onRow: (rows: number) => void,
): readonly DrawnLevel[] {
  const collectors = new Map(sample.levels.map(it => [it.name, new LevelCollector(it)]))
  let counted = 0
  drawSample(sample, { rows }, (level, cells) => {
    collectors.get(level.name)?.add(cells)
    if (level.name !== sample.size.level) return
    counted += 1
    onRow(counted)
  })
  return [...collectors.values()].flatMap(it => it.finish() ?? [])
}

class LevelCollector {
  readonly #level: SampleLevel
  readonly #columns: readonly (Words | CountedKey)[]
  #size = 0

  constructor(level: SampleLevel) {
    this.#level = level
    this.#columns = (level.file?.columns ?? []).map(({ heading, slot }) =>
      isCounted(level, slot) ? countedKey(heading, level.key) : new Words(heading),
    )
  }

  add(cells: readonly string[]): void {
    for (let index = 0; index < cells.length; index += 1) {
      const column = this.#columns[index]
      if (column instanceof Words) column.add(cells[index] as string, this.#size)
    }
    this.#size += 1
  }

  /** Undefined for a level that has no file. */
  finish(): DrawnLevel | undefined {
    if (this.#level.file === undefined) return undefined
    const size = this.#size
    const columns = this.#columns.map(it => (it instanceof Words ? it.finish(size) : it))
    return { name: this.#level.name, size, columns }
  }
}

/** Rows that others belong to keep their keys as words, for belonging is found by them. */
const isCounted = ({ key, isKeyWithin, below }: SampleLevel, slot: number): boolean =>
  key?.slots.includes(slot) === true && !isKeyWithin && below.length === 0

const countedKey = (heading: string, key: KeyPlan | undefined): CountedKey => {
  const { prefix = '', digits = 0, first = 0 } = key ?? {}
  return { kind: 'counted', heading, prefix, digits, first }
}

class Words {
  readonly heading: string
  readonly #places = new Map<string, number>()
  #codes = new Uint32Array(1 << 16)
  /** Rows of one owner have the same key one after the other. */
  #last = ''
  #lastPlace = -1

  constructor(heading: string) {
    this.heading = heading
  }

  add(word: string, row: number): void {
    if (row >= this.#codes.length) this.#codes = grown(this.#codes)
    if (word !== this.#last || this.#lastPlace < 0) {
      this.#last = word
      this.#lastPlace = this.#placeOf(word)
    }
    this.#codes[row] = this.#lastPlace
  }

  #placeOf(word: string): number {
    const known = this.#places.get(word)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(word, place)
    return place
  }

  finish(size: number): DrawnWords {
    const { heading } = this
    const codes = codesFor(this.#places.size, size)
    codes.set(this.#codes.subarray(0, size))
    return { kind: 'words', heading, words: [...this.#places.keys()], codes }
  }
}

/** Room for codes of so many words, as narrow as will do. */
export const codesFor = (words: number, size: number): Codes =>
  words <= 1 << 8 ? new Uint8Array(size) : words <= 1 << 16 ? new Uint16Array(size) : new Uint32Array(size)

function grown(codes: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(codes.length * 2)
  larger.set(codes)
  return larger
}
