/** The assignment of candidates to slots, against trying every assignment there is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  assign,
  bestTotal,
  type Candidate,
  inOrder,
  type Problem,
} from '../../../src/engine/reference/slots/assignment.ts'
import { bestByTrying, inOrderByTrying, meritOf, sum } from './slots-by-trying.ts'

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
