/** Types, units and narrowing: what fits where, and what a condition tells. */
import { describe, expect, test } from 'vitest'
import { describeType } from '../../src/check/describe-type.ts'
import { complaints, programFrom } from './checked.ts'

const RESULTS = `
codes: {outcome: {list: [A, B, N]}, level: {order: worst first, list: [W, "1", 2C, 2B]}}
levels:
  pupil:
    key: pupil_id
    inputs: {result: {type: 80..120 or outcome}, other: {type: 80..120 or outcome}, prior: {type: level or outcome}, flag: {type: yes/no}, sat: {type: date}}
tables: {points: {by: level, rows: {W: 3, "1": 9, 2C: 13, 2B: 15}}}
`
const rule = (is: string): string => `${RESULTS}rules: {pupil: {x: {is: "${is}"}}}`

describe('a value of several types', () => {
  test.each([
    'if result is 80..120 then result + 1 else 0',
    'if result is not 80..120 then 0 else result + 1',
    'if result is outcome then 0 else result + 1',
    'if not (result is A or B or N) then result + 1 else 0',
    'result is number and result > 90',
    'result is outcome or result > 90',
    'if result is number and other is number then result + other else 0',
    'if result is outcome or other is outcome then 0 else result + other',
    'if flag and result is 80..120 then result + 1 else 0',
    'result = N',
    'N != result',
    'points(if prior is level then prior else W)',
    'if prior is level then points(prior) else 0',
    'if prior is A or B or N then 0 else points(prior)',
  ])('is narrowed in %s', is => {
    expect(complaints(rule(is))).toEqual([])
  })
  test.each([
    ['result + 1', 'check/not-narrowed: result'],
    ['result > 90', 'check/not-narrowed: result'],
    ['result is 80..120 or result > 90', 'check/list-without-order: result'],
    ['if result is A then 0 else result + 1', 'check/not-narrowed: result'],
    ['if flag or result is number then result + 1 else 0', 'check/not-narrowed: result'],
    ['if other is number then result + 1 else 0', 'check/not-narrowed: result'],
    ['points(prior)', 'check/not-narrowed: prior'],
    ['flag + 1', 'check/type-mismatch: flag'],
    ['result is yes', 'check/never-matches: yes'],
    ['result = flag', 'check/type-mismatch: flag'],
    ["sat < 'soon'", "check/not-a-date: 'soon'"],
    ['result is below A', 'check/list-without-order: below A'],
    ['2 ^ 0.5', 'check/type-mismatch: 0.5'],
  ])('has to be in %s', (is, expected) => {
    expect(complaints(rule(is))).toEqual([expected])
  })
  test('is narrowed by the cells of its row, and by rows before it that look at nothing else', () => {
    const fragment = `${RESULTS}
rules:
  pupil:
    x:
      decide: first
      on: [result, flag]
      rows:
        - [80..120, yes, result + 1]
        - [outcome, any, 0]
        - [any, any, result - 1]`
    expect(complaints(fragment)).toEqual([])
  })
  test('is not narrowed by a row before it that looks at something else too', () => {
    const fragment = `${RESULTS}
rules:
  pupil:
    x:
      decide: first
      on: [result, flag]
      rows:
        - [outcome, yes, 0]
        - [any, any, result - 1]`
    expect(complaints(fragment)).toEqual(['check/not-narrowed: result'])
  })
})

describe('the type of a rule', () => {
  const typeOf = (is: string): string => {
    const column = programFrom(rule(is)).columns.get('pupil.x')
    return column === undefined ? '' : describeType(column.type)
  }
  test.each([
    ['1 + 2', 'a whole number'],
    ['1 / 2', 'a number'],
    ['round(1.5)', 'a whole number'],
    ['round(1.55, 1)', 'a number'],
    ['if flag then 1 else A = result', 'a whole number or yes or no'],
    ['result', '80..120 or a code of `outcome`'],
    ['if result is 100.. then result else not_applicable(none_given)', '100..120'],
    ['sat', 'a date'],
    ["text(1, 'a')", 'a text'],
  ])('of %s is %s', (is, expected) => {
    expect(typeOf(is)).toBe(expected)
  })
})

describe('units', () => {
  const UNITS = `
levels: {pupil: {key: pupil_id, inputs: {points: {type: number, unit: points}, more: {type: number, unit: points}, hours: {type: number, unit: hours}, n: {type: number}}}}
`
  const unitOf = (is: string): string | undefined =>
    programFrom(`${UNITS}rules: {pupil: {x: {is: "${is}"}}}`).columns.get('pupil.x')?.unit
  test.each([
    ['points + more', 'points'],
    ['points + 1', 'points'],
    ['points + n', 'points'],
    ['points * n', 'points'],
    ['points / more', undefined],
    ['points / hours', undefined],
    ['-points', 'points'],
    ['mean(points, more)', 'points'],
    ['if n > 1 then points else 0', 'points'],
    ['points otherwise 0', 'points'],
    ['points > 3', undefined],
  ])('of %s are %s', (is, expected) => {
    expect(unitOf(is)).toBe(expected)
  })
  test.each(['points + hours', 'points < hours', 'if n > 1 then points else hours', 'max(points, hours)'])(
    'of %s do not agree',
    is => {
      expect(complaints(`${UNITS}rules: {pupil: {x: {is: "${is}"}}}`)).toEqual([`check/unit-mismatch: ${is}`])
    },
  )
  test('that a rule declares are relied on only where its formula agrees', () => {
    const fragment = `${UNITS}rules: {pupil: {x: {unit: hours, is: points}, y: {is: x + points}}}`
    expect(complaints(fragment)).toEqual(['check/unit-mismatch: points'])
  })
})
