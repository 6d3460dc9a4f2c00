/** One vector or another, row by row. Where neither is chosen the row has the state that kept it from choosing. */
import type { Codes } from '../cohort.ts'
import { asBounded, asNumbers, isNumeric, leastCommonMultiple } from './numbers.ts'
import { newCodes } from './partition.ts'
import { eitherRoots } from './roots.ts'
import { IS_APART, IS_NO, IS_THERE, IS_YES, type States } from './states.ts'
import {
  type Dictionary,
  denominatorAt,
  MOST_EXACT,
  type Numbers,
  type Ratios,
  type Vector,
} from './vector.ts'

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
  if (yes.kind === 'ratios' && no.kind === 'ratios')
    return overOne(truth, yes, no, states) ?? overMany(truth, yes, no, states)
  const [a, b] = [asBounded(yes), asBounded(no)]
  const numbers = new Float64Array(size)
  const errors = new Float64Array(size)
  for (let row = 0; row < size; row += 1) {
    const from = truth[row] === IS_YES ? a : b
    numbers[row] = from.numbers[row] as number
    errors[row] = from.errors[row] as number
  }
  return { kind: 'bounded', numbers, errors, roots: eitherRoots(a.roots, b.roots), states }
}

/** A denominator for both, where numbers stay safe over it: with one for all rows numbers can become classes. */
function overOne(truth: Codes, yes: Ratios, no: Ratios, states: Uint16Array): Ratios | undefined {
  if (typeof yes.denominators !== 'number' || typeof no.denominators !== 'number') return undefined
  const denominators = leastCommonMultiple(yes.denominators, no.denominators)
  if (denominators > MOST_COMMON && yes.denominators !== no.denominators) return undefined
  const [byYes, byNo] = [denominators / yes.denominators, denominators / no.denominators]
  const numerators = new Float64Array(truth.length)
  for (let row = 0; row < truth.length; row += 1) {
    const isYes = truth[row] === IS_YES
    const numerator = isYes ? (yes.numerators[row] as number) * byYes : (no.numerators[row] as number) * byNo
    if (Math.abs(numerator) > MOST_EXACT && states[row] === IS_THERE) return undefined
    numerators[row] = numerator
  }
  return { kind: 'ratios', numerators, denominators, states }
}

const MOST_COMMON = 1 << 20

function overMany(truth: Codes, yes: Ratios, no: Ratios, states: Uint16Array): Ratios {
  const numerators = new Float64Array(truth.length)
  const denominators = new Float64Array(truth.length)
  for (let row = 0; row < truth.length; row += 1) {
    const from = truth[row] === IS_YES ? yes : no
    numerators[row] = from.numerators[row] as number
    denominators[row] = denominatorAt(from, row)
  }
  return { kind: 'ratios', numerators, denominators, states }
}
