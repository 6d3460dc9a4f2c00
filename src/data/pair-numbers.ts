/** Numbers the different pairs of whole numbers in the order in which they come up. */
import { doubled } from './typed-arrays.ts'

export class PairNumbers {
  #slots = new Int32Array(64)
  #lefts = new Int32Array(32)
  #rights = new Int32Array(32)
  #size = 0

  get size(): number {
    return this.#size
  }

  numberOf(left: number, right: number): number {
    const mask = this.#slots.length - 1
    for (let slot = slotOf(left, right) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1
      if (number < 0) return this.#add(left, right)
      if (this.#lefts[number] === left && this.#rights[number] === right) return number
    }
  }

  #add(left: number, right: number): number {
    if (this.#size === this.#lefts.length) {
      this.#lefts = doubled(this.#lefts)
      this.#rights = doubled(this.#rights)
    }
    const number = this.#size
    this.#size += 1
    this.#lefts[number] = left
    this.#rights[number] = right
    if (this.#size * 2 > this.#slots.length) this.#rehash()
    else this.#occupy(number)
    return number
  }

  #occupy(number: number): void {
    const mask = this.#slots.length - 1
    let slot = slotOf(this.#lefts[number] as number, this.#rights[number] as number) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = number + 1
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let number = 0; number < this.#size; number += 1) this.#occupy(number)
  }
}

/** Multiplied by two odd numbers without a pattern, so that pairs of neighbours lie far apart. */
const slotOf = (left: number, right: number): number => {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 3
}
