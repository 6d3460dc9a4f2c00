/** Whether values that are no numbers are the same, or which comes first: by their classes. */
import { isAbsent, type Present, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import type { Comparison } from './compare.ts'
import { isOfKeys, type KeyDictionary } from './key-values.ts'
import { APART, FIRST_ABSENCE, IS_APART, IS_NO, IS_YES, type States } from './states.ts'
import { type Dictionary, sizeOf, type Vector } from './vector.ts'

/** More values than these are not told apart one by one. */
const MOST_VALUES = 200_000

/** Truths; undefined where there is no telling by classes. An absent left value decides, then an absent right one. */
export function comparedValues(
  operator: Comparison,
  left: Vector,
  right: Vector,
  states: States,
  order: ValueOrder,
): Uint16Array | undefined {
  if (left.kind !== 'dictionary' || right.kind !== 'dictionary') return undefined
  if (isOfKeys(left) && isOfKeys(right) && left.keys === right.keys)
    return operator === '=' || operator === '!=' ? comparedKeys(operator, left, right) : undefined
  return left.partition.count > MOST_VALUES || right.partition.count > MOST_VALUES
    ? undefined
    : comparedClasses(operator, left, right, states, order)
}

function comparedKeys(operator: '=' | '!=', left: KeyDictionary, right: KeyDictionary): Uint16Array {
  const { size } = left.keys
  const [a, b] = [left.partition.codes, right.partition.codes]
  const truths = new Uint16Array(a.length)
  const [same, other] = operator === '=' ? [IS_YES, IS_NO] : [IS_NO, IS_YES]
  for (let row = 0; row < truths.length; row += 1) {
    const [x, y] = [a[row] as number, b[row] as number]
    if (x >= size) truths[row] = x - size
    else if (y >= size) truths[row] = y - size
    else truths[row] = x === y ? same : other
  }
  return truths
}

/** A number for each class: its state where it is not there, else its place among all values, from `FIRST_PLACE` on. */
function comparedClasses(
  operator: Comparison,
  left: Dictionary,
  right: Dictionary,
  states: States,
  order: ValueOrder,
): Uint16Array | undefined {
  const isOrdered = operator !== '=' && operator !== '!='
  const places = isOrdered ? ranked(left, right, order) : identified(order)
  if (places === undefined) return undefined
  const table = ({ values }: Dictionary) =>
    Int32Array.from(values, it => (isAbsent(it) ? -1 - stateOf(it, states) : places(it)))
  const [forLeft, forRight] = [table(left), table(right)]
  const [a, b] = [left.partition.codes, right.partition.codes]
  const truths = new Uint16Array(sizeOf(left))
  const holds = HOLDS[operator]
  for (let row = 0; row < truths.length; row += 1) {
    const [x, y] = [forLeft[a[row] as number] as number, forRight[b[row] as number] as number]
    if (x < 0) truths[row] = -1 - x
    else if (y < 0) truths[row] = -1 - y
    else truths[row] = holds(x - y) ? IS_YES : IS_NO
  }
  return truths
}

const stateOf = (value: Value, states: States): number =>
  value === APART ? IS_APART : isAbsent(value) ? Math.max(states.of(value), FIRST_ABSENCE) : IS_APART

const HOLDS: { readonly [K in Comparison]: (difference: number) => boolean } = {
  '=': it => it === 0,
  '!=': it => it !== 0,
  '<': it => it < 0,
  '<=': it => it <= 0,
  '>': it => it > 0,
  '>=': it => it >= 0,
}

function identified(order: ValueOrder): (value: Present) => number {
  const known = new Map<string, number>()
  return value => {
    const identity = order.identity(value)
    const place = known.get(identity) ?? known.size
    known.set(identity, place)
    return place
  }
}

/** Values of one kind only: the reference semantics has never to say how different kinds compare. */
function ranked(
  left: Dictionary,
  right: Dictionary,
  order: ValueOrder,
): ((value: Present) => number) | undefined {
  const present = [...left.values, ...right.values].filter((it): it is Present => !isAbsent(it))
  const [first] = present
  if (first !== undefined && present.some(it => it.kind !== first.kind)) return undefined
  const sorted = present.toSorted((a, b) => order.compare(a, b))
  const places = new Map<Present, number>()
  let place = 0
  for (const [index, it] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined && order.compare(before, it) !== 0) place = index
    places.set(it, place)
  }
  return value => places.get(value) ?? 0
}
