/** What is published of a column. */
import type { Column } from '../../model/program.ts'
import { type RoundingMode, round } from '../../value/exact.ts'
import { number } from '../../value/value.ts'
import { choose } from './choose.ts'
import type { Columns } from './columns.ts'
import { asNumbers, isNumeric } from './numbers.ts'
import { rounded } from './rounding.ts'
import { FIRST_ABSENCE, IS_NO, type States } from './states.ts'
import { truthCodes } from './truth.ts'
import type { Vector } from './vector.ts'

/** What stands in place of the value goes before it; a condition that is absent puts nothing there. */
export function shownVector({ id, level, content }: Column, columns: Columns): Vector {
  const { states } = columns
  const show = content.kind === 'rule' ? content.show : undefined
  const { vector } = columns.settled(id)
  if (show === undefined) return vector
  const { round: places, as, mode } = show
  let result: Vector | undefined = vector
  if (places !== undefined) {
    if (!isNumeric(vector)) return columns.allApart(level)
    result = roundedVector(vector, as === 'percent' ? places + 2 : places, mode, states)
  }
  for (const { when, reason } of show.instead.toReversed()) {
    if (result === undefined) break
    const truth = truthCodes(columns.vector(when, level), states)
    const isInstead = new Uint16Array(truth.length)
    for (let row = 0; row < truth.length; row += 1) {
      const it = truth[row] as number
      isInstead[row] = it >= FIRST_ABSENCE ? IS_NO : it
    }
    result = choose(isInstead, columns.constant(reason, level), result, states, () => columns.newId())
  }
  return result ?? columns.allApart(level)
}

/** Of few values each is rounded once. */
function roundedVector(
  vector: Vector,
  places: number,
  mode: RoundingMode,
  states: States,
): Vector | undefined {
  if (vector.kind !== 'dictionary' || vector.values.length * FEW > vector.partition.codes.length)
    return rounded(asNumbers(vector, states), places, mode)
  const values = vector.values.map(it => (it.kind === 'number' ? number(round(it.number, places, mode)) : it))
  return { kind: 'dictionary', partition: vector.partition, values }
}

/** Rounding a value costs about as much as so many rows in a kernel. */
const FEW = 50
