/**
 * Kernels of numbers against the reference semantics: formulas over decimals, fractions, great whole
 * numbers and roots, on rows and on groups, with every rounding. Near ties and equal numbers are common.
 *
 * spec: engines/guard, engines/roots, engines/whole-numbers, engines/common-denominators
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../src/model/program.ts'
import { exactFromRatio, ROUNDING_MODES } from '../../../src/value/exact.ts'
import { number } from '../../../src/value/value.ts'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import {
  call,
  cohortOf,
  col,
  type Made,
  op,
  orElse,
  over,
  programOf,
  unary,
  up,
  type Written,
  when,
} from '../../fixtures/program.ts'

const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 150)

const exact = (numerator: number, denominator: number): Written =>
  number(exactFromRatio(numerator, denominator))

const someNumber: fc.Arbitrary<Written> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 12 }) },
  { weight: 4, arbitrary: fc.integer({ min: -400, max: 1200 }).map(it => exact(it, 200)) },
  { weight: 2, arbitrary: fc.tuple(fc.integer(), fc.integer({ min: 1, max: 99 })).map(it => exact(...it)) },
  { weight: 1, arbitrary: fc.maxSafeInteger().map(it => exact(it, 7)) },
  { weight: 2, arbitrary: fc.constant(null) },
)

type Formula = (leaves: fc.Arbitrary<Core>) => fc.Arbitrary<Core>

const literal = (value: Written): Core => ({ ...col(''), kind: 'Literal', value: value as never }) as Core
const constant: fc.Arbitrary<Core> = fc
  .constantFrom(exact(0, 1), exact(1, 1), exact(1, 2), exact(1, 3), exact(49, 25))
  .map(literal)

/** A formula of a few operators over leaves. */
const formula: Formula = leaves => {
  const { tree } = fc.letrec<{ tree: Core }>(again => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaves,
      constant,
      fc
        .tuple(again('tree'), fc.constantFrom('+', '-', '*', '/', '<' as const), again('tree'))
        .map(([a, operator, b]) =>
          operator === '<' ? when(op(a, '<', b), a, b) : op(a, operator as '+', b),
        ),
      fc
        .tuple(again('tree'), fc.constantFrom('=', '<=', '>' as const), again('tree'), again('tree'))
        .map(([a, operator, b, c]) => when(op(a, operator, b), c, unary('-', a))),
      fc
        .tuple(fc.constantFrom('sqrt', 'abs', 'floor', 'ceiling'), again('tree'))
        .map(([name, a]) => call(name, [name === 'sqrt' ? call('abs', [a]) : a])),
      fc
        .tuple(again('tree'), fc.integer({ min: -1, max: 3 }), fc.constantFrom(...ROUNDING_MODES))
        .map(([a, places, mode]) => call('round', [a, literal(exact(places, 1))], mode)),
      fc
        .tuple(fc.constantFrom('min', 'max', 'sum', 'mean', 'mean-present'), again('tree'), again('tree'))
        .map(([name, a, b]) => call(name, [a, b])),
      fc.tuple(again('tree'), again('tree')).map(([a, b]) => orElse(a, b)),
      fc
        .tuple(again('tree'), fc.integer({ min: 2, max: 4 }))
        .map(([a, times]) => op(a, '^', literal(exact(times, 1)))),
      // A root by itself, whose square is rational.
      fc
        .tuple(again('tree'), again('tree'))
        .map(([a, b]) => op(op(call('sqrt', [call('abs', [a])]), '/', b), '^', literal(exact(2, 1)))),
    ),
  }))
  return tree
}

const ofPupil = fc.constantFrom(col('pupil.a'), col('pupil.b'), col('pupil.x'))
const AGGREGATES = ['sum', 'mean', 'sd', 'min', 'max', 'median', 'count', 'distinct'] as const
const ofSchool = fc
  .tuple(fc.constantFrom(...AGGREGATES), fc.constantFrom('pupil.a', 'pupil.x', 'pupil.y'), fc.boolean())
  .map(([name, column, isSample]) =>
    over(name, 'pupil', 'school', {
      of: col(column),
      ...(name === 'sd' ? { option: isSample ? 'sample' : 'population' } : {}),
    }),
  )

const made = (x: Core, y: Core, z: Core, round: number): Made => ({
  levels: {
    pupil: { key: ['pupil.id'], belongs: { school: ['pupil.school'] } },
    school: { key: ['pupil.school'], groups: { level: 'pupil' } },
  },
  inputs: { 'pupil.id': {}, 'pupil.school': {}, 'pupil.a': {}, 'pupil.b': {}, 'school.school': { key: 0 } },
  rules: {
    'pupil.x': x,
    'pupil.y': y,
    'school.z': z,
    'pupil.w': op(col('pupil.x'), '-', up('school.z', 'school')),
  },
  shows: Object.fromEntries(
    ['pupil.x', 'pupil.y', 'school.z', 'pupil.w'].map(id => [id, { round, as: 'percent' as const }]),
  ),
})

const pupils = fc.array(fc.record({ school: fc.constantFrom('p', 'q'), a: someNumber, b: someNumber }), {
  minLength: 1,
  maxLength: 8,
})

describe('the columnar engine', () => {
  it('agrees with the reference engine on numbers', () => {
    fc.assert(
      fc.property(
        formula(fc.constantFrom(col('pupil.a'), col('pupil.b'))),
        formula(ofPupil),
        formula(ofSchool),
        fc.integer({ min: 0, max: 2 }),
        pupils,
        (x, y, z, round, rows) => {
          const cohort = cohortOf({ pupil: rows.map((it, index) => ({ id: `i${index}`, ...it })) })
          expect(engineDifferences(programOf(made(x, y, z, round)), cohort)).toEqual([])
        },
      ),
      { numRuns: SAMPLES },
    )
  })
})
