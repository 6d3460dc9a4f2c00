/**
 * The two ways of taking the best candidates of many owners at once agree: by vectors, where WebAssembly
 * allows it, and by lanes of whole numbers.
 *
 * spec: engines/slots
 */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { rowsBelow } from '../../../src/engine/columnar/groups.ts'
import type { Candidates } from '../../../src/engine/columnar/slots/candidates.ts'
import { nestingOf } from '../../../src/engine/columnar/slots/nesting.ts'
import { ranksOf } from '../../../src/engine/columnar/slots/ranks.ts'
import { roomFor, type Taking, takeByLanes } from '../../../src/engine/columnar/slots/take-best.ts'
import { takeByVectors } from '../../../src/engine/columnar/slots/take-by-vectors.ts'

const FILLS = 4
/** A bit for each fill: the third lies around the first two, the fourth around all; and nobody's. */
const ACCEPTED = [0b1101, 0b1110, 0b1100, 0b1000, 0]

const candidateClass = fc.record({
  accepted: fc.constantFrom(...ACCEPTED),
  score: fc.integer({ min: 0, max: 40 }),
  copies: fc.integer({ min: 0, max: 3 }),
})

const takings: fc.Arbitrary<Taking> = fc
  .record({
    classes: fc.array(candidateClass, { minLength: 1, maxLength: 60 }),
    unit: fc.constantFrom(1, 3, 250),
    places: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: FILLS, maxLength: FILLS }),
    weights: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2 * FILLS, maxLength: 2 * FILLS }),
    owners: fc.array(fc.array(fc.nat(), { maxLength: 12 }), { minLength: 1, maxLength: 20 }),
  })
  .map(({ classes, unit, places, weights, owners }) => {
    const candidates: Candidates = {
      codes: Uint16Array.from(owners.flat(), it => it % classes.length),
      accepted: Int32Array.from(classes, it => it.accepted),
      scores: Float64Array.from(classes, it => it.score * unit),
      denominator: 1,
      copies: Int32Array.from(classes, it => it.copies),
      apart: new Uint8Array(classes.length),
    }
    const above = Int32Array.from(owners.flatMap((rows, owner) => rows.map(() => owner)))
    return {
      below: rowsBelow(above, owners.length),
      candidates,
      places,
      around: nestingOf(candidates, FILLS) ?? new Int32Array(FILLS).fill(-1),
      weights: {
        codes: Uint16Array.from(owners, (_, owner) => owner % 2),
        table: Float64Array.from(weights),
        apart: new Uint8Array(2),
      },
    }
  })

const takenBoth = (taking: Taking, keepsFills: boolean) => {
  const { codes } = taking.candidates
  const ranks = ranksOf(taking.candidates, keepsFills)
  const byVectors = roomFor(taking, keepsFills)
  const done = takeByVectors(taking, codes, ranks, byVectors)
  return { done, byVectors, byLanes: takeByLanes(taking, codes, ranks, roomFor(taking, keepsFills), 0) }
}

describe('the best candidates of many owners', () => {
  it('are the same by vectors and by lanes', () => {
    fc.assert(
      fc.property(takings, fc.boolean(), (taking, keepsFills) => {
        const { done, byVectors, byLanes } = takenBoth(taking, keepsFills)
        expect(done).toBeGreaterThan(12)
        expect(byVectors).toEqual(byLanes)
      }),
      { numRuns: Number(process.env.FUZZ_SAMPLES ?? 40) },
    )
  })

  it('are the same over several blocks of owners', () => {
    const [sample] = fc.sample(takings, { numRuns: 1, seed: 5 })
    if (sample === undefined) throw new Error('nothing was drawn')
    const owners = 10_000
    const above = Int32Array.from({ length: 6 * owners }, (_, row) => Math.floor(row / 6))
    const count = sample.candidates.accepted.length
    const codes = Uint16Array.from(above, (_, row) => (row * 7919) % count)
    const { byVectors, byLanes } = takenBoth(
      {
        ...sample,
        below: rowsBelow(above, owners),
        candidates: { ...sample.candidates, codes },
        weights: { ...sample.weights, codes: Uint16Array.from({ length: owners }, (_, owner) => owner % 2) },
      },
      true,
    )
    expect(byVectors).toEqual(byLanes)
  })

  it('are left to lanes where sums could grow too large', () => {
    const [sample] = fc.sample(takings, { numRuns: 1, seed: 5 })
    if (sample === undefined) throw new Error('nothing was drawn')
    const table = new Float64Array(2 * FILLS).fill(2 ** 31)
    const { done } = takenBoth({ ...sample, weights: { ...sample.weights, table } }, false)
    expect(done).toBe(0)
  })

  it('are left to lanes where a content policy allows no WebAssembly', () => {
    const [sample] = fc.sample(takings, { numRuns: 1, seed: 5 })
    if (sample === undefined) throw new Error('nothing was drawn')
    const refusing = () => {
      throw new Error('refused by the content policy')
    }
    for (const [take, machine] of [{ Module: refusing, Instance: refusing }, undefined].entries()) {
      vi.stubGlobal('WebAssembly', machine)
      const { done } = takenBoth({ ...sample, places: [11, 12, 13, 14 + take] }, false)
      vi.unstubAllGlobals()
      expect(done).toBe(0)
    }
  })
})
