/**
 * Slots filled for all rows at once are those the reference semantics finds by trying.
 *
 * spec: engines/slots, engines/rooms
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Core, CoreSlotOf, CoreSlots } from '../../../src/model/program.ts'
import { absent } from '../../../src/value/value.ts'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import {
  atLeast,
  cohortOf,
  col,
  is,
  lit,
  type Made,
  op,
  orElse,
  programOf,
  slots,
  up,
} from '../../fixtures/program.ts'

const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 150)

interface Choices {
  readonly choose: 'best total' | 'in order'
  readonly takes: readonly number[]
  readonly accepts: readonly Core[]
  /** A number, or that of the owner or of the candidate. */
  readonly weights: readonly (number | 'owner' | 'candidate' | undefined)[]
  readonly limits: CoreSlots['limits']
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
  weights: fc.array(fc.constantFrom<Choices['weights'][number]>(undefined, 'owner', 0, 1, 2, 'candidate'), {
    minLength: 3,
    maxLength: 3,
  }),
  limits: fc.array(
    fc.record({
      name: fc.constant('limit'),
      atMost: fc.constantFrom(1, 0, 2).map(it => lit(it)),
      where: fc.constantFrom(kindIs('a'), kindIs('b', 'c'), is(col('result.points'), atLeast(3))),
      counts: fc.constantFrom('candidates', 'copies'),
    }),
    { maxLength: 2 },
  ),
  hasCopies: fc.boolean(),
  splitCopies: fc.boolean(),
})

const NAMES = ['first', 'second', 'third']

function written(weight: Choices['weights'][number]): Core | undefined {
  if (weight === 'owner') return up('pupil.weight', 'pupil')
  if (weight === 'candidate') return orElse(col('result.weight'), lit(absent('excluded', 'weightless')))
  return weight === undefined ? undefined : lit(weight)
}

function made({ choose, takes, accepts, weights, limits, hasCopies, splitCopies }: Choices): Made {
  const filled = slots({
    level: 'result',
    path: ['pupil'],
    choose,
    splitCopies,
    score: col('result.points'),
    limits,
    ...(hasCopies ? { copies: col('result.copies') } : {}),
    fills: NAMES.map((name, index) => {
      const weight = written(weights[index])
      return {
        name,
        take: lit(takes[index] ?? 1),
        accept: accepts[index] ?? lit(true),
        ...(weight === undefined ? {} : { weight }),
      }
    }),
  })
  const of = (what: CoreSlotOf['what'], path: readonly string[] = []): Core => ({
    kind: 'SlotOf',
    column: 'pupil.filled',
    path,
    what,
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
        'result.weight',
        'pupil.id',
        'pupil.weight',
      ].map(it => [it, {}]),
    ),
    rules: {
      'pupil.filled': filled,
      ...Object.fromEntries(
        NAMES.flatMap(it => [
          [`pupil.${it}_score`, of({ kind: 'score', fill: it })],
          [`pupil.${it}_filled`, of({ kind: 'filled', fill: it })],
        ]),
      ),
      'result.slot': of({ kind: 'slot' }, ['pupil']),
    },
  }
}

const results = fc.array(
  fc.record({
    pupil: fc.constantFrom('p', 'p', 'q', 'nobody'),
    kind: fc.constantFrom('a', 'b', 'c'),
    points: fc.constantFrom(0, 1, 2, 2.5, 3, 5, 8, -1, null),
    copies: fc.constantFrom(1, 1, 2, 0),
    weight: fc.constantFrom(1, 2, 0, 0.5, null),
    place: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 9 },
)

describe('the columnar engine', () => {
  it('fills slots as the reference engine does', () => {
    fc.assert(
      fc.property(choices, results, fc.constantFrom(0, 1, 2), (chosen, rows, weight) => {
        const cohort = cohortOf({
          // Keys need not come in the order of the rows.
          result: rows.map(({ place, ...it }, index) => ({ id: `${place}-${index}`, ...it })),
          pupil: ['p', 'q'].map(id => ({ id, weight })),
        })
        expect(engineDifferences(programOf(made(chosen)), cohort)).toEqual([])
      }),
      { numRuns: SAMPLES },
    )
  })
})
