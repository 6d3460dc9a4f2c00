/** The assignment of candidates to slots, against trying every assignment there is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assignment,
  assign,
  bestTotal,
  type Candidate,
  inOrder,
  type Problem,
} from '../../../src/engine/reference/slots/assignment.ts'

// --- brute force -----------------------------------------------------------------------------------

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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0)

/** What is compared, greatest first: total, worth by fill, copies by fill, then candidate by candidate. */
function meritOf(assignment: Assignment, { candidates, places }: Problem): readonly bigint[] {
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

function bestByTrying(problem: Problem): Assignment {
  const [first = [], ...rest] = everyAssignment(problem)
  return rest.reduce(
    (best, it) => (compareMerits(meritOf(it, problem), meritOf(best, problem)) > 0 ? it : best),
    first,
  )
}

/** Fill after fill by trying: a problem in which the earlier fills are settled and the later ones closed. */
function inOrderByTrying(problem: Problem): Assignment {
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

// --- problems --------------------------------------------------------------------------------------

const problem = (fills: number, limits: number): fc.Arbitrary<Problem> =>
  fc.record({
    candidates: fc.array(
      fc.record({
        copies: fc.integer({ min: 0, max: 2 }),
        worth: fc.array(fc.option(fc.bigInt({ min: -1n, max: 4n }), { nil: undefined, freq: 3 }), {
          minLength: fills,
          maxLength: fills,
        }),
        limits: fc.subarray(Array.from({ length: limits }, (_, it) => it)),
      }),
      { maxLength: 4 },
    ),
    places: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: fills, maxLength: fills }),
    limits: fc.array(
      fc.record({
        atMost: fc.integer({ min: 0, max: 3 }),
        counts: fc.constantFrom<'candidates' | 'copies'>('candidates', 'copies'),
      }),
      { minLength: limits, maxLength: limits },
    ),
    splitCopies: fc.boolean(),
  })

const anyProblem = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .chain(([fills, limits]) => problem(fills, limits))

describe('best total', () => {
  it('is the best of all assignments, ties settled', () => {
    fc.assert(
      fc.property(anyProblem, it => {
        expect(bestTotal(it)).toEqual(bestByTrying(it))
      }),
      { numRuns: 300 },
    )
  })

  it('is refused when it would take too many steps', () => {
    const candidate = { copies: 1000, worth: [1n, 1n, 1n], limits: [] }
    const places = [1000, 1000, 1000]
    expect(
      bestTotal({ candidates: [candidate, candidate], places, limits: [], splitCopies: true }),
    ).toBeUndefined()
  })

  it('settles a hundred candidates for many places quickly', () => {
    const candidates = Array.from({ length: 100 }, (_, at) => ({
      copies: 1 + (at % 3),
      worth: [BigInt(at), undefined],
      limits: [],
    }))
    const found = bestTotal({ candidates, places: [60, 5], limits: [], splitCopies: true })
    expect(sum((found ?? []).map(it => it[0] ?? 0))).toBe(60)
  })
})

describe('in order', () => {
  it('is the best of each fill after the fills before it', () => {
    fc.assert(
      fc.property(anyProblem, it => {
        expect(inOrder(it)).toEqual(inOrderByTrying(it))
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with the best total where every fill accepts what the one before accepts, for less', () => {
    const nested = fc.record({
      candidates: fc.array(
        fc.tuple(fc.bigInt({ min: 0n, max: 6n }), fc.integer({ min: 0, max: 2 })).map(
          ([score, first]): Candidate => ({
            copies: 1,
            worth: [first === 0 ? 2n * score : undefined, first <= 1 ? score : undefined, score],
            limits: [],
          }),
        ),
        { maxLength: 5 },
      ),
      places: fc.constant([1, 1, 2]),
      limits: fc.constant([]),
      splitCopies: fc.constant(true),
    })
    fc.assert(
      fc.property(nested, it => {
        const [best = [], order = []] = [assign('best total', it), assign('in order', it)]
        expect(meritOf(order, it)[0]).toBe(meritOf(best, it)[0])
      }),
    )
  })
})
