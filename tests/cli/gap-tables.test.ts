import { expect, test } from 'vitest'
import { gapTablesBehind } from '../../src/check/gap-tables.ts'
import { absencesOf, columnsWithGaps } from '../../src/cli/absence-counts.ts'
import { run } from '../fixtures/run.ts'

const RULES = `
tables:
  estimate: {by: {group: whole}, complete: no, rows: {1: 10, 2: unknown}}
  unrelated: {by: {group: whole}, complete: no, rows: {9: 1}}
rules:
  pupil:
    progress: {is: n - estimate(n)}
    aside: {is: unrelated(n)}
  nation: {progress: {is: mean(progress over pupil)}}
`
const gapsFor = (values: readonly number[]) => {
  const results = run(RULES, { pupil: values.map((n, index) => ({ pupil_id: `${index}`, n })) })
  return gapTablesBehind(results.program, columnsWithGaps(absencesOf(results))).map(({ table, unknown }) => [
    table.name,
    unknown,
  ])
}

test('a table is named when a measure lacks values for want of its rows', () => {
  expect(gapsFor([1, 2, 3])).toEqual([['estimate', 1]])
})

test('no table is named when every value was found', () => {
  expect(gapsFor([1])).toEqual([])
})
