import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDayNumber, dayNumberOf } from '../../../src/check/decision/day-number.ts'
import { cutNumbers, type NumberAlternative } from '../../../src/check/decision/number-line.ts'
import { toDecimal } from '../../../src/value/exact.ts'
import { exact, real, whole } from './tables.ts'

const cut = (alternatives: readonly unknown[], ...cuts: readonly string[]): readonly string[] =>
  cutNumbers(alternatives as readonly NumberAlternative[], cuts.map(exact)).map(it => toDecimal(it))

describe('cutting the numbers of a type', () => {
  it('gives a number for each point and each interval between', () => {
    expect(cut([real()], '10', '11')).toEqual(['9', '10', '10.5', '11', '12'])
  })
  it('leaves out intervals without a whole number', () => {
    expect(cut([whole()], '10', '11', '12.5')).toEqual(['9', '10', '11', '12', '13'])
  })
  it('stays inside the bounds of the type', () => {
    expect(cut([whole('80', '120')], '0', '80', '100')).toEqual(['80', '81', '100', '101', '120'])
  })
  it('joins alternatives', () => {
    expect(cut([whole('0', '3'), real('0.5', '0.75')], '1')).toEqual([
      '0',
      '0.5',
      '0.625',
      '0.75',
      '1',
      '2',
      '3',
    ])
  })
  it('is one piece where nothing cuts', () => {
    expect(cut([real()])).toEqual(['0'])
  })
})

describe('day numbers', () => {
  it('count from 1970', () => {
    expect(dayNumberOf('1970-01-01')).toBe(0)
    expect(dayNumberOf('2016-05-31')).toBe(16_952)
  })
  it('lead back to the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), days => {
        const date = dateOfDayNumber(days)
        expect(dayNumberOf(date)).toBe(days)
        expect(date).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })
})
