/** Tables: exact keys, ranges, codes, straight lines, and levels as tables. */
import { describe, expect, it } from 'vitest'
import type { ProgramTable } from '../../../src/model/program.ts'
import { exactFromRatio } from '../../../src/value/exact.ts'
import { absent, code, date } from '../../../src/value/value.ts'
import {
  asValue,
  at,
  cohortOf,
  col,
  lit,
  op,
  over,
  table,
  tableOf,
  type Written,
} from '../../fixtures/program.ts'
import { formulaRun, runOf, valueOfFormula, valuesOf } from '../../fixtures/reference-run.ts'

type MadeTable = ReturnType<typeof tableOf>

const lookUp = (made: MadeTable, key: Written): string =>
  valueOfFormula(table('t', [lit(key)]), {}, { tables: { t: made } })

describe('a table', () => {
  it('gives the value of the row with the key', () => {
    const made = tableOf([
      ['a', 1],
      [2, 20],
      [date('2016-05-31'), 30],
    ])
    expect(lookUp(made, 'a')).toBe('1')
    expect(lookUp(made, 2)).toBe('20')
    expect(lookUp(made, date('2016-05-31'))).toBe('30')
  })

  it('without a row for the key gives what is otherwise, or is missing', () => {
    expect(lookUp(tableOf([['a', 1]]), 'b')).toBe('missing(no_row)')
    expect(lookUp(tableOf([['a', 1]], { otherwise: lit(absent('excluded', 'none')) }), 'b')).toBe(
      'excluded(none)',
    )
  })

  it('is not asked with an absent key', () => {
    expect(lookUp(tableOf([], { otherwise: lit(0) }), absent('excluded', 'gone'))).toBe('excluded(gone)')
  })

  it('passes on the absence of a value it lacks', () => {
    expect(lookUp(tableOf([['a', absent('missing', 'unknown_value')]]), 'a')).toBe('missing(unknown_value)')
  })

  it('finds ranges and codes', () => {
    const row = (keys: ProgramTable['rows'][number]['keys'], value: number) => ({
      keys,
      values: [asValue(value)],
      cites: [],
      at,
    })
    const bound = (value: number, inclusive: boolean) => ({ value: exactFromRatio(value), inclusive })
    const made: MadeTable = {
      ...tableOf([]),
      keys: [
        { name: 'code', type: { alternatives: [] } },
        { name: 'number', type: { alternatives: [] } },
      ],
      rows: [
        row(
          [
            { kind: 'codes', list: 'g', codes: ['A', 'B'] },
            { kind: 'range', to: bound(12, false) },
          ],
          1,
        ),
        row(
          [
            { kind: 'codes', list: 'g', codes: ['A', 'B'] },
            { kind: 'range', from: bound(12, true) },
          ],
          2,
        ),
        row([{ kind: 'equals', value: code('g', 'C') }, { kind: 'any' }], 3),
      ],
    }
    const at2 = (grade: string, n: number) =>
      valueOfFormula(table('t', [lit(code('g', grade)), lit(n)]), {}, { tables: { t: made } })
    expect([at2('A', 11.99), at2('B', 12), at2('C', -5), at2('D', 1)]).toEqual([
      '1',
      '2',
      '3',
      'missing(no_row)',
    ])
  })
})

describe('a line', () => {
  const points: readonly (readonly [number, number])[] = [
    [10, 20],
    [20, 40],
    [20, 44],
    [30, 50],
    [30, 60],
  ]
  const line = (settings: Partial<NonNullable<ProgramTable['line']>>): MadeTable =>
    tableOf(points, { line: { along: 0, atRepeat: 'last', atEnd: 'first', outside: 'nearest', ...settings } })

  it('joins neighbouring rows, from the last at one place to the first at the next', () => {
    expect(lookUp(line({}), 15)).toBe('30')
    expect(lookUp(line({}), 25)).toBe('47')
  })

  it('gives the row that is to count at a repeat and at the end', () => {
    expect(lookUp(line({}), 20)).toBe('44')
    expect(lookUp(line({ atRepeat: 'first' }), 20)).toBe('40')
    expect(lookUp(line({}), 30)).toBe('50')
    expect(lookUp(line({ atEnd: 'last' }), 30)).toBe('60')
    expect(lookUp(line({}), 10)).toBe('20')
  })

  it('gives beyond its ends the nearest row, or an absence', () => {
    expect(lookUp(line({}), 5)).toBe('20')
    expect(lookUp(line({}), 31)).toBe('50')
    const outside = lit(absent('excluded', 'beyond'))
    expect(lookUp(line({ outside }), 5)).toBe('excluded(beyond)')
    expect(lookUp(line({ outside }), 31)).toBe('excluded(beyond)')
    expect(lookUp(line({ outside }), 30)).toBe('50')
  })

  it('does not depend on the order of its rows, but where a key repeats', () => {
    const rows = (line({}).rows ?? []).filter((_, index) => index !== 2 && index !== 4)
    const [forwards, backwards] = [rows, rows.toReversed()].map(it => ({ ...line({}), rows: it }))
    for (const key of [5, 10, 15, 20, 31])
      expect(lookUp(backwards ?? line({}), key)).toBe(lookUp(forwards ?? line({}), key))
  })

  it('is absent where one of its ends is', () => {
    const made = tableOf(
      [
        [0, 0],
        [10, absent('missing', 'unknown_value')],
      ],
      { line: { along: 0, atRepeat: 'last', atEnd: 'last', outside: 'nearest' } },
    )
    expect(lookUp(made, 5)).toBe('missing(unknown_value)')
    expect(lookUp(made, 0)).toBe('0')
  })

  it('is traced with the two rows it lies between', () => {
    const step = formulaRun(table('t', [lit(25)]), {}, { tables: { t: line({}) } }).trace('pupil.x', 0)
    expect(step.kind === 'rule' && step.parts.at(-1)?.between).toEqual([2, 3])
  })
})

describe('a level as a table', () => {
  const made = {
    levels: {
      pupil: { key: ['pupil.id'], belongs: { point: ['pupil.prior'] } },
      point: { key: ['pupil.prior'], groups: { level: 'pupil' } },
    },
    inputs: { 'pupil.id': {}, 'pupil.prior': {}, 'pupil.points': {}, 'point.prior': { key: 0 } },
    rules: {
      'point.middle': over('median', 'pupil', 'point', { of: col('pupil.points') }),
      'pupil.exact': table('points', [col('pupil.prior')]),
      'pupil.expected': table('line', [op(col('pupil.prior'), '+', lit(1))]),
    },
    tables: {
      points: { ...tableOf([]), level: { level: 'point', keys: ['point.prior'], gives: ['point.middle'] } },
      line: {
        ...tableOf([]),
        level: { level: 'point', keys: ['point.prior'], gives: ['point.middle'] },
        line: { along: 0, atRepeat: 'first', atEnd: 'first', outside: 'nearest' } as const,
      },
    },
  }
  const cohort = cohortOf({
    pupil: [
      { id: 'a', prior: 10, points: 4 },
      { id: 'b', prior: 10, points: 6 },
      { id: 'c', prior: 12, points: 9 },
    ],
  })

  it('has the rows of the level', () => {
    const run = runOf(made, cohort)
    expect(valuesOf(run, 'pupil.exact')).toEqual({ a: '5', b: '5', c: '9' })
    expect(valuesOf(run, 'pupil.expected')).toEqual({ a: '7', b: '7', c: '9' })
  })

  it('depends on which rows the level has', () => {
    const step = runOf(made, cohort).trace('pupil.expected', 0)
    expect(step.kind === 'rule' && step.memberships).toEqual([
      { level: 'point', path: ['nation'], of: { level: 'nation', row: 0, key: '' } },
    ])
  })
})
