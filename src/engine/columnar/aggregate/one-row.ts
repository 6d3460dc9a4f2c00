/** Aggregates that are the value of one of the rows: the least, the greatest, the first, the only one. */

import { builtInAbsence, isAbsent, type Present, type Value, YES } from '../../../value/value.ts'
import type { Codes } from '../../cohort.ts'
import type { ValueOrder } from '../../order.ts'
import { classOfState, isOfKeys, type KeyList, keyDictionary, keyTable } from '../key-values.ts'
import { joinedByValue } from '../partition.ts'
import { APART, IS_APART, IS_NO, IS_YES, type States } from '../states.ts'
import type { Dictionary, Vector } from '../vector.ts'
import { type AggregateKernel, type Aggregation, apartClasses } from './aggregation.ts'

/** The row that stands for each owner; -1 for none, -2 for an owner left apart. */
type Choice = Int32Array
const NONE = -1
const LEFT_APART = -2

/** The values of the rows chosen. */
function chosen({ of, newId, states }: Aggregation, choice: Choice | undefined): Vector | undefined {
  if (choice === undefined || of?.kind !== 'dictionary') return undefined
  const { codes } = of.partition
  if (isOfKeys(of)) return keyDictionary(of.keys, keysChosen(of.keys, codes, choice, states), newId(), states)
  const [none, apart] = [of.values.length, of.values.length + 1]
  const values = [...of.values, builtInAbsence('no_rows'), APART]
  const found = codesChosen(codes, choice, none, apart)
  return { kind: 'dictionary', partition: { id: newId(), codes: found, count: values.length }, values }
}

function keysChosen(keys: KeyList, codes: Codes, choice: Choice, states: States): Uint32Array {
  const none = classOfState(keys, states.of(builtInAbsence('no_rows')))
  const apart = classOfState(keys, IS_APART)
  return codesChosen(codes, choice, none, apart)
}

function codesChosen(codes: Codes, choice: Choice, none: number, apart: number): Uint32Array {
  const found = new Uint32Array(choice.length)
  for (let owner = 0; owner < found.length; owner += 1) {
    const row = choice[owner] as number
    found[owner] = row === NONE ? none : row === LEFT_APART ? apart : (codes[row] as number)
  }
  return found
}

/** For each class whether its value is there. */
function presenceByClass(of: Dictionary, { truths }: States): ArrayLike<number> {
  const presence = (value: Value) => (value === APART ? IS_APART : isAbsent(value) ? IS_NO : IS_YES)
  return isOfKeys(of) ? keyTable(of, IS_YES, truths.map(presence)) : of.values.map(presence)
}

/** Goes over the rows taken, with the class of each value that is there. */
function choiceOf(
  it: Aggregation,
  of: Dictionary,
  prefer: (best: number, row: number) => boolean | undefined,
): Choice {
  const { above, owners, apart } = it.rows
  const there = presenceByClass(of, it.states)
  const choice = new Int32Array(owners).fill(NONE)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner < 0 || choice[owner] === LEFT_APART) continue
    const state = there[of.partition.codes[row] as number]
    if (state === IS_APART) choice[owner] = LEFT_APART
    if (state !== IS_YES) continue
    const best = choice[owner] as number
    if (best < 0) choice[owner] = row
    else {
      const isBetter = prefer(best, row)
      if (isBetter === undefined) choice[owner] = LEFT_APART
      else if (isBetter) choice[owner] = row
    }
  }
  if (apart !== undefined)
    for (let owner = 0; owner < owners; owner += 1) if (apart[owner] === 1) choice[owner] = LEFT_APART
  return choice
}

/** More classes than these are not put in order. */
const MOST_RANKED = 200_000

/** Places of the classes in the order of their values, equal ones alike; absent ones come last. */
function ranksOf({ values }: Dictionary, order: ValueOrder): Float64Array | undefined {
  if (values.length > MOST_RANKED) return undefined
  const present = [...values.keys()].filter(index => !isAbsent(values[index] ?? APART))
  const at = (index: number): Present => (values[index] as Present | undefined) ?? YES
  present.sort((left, right) => order.compare(at(left), at(right)))
  const ranks = new Float64Array(values.length).fill(Infinity)
  let rank = 0
  for (const [place, index] of present.entries()) {
    const before = present[place - 1]
    if (before !== undefined && order.compare(at(before), at(index)) !== 0) rank = place
    ranks[index] = rank
  }
  return ranks
}

export const least: AggregateKernel = it => chosen(it, extremeBy(it, 1))
export const greatest: AggregateKernel = it => chosen(it, extremeBy(it, -1))
export const first: AggregateKernel = it => chosen(it, firstBy(it))
export const only: AggregateKernel = it => chosen(it, onlyBy(it))

function extremeBy(it: Aggregation, sign: 1 | -1): Choice | undefined {
  const { of, order } = it
  if (of?.kind !== 'dictionary') return undefined
  const ranks = ranksOf(of, order)
  const { codes } = of.partition
  const rank = (row: number) => sign * ((ranks?.[codes[row] as number] as number) ?? 0)
  return ranks && choiceOf(it, of, (best, row) => rank(row) < rank(best))
}

/** By the keys, then in the order of the rows; a row with a key that is left apart leaves the owner apart. */
function firstBy(it: Aggregation): Choice | undefined {
  const { of, by, core, order, isBefore } = it
  if (of?.kind !== 'dictionary') return undefined
  const keys: { readonly codes: Codes; readonly ranks: Float64Array; readonly apart: Uint8Array }[] = []
  for (const [index, key] of by.entries()) {
    const ranks = key.kind === 'dictionary' ? ranksOf(key, order) : undefined
    if (key.kind !== 'dictionary' || ranks === undefined) return undefined
    const sign = core.by[index]?.direction === 'best first' ? -1 : 1
    keys.push({
      codes: key.partition.codes,
      ranks: ranks.map(rank => (rank === Infinity ? rank : sign * rank)),
      apart: apartClasses(key),
    })
  }
  const choice = choiceOf(it, of, (best, row) => {
    for (const { codes, ranks } of keys) {
      const [left, right] = [ranks[codes[best] as number] as number, ranks[codes[row] as number] as number]
      if (left !== right) return right < left
    }
    return isBefore(row, best)
  })
  for (const { codes, apart } of keys) leaveApart(choice, it.rows.above, codes, apart)
  return choice
}

/** Keys are asked of every row, whether or not there is another to compare it with. */
function leaveApart(choice: Choice, above: Int32Array, codes: Codes, apart: Uint8Array): void {
  if (!apart.includes(1)) return
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner >= 0 && apart[codes[row] as number] === 1) choice[owner] = LEFT_APART
  }
}

/** Owners whose rows differ are left apart, to be refused in the words of the reference semantics. */
function onlyBy(it: Aggregation): Choice | undefined {
  const { of } = it
  if (of?.kind !== 'dictionary') return undefined
  const { codes } = of.partition
  const { joined } = joinedByValue(of.partition, of.values)
  const classOf = (row: number) => joined?.[codes[row] as number] ?? codes[row]
  return choiceOf(it, of, (best, row) => (classOf(best) === classOf(row) ? false : undefined))
}
