/** Absence: inputs that may be missing are spoken of, conditions that select rows are never absent. */
import { describe, expect, test } from 'vitest'
import { complaints } from './checked.ts'

const INPUTS = `
reasons: {out: {kind: excluded, text: out}}
dimensions: {subject: [reading, maths]}
codes: {grade: {order: worst first, list: [B, A]}}
tables: {points: {by: grade, rows: {A: 2, B: 1}}, partial: {by: grade, complete: no, rows: {A: 2}}}
levels:
  pupil:
    key: pupil_id
    inputs:
      score: {type: number, may be: missing}
      mark: {per: subject, type: number, may be: missing}
      grade: {type: grade, may be: missing}
      flag: {type: yes/no, may be: missing}
      kept: {type: yes/no, default: no}
      n: {type: number}
      whole_grade: {type: grade}
`
const pupil = (is: string): string => `${INPUTS}rules: {pupil: {x: {is: "${is}"}}}`
const nation = (is: string): string =>
  `${INPUTS}rules: {pupil: {given: {is: score is present}, some_score: {is: if n > 0 then n else excluded(out)}}, nation: {x: {is: "${is}"}}}`

describe('an input that may be missing', () => {
  test.each([
    'score otherwise 0',
    '(score + 1) otherwise 0',
    '(score > 3) otherwise no',
    'score is present and score > 1',
    'score is missing or score > 1',
    'if score is absent then 0 else score + 1',
    'if score is not missing then score + 1 else 0',
    'if score is missing or n < 1 then 0 else score + n',
    'if not (score is missing or mark.maths is missing) then score + mark.maths else 0',
    'mean_present(score, mark.reading)',
    'mean_present(score + 1, 2)',
    '(score + 1) is missing',
    'mean(mark over subject)',
    'count(subject where mark is present)',
    'mean(mark + 1 over subject where mark is present)',
    'score',
    'points(grade)',
    'points(grade) otherwise 0',
    'if flag is yes otherwise no then 1 else 2',
  ])('is spoken of in %s', is => {
    expect(complaints(pupil(is))).toEqual([])
  })
  test.each([
    ['score + 1', 'score'],
    ['-score', 'score'],
    ['n > 3 or score > 3', 'score'],
    ['score is 1..3', 'score'],
    ['n is below score', 'score'],
    ['if flag then 1 else 2', 'flag'],
    ['points(grade) + 1', 'points(grade)'],
    ['round(score)', 'score'],
    ['mean(score, 1)', 'score'],
    ['score > 1 and score is present', 'score'],
    ['if score is missing then n else mark.maths + 1', 'mark.maths'],
    ['mean(mark + 1 over subject)', 'mark'],
    ['count(subject where mark > 3)', 'mark'],
    ['if score is present or mark.maths is present then score + 1 else 0', 'score'],
  ])('is not in %s', (is, at) => {
    expect(complaints(pupil(is))).toContain(`check/missing-unhandled: ${at}`)
  })
  test('is so through a rule that passes it on', () => {
    const fragment = `${INPUTS}rules: {pupil: {a: {is: if n > 1 then score else 0}, b: {is: a + 1}}}`
    expect(complaints(fragment)).toEqual(['check/missing-unhandled: a'])
  })
  test('is shown to be there by a rule that says so', () => {
    const fragment = `${INPUTS}rules: {pupil: {there: {is: score is present}, b: {is: if there then score + 1 else 0}}}`
    expect(complaints(fragment)).toEqual([])
  })
  test('is decided by a row for it before another looks at it', () => {
    const table = (rows: string): string =>
      `${INPUTS}rules: {pupil: {x: {decide: first, on: [score], rows: [${rows}]}, y: {is: x + 1}}}`
    expect(complaints(table('[missing, 0], [any, score + 1]'))).toEqual([])
    expect(complaints(table('[at least 3, 1], [missing, 0], [any, 2]'))).not.toEqual([])
  })
  test('needs no word where rows are aggregated that lack it', () => {
    expect(complaints(nation('mean(score over pupil)'))).toEqual([])
    expect(complaints(nation('mean(score + 1 over pupil)'))).toEqual(['check/missing-unhandled: score'])
    expect(complaints(nation('mean(score + 1 over pupil where score is present)'))).toEqual([])
    expect(complaints(nation('mean(score + 1 over pupil) otherwise 0'))).toEqual([
      'check/missing-unhandled: score',
    ])
  })
})

describe('a condition that selects rows', () => {
  test.each([
    'count(pupil where kept)',
    'count(pupil where given and not kept)',
    'count(pupil where some_score > 3 otherwise no)',
    'count(pupil where some_score is present and some_score > 3)',
    'count(pupil where whole_grade is A)',
    'count(pupil where points(whole_grade) > 1)',
  ])('is never absent in %s', is => {
    expect(complaints(nation(is))).toEqual([])
  })
  test.each([
    ['count(pupil where some_score > 3)', 'some_score > 3'],
    ['count(pupil where n / n > 3)', 'n / n > 3'],
    ['count(pupil where partial(whole_grade) > 1)', 'partial(whole_grade) > 1'],
    ['mean(n over pupil where kept or some_score > 3)', 'kept or some_score > 3'],
  ])('can be absent in %s', (is, at) => {
    expect(complaints(nation(is))).toEqual([`check/condition-may-be-absent: ${at}`])
  })
})
