/**
 * Rows of a level that hold the same inputs are of one class, and so is all that follows from these
 * alone: it is worked out once for a class and found again by its number. A year has millions of rows
 * and few classes of them.
 */
import { ByCombination, type Forgetful, type Read } from './memo.ts'
import { type Id, NONE, type Pool } from './pool.ts'
import { Cells, type SheetLevel } from './sheet.ts'

/** Classes are forgotten between calls when there are more. */
const MOST_CLASSES = 1 << 13
/** A class is worth while where so many rows have it. */
const LEAST_SHARED = 4
/** More inputs than these make too many classes. */
const MOST_INPUTS = 8
/** Room for small numbers of an input at first, and for those of all inputs together, as exponents of two. */
const FIRST_BITS = 2
const MOST_BITS = 18

export class RowClasses implements Forgetful {
  readonly #level: SheetLevel
  readonly #pool: Pool
  readonly #classes: Cells
  readonly #tables: ByClass[] = []
  #inputs: readonly Cells[] = []
  /** Small numbers of the values of each input, in the order in which they came. */
  #places: readonly Int32Array[] = []
  #placed: number[] = []
  /** As many small numbers as there is room for, of each input: a power of two, as its exponent. */
  #bits: number[] = []
  /** Classes by the small numbers put together; where that takes too much room, by the values. */
  #byPlace = new Int32Array(0)
  #byValue = new ByCombination(1)
  #count = 0
  /** Rows that have been given a class. */
  #rows = 0
  #isUseful = false

  constructor(level: SheetLevel, pool: Pool) {
    this.#level = level
    this.#pool = pool
    this.#classes = level.keep(new Cells(level.room))
  }

  /** A read of what follows from the inputs of a row alone. */
  byClass(read: Read): Read {
    const table = new ByClass()
    this.#tables.push(table)
    return row => {
      if (!this.#isUseful) return read(row)
      const of = this.#classes.ids[row] as number
      const known = table.results[of]
      return known === undefined || known === NONE ? table.add(of, read(row)) : known
    }
  }

  /** Once all inputs of the level are known. */
  useInputs(inputs: readonly Cells[]): void {
    const isUsed = this.#tables.length > 0 && inputs.length > 0
    this.#isUseful = isUsed && inputs.length <= MOST_INPUTS
    this.#inputs = inputs
    this.#byValue = new ByCombination(inputs.length)
    this.#bits = inputs.map(() => FIRST_BITS)
    this.forget()
  }

  /** Tells the class of each row, once its inputs have been read. */
  classify(): void {
    if (!this.#isUseful) return
    const { size } = this.#level
    const { ids } = this.#classes
    this.#rows += size
    const arePlaced = this.#byPlace.length > 0 && this.#placeRows(ids, size)
    if (!arePlaced) {
      this.#classifyEach(ids, size)
      return
    }
    const byPlace = this.#byPlace
    for (let row = 0; row < size; row += 1) {
      const place = ids[row] as number
      const known = byPlace[place] as number
      ids[row] = known === NONE ? this.#add(place) : known
    }
  }

  /** Puts the small numbers of each row together, input by input; false where a value has none yet. */
  #placeRows(into: Int32Array, size: number): boolean {
    const inputs = this.#inputs
    let all = 0
    for (let at = 0; at < inputs.length; at += 1) {
      const { ids } = inputs[at] as Cells
      const places = this.#places[at] as Int32Array
      const bits = this.#bits[at] as number
      for (let row = 0; row < size; row += 1) {
        const id = ids[row] as Id
        const small = id < places.length ? (places[id] as number) : NONE
        all |= small
        into[row] = at === 0 ? small : ((into[row] as number) << bits) | small
      }
    }
    return all >= 0
  }

  #classifyEach(ids: Int32Array, size: number): void {
    for (let row = 0; row < size; row += 1) {
      const place = this.#byPlace.length === 0 ? NONE : this.#placeOf(row)
      if (place === NONE) ids[row] = this.#classOfValues(row)
      else {
        const known = this.#byPlace[place] as number
        ids[row] = known === NONE ? this.#add(place) : known
      }
    }
  }

  /** Where the class of a row stands; `NONE` where it has to be found by its values. */
  #placeOf(row: number): number {
    const inputs = this.#inputs
    let place = 0
    for (let at = 0; at < inputs.length; at += 1) {
      const id = (inputs[at] as Cells).ids[row] as Id
      const small = (this.#places[at] as Int32Array)[id]
      if (small === undefined || small === NONE) return this.#hasPlaced(at, id) ? this.#placeOf(row) : NONE
      place = (place << (this.#bits[at] as number)) | small
    }
    return place
  }

  /** Gives a value a small number; false where there is no room for it any more. */
  #hasPlaced(at: number, id: Id): boolean {
    const small = this.#placed[at] as number
    if (small === 1 << (this.#bits[at] as number)) {
      this.#bits[at] = (this.#bits[at] as number) + 1
      this.forget()
      return this.#byPlace.length > 0 && this.#hasPlaced(at, id)
    }
    const places = this.#places[at] as Int32Array
    if (id >= places.length) {
      const wider = new Int32Array(this.#pool.capacity).fill(NONE)
      wider.set(places)
      this.#places = this.#places.map((it, index) => (index === at ? wider : it))
    }
    ;(this.#places[at] as Int32Array)[id] = small
    this.#placed[at] = small + 1
    return true
  }

  #add(place: number): number {
    this.#byPlace[place] = this.#count
    this.#count += 1
    return this.#count - 1
  }

  #classOfValues(row: number): number {
    const { keys } = this.#byValue
    for (let at = 0; at < this.#inputs.length; at += 1) keys[at] = (this.#inputs[at] as Cells).ids[row] as Id
    const known = this.#byValue.find()
    if (known !== NONE) return known
    this.#count += 1
    return this.#byValue.add(this.#count - 1)
  }

  /** Forgets the classes where there are too many, for good where few rows share one; between calls. */
  tidy(): void {
    if (this.#count <= MOST_CLASSES) return
    if (this.#rows < LEAST_SHARED * this.#count) this.#isUseful = false
    this.restart()
  }

  /** Forgets what follows from classes as well; between calls. */
  restart(): void {
    this.forget()
    this.#count = 0
    this.#rows = 0
    for (const it of this.#tables) it.forget()
  }

  /** Numbers of classes go on, so that rows of the call at hand that have one keep it. */
  forget(): void {
    const bits = this.#bits.reduce((sum, it) => sum + it, 0)
    this.#byPlace = new Int32Array(bits > MOST_BITS ? 0 : 1 << bits).fill(NONE)
    this.#places = this.#inputs.map(() => new Int32Array(0))
    this.#placed = this.#inputs.map(() => 0)
    this.#byValue.forget()
  }
}

/** Results by the number of the class. */
class ByClass {
  results = new Int32Array(64).fill(NONE)

  add(of: number, result: Id): Id {
    if (of >= this.results.length) {
      const wider = new Int32Array(2 * (of + 1)).fill(NONE)
      wider.set(this.results)
      this.results = wider
    }
    this.results[of] = result
    return result
  }

  forget(): void {
    this.results.fill(NONE)
  }
}
