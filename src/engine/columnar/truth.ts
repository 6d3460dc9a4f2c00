/** Vectors as truths: the state of every row, and logic on states. */

import { isAbsent, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { isOfKeys, keyTable } from './key-values.ts'
import { IS_APART, IS_NO, IS_YES, type States } from './states.ts'
import type { Dictionary, Vector } from './vector.ts'

/** The states of classes as truths. */
export function truthTable({ values }: Pick<Dictionary, 'values'>, states: States): Uint16Array {
  const table = new Uint16Array(values.length)
  for (let code = 0; code < values.length; code += 1) table[code] = states.ofTruth(values[code] as Value)
  return table
}

/** The states of rows as truths; what is no truth is left apart. */
export function truthCodes(vector: Vector, states: States): Codes {
  if (vector.kind === 'dictionary') {
    const { codes } = vector.partition
    if (vector.values === states.truths) return codes
    const table = truthTable(vector, states)
    const found = new Uint16Array(codes.length)
    for (let row = 0; row < codes.length; row += 1) found[row] = table[codes[row] as number] as number
    return found
  }
  const size = vector.kind === 'ratios' ? vector.numerators.length : vector.numbers.length
  const found = new Uint16Array(size)
  for (let row = 0; row < size; row += 1) {
    const state = vector.states?.[row] ?? 0
    found[row] = state === 0 ? IS_APART : state
  }
  return found
}

/** The state that all rows have; undefined where they differ or there are none. */
export function commonState(codes: Codes): number | undefined {
  const [first] = codes
  for (let row = 1; row < codes.length; row += 1) if (codes[row] !== first) return undefined
  return first
}

/** Rows by their states as truths. */
export const truths = (codes: Codes, states: States, id: number): Dictionary => ({
  kind: 'dictionary',
  partition: { id, codes, count: states.truths.length },
  values: states.truths,
})

/** Whether there is or is not a value, as a table over the states of absence. */
export function presenceOf(vector: Vector, states: States, holds: (absence: Value | undefined) => boolean) {
  const truthOf = (value: Value | undefined) => (holds(value) ? IS_YES : IS_NO)
  if (vector.kind === 'dictionary') {
    const truthOfValue = (it: Value) =>
      it === states.truths[IS_APART] ? IS_APART : truthOf(isAbsent(it) ? it : undefined)
    const table = isOfKeys(vector)
      ? keyTable(vector, truthOf(undefined), states.truths.map(truthOfValue))
      : vector.values.map(truthOfValue)
    const { codes } = vector.partition
    const found = new Uint16Array(codes.length)
    for (let row = 0; row < codes.length; row += 1) found[row] = table[codes[row] as number] as number
    return found
  }
  const table = states.truths.map((it, state) =>
    state === IS_APART ? IS_APART : truthOf(state < IS_APART ? undefined : it),
  )
  const size = vector.kind === 'ratios' ? vector.numerators.length : vector.numbers.length
  const found = new Uint16Array(size)
  const there = table[0] as number
  for (let row = 0; row < size; row += 1)
    found[row] = vector.states === undefined ? there : (table[vector.states[row] as number] as number)
  return found
}

/**
 * Kleene's logic. A left operand that is apart leaves the row apart whatever the right one is, for the
 * reference semantics would look at it first.
 */
export function logic(operator: 'and' | 'or', left: Codes, right: Codes): Codes {
  const [settles, passes] = operator === 'and' ? [IS_NO, IS_YES] : [IS_YES, IS_NO]
  const found = new Uint16Array(left.length)
  for (let row = 0; row < left.length; row += 1) {
    const a = left[row] as number
    const b = right[row] as number
    if (a === settles || a === IS_APART) found[row] = a
    else if (a === passes) found[row] = b
    else found[row] = b === settles || b === IS_APART ? b : a
  }
  return found
}

export function negated(codes: Codes): Codes {
  const found = new Uint16Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) {
    const it = codes[row] as number
    found[row] = it === IS_NO ? IS_YES : it === IS_YES ? IS_NO : it
  }
  return found
}
