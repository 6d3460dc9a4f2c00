import { expect, test } from 'vitest'
import { yearOf, yearsIn, yearsLater } from '../../src/model/years-in.ts'

test.each([
  ['Results of 2017', [2017]],
  ['the year 2016/17 and 2017-18', [2017, 2018]],
  ['2016/2017', [2017]],
  ['from 2016/19 on', []],
  ['guide-2017, tables/2017/x, 2017.5, 12017 and 2017%', []],
  ['published 2017-12-01', []],
])('%s names %o', (text, years) => {
  expect(yearsIn(text).map(it => it.year)).toEqual(years)
})

test.each([
  ['2018', 2018],
  ['2017/18', 2018],
  ['201718', 2018],
  ['201719', undefined],
  ['of 2018', undefined],
  ['', undefined],
])('%s as a whole is the year %s', (text, year) => {
  expect(yearOf(text)).toBe(year)
})

test('a text is moved on by years where it names the one that is meant', () => {
  expect(yearsLater('In 2017, after 2016: 2016/17, 2016-17', 1, 2017)).toBe(
    'In 2018, after 2016: 2017/18, 2017-18',
  )
  expect(yearsLater('1998/99', 1, 1999)).toBe('1999/00')
})
