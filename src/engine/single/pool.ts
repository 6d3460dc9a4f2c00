/**
 * The values of calls as small whole numbers, so that a cell is a number in a typed array and what has
 * been computed once is found again by number. Fractions of safe whole numbers are held as such; every
 * other value is held as it is.
 *
 * Texts of which every row has its own, such as keys, are held for one call only.
 */
import { exactFromRatio } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, NO, number, type Value, YES } from '../../value/value.ts'
import { safeRatio } from '../columnar/vector.ts'
import type { ValueOrder } from '../order.ts'

/** The number of a value in the pool. */
export type Id = number

export const NO_ID = 0
export const YES_ID = 1

/** Numbers of texts that are held for one call lie from here up to the first of the others. */
const FIRST_OF_CALL = 2
const FIRST_KEPT = 4096

export const KIND = { 'yes/no': 0, number: 1, text: 2, date: 3, code: 4, absent: 5 } as const

/** No such number, or one that is not safe: never the number of a value. */
export const NONE = -1

/** So many values are kept before all but those of the rules are forgotten. */
const MOST_KEPT = 1 << 16

const SMALL_WHOLES = 1024

export class Pool {
  /** Stands for what cannot be told here. */
  readonly notComputed: Id
  readonly #order: ValueOrder
  kinds = new Uint8Array(2 * FIRST_KEPT)
  /** Of a fraction in lowest terms; the denominator is 0 for every other value. */
  numerators = new Float64Array(2 * FIRST_KEPT)
  denominators = new Float64Array(2 * FIRST_KEPT)
  /** The first of the values that are the same to rules: like-named members of dimensions that meet. */
  #same = new Int32Array(2 * FIRST_KEPT)
  #values: (Value | undefined)[] = []
  #texts: Value[] = []
  #size = FIRST_KEPT
  /** Values of the rules themselves come first and stay. */
  #ofRules = FIRST_KEPT
  #wholes = new Int32Array(SMALL_WHOLES).fill(NONE)
  #ratios = new Int32Array(1024).fill(NONE)
  #ratioCount = 0
  #others = new Map<string, Id>()
  #identities = new Map<string, Id>()

  constructor(order: ValueOrder) {
    this.#order = order
    this.kinds.fill(KIND.text, FIRST_OF_CALL, FIRST_KEPT)
    this.#values[NO_ID] = NO
    this.#values[YES_ID] = YES
    this.#same[YES_ID] = YES_ID
    this.notComputed = this.idOf(builtInAbsence('not_computed'))
  }

  get capacity(): number {
    return this.kinds.length
  }
  get isFull(): boolean {
    return this.#size > MOST_KEPT
  }

  /** What is held now is part of the rules: it is never forgotten. */
  keepAll(): void {
    this.#ofRules = this.#size
  }

  /** Forgets all values but those of the rules. Numbers handed out for the others mean nothing any more. */
  forget(): void {
    // Arrays are made anew, for what holds on to the old ones goes on reading them.
    this.#values = this.#values.slice(0, this.#ofRules)
    this.kinds = this.kinds.slice()
    this.numerators = this.numerators.slice()
    this.denominators = this.denominators.slice()
    this.#size = this.#ofRules
    this.#wholes.fill(NONE)
    this.#ratios.fill(NONE)
    this.#ratioCount = 0
    this.#others = new Map([...this.#others].filter(([, id]) => id < this.#ofRules))
    this.#identities = new Map([...this.#identities].filter(([, id]) => id < this.#ofRules))
    for (let id = FIRST_KEPT; id < this.#ofRules; id += 1) if (this.denominators[id] !== 0) this.#remember(id)
  }

  // --- values to numbers -------------------------------------------------------------------------------

  idOf(value: Value): Id {
    if (value.kind === 'yes/no') return value.yes ? YES_ID : NO_ID
    const small = value.kind === 'number' ? safeRatio(value.number) : undefined
    if (small !== undefined) return this.ratio(small[0], small[1])
    const key = keyOf(value, this.#order)
    const known = this.#others.get(key)
    if (known !== undefined) return known
    const id = this.#add(KIND[value.kind], 0, 0)
    this.#values[id] = value
    this.#others.set(key, id)
    const identity = this.#order.identity(value)
    this.#same[id] = this.#identities.get(identity) ?? id
    if (this.#same[id] === id) this.#identities.set(identity, id)
    return id
  }

  /** A fraction in lowest terms; none where it is not of safe whole numbers. */
  ratio(numerator: number, denominator: number): Id {
    if (denominator === 1 && numerator >= 0 && numerator < SMALL_WHOLES) {
      const known = this.#wholes[numerator] as number
      if (known !== NONE) return known
      const id = this.#find(numerator, 1)
      this.#wholes[numerator] = id
      return id
    }
    if (!(Math.abs(numerator) <= Number.MAX_SAFE_INTEGER && denominator <= Number.MAX_SAFE_INTEGER))
      return NONE
    return this.#find(numerator, denominator)
  }

  #find(numerator: number, denominator: number): Id {
    const mask = this.#ratios.length - 1
    for (let at = hashOf(numerator, denominator) & mask; ; at = (at + 1) & mask) {
      const id = this.#ratios[at] as number
      if (id === NONE) break
      if (this.numerators[id] === numerator && this.denominators[id] === denominator) return id
    }
    // Adding zero makes zero of minus zero.
    const id = this.#add(KIND.number, numerator + 0, denominator)
    this.#same[id] = id
    this.#values[id] = undefined
    this.#remember(id)
    return id
  }

  #remember(id: Id): void {
    if (2 * this.#ratioCount >= this.#ratios.length) this.#widen()
    this.#ratioCount += 1
    place(this.#ratios, id, this.numerators[id] as number, this.denominators[id] as number)
  }

  #widen(): void {
    const wider = new Int32Array(2 * this.#ratios.length).fill(NONE)
    for (const id of this.#ratios)
      if (id !== NONE) place(wider, id, this.numerators[id] as number, this.denominators[id] as number)
    this.#ratios = wider
  }

  /** A text that only this call has; `at` counts them from 0. None where there are too many. */
  textOfCall(at: number, value: Value): Id {
    const id = FIRST_OF_CALL + at
    if (id >= FIRST_KEPT) return NONE
    this.#texts[at] = value
    return id
  }

  #add(kind: number, numerator: number, denominator: number): Id {
    const id = this.#size
    if (id === this.kinds.length) this.#grow()
    this.#size += 1
    this.kinds[id] = kind
    this.numerators[id] = numerator
    this.denominators[id] = denominator
    return id
  }

  #grow(): void {
    this.kinds = grown(this.kinds, it => new Uint8Array(it))
    this.numerators = grown(this.numerators, it => new Float64Array(it))
    this.denominators = grown(this.denominators, it => new Float64Array(it))
    this.#same = grown(this.#same, it => new Int32Array(it))
  }

  // --- numbers to values -------------------------------------------------------------------------------

  valueOf(id: Id): Value {
    const known = this.isOfCall(id) ? this.#texts[id - FIRST_OF_CALL] : this.#values[id]
    if (known !== undefined) return known
    const value = number(exactFromRatio(this.numerators[id] as number, this.denominators[id] as number))
    this.#values[id] = value
    return value
  }

  /** Reads the values of this call for good, whatever calls come after it. */
  reader(textsOfCall: number): (id: Id) => Value {
    const values = this.#values
    const numerators = this.numerators
    const denominators = this.denominators
    const texts = this.#texts.slice(0, textsOfCall)
    return id => {
      const known = this.isOfCall(id) ? texts[id - FIRST_OF_CALL] : values[id]
      return known ?? number(exactFromRatio(numerators[id] as number, denominators[id] as number))
    }
  }

  isOfCall(id: Id): boolean {
    return id >= FIRST_OF_CALL && id < FIRST_KEPT
  }

  /** One number for all values that are the same to rules; not for texts of the call. */
  firstSame(id: Id): Id {
    return this.#same[id] as Id
  }

  /** Whether rules take two values that are there for the same. */
  same(left: Id, right: Id): boolean {
    if (left === right) return true
    if (this.isOfCall(left) || this.isOfCall(right)) {
      const a = this.valueOf(left)
      const b = this.valueOf(right)
      return a.kind === 'text' && b.kind === 'text' && a.text === b.text
    }
    return this.#same[left] === this.#same[right]
  }

  /** Negative where the left is less. */
  compare(left: Id, right: Id): number {
    const p = this.denominators[left] as number
    const q = this.denominators[right] as number
    if (p !== 0 && q !== 0) {
      const a = (this.numerators[left] as number) * q
      const b = (this.numerators[right] as number) * p
      if (Math.abs(a) <= Number.MAX_SAFE_INTEGER && Math.abs(b) <= Number.MAX_SAFE_INTEGER) return a - b
    }
    const a = this.valueOf(left)
    const b = this.valueOf(right)
    if (isAbsent(a) || isAbsent(b)) throw new TypeError('checked to be there, is absent')
    return this.#order.compare(a, b)
  }
}

function place(table: Int32Array, id: Id, numerator: number, denominator: number): void {
  const mask = table.length - 1
  let at = hashOf(numerator, denominator) & mask
  while (table[at] !== NONE) at = (at + 1) & mask
  table[at] = id
}

const hashOf = (numerator: number, denominator: number): number => {
  const mixed = Math.imul(numerator | 0, 0x9e3779b1) ^ Math.imul(denominator | 0, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** Two values of this kind have the same text exactly when they are one value. */
const keyOf = (value: Value, order: ValueOrder): string =>
  value.kind === 'code' ? `${value.list}\n${value.code}` : `${value.kind} ${order.identity(value)}`

function grown<T extends Uint8Array | Float64Array | Int32Array>(array: T, make: (size: number) => T): T {
  const wider = make(2 * array.length)
  wider.set(array)
  return wider
}
