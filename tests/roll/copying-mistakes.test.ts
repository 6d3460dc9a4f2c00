import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkText } from '../../src/api/core.ts'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { checkStated } from '../../src/check/check-stated.ts'
import { textOf } from '../../src/source/source.ts'
import { exactFromRatio } from '../../src/value/exact.ts'
import { number } from '../../src/value/value.ts'
import { soundRuleset } from '../fixtures/ruleset.ts'

const FOLDER = 'conformance/broken/last-year'

test('the mistakes that copying a year brings are all refused, each at its place', () => {
  const files = Object.fromEntries(
    globSync(`${FOLDER}/**/*.csv`).map(path => [path.slice(FOLDER.length + 1), readFileSync(path, 'utf8')]),
  )
  const { diagnostics } = checkText(readFileSync(`${FOLDER}/ruleset.yaml`, 'utf8'), { files })
  const errors = diagnostics.filter(it => it.severity === 'error').map(it => [it.code, textOf(it.at)])
  expect(errors.sort()).toEqual([
    ['check/other-years-rows', '2017'],
    ['check/other-years-source', 'guide-2017 p7'],
    ['check/other-years-title', 'cut_points'],
    ['check/unknown-code', 'D'],
    ['check/unlike-stated', '166'],
  ])
})

test('a changed table can be held to what was stated of it', () => {
  const ruleset = soundRuleset(
    'tables: {points: {by: {k: whole}, complete: no, rows: {1: 58, 2: 52}, stated: {rows: 2, sum: 110}}}',
  )
  const table = checkRuleset(ruleset).value?.tables.get('points')
  const stated = ruleset.tables.get('points')?.stated ?? []
  if (table === undefined) throw new Error('no table')
  expect(checkStated(table, stated)).toEqual([])
  const swapped = table.rows.map((it, index) =>
    index === 0 ? { ...it, values: [number(exactFromRatio(85))] } : it,
  )
  expect(checkStated({ ...table, rows: swapped }, stated).map(it => it.args.found)).toEqual(['137'])
  expect(checkStated({ ...table, rows: table.rows.slice(1) }, stated).map(it => it.args.what)).toEqual([
    'number of rows',
    'sum',
  ])
})
