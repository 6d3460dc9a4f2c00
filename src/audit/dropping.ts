/** Rows that lower the measure of whoever they belong to, beside another row: dropping them would raise it. */
import { isBetter } from '../laws/better-value.ts'
import { isAbsent } from '../value/value.ts'
import { numberOf, type Scored } from './search-rows.ts'

export interface Dropping {
  /** The row that is dropped, and the companion it stands beside. */
  readonly row: number
  readonly companion: number
  readonly gain: number
  /** Of so many pairs compared, so many show it. */
  readonly count: number
  readonly compared: number
}

/** Only where the rows are entries of someone: who is in a group is not theirs to choose. */
export function findDropping(scored: Scored): Dropping | undefined {
  const { companions, space, model, searching } = scored
  const { program, source } = searching
  const level = program.levels.get(model.measure.level)
  const isOwner = level !== undefined && level.groups === undefined && level.key.length > 0
  const isEntry = isOwner && model.measure.level !== model.rowLevel
  if (!isEntry) return undefined
  let found: Dropping | undefined
  let count = 0
  let compared = 0
  for (const [companion, other] of companions.entries()) {
    if (other === undefined) continue
    const without = scored.score(other, 0)
    for (const [tuple, { row }] of space.tuples.entries()) {
      const withIt = scored.score(tuple, companion)
      compared++
      if (isAbsent(without) || isAbsent(withIt) || !isBetter(without, withIt, source.lists)) continue
      count++
      const gain = Math.abs((numberOf(without) ?? 1) - (numberOf(withIt) ?? 0))
      if (found === undefined || gain > found.gain) found = { row, companion, gain, count, compared }
    }
  }
  return found && { ...found, count, compared }
}
