/**
 * Candidates as additions: how many of each score a fill may take is kept in lanes of whole numbers, a
 * lane for each different score, the best first. A candidate is a one in its lane of its innermost fill,
 * and the best that is left is the first bit that is set.
 */
import type { Candidates } from './candidates.ts'
import type { Ranks } from './ranks.ts'

export interface Lanes {
  /** How many words of lanes each fill has; the words of one fill follow those of another, and a word for nobody comes last. */
  readonly words: number
  /** By class of candidates: the word, and what is added to it. */
  readonly wordOf: Int32Array
  readonly adds: Int32Array
  /** By the place of the first bit that is set, from the left: where its lane begins, from the right. */
  readonly shifts: Int32Array
  /** By word of a fill and place of the first bit: the score of its lane. */
  readonly scores: Float64Array
}

export const BITS = 32
/** Fills of more words than these take longer than looking at candidates one by one. */
const MOST_WORDS = 256

/** Lanes that hold up to `most` candidates; undefined where there are too many different scores. */
export function lanesFor(
  { accepted, copies }: Candidates,
  { scores, rankOf }: Ranks,
  fills: number,
  most: number,
): Lanes | undefined {
  const bits = BITS - Math.clz32(most)
  const perWord = Math.floor(BITS / bits)
  const words = Math.max(1, Math.ceil(scores.length / perWord))
  if (words > MOST_WORDS) return undefined
  const wordOf = new Int32Array(accepted.length).fill(fills * words)
  const adds = new Int32Array(accepted.length)
  for (let code = 0; code < accepted.length; code += 1) {
    const rank = rankOf[code] as number
    if (rank < 0) continue
    const set = accepted[code] as number
    const innermost = BITS - 1 - Math.clz32(set & -set)
    wordOf[code] = innermost * words + Math.floor(rank / perWord)
    adds[code] = (copies[code] as number) << ((perWord - 1 - (rank % perWord)) * bits)
  }
  const laneOf = (first: number) => Math.floor((BITS - 1 - first) / bits)
  return {
    words,
    wordOf,
    adds,
    shifts: Int32Array.from({ length: BITS }, (_, first) => laneOf(first) * bits),
    scores: Float64Array.from({ length: words * BITS }, (_, at) => {
      const rank = Math.floor(at / BITS) * perWord + perWord - 1 - laneOf(at % BITS)
      return scores[rank] ?? 0
    }),
  }
}
