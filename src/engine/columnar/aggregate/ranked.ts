/** Medians and percentiles: numbers of each owner in order, and a place between two of them. */
import { rationalOf } from '../../../value/exact.ts'
import { builtInAbsence, isAbsent } from '../../../value/value.ts'
import { BoundedBuilder, RatioBuilder } from '../builders.ts'
import { rowsBelow } from '../groups.ts'
import { APART, IS_APART, IS_THERE, type States } from '../states.ts'
import { MOST_EXACT, type Vector } from '../vector.ts'
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
  return found.kind === 'exact' ? exactly(it, found, numbers, shareOf) : nearly(it, numbers, shareOf)
}

/** The numbers of one owner after another. */
class SortedNumbers {
  readonly owners: number
  count = 0
  isApart = false
  /** The greatest bound among them. */
  error = 0
  sorted = new Float64Array(1024)
  readonly #it: Aggregation
  readonly #of: Summand
  readonly #below

  constructor(it: Aggregation, of: Summand) {
    this.#it = it
    this.#of = of
    this.owners = it.rows.owners
    this.#below = rowsBelow(it.rows.above, this.owners)
  }

  read(owner: number): void {
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

/** Where the share falls: the number at a rank, and such a part of the way to the next. */
function spotOf(count: number, { top, bottom }: Share, isNearest: boolean): readonly [number, number] {
  if (isNearest) return [Math.max(1, Math.ceil((top * count) / bottom)) - 1, 0]
  const way = top * (count - 1)
  return [Math.floor(way / bottom), way % bottom]
}

function exactly(
  { core, states }: Aggregation,
  { denominator }: Extract<Summand, { kind: 'exact' }>,
  numbers: SortedNumbers,
  shareOf: ShareOf,
): Vector | undefined {
  const result = new RatioBuilder(numbers.owners)
  const none = states.of(builtInAbsence('no_rows'))
  for (let owner = 0; owner < numbers.owners; owner += 1) {
    const share = shareOf(owner)
    numbers.read(owner)
    const state = stateOf(numbers, share, none)
    if (state !== IS_THERE) {
      result.absent(owner, state)
      continue
    }
    const [rank, part] = spotOf(numbers.count, share, core.option === 'nearest')
    const below = numbers.sorted[rank] as number
    if (part === 0) result.set(owner, below, denominator, 0)
    else {
      const rise = part * ((numbers.sorted[rank + 1] as number) - below)
      const start = below * share.bottom
      const greatest = Math.max(Math.abs(rise), Math.abs(start))
      result.set(owner, start + rise, denominator * share.bottom, greatest)
    }
  }
  return result.finish()
}

/** The number at a rank moves no further than the furthest of all numbers does. */
function nearly({ core, states }: Aggregation, numbers: SortedNumbers, shareOf: ShareOf): Vector {
  const result = new BoundedBuilder(numbers.owners)
  const none = states.of(builtInAbsence('no_rows'))
  for (let owner = 0; owner < numbers.owners; owner += 1) {
    const share = shareOf(owner)
    numbers.read(owner)
    const state = stateOf(numbers, share, none)
    if (state !== IS_THERE) {
      result.state(owner, state)
      continue
    }
    const [rank, part] = spotOf(numbers.count, share, core.option === 'nearest')
    const below = numbers.sorted[rank] as number
    const above = part === 0 ? below : (numbers.sorted[rank + 1] as number)
    const size = Math.abs(below) + Math.abs(above)
    result.set(owner, below + (part / share.bottom) * (above - below), numbers.error + size * 2 ** -50)
  }
  return result.finish()
}

function stateOf({ isApart, count }: SortedNumbers, share: Share, none: number): number {
  if (isApart) return IS_APART
  if (share.state !== IS_THERE) return share.state
  if (count === 0) return none
  return count * share.bottom > MOST_EXACT ? IS_APART : IS_THERE
}
