/**
 * Codes that fix a row below zero: whoever has one cannot get above it, whatever the other inputs, though
 * the measure does go above zero for others. A code that settles the measure by itself is only its worth.
 */
import { sign } from '../value/exact.ts'
import { placeIn } from './row-space.ts'
import { numberOf, type Scored } from './search-rows.ts'

export interface OutOfReach {
  readonly input: number
  /** Classes with the same best row, the first being the one shown. */
  readonly classes: readonly number[]
  /** The best row of the space that has it. */
  readonly row: number
  readonly best: number
}

export function findOutOfReach(scored: Scored): readonly OutOfReach[] {
  const { inputs, space } = scored
  const scores = space.tuples.map((_, tuple) => scored.score(tuple, 0))
  const isAbove = scores.some(it => it.kind === 'number' && sign(it.number) > 0)
  if (!isAbove) return []
  const numbers = scores.map(numberOf)
  return inputs.flatMap((classes, input) => {
    const found = classes.classes.flatMap((it, place) => {
      if (it.value.kind !== 'code') return []
      const best = bestWith(scored, input, place, numbers)
      return best === undefined || best.best >= 0 ? [] : [{ input, place, ...best }]
    })
    const alike = Map.groupBy(found, it => it.best)
    return [...alike.values()].flatMap(those => {
      const [first] = those
      return first === undefined
        ? []
        : [{ input, classes: those.map(it => it.place), row: first.row, best: first.best }]
    })
  })
}

/** The best row with a class; undefined where all of them have the same score for the same held values. */
function bestWith(
  { space, inputs }: Scored,
  input: number,
  place: number,
  numbers: readonly (number | undefined)[],
): { readonly row: number; readonly best: number } | undefined {
  let found: { row: number; best: number } | undefined
  const byRest = new Map<string, Set<number>>()
  for (let row = 0; row < space.tupleOf.length; row++) {
    if (placeIn(space.digits, input, row) !== place) continue
    const best = numbers[space.tupleOf[row] ?? 0]
    if (best === undefined) continue
    const held = space.digits
      .slice(inputs.length)
      .map((_, at) => placeIn(space.digits, inputs.length + at, row))
    const values = byRest.get(held.join()) ?? new Set<number>()
    byRest.set(held.join(), values.add(best))
    if (found === undefined || best > found.best) found = { row, best }
  }
  const canImprove = [...byRest.values()].some(it => it.size > 1)
  return canImprove ? found : undefined
}
