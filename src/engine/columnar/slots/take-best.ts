/** The best candidates of every owner, fill by fill; see `lanes.ts` for how candidates are counted. */
import type { Codes } from '../../cohort.ts'
import type { RowsBelow } from '../groups.ts'
import { newCodes } from '../partition.ts'
import type { Candidates } from './candidates.ts'
import { BITS, type Lanes, lanesFor } from './lanes.ts'
import { type Ranks, ranksOf } from './ranks.ts'
import { takeByVectors } from './take-by-vectors.ts'
import type { Weights } from './weights.ts'

export interface Taking {
  readonly below: RowsBelow
  readonly candidates: Candidates
  /** How much each fill takes. */
  readonly places: readonly number[]
  /** For each fill the one around it; -1 for an outermost one. */
  readonly around: Int32Array
  readonly weights: Weights
}

export interface Taken {
  /** For each owner the sum of all scores taken, weighted. */
  readonly totals: Float64Array
  /** For each fill, where asked for: the weighted sum by owner, and how many were taken. */
  readonly fills: readonly Fill[] | undefined
}
interface Fill {
  readonly scores: Float64Array
  readonly filled: Float64Array
}

/** Most owners have no more candidates, so that lanes may be narrow. */
const USUAL_MOST = 15

const MOST_ROWS = 2 ** 31 - 1

/** Fewer rows are no matter for a kernel that has to be made first. */
const MANY_ROWS = 20_000

/** Undefined where there are too many different scores. */
export function takeBest(taking: Taking, keepsFills: boolean): Taken | undefined {
  const { below, candidates } = taking
  const codes = inOrder(candidates, below)
  const ranks = ranksOf(candidates, keepsFills)
  const taken = roomFor(taking, keepsFills)
  const done = codes.length < MANY_ROWS ? 0 : takeByVectors(taking, codes, ranks, taken)
  return takeByLanes(taking, codes, ranks, taken, done)
}

export function roomFor({ below, places }: Taking, keepsFills: boolean): Taken {
  const owners = below.offsets.length - 1
  const column = () => new Float64Array(owners)
  return {
    totals: column(),
    fills: keepsFills ? places.map(() => ({ scores: column(), filled: column() })) : undefined,
  }
}

/** Of owners with more rows than `done`. */
export function takeByLanes(
  taking: Taking,
  codes: Codes,
  ranks: Ranks,
  taken: Taken,
  done: number,
): Taken | undefined {
  const { below, candidates, places } = taking
  const copies = candidates.copies.reduce((most, it) => Math.max(most, it), 1)
  const rows = mostRows(below)
  if (rows <= done) return taken
  const most = rows * copies
  const from = done === 0 ? 0 : done + 1
  const lanes = (count: number) => lanesFor(candidates, ranks, places.length, count)
  const narrow = lanes(USUAL_MOST)
  if (most <= USUAL_MOST) return narrow && take(taking, codes, narrow, { from, to: MOST_ROWS }, taken)
  const wide = lanes(most)
  if (narrow === undefined || wide === undefined) return undefined
  const usual = Math.floor(USUAL_MOST / copies)
  if (from <= usual) take(taking, codes, narrow, { from, to: usual }, taken)
  return take(taking, codes, wide, { from: Math.max(from, usual + 1), to: MOST_ROWS }, taken)
}

function mostRows({ offsets }: RowsBelow): number {
  let most = 1
  for (let owner = 1; owner < offsets.length; owner += 1) {
    const rows = (offsets[owner] as number) - (offsets[owner - 1] as number)
    if (rows > most) most = rows
  }
  return most
}

/** Of owners with a number of rows in a range. */
function take(
  { below, places, around, weights }: Taking,
  codes: Codes,
  { words, wordOf, adds, shifts, scores }: Lanes,
  { from, to }: { readonly from: number; readonly to: number },
  taken: Taken,
): Taken {
  const { offsets } = below
  const { totals, fills: kept } = taken
  const fills = places.length
  const takes = Int32Array.from(places)
  const outer = Int32Array.from(around, it => (it < 0 ? fills : it) * words)
  const pools = new Int32Array((fills + 1) * words)
  const { codes: weightCodes, table } = weights
  for (let owner = 0; owner < totals.length; owner += 1) {
    const start = offsets[owner] as number
    const end = offsets[owner + 1] as number
    if (end - start < from || end - start > to) continue
    for (let row = start; row < end; row += 1) {
      const code = codes[row] as number
      const word = wordOf[code] as number
      pools[word] = ((pools[word] as number) + (adds[code] as number)) | 0
    }
    let total = 0
    const ofOwner = (weightCodes[owner] as number) * fills
    for (let fill = 0; fill < fills; fill += 1) {
      let left = takes[fill] as number
      let sum = 0
      for (let word = 0; word < words; word += 1) {
        let pool = pools[fill * words + word] as number
        if (pool === 0) continue
        while (pool !== 0 && left !== 0) {
          const first = Math.clz32(pool)
          const shift = shifts[first] as number
          const now = Math.min(pool >>> shift, left)
          left -= now
          sum += now * (scores[word * BITS + first] as number)
          pool = (pool - (now << shift)) | 0
        }
        // Whoever is left over may be taken by the fill around.
        const next = (outer[fill] as number) + word
        pools[next] = ((pools[next] as number) + pool) | 0
        pools[fill * words + word] = 0
      }
      const weighted = sum * (table[ofOwner + fill] as number)
      total += weighted
      if (kept !== undefined) keep(kept[fill], owner, weighted, (takes[fill] as number) - left)
    }
    totals[owner] = total
  }
  return taken
}

function keep(into: Fill | undefined, owner: number, score: number, filled: number): void {
  if (into === undefined) return
  into.scores[owner] = score
  into.filled[owner] = filled
}

/** The codes of each owner's rows, those of one owner together. */
export function inOrder({ codes, accepted }: Candidates, { rows, offsets }: RowsBelow): Codes {
  if (rows === undefined) return codes
  const found = newCodes(offsets[offsets.length - 1] ?? 0, accepted.length)
  for (let place = 0; place < found.length; place += 1) found[place] = codes[rows[place] as number] as number
  return found
}
