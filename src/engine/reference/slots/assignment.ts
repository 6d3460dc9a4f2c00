/**
 * The best assignment of candidates to the places of fills, found exactly. It knows nothing of rows
 * and formulas: candidates have copies, a worth in each fill that accepts them, and limits that count them.
 *
 * Candidates are placed one after the other, each in every way there is room for; what the ones before
 * did matters to the ones after only by the room it left, so each candidate is looked at once for each
 * room that can be left. The work is bounded by the number of candidates, times the ways to place one,
 * times the product of one more than the room in each fill and in each limit.
 */

export interface Problem {
  /** In the order in which ties are settled. */
  readonly candidates: readonly Candidate[]
  /** How many copies each fill takes. */
  readonly places: readonly number[]
  readonly limits: readonly Limit[]
  /** Whether copies of one candidate may go to different fills. */
  readonly splitCopies: boolean
}
export interface Candidate {
  readonly copies: number
  /** For each fill, what a copy is worth there; undefined where it is not accepted. */
  readonly worth: readonly (bigint | undefined)[]
  /** The limits that count it, by their place. */
  readonly limits: readonly number[]
}
export interface Limit {
  readonly atMost: number
  readonly counts: 'candidates' | 'copies'
}

/** For each candidate, how many of its copies each fill got. */
export type Assignment = readonly Placement[]
type Placement = readonly number[]

/** The assignment that a way of choosing gives, or undefined when finding it would take too many steps. */
export const assign = (choose: 'best total' | 'in order', problem: Problem): Assignment | undefined =>
  choose === 'in order' ? inOrder(problem) : bestTotal(problem)

/** More than this is refused: no rule of slots comes near. */
export const MOST_STEPS = 1_000_000
const MOST_CANDIDATES = 2_000

/**
 * The assignment with the greatest total worth; among equals the one with the greatest worth in the
 * first fill, then in the second, and so on; then the one with the most copies in the first fill, then in
 * the second; then the one where the first candidate has the most copies in the first fill, then in the
 * second, and so on, then the second candidate.
 */
export function bestTotal(problem: Problem): Assignment | undefined {
  const { candidates, places, limits } = problem
  const useful = usefulRoom(problem)
  const start = [...places, ...limits.map(it => it.atMost)].map((it, at) =>
    Math.min(it, useful[0]?.[at] ?? 0),
  )
  if (isTooMuch(problem, start)) return undefined
  const ranks = ranksOf(problem)
  const ways = candidates.map((it, index) => waysOf(it, problem, ranks[index] ?? []))
  const known = candidates.map(() => new Map<number, Best>())
  let steps = 0

  /** The best that the candidates from `index` on can do in the room that is left. */
  function best(index: number, room: Room): Best {
    if (index === candidates.length || steps > MOST_STEPS) return NOTHING_LEFT
    const key = room.reduce((sum, it, at) => sum * ((start[at] ?? 0) + 1) + it, 0)
    const before = known[index]?.get(key)
    if (before !== undefined) return before
    let found: Best | undefined
    for (const way of ways[index] ?? []) {
      steps += 1
      const left = roomAfter(room, way.uses, useful[index + 1] ?? [])
      if (left === undefined) continue
      const rest = best(index + 1, left)
      const rank = rest.rank + way.rank
      // Ways come with the most copies in the earliest fills first, so equals do not replace.
      if (found === undefined || rank > found.rank) found = { rank, placement: way.placement, rest }
    }
    const result = found ?? NOTHING_LEFT
    known[index]?.set(key, result)
    return result
  }

  const found = best(0, start)
  return steps > MOST_STEPS ? undefined : placementsOf(found)
}

/** What can be told before trying: numbers that no rule of slots comes near. */
const isTooMuch = ({ candidates }: Problem, start: Room): boolean =>
  candidates.length > MOST_CANDIDATES ||
  candidates.some(it => mostWays(it, start) > MOST_STEPS) ||
  start.reduce((product, it) => product * (it + 1), 1) > Number.MAX_SAFE_INTEGER

/** Fill after fill, each the best it can with what the fills before it left. */
export function inOrder(problem: Problem): Assignment | undefined {
  let taken: Assignment = problem.candidates.map(() => [])
  for (const [fill, places] of problem.places.entries()) {
    const next = bestTotal(problemOfFill(problem, taken, fill, places))
    if (next === undefined) return undefined
    taken = taken.map((before, index) => [...before, next[index]?.[0] ?? 0])
  }
  return taken
}

/** One fill of its own, with the copies and the room in the limits that earlier fills left. */
function problemOfFill(problem: Problem, taken: Assignment, fill: number, places: number): Problem {
  const { limits, splitCopies } = problem
  const used = (limit: number) =>
    sumOf(problem.candidates.map((it, index) => usesOf(it, limit, limits[limit], sumOf(taken[index] ?? []))))
  const candidates = problem.candidates.map(({ copies, worth, limits: counting }, index): Candidate => {
    const before = sumOf(taken[index] ?? [])
    const isFree = before === 0 || splitCopies
    return {
      copies: isFree ? copies - before : 0,
      worth: [worth[fill]],
      // A limit that counts candidates has counted this one already.
      limits: counting.filter(it => before === 0 || limits[it]?.counts === 'copies'),
    }
  })
  const left = limits.map((it, index) => ({ ...it, atMost: it.atMost - used(index) }))
  return { candidates, places: [places], limits: left, splitCopies }
}

// --- what is best ----------------------------------------------------------------------------------

/** The best placements of the candidates from one on, as a list: one and the rest. */
interface Best {
  readonly rank: bigint
  readonly placement?: Placement
  readonly rest?: Best
}
const NOTHING_LEFT: Best = { rank: 0n }

function placementsOf(best: Best): Assignment {
  const placements: Placement[] = []
  for (let it: Best | undefined = best; it?.placement !== undefined; it = it.rest)
    placements.push(it.placement)
  return placements
}

/**
 * For each candidate and fill, what a copy there adds to the total worth, then to the worth of each
 * fill, then to the copies in each fill - written as the digits of one number. The base is so great
 * that no sum of later digits reaches an earlier one: comparing numbers compares digit after digit.
 */
function ranksOf({ candidates, places }: Problem): readonly (readonly bigint[])[] {
  const greatest = candidates.reduce(
    (sum, { copies, worth }) =>
      sum + BigInt(copies) * worth.reduce<bigint>((most, it) => max(most, it ?? 0n), 1n),
    1n,
  )
  const digit = (place: number) => (4n * greatest) ** BigInt(2 * places.length - place)
  return candidates.map(({ worth }) =>
    worth.map((it = 0n, fill) => it * digit(0) + it * digit(1 + fill) + digit(1 + places.length + fill)),
  )
}

const max = (left: bigint, right: bigint): bigint => {
  const size = right < 0n ? -right : right
  return size > left ? size : left
}

const rankOf = (placement: Placement, ranks: readonly bigint[]): bigint =>
  placement.reduce(
    (sum, copies, fill) => (copies === 0 ? sum : sum + BigInt(copies) * (ranks[fill] ?? 0n)),
    0n,
  )

// --- room ------------------------------------------------------------------------------------------

/** How much each fill and then each limit still allows. */
type Room = readonly number[]

/** One way to place the copies of a candidate: what each fill gets, what room that uses, what it adds to the rank. */
interface Way {
  readonly placement: Placement
  readonly uses: Room
  readonly rank: bigint
}

/** All ways to place the copies of a candidate, the most copies in the earliest fills first. */
function waysOf(
  candidate: Candidate,
  { places, limits, splitCopies }: Problem,
  ranks: readonly bigint[],
): readonly Way[] {
  const { copies, worth } = candidate
  let placements: readonly Placement[] = [[]]
  for (const [fill, room] of places.entries()) {
    placements = placements.flatMap(before => {
      const used = sumOf(before)
      const isOpen = worth[fill] !== undefined && (splitCopies || used === 0)
      const most = isOpen ? Math.min(room, copies - used) : 0
      return Array.from({ length: most + 1 }, (_, fewer) => [...before, most - fewer])
    })
  }
  return placements.map(placement => ({
    placement,
    uses: [...placement, ...limits.map((it, index) => usesOf(candidate, index, it, sumOf(placement)))],
    rank: rankOf(placement, ranks),
  }))
}

/** No fewer than there are ways to place a candidate. */
const mostWays = ({ copies, worth }: Candidate, room: Room): number =>
  worth.reduce<number>(
    (ways, it, fill) => (it === undefined ? ways : ways * (Math.min(room[fill] ?? 0, copies) + 1)),
    1,
  )

/** How much of a limit so many copies of a candidate use. */
function usesOf(candidate: Candidate, index: number, limit: Limit | undefined, copies: number): number {
  if (!candidate.limits.includes(index)) return 0
  return limit?.counts === 'copies' ? copies : Math.min(copies, 1)
}

/**
 * For each candidate, how much room it and those after it could use. Room beyond that makes no
 * difference to them, so that rooms which differ only there are the same.
 */
function usefulRoom({ candidates, places, limits }: Problem): readonly Room[] {
  const useful: Room[] = [[...places, ...limits].map(() => 0)]
  for (const it of candidates.toReversed()) {
    const uses = [
      ...places.map((_, fill) => (it.worth[fill] === undefined ? 0 : it.copies)),
      ...limits.map((limit, index) => usesOf(it, index, limit, it.copies)),
    ]
    useful.push((useful.at(-1) ?? []).map((after, at) => after + (uses[at] ?? 0)))
  }
  return useful.toReversed()
}

/** What is left when something is used, as far as it is useful; undefined when there was not enough. */
function roomAfter(room: Room, uses: Room, useful: Room): Room | undefined {
  const left: number[] = []
  for (const [at, it] of room.entries()) {
    const rest = it - (uses[at] ?? 0)
    if (rest < 0) return undefined
    left.push(Math.min(rest, useful[at] ?? 0))
  }
  return left
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0)
