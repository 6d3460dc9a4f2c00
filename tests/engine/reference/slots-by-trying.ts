/** The best assignment of candidates to slots, found by trying every one there is: slow, and plainly right. */
import type { Assignment, Candidate, Problem } from '../../../src/engine/reference/slots/assignment.ts'

/** Every assignment that the places, the copies, the limits and the splitting allow. */
function everyAssignment(problem: Problem): readonly Assignment[] {
  const all = problem.candidates.reduce<readonly Assignment[]>(
    (before, candidate) =>
      before.flatMap(it => everyPlacement(candidate, problem).map(next => [...it, next])),
    [[]],
  )
  return all.filter(it => isAllowed(it, problem))
}

function everyPlacement(
  { copies, worth }: Candidate,
  { places, splitCopies }: Problem,
): readonly (readonly number[])[] {
  const all = places.reduce<readonly (readonly number[])[]>(
    (before, most, fill) =>
      before.flatMap(it =>
        Array.from({ length: (worth[fill] === undefined ? 0 : most) + 1 }, (_, taken) => [...it, taken]),
      ),
    [[]],
  )
  const isOne = (it: readonly number[]) => it.filter(taken => taken > 0).length <= 1
  return all.filter(it => sum(it) <= copies && (splitCopies || isOne(it)))
}

const isAllowed = (assignment: Assignment, { candidates, places, limits }: Problem): boolean =>
  places.every((most, fill) => sum(assignment.map(it => it[fill] ?? 0)) <= most) &&
  limits.every(({ atMost, counts }, limit) => {
    const used = candidates.map((it, at) =>
      it.limits.includes(limit) ? Math.min(sum(assignment[at] ?? []), counts === 'copies' ? 99 : 1) : 0,
    )
    return sum(used) <= atMost
  })

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0)

/** What is compared, greatest first: total, worth by fill, copies by fill, then candidate by candidate. */
export function meritOf(assignment: Assignment, { candidates, places }: Problem): readonly bigint[] {
  const fills = places.map((_, fill) => fill)
  const worths = fills.map(fill =>
    candidates.reduce(
      (total, it, at) => total + (it.worth[fill] ?? 0n) * BigInt(assignment[at]?.[fill] ?? 0),
      0n,
    ),
  )
  const counts = fills.map(fill => BigInt(sum(assignment.map(it => it[fill] ?? 0))))
  const total = worths.reduce((all, it) => all + it, 0n)
  return [total, ...worths, ...counts, ...assignment.flat().map(BigInt)]
}

function compareMerits(left: readonly bigint[], right: readonly bigint[]): number {
  for (const [index, it] of left.entries()) {
    const other = right[index] ?? 0n
    if (it !== other) return it < other ? -1 : 1
  }
  return 0
}

export function bestByTrying(problem: Problem): Assignment {
  const [first = [], ...rest] = everyAssignment(problem)
  return rest.reduce(
    (best, it) => (compareMerits(meritOf(it, problem), meritOf(best, problem)) > 0 ? it : best),
    first,
  )
}

/** Fill after fill by trying: a problem in which the earlier fills are settled and the later ones closed. */
export function inOrderByTrying(problem: Problem): Assignment {
  let settled: Assignment = problem.candidates.map(() => problem.places.map(() => 0))
  for (const [fill] of problem.places.entries()) {
    const free = everyAssignment(problem).filter(it =>
      it.every((taken, at) =>
        taken.every((count, other) => other === fill || count === (settled[at]?.[other] ?? 0)),
      ),
    )
    const merit = (it: Assignment) => {
      const only = { ...problem, places: problem.places.map((most, at) => (at === fill ? most : 0)) }
      return meritOf(
        it.map(taken => taken.map((count, at) => (at === fill ? count : 0))),
        only,
      )
    }
    const [first = settled, ...rest] = free
    settled = rest.reduce((best, it) => (compareMerits(merit(it), merit(best)) > 0 ? it : best), first)
  }
  return settled
}
