/** Medians and percentiles: numbers of each owner in order, and a place between two of them. */
import { rationalOf } from '../../../value/exact.ts'
import { builtInAbsence, isAbsent } from '../../../value/value.ts'
import { BoundedBuilder, RatioBuilder } from '../builders.ts'
import { rowsBelow } from '../groups.ts'
import { APART, IS_APART, IS_THERE, type States } from '../states.ts'
import { denominatorAt, MOST_EXACT, type Ratios, type Vector } from '../vector.ts'
import type { AggregateKernel, Aggregation } from './aggregation.ts'
import { type Summand, summandOf } from './summand.ts'

/** Such a part of the way through the numbers, as a fraction; or a state that an owner has instead. */
interface Share {
  readonly top: number
  readonly bottom: number
  readonly state: number
}
type ShareOf = (owner: number) => Share

const HALF: Share = { top: 1, bottom: 2, state: IS_THERE }

export const median: AggregateKernel = it => ranked(it, () => HALF)

export const percentile: AggregateKernel = it => {
  const [share] = it.args
  const shareOf = share && sharesOf(share, it.states)
  return shareOf && ranked(it, shareOf)
}

/** A share that is none is refused, which is left apart. */
function sharesOf(share: Vector, states: States): ShareOf | undefined {
  if (share.kind !== 'dictionary') return undefined
  const shares = share.values.map((it): Share => {
    const apart = { top: 0, bottom: 1, state: IS_APART }
    if (isAbsent(it)) return it === APART ? apart : { ...apart, state: states.of(it) }
    const ratio = it.kind === 'number' ? rationalOf(it.number) : undefined
    if (ratio === undefined || ratio.numerator < 0n || ratio.numerator > ratio.denominator) return apart
    if (ratio.denominator > MOST_BOTTOM) return apart
    return { top: Number(ratio.numerator), bottom: Number(ratio.denominator), state: IS_THERE }
  })
  const { codes } = share.partition
  return owner => shares[codes[owner] as number] ?? HALF
}

const MOST_BOTTOM = 1_000_000n

function ranked(it: Aggregation, shareOf: ShareOf): Vector | undefined {
  const found = summandOf(it)
  if (found === undefined) return undefined
  const numbers = new SortedNumbers(it, found)
  if (found.kind === 'exact') return exactly(it, found, numbers, shareOf)
  const ofMany = it.of?.kind === 'ratios' ? exactlyOfMany(it, it.of, numbers, shareOf) : undefined
  return ofMany ?? nearly(it, numbers, shareOf)
}

/** The numbers of one owner after another. */
class SortedNumbers {
  readonly owners: number
  count = 0
  isApart = false
  /** The greatest bound among them. */
  error = 0
  sorted = new Float64Array(1024)
  #owner = 0
  readonly #it: Aggregation
  readonly #of: Summand
  readonly #below

  constructor(it: Aggregation, of: Summand) {
    this.#it = it
    this.#of = of
    this.owners = it.rows.owners
    this.#below = rowsBelow(it.rows.above, this.owners)
  }

  /** The rows of the owner read last whose numbers are there and between these. */
  rowsBetween(low: number, high: number): readonly number[] {
    const { offsets, rows } = this.#below
    const { states, numbers } = this.#of.operand
    const found: number[] = []
    for (let at = offsets[this.#owner] as number; at < (offsets[this.#owner + 1] as number); at += 1) {
      const row = rows === undefined ? at : (rows[at] as number)
      const isThere = states === undefined || states[row] === IS_THERE
      const number = numbers[row] as number
      if (isThere && number >= low && number <= high) found.push(row)
    }
    return found
  }

  read(owner: number): void {
    this.#owner = owner
    const { offsets, rows } = this.#below
    const { codes, states, numbers } = this.#of.operand
    const errors = this.#of.kind === 'bounded' ? this.#of.errors : undefined
    this.count = 0
    this.error = 0
    this.isApart = this.#it.rows.apart?.[owner] === 1
    const [from, to] = [offsets[owner] as number, offsets[owner + 1] as number]
    if (to - from > this.sorted.length) this.sorted = new Float64Array(2 * (to - from))
    for (let at = from; at < to; at += 1) {
      const row = rows === undefined ? at : (rows[at] as number)
      const place = codes === undefined ? row : (codes[row] as number)
      const state = states === undefined ? IS_THERE : (states[place] as number)
      if (state === IS_APART) this.isApart = true
      if (state !== IS_THERE) continue
      this.sorted[this.count] = numbers[place] as number
      this.count += 1
      if (errors !== undefined) this.error = Math.max(this.error, errors[place] as number)
    }
    this.sorted.subarray(0, this.count).sort()
  }
}

/** Where a share falls: the number at a rank, and so many of `bottom` parts of the way to the next. */
interface Spot {
  readonly rank: number
  readonly part: number
  readonly bottom: number
}

function spotOf(count: number, { top, bottom }: Share, isNearest: boolean): Spot {
  if (isNearest) return { rank: Math.max(1, Math.ceil((top * count) / bottom)) - 1, part: 0, bottom }
  const way = top * (count - 1)
  return { rank: Math.floor(way / bottom), part: way % bottom, bottom }
}

interface Told {
  absent(owner: number, state: number): void
  /** Where the share falls among the numbers read last. */
  at(owner: number, spot: Spot): void
}

function eachOwner(
  { core, states }: Aggregation,
  numbers: SortedNumbers,
  shareOf: ShareOf,
  { absent, at }: Told,
): void {
  const none = states.of(builtInAbsence('no_rows'))
  const isNearest = core.option === 'nearest'
  for (let owner = 0; owner < numbers.owners; owner += 1) {
    const share = shareOf(owner)
    numbers.read(owner)
    const state = stateOf(numbers, share, none)
    if (state === IS_THERE) at(owner, spotOf(numbers.count, share, isNearest))
    else absent(owner, state)
  }
}

function exactly(
  aggregation: Aggregation,
  { denominator }: Extract<Summand, { kind: 'exact' }>,
  numbers: SortedNumbers,
  shareOf: ShareOf,
): Vector | undefined {
  const result = new RatioBuilder(numbers.owners)
  eachOwner(aggregation, numbers, shareOf, {
    absent: (owner, state) => result.absent(owner, state),
    at(owner, { rank, part, bottom }) {
      const below = numbers.sorted[rank] as number
      if (part === 0) return result.set(owner, below, denominator, 0)
      const rise = part * ((numbers.sorted[rank + 1] as number) - below)
      const start = below * bottom
      const greatest = Math.max(Math.abs(rise), Math.abs(start))
      result.set(owner, start + rise, denominator * bottom, greatest)
    },
  })
  return result.finish()
}

/**
 * Of fractions with denominators of their own: those that may be at the rank are within twice the bound of
 * the number there, and are told apart as fractions. Undefined where a whole number is not safe.
 */
function exactlyOfMany(
  aggregation: Aggregation,
  ratios: Ratios,
  numbers: SortedNumbers,
  shareOf: ShareOf,
): Vector | undefined {
  const result = new RatioBuilder(numbers.owners)
  eachOwner(aggregation, numbers, shareOf, {
    absent: (owner, state) => result.absent(owner, state),
    at(owner, { rank, part, bottom }) {
      const below = fractionAt(ratios, numbers, rank)
      if (part === 0) return result.set(owner, ...below, 0)
      const above = fractionAt(ratios, numbers, rank + 1)
      // (1 - part / bottom) of the one and part / bottom of the other.
      const low = below[0] * above[1] * (bottom - part)
      const high = above[0] * below[1] * part
      const greatest = Math.max(Math.abs(low), Math.abs(high))
      result.set(owner, low + high, below[1] * above[1] * bottom, greatest)
    },
  })
  return result.finish()
}

/** Numerator and denominator of the number at a rank. */
function fractionAt(ratios: Ratios, numbers: SortedNumbers, rank: number): readonly [number, number] {
  const near = numbers.sorted[rank] as number
  const distance = 2 * numbers.error * (1 + 2 ** -40) + Math.abs(near) * 2 ** -40
  const low = near - distance
  const rows = numbers.rowsBetween(low, near + distance)
  const before = countBelow(numbers, low)
  const fractions = rows.map(row => [ratios.numerators[row] as number, denominatorAt(ratios, row)] as const)
  const [first = [0, 1] as const] = fractions
  if (fractions.every(it => it[0] === first[0] && it[1] === first[1])) return first
  return fractions.toSorted(comparedFractions)[rank - before] ?? first
}

/** How many of the numbers read last are less. */
function countBelow({ sorted, count }: SortedNumbers, number: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return low
}

function comparedFractions(left: readonly [number, number], right: readonly [number, number]): number {
  const [a, b] = [left[0] * right[1], right[0] * left[1]]
  if (Math.max(Math.abs(a), Math.abs(b)) <= MOST_EXACT) return a - b
  const difference = BigInt(left[0]) * BigInt(right[1]) - BigInt(right[0]) * BigInt(left[1])
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The number at a rank moves no further than the furthest of all numbers does. */
function nearly(aggregation: Aggregation, numbers: SortedNumbers, shareOf: ShareOf): Vector {
  const result = new BoundedBuilder(numbers.owners)
  eachOwner(aggregation, numbers, shareOf, {
    absent: (owner, state) => result.state(owner, state),
    at(owner, { rank, part, bottom }) {
      const below = numbers.sorted[rank] as number
      const above = part === 0 ? below : (numbers.sorted[rank + 1] as number)
      const size = Math.abs(below) + Math.abs(above)
      result.set(owner, below + (part / bottom) * (above - below), numbers.error + size * 2 ** -50)
    },
  })
  return result.finish()
}

function stateOf({ isApart, count }: SortedNumbers, share: Share, none: number): number {
  if (isApart) return IS_APART
  if (share.state !== IS_THERE) return share.state
  if (count === 0) return none
  return count * share.bottom > MOST_EXACT ? IS_APART : IS_THERE
}
