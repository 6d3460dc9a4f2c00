/**
 * What a formula came to for the combinations of values met so far. A formula that reads the same values
 * has the same value, so it is evaluated once for each combination and found again in a table of numbers.
 * Memory is bounded: a table that is full starts again.
 */
import { type Id, NONE, type Pool } from './pool.ts'

/** The value of something on a row. */
export type Read = (row: number) => Id
/** Finds the value where it is not known; `NONE` where it cannot be told, which is not remembered. */
export type Evaluate = (operands: Int32Array, row: number) => Id

/** Holds what is to be forgotten together with the values that the numbers stood for. */
export interface Forgetful {
  forget(): void
}

/** Combinations kept for one formula. */
const MOST_KEPT = 1 << 13

/** Reads a formula through its memory. */
export function remembered(
  operands: readonly Read[],
  evaluate: Evaluate,
  pool: Pool,
  forgetful: Forgetful[],
): Read {
  const [first, second] = operands
  if (first !== undefined && second === undefined) {
    const memory = new ById(pool)
    forgetful.push(memory)
    const scratch = new Int32Array(1)
    return row => {
      const id = first(row)
      const known = memory.find(id)
      if (known !== NONE) return known
      scratch[0] = id
      const result = evaluate(scratch, row)
      return result === NONE ? pool.notComputed : memory.add(id, result)
    }
  }
  const memory = new ByCombination(operands.length)
  forgetful.push(memory)
  const { keys } = memory
  const found: Read = row => {
    const result = evaluate(keys, row)
    return result === NONE ? pool.notComputed : memory.add(result)
  }
  if (first !== undefined && second !== undefined && operands.length === 2)
    return row => {
      keys[0] = first(row)
      keys[1] = second(row)
      const known = memory.find()
      return known === NONE ? found(row) : known
    }
  return row => {
    for (let index = 0; index < operands.length; index += 1) keys[index] = (operands[index] as Read)(row)
    const known = memory.find()
    return known === NONE ? found(row) : known
  }
}

/** By one value: as many places as the pool has. */
class ById implements Forgetful {
  readonly #pool: Pool
  #results = new Int32Array(0)

  constructor(pool: Pool) {
    this.#pool = pool
  }

  find(id: Id): Id {
    return id < this.#results.length ? (this.#results[id] as number) : NONE
  }

  add(id: Id, result: Id): Id {
    if (id >= this.#results.length) {
      const wider = new Int32Array(this.#pool.capacity).fill(NONE)
      wider.set(this.#results)
      this.#results = wider
    }
    this.#results[id] = result
    return result
  }

  forget(): void {
    this.#results = new Int32Array(0)
  }
}

/** By several values at once: a table with open places. */
export class ByCombination implements Forgetful {
  /** The combination asked for. */
  readonly keys: Int32Array
  readonly #width: number
  #places = new Int32Array(0)
  #results = new Int32Array(64).fill(NONE)
  #count = 0

  constructor(width: number) {
    this.#width = width
    this.keys = new Int32Array(width)
    this.#places = new Int32Array(64 * width)
  }

  find(): Id {
    return this.#results[this.#placeOf(this.keys, 0)] as number
  }

  /** Where a combination stands, or the open place where it would. */
  #placeOf(keys: Int32Array, from: number): number {
    const width = this.#width
    const places = this.#places
    const results = this.#results
    const mask = results.length - 1
    let hash = 0
    for (let index = 0; index < width; index += 1)
      hash = Math.imul(hash ^ (keys[from + index] as number), 0x9e3779b1)
    let at = (hash ^ (hash >>> 15)) & mask
    while (results[at] !== NONE) {
      const start = at * width
      let index = 0
      while (index < width && places[start + index] === keys[from + index]) index += 1
      if (index === width) break
      at = (at + 1) & mask
    }
    return at
  }

  add(result: Id): Id {
    if (2 * this.#count >= this.#results.length) this.#widen()
    this.#put(this.keys, 0, result)
    return result
  }

  #put(keys: Int32Array, from: number, result: Id): void {
    const at = this.#placeOf(keys, from)
    if (this.#results[at] === NONE) this.#count += 1
    this.#results[at] = result
    for (let index = 0; index < this.#width; index += 1)
      this.#places[at * this.#width + index] = keys[from + index] as number
  }

  #widen(): void {
    if (this.#count >= MOST_KEPT) {
      this.forget()
      return
    }
    const places = this.#places
    const results = this.#results
    this.#results = new Int32Array(2 * results.length).fill(NONE)
    this.#places = new Int32Array(2 * places.length)
    this.#count = 0
    for (const [at, result] of results.entries())
      if (result !== NONE) this.#put(places, at * this.#width, result)
  }

  forget(): void {
    this.#results.fill(NONE)
    this.#count = 0
  }
}
