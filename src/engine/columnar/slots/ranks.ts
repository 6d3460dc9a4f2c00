/** The different scores of candidates, the best first, and the place of each candidate's among them. */
import { commonDivisor } from '../numbers.ts'
import type { Candidates } from './candidates.ts'

export interface Ranks {
  readonly scores: Float64Array
  /** By class of candidates; -1 for those that nobody takes. */
  readonly rankOf: Int32Array
  /** How much better each score is than the one after it, and the last than nothing, in units. */
  readonly steps: readonly number[]
  readonly unit: number
}

/**
 * Where only totals are asked for, candidates that are worth nothing need no place. Neither do those that
 * are worth less: whoever has one is left apart.
 */
export function ranksOf({ accepted, scores }: Candidates, countsWorthless: boolean): Ranks {
  const isTaken = (score: number, code: number) =>
    accepted[code] !== 0 && (countsWorthless ? score >= 0 : score > 0)
  const ordered = Float64Array.from(new Set(scores.filter(isTaken)))
    .sort()
    .reverse()
  const places = new Map(Array.from(ordered, (score, rank) => [score, rank] as const))
  const rankOf = Int32Array.from(scores, (score, code) =>
    isTaken(score, code) ? (places.get(score) ?? -1) : -1,
  )
  const gaps = Array.from(ordered, (score, rank) => score - (ordered[rank + 1] ?? 0))
  const unit = gaps.reduce((divisor, it) => commonDivisor(it, divisor), 0)
  return { scores: ordered, rankOf, steps: gaps.map(it => (unit === 0 ? 0 : it / unit)), unit }
}
