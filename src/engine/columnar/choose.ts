/** One vector or another, row by row. Where neither is chosen the row has the state that kept it from choosing. */
import type { Codes } from '../cohort.ts'
import { chooseMany } from './choose-many.ts'
import { FIRST_ABSENCE, IS_APART, IS_NO, IS_YES, type States } from './states.ts'
import type { Vector } from './vector.ts'

/**
 * The first where the truth is yes, the second where it is no, otherwise the state. Undefined where
 * the two have no common form: numbers of many values against values that are none.
 */
export const choose = (
  truth: Codes,
  yes: Vector,
  no: Vector,
  states: States,
  newId: () => number,
): Vector | undefined => chooseMany({ codes: truth, table: placesOf(states) }, [yes, no], states, newId)

/** Of each truth which of the two it chooses, or the state behind them. */
function placesOf({ truths }: States): Int32Array {
  const table = new Int32Array(Math.max(truths.length, FIRST_ABSENCE))
  table[IS_YES] = 0
  table[IS_NO] = 1
  for (let state = IS_APART; state < table.length; state += 1) table[state] = 2 + state
  return table
}
