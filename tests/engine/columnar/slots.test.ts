/**
 * Slots filled greedily for all rows at once are those the reference semantics finds by trying.
 *
 * spec: engines/slots
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../src/model/program.ts'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import {
  atLeast,
  cohortOf,
  col,
  is,
  lit,
  type Made,
  op,
  programOf,
  slots,
  up,
} from '../../fixtures/program.ts'

const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 150)

interface Choices {
  readonly choose: 'best total' | 'in order'
  readonly takes: readonly number[]
  readonly accepts: readonly Core[]
  /** Of fills before the last: a number, or that of the owner. */
  readonly weights: readonly (number | undefined)[]
  readonly hasCopies: boolean
  readonly splitCopies: boolean
}

const kindIs = (...kinds: readonly string[]): Core =>
  kinds.map(it => op(col('result.kind'), '=', lit(it))).reduce((left, right) => op(left, 'or', right))

/** Nested, disjoint and overlapping alike: what the kernel cannot do it has to leave alone. */
const accept = fc.constantFrom(
  kindIs('a'),
  kindIs('b'),
  kindIs('a', 'b'),
  kindIs('b', 'c'),
  kindIs('a', 'b', 'c'),
  lit(true),
  is(col('result.points'), atLeast(3)),
)

const choices: fc.Arbitrary<Choices> = fc.record({
  choose: fc.constantFrom('best total', 'in order'),
  takes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
  accepts: fc.array(accept, { minLength: 3, maxLength: 3 }),
  weights: fc.array(fc.constantFrom(undefined, -1, 0, 1, 2), { minLength: 3, maxLength: 3 }),
  hasCopies: fc.boolean(),
  splitCopies: fc.boolean(),
})

const NAMES = ['first', 'second', 'third']

function made({ choose, takes, accepts, weights, hasCopies, splitCopies }: Choices): Made {
  const filled = slots({
    level: 'result',
    path: ['pupil'],
    choose,
    splitCopies,
    score: col('result.points'),
    ...(hasCopies ? { copies: col('result.copies') } : {}),
    fills: NAMES.map((name, index) => {
      const weight = weights[index]
      const written =
        weight === -1 ? up('pupil.weight', 'pupil') : weight === undefined ? undefined : lit(weight)
      return {
        name,
        take: lit(takes[index] ?? 1),
        accept: accepts[index] ?? lit(true),
        ...(written === undefined ? {} : { weight: written }),
      }
    }),
  })
  const of = (what: 'score' | 'filled', fill: string): Core => ({
    kind: 'SlotOf',
    column: 'pupil.filled',
    path: [],
    what: { kind: what, fill },
    at: filled.at,
  })
  return {
    levels: {
      result: { key: ['result.id'], belongs: { pupil: ['result.pupil'] } },
      pupil: { key: ['pupil.id'] },
    },
    inputs: Object.fromEntries(
      [
        'result.id',
        'result.pupil',
        'result.kind',
        'result.points',
        'result.copies',
        'pupil.id',
        'pupil.weight',
      ].map(it => [it, {}]),
    ),
    rules: {
      'pupil.filled': filled,
      ...Object.fromEntries(
        NAMES.flatMap(it => [
          [`pupil.${it}_score`, of('score', it)],
          [`pupil.${it}_filled`, of('filled', it)],
        ]),
      ),
    },
  }
}

const results = fc.array(
  fc.record({
    pupil: fc.constantFrom('p', 'p', 'q', 'nobody'),
    kind: fc.constantFrom('a', 'b', 'c'),
    points: fc.constantFrom(0, 1, 2, 2.5, 3, 5, 8, -1, null),
    copies: fc.constantFrom(1, 1, 2, 0),
  }),
  { maxLength: 9 },
)

describe('the columnar engine', () => {
  it('fills slots as the reference engine does', () => {
    fc.assert(
      fc.property(choices, results, fc.constantFrom(0, 1, 2), (chosen, rows, weight) => {
        const cohort = cohortOf({
          result: rows.map((it, index) => ({ id: index, ...it })),
          pupil: ['p', 'q'].map(id => ({ id, weight })),
        })
        expect(engineDifferences(programOf(made(chosen)), cohort)).toEqual([])
      }),
      { numRuns: SAMPLES },
    )
  })
})
