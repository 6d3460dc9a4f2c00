/** One vector or another, row by row. Where neither is chosen the row has the state that kept it from choosing. */
import type { Codes } from '../cohort.ts'
import { asBounded, asNumbers, isNumeric } from './numbers.ts'
import { newCodes } from './partition.ts'
import { IS_APART, IS_NO, IS_YES, type States } from './states.ts'
import { type Dictionary, denominatorAt, type Numbers, type Vector } from './vector.ts'

/**
 * The first where the truth is yes, the second where it is no, otherwise the state. Undefined where
 * the two have no common form: numbers of many values against values that are none.
 */
export function choose(
  truth: Codes,
  yes: Vector,
  no: Vector,
  states: States,
  newId: () => number,
): Vector | undefined {
  if (yes.kind === 'dictionary' && no.kind === 'dictionary') return chooseValue(truth, yes, no, states, newId)
  if (!isNumeric(yes) || !isNumeric(no)) return undefined
  return chooseNumber(truth, asNumbers(yes, states), asNumbers(no, states))
}

function chooseValue(
  truth: Codes,
  yes: Dictionary,
  no: Dictionary,
  states: States,
  newId: () => number,
): Dictionary {
  const ofNo = yes.values.length
  // Yes and no choose, and are no values of their own: among numbers they would be none.
  const ofState = ofNo + no.values.length - IS_APART
  const values = [...yes.values, ...no.values, ...states.truths.slice(IS_APART)]
  const codes = newCodes(truth.length, values.length)
  const [a, b] = [yes.partition.codes, no.partition.codes]
  for (let row = 0; row < truth.length; row += 1) {
    const it = truth[row] as number
    if (it === IS_YES) codes[row] = a[row] as number
    else codes[row] = it === IS_NO ? ofNo + (b[row] as number) : ofState + it
  }
  return { kind: 'dictionary', partition: { id: newId(), codes, count: values.length }, values }
}

function chooseNumber(truth: Codes, yes: Numbers, no: Numbers): Numbers {
  const size = truth.length
  const states = new Uint16Array(size)
  for (let row = 0; row < size; row += 1) {
    const it = truth[row] as number
    const chosen = it === IS_YES ? yes.states : no.states
    states[row] = it >= IS_APART ? it : (chosen?.[row] ?? 0)
  }
  if (yes.kind === 'ratios' && no.kind === 'ratios') {
    const numerators = new Float64Array(size)
    const isCommon = typeof yes.denominators === 'number' && yes.denominators === no.denominators
    const denominators = isCommon ? undefined : new Float64Array(size)
    for (let row = 0; row < size; row += 1) {
      const from = truth[row] === IS_YES ? yes : no
      numerators[row] = from.numerators[row] as number
      if (denominators !== undefined) denominators[row] = denominatorAt(from, row)
    }
    return { kind: 'ratios', numerators, denominators: denominators ?? yes.denominators, states }
  }
  const [a, b] = [asBounded(yes), asBounded(no)]
  const numbers = new Float64Array(size)
  const errors = new Float64Array(size)
  for (let row = 0; row < size; row += 1) {
    const from = truth[row] === IS_YES ? a : b
    numbers[row] = from.numbers[row] as number
    errors[row] = from.errors[row] as number
  }
  return { kind: 'bounded', numbers, errors, roots: Math.max(a.roots, b.roots), states }
}
