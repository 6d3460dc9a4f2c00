/**
 * Slots of one row filled by taking the best first are those the reference semantics finds by trying:
 * what each fill holds, and which candidate got what.
 *
 * spec: engines/slots
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Core, CoreSlots } from '../../../src/model/program.ts'
import { atLeast, cohortOf, col, is, lit, type Made, op, programOf, slots } from '../../fixtures/program.ts'
import { compareCalls } from '../../fixtures/single-calls.ts'

const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 80)

const kindIs = (...kinds: readonly string[]): Core =>
  kinds.map(it => op(col('result.kind'), '=', lit(it))).reduce((left, right) => op(left, 'or', right))

/** Nested, disjoint and overlapping. */
const accept = fc.constantFrom(
  kindIs('a'),
  kindIs('b'),
  kindIs('a', 'b'),
  kindIs('b', 'c'),
  lit(true),
  is(col('result.points'), atLeast(3)),
)
const weight = fc.constantFrom(undefined, lit(0), lit(1), lit(2), col('result.weight'))
const fill = fc.record({ take: fc.integer({ min: 0, max: 3 }), accept, weight })
const limit = fc.record({
  atMost: fc.integer({ min: 0, max: 2 }),
  where: accept,
  counts: fc.constantFrom('candidates' as const, 'copies' as const),
})
const choices = fc.record({
  choose: fc.constantFrom('best total' as const, 'in order' as const),
  fills: fc.tuple(fill, fill, fill),
  limits: fc.array(limit, { maxLength: 1 }),
  hasCopies: fc.boolean(),
  splitCopies: fc.boolean(),
})
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never

const NAMES = ['first', 'second', 'third']

function slotsOf({ choose, fills, limits, hasCopies, splitCopies }: Choices): CoreSlots {
  return slots({
    level: 'result',
    path: ['pupil'],
    choose,
    splitCopies,
    score: col('result.points'),
    ...(hasCopies ? { copies: col('result.copies') } : {}),
    fills: fills.map((it, index) => ({
      name: NAMES[index] ?? '',
      take: lit(it.take),
      accept: it.accept,
      ...(it.weight === undefined ? {} : { weight: it.weight }),
    })),
    limits: limits.map(it => ({ ...it, name: 'limit', atMost: lit(it.atMost) })),
  })
}

function made(chosen: Choices): Made {
  const filled = slotsOf(chosen)
  const of = (what: 'score' | 'filled', name: string): Core => ({
    kind: 'SlotOf',
    column: 'pupil.filled',
    path: [],
    what: { kind: what, fill: name },
    at: filled.at,
  })
  const got: Core = {
    kind: 'SlotOf',
    column: 'pupil.filled',
    path: ['pupil'],
    what: { kind: 'slot' },
    at: filled.at,
  }
  const gotIn = (name: string): Core => ({
    kind: 'AggregateRows',
    operator: 'sum',
    level: 'result',
    path: ['pupil'],
    of: col('result.id'),
    where: op(col('result.got'), '=', lit(name)),
    by: [],
    args: [],
    at: filled.at,
  })
  return {
    levels: {
      result: { key: ['result.id'], belongs: { pupil: ['result.pupil'] } },
      pupil: { key: ['pupil.id'] },
    },
    inputs: Object.fromEntries(
      ['id', 'pupil', 'kind', 'points', 'copies', 'weight']
        .map(it => [`result.${it}`, {}])
        .concat([['pupil.id', {}]]),
    ),
    rules: {
      'pupil.filled': filled,
      'result.got': got,
      ...Object.fromEntries(
        NAMES.flatMap(it => [
          [`pupil.${it}_score`, of('score', it)],
          [`pupil.${it}_filled`, of('filled', it)],
          [`pupil.${it}_who`, gotIn(it)],
        ]),
      ),
    },
  }
}

const results = fc.array(
  fc.record({
    pupil: fc.constantFrom('p', 'p', 'q', 'nobody'),
    kind: fc.constantFrom('a', 'b', 'c'),
    points: fc.constantFrom(0, 1, 2, 2.5, 3, 5, 8, 8, -1, null),
    copies: fc.constantFrom(1, 1, 2, 0),
    weight: fc.constantFrom(1, 1, 1, 2, null),
  }),
  { maxLength: 9 },
)

describe('single calls', () => {
  it('fill slots as the reference engine does', () => {
    fc.assert(
      fc.property(choices, results, (chosen, rows) => {
        // Keys go down as rows go on, so that their order is not that of the rows.
        const cohort = cohortOf({
          result: rows.map((it, index) => ({ id: 100 - index, ...it })),
          pupil: ['p', 'q'].map(id => ({ id })),
        })
        expect(compareCalls(programOf(made(chosen)), cohort).differences).toEqual([])
      }),
      { numRuns: SAMPLES },
    )
  })
})
