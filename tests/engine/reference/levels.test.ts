/** Rows of levels, and which belongs to which. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cohort, CohortColumn } from '../../../src/engine/cohort.ts'
import { absent } from '../../../src/value/value.ts'
import { cohortOf, col, lit, type Made, op, over, up, type Written, when } from '../../fixtures/program.ts'
import { runOf, valuesOf } from '../../fixtures/reference-run.ts'

const made: Made = {
  levels: {
    result: {
      key: ['result.id'],
      belongs: { pupil: ['result.pupil'], course: ['result.school', 'result.subject'] },
    },
    pupil: { key: ['pupil.id'], belongs: { school: ['pupil.school'], band: ['pupil.band'] } },
    school: { key: ['pupil.school'], groups: { level: 'pupil', where: col('pupil.counts') } },
    band: { key: ['pupil.band'], groups: { level: 'pupil' } },
    course: { key: ['result.school', 'result.subject'], groups: { level: 'result' } },
  },
  inputs: {
    'result.id': {},
    'result.pupil': {},
    'result.school': {},
    'result.subject': {},
    'result.points': {},
    'pupil.id': {},
    'pupil.school': {},
    'pupil.counts': {},
    'pupil.n': {},
    'school.school': { key: 0 },
    'school.bonus': { default: absent('missing', 'no_bonus') },
    'course.school': { key: 0 },
    'course.subject': { key: 1 },
  },
  rules: {
    'pupil.band': when(
      op(col('pupil.n'), '<', lit(0)),
      lit(absent('excluded', 'negative')),
      op(col('pupil.n'), '-', op(col('pupil.n'), '-', lit(1))),
    ),
    'pupil.points': over('sum', 'result', 'pupil', { of: col('result.points') }),
    'pupil.mean': up('school.mean', 'school'),
    'pupil.band_size': up('band.size', 'band'),
    'pupil.share': op(col('pupil.n'), '/', up('nation.total', 'nation')),
    'school.mean': over('mean', 'pupil', 'school', { of: col('pupil.n') }),
    'school.points': over('sum', 'result', 'pupil school', { of: col('result.points') }),
    'school.name': col('school.school'),
    'school.extra': col('school.bonus'),
    'band.size': over('count', 'pupil', 'band'),
    'course.points': over('sum', 'result', 'course', { of: col('result.points') }),
    'course.label': col('course.subject'),
    'nation.total': over('sum', 'pupil', 'nation', { of: col('pupil.n') }),
    'nation.schools': over('count', 'school', 'nation'),
  },
}

const pupils: readonly Readonly<Record<string, Written>>[] = [
  { id: 'a', school: 'y', counts: true, n: 1 },
  { id: 'b', school: 'x', counts: true, n: 2 },
  { id: 'c', school: 'x', counts: false, n: 30 },
  { id: 'd', school: null, counts: true, n: 4 },
  { id: 'e', school: 'y', counts: true, n: -3 },
]
const results: readonly Readonly<Record<string, Written>>[] = [
  { id: 1, pupil: 'a', school: 'y', subject: 'art', points: 3 },
  { id: 2, pupil: 'a', school: 'y', subject: 'music', points: 4 },
  { id: 3, pupil: 'b', school: 'x', subject: 'art', points: 5 },
  { id: 4, pupil: 'nobody', school: 'x', subject: 'art', points: 100 },
]
const schools: readonly Readonly<Record<string, Written>>[] = [
  { school: 'z', bonus: 1 },
  { school: 'x', bonus: 2 },
]

const run = runOf(made, cohortOf({ pupil: pupils, result: results, school: schools }))

describe('a group level', () => {
  it('has a row for each key of its rows and of its own inputs, in the order of the keys', () => {
    expect(valuesOf(run, 'school.name')).toEqual({ x: 'x', y: 'y', z: 'z' })
    expect(Object.keys(valuesOf(run, 'school.name'))).toEqual(['x', 'y', 'z'])
  })

  it('has inputs of its own, found by its key', () => {
    expect(valuesOf(run, 'school.extra')).toEqual({ x: '2', y: 'missing(no_bonus)', z: '1' })
  })

  it('leaves out the rows that it is said to leave out', () => {
    expect(valuesOf(run, 'school.mean')).toEqual({ x: '2', y: '-1', z: 'not applicable(no_rows)' })
  })

  it('may have several key columns', () => {
    expect(valuesOf(run, 'course.points')).toEqual({ 'x / art': '105', 'y / art': '3', 'y / music': '4' })
    expect(valuesOf(run, 'course.label')).toEqual({
      'x / art': 'art',
      'y / art': 'art',
      'y / music': 'music',
    })
    expect(run.levels.get('course')?.find('y / music')).toBe(2)
  })

  it('may be grouped by a rule', () => {
    expect(valuesOf(run, 'band.size')).toEqual({ '1': '4' })
  })
})

describe('a look-up', () => {
  it('gives the value of the row that a row belongs to', () => {
    expect(valuesOf(run, 'pupil.mean').b).toBe('2')
    expect(valuesOf(run, 'pupil.share').b).toBe('1/17')
  })

  it('is absent where the row is in no group', () => {
    expect(valuesOf(run, 'pupil.mean').c).toBe('not applicable(no_group)')
  })

  it('is absent for the reason that the key is', () => {
    expect(valuesOf(run, 'pupil.mean').d).toBe('missing(no_value)')
    expect(valuesOf(run, 'pupil.band_size').e).toBe('excluded(negative)')
  })
})

describe('belonging', () => {
  it('is transitive', () => {
    expect(valuesOf(run, 'school.points')).toEqual({ x: '5', y: '7', z: '0' })
  })

  it('leaves out rows whose owner is not there', () => {
    expect(valuesOf(run, 'pupil.points')).toEqual({ a: '7', b: '5', c: '0', d: '0', e: '0' })
  })

  it('puts every row in the nation', () => {
    expect(valuesOf(run, 'nation.total')).toEqual({ '': '34' })
    expect(valuesOf(run, 'nation.schools')).toEqual({ '': '3' })
  })
})

describe('given values', () => {
  it('stand in for rules', () => {
    const given = new Map([['school.mean', new Map([['x', absent('suppressed', 'given')]])]])
    const partly = runOf(made, cohortOf({ pupil: pupils, result: results, school: schools }), { given })
    expect(valuesOf(partly, 'pupil.mean').b).toBe('suppressed(given)')
    expect(partly.trace('school.mean', 0).kind).toBe('given')
  })
})

describe('the order of the data', () => {
  it('changes no value', () => {
    const everything = Object.keys(made.rules)
    const expected = everything.map(it => valuesOf(run, it))
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...pupils], { minLength: pupils.length }),
        fc.shuffledSubarray([...results], { minLength: results.length }),
        fc.shuffledSubarray([...schools], { minLength: schools.length }),
        (pupil, result, school) => {
          const other = runOf(made, cohortOf({ pupil, result, school }))
          expect(everything.map(it => valuesOf(other, it))).toEqual(expected)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('laziness', () => {
  it('reads only what a value needs', () => {
    const noNumbers = pupils.map(({ id, school, counts }) => ({
      id: id ?? null,
      school: school ?? null,
      counts: counts ?? null,
    }))
    const few = runOf(made, withoutReading('pupil.n', cohortOf({ pupil: noNumbers, result: results })))
    expect(valuesOf(few, 'school.points')).toEqual({ x: '5', y: '7' })
    expect(() => few.value('school.mean', 0)).toThrow('pupil.n was read')
  })
})

/** A cohort with a column that must not be read. */
function withoutReading(column: string, cohort: Cohort): Cohort {
  const name = column.slice(0, column.indexOf('.'))
  const unreadable: CohortColumn = {
    at() {
      throw new Error(`${column} was read`)
    },
  }
  const levels = new Map(cohort.levels)
  const level = levels.get(name)
  if (level !== undefined)
    levels.set(name, { ...level, columns: new Map([...level.columns, [column, unreadable]]) })
  return { levels }
}
