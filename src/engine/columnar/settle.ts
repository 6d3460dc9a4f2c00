/** Puts the values that the reference semantics gives to rows left apart back into their column. */

import type { Exact } from '../../value/exact.ts'
import { identityKey } from '../../value/identity-key.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { approximate } from './bounds.ts'
import { hasNoneApart, isOfKeys } from './key-values.ts'
import { eitherRoots, rootsOf } from './roots.ts'
import { APART, IS_APART, IS_THERE, type States } from './states.ts'
import {
  type Bounded,
  type Dictionary,
  denominatorAt,
  MOST_EXACT,
  type Numbers,
  type Ratios,
  safeRatio,
  type Vector,
} from './vector.ts'

/** A column with a value in every row: in the vector, or where that cannot hold it in `others`. */
export interface Settled {
  readonly vector: Vector
  readonly others: Map<number, Value>
}

export interface Settling {
  readonly states: States
  readonly newId: () => number
  valueAt(row: number): Value
}

export function settle(vector: Vector, settling: Settling): Settled {
  return vector.kind === 'dictionary' ? settleDictionary(vector, settling) : settleNumbers(vector, settling)
}

function settleDictionary(dictionary: Dictionary, { valueAt, newId }: Settling): Settled {
  if (isOfKeys(dictionary) && hasNoneApart(dictionary, IS_APART))
    return { vector: dictionary, others: new Map() }
  const { partition, values } = dictionary
  if (!values.includes(APART)) return { vector: dictionary, others: new Map() }
  const isApart = Uint8Array.from(values, it => (it === APART ? 1 : 0))
  const all = [...values]
  const known = new Map(values.length > MOST_SHARED ? [] : values.map((it, code) => [identityKey(it), code]))
  let codes: Codes | undefined
  for (let row = 0; row < partition.codes.length; row += 1) {
    if (isApart[partition.codes[row] as number] === 0) continue
    const value = valueAt(row)
    const key = identityKey(value)
    const before = known.get(key)
    const code = before === undefined ? all.push(value) - 1 : before
    if (before === undefined) known.set(key, code)
    codes ??= Uint32Array.from(partition.codes)
    codes[row] = code
  }
  if (codes === undefined) return { vector: dictionary, others: new Map() }
  const found = { id: newId(), codes, count: all.length }
  return { vector: { kind: 'dictionary', partition: found, values: all }, others: new Map() }
}

/** With more values than these, new ones are not compared with those that were there. */
const MOST_SHARED = 10_000

function settleNumbers(vector: Numbers, settling: Settling): Settled {
  if (!vector.states?.includes(IS_APART)) return { vector, others: new Map() }
  return vector.kind === 'ratios'
    ? settleRatios(vector, vector.states, settling)
    : settleBounded(vector, vector.states, settling)
}

function settleRatios(ratios: Ratios, found: Uint16Array, { valueAt, states }: Settling): Settled {
  const others = new Map<number, Value>()
  const copy = { ...ratios, numerators: ratios.numerators.slice(), states: found.slice() }
  for (let row = 0; row < found.length; row += 1) {
    if (found[row] !== IS_APART) continue
    const value = valueAt(row)
    const numerator = fittingNumerator(value, denominatorAt(copy, row))
    if (isAbsent(value)) copy.states[row] = states.of(value)
    else if (numerator === undefined) others.set(row, value)
    else {
      copy.numerators[row] = numerator
      copy.states[row] = IS_THERE
    }
  }
  return { vector: copy, others }
}

/** A number found exactly is kept beside the vector, which has it within a bound for whatever is made of it. */
function settleBounded(bounded: Bounded, found: Uint16Array, { valueAt, states }: Settling): Settled {
  const others = new Map<number, Value>()
  const copy = {
    numbers: bounded.numbers.slice(),
    errors: bounded.errors.slice(),
    states: found.slice(),
  }
  let { roots } = bounded
  for (let row = 0; row < found.length; row += 1) {
    if (found[row] !== IS_APART) continue
    const value = valueAt(row)
    if (isAbsent(value)) copy.states[row] = states.of(value)
    else others.set(row, value)
    const near = value.kind === 'number' ? approximate(value.number) : undefined
    if (value.kind !== 'number' || near === undefined) continue
    copy.numbers[row] = near.number
    copy.errors[row] = near.error
    copy.states[row] = IS_THERE
    roots = eitherRoots(roots, rootsOf(value.number))
  }
  const known = (row: number): Exact | undefined => {
    const value = others.get(row)
    return value?.kind === 'number' ? value.number : undefined
  }
  const { exact } = bounded
  const ofRow = exact && { exact: (row: number) => known(row) ?? exact(row) }
  return { vector: { kind: 'bounded', ...copy, roots, ...ofRow }, others }
}

/** The numerator of a value over a denominator, where it is a safe whole number. */
function fittingNumerator(value: Value, denominator: number): number | undefined {
  const ratio = value.kind === 'number' ? safeRatio(value.number) : undefined
  if (ratio === undefined || denominator % ratio[1] !== 0) return undefined
  const numerator = ratio[0] * (denominator / ratio[1])
  return Math.abs(numerator) <= MOST_EXACT ? numerator : undefined
}
