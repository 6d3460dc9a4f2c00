import { expect, test } from 'vitest'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { supplyTable, takesRows } from '../../src/model/supply-table.ts'
import { spanOf } from '../../src/source/source.ts'
import { entryOf, type MapNode } from '../../src/syntax/document/node.ts'
import { completed, filesOf } from '../fixtures/ruleset.ts'

const AT = spanOf({ name: 'command', text: 'points=mine.csv' }, 7, 15)
const CODES = 'codes: {grade: {list: [A, B]}}'
const MINE = filesOf({ 'supplied/points.csv': 'grade,value\nA,9\nB,7\n' })

function supplied(table: string) {
  const document = completed(`${CODES}\ntables:\n  points: ${table}\n`).value
  const { value, diagnostics } = buildRuleset(
    supplyTable(document, 'points', 'supplied/points.csv', AT),
    MINE,
  )
  expect(diagnostics).toEqual([])
  return value?.tables.get('points')
}

test('a file stands in for rows that are written in the ruleset', () => {
  expect(supplied('{by: grade, rows: {A: 1, B: 2}}')?.file).toBe('supplied/points.csv')
  expect(supplied('{by: grade, rows: {A: 1, B: 2}}')?.rows).toHaveLength(2)
})

test('a file stands in for rows in another file', () => {
  expect(supplied('{by: grade, file: tables/points.csv}')?.file).toBe('supplied/points.csv')
})

test('marks on single rows go with the rows, and a mark on the whole table stays', () => {
  expect(
    supplied('{by: grade, rows: {A: 1, B: 2}, unconfirmed: [B]}')?.rows.map(it => it.unconfirmed),
  ).toEqual([false, false])
  expect(supplied('{by: grade, rows: {A: 1, B: 2}, unconfirmed: yes}')?.unconfirmed).toBe(true)
})

test('rows of a level cannot be supplied', () => {
  const document = completed('tables: {points: {level: school, by: [school], gives: {value: mean}}}').value
  const tables = entryOf(document, 'tables')?.value as MapNode
  expect(takesRows(entryOf(tables, 'points')!.value)).toBe(false)
})
