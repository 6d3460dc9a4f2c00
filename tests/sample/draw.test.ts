/**
 * What is drawn from a description: the same from the same seed, and in the proportions it says.
 * spec: samples/columns, samples/forms, samples/expressions, samples/rows, samples/chance
 */
import { describe, expect, it } from 'vitest'
import { normal, siteNumber, uniform } from '../../src/sample/chance.ts'
import { drawSample } from '../../src/sample/draw-rows.ts'
import { sampleTexts } from '../../src/sample/sample-texts.ts'
import { cellsOf, type SampleExample, soundSample } from './samples.ts'

const shareOf = (cells: readonly string[], value: string): number =>
  cells.filter(it => it === value).length / cells.length
const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, it) => sum + it, 0) / numbers.length
const deviationOf = (numbers: readonly number[]): number => {
  const mean = meanOf(numbers)
  return Math.sqrt(meanOf(numbers.map(it => (it - mean) ** 2)))
}

const MANY = { rows: 20_000 }

describe('chance', () => {
  it('gives these numbers on every machine', () => {
    const site = siteNumber('pupil.sex 0')
    expect([1, 2, 3].map(row => uniform(1, site, row))).toMatchInlineSnapshot(`
      [
        0.6735681379213929,
        0.7619475203100592,
        0.11431726277805865,
      ]
    `)
    expect([1, 2, 3].map(row => normal(1, site, row))).toMatchInlineSnapshot(`
      [
        1.7144012451171875,
        1.6422271728515625,
        0.15850830078125,
      ]
    `)
  })

  it('is even, and around nothing with a deviation of one', () => {
    const rows = Array.from({ length: 50_000 }, (_, row) => row)
    const site = siteNumber('x')
    const even = rows.map(row => uniform(7, site, row))
    const around = rows.map(row => normal(7, site, row))
    expect(meanOf(even)).toBeCloseTo(0.5, 2)
    expect(deviationOf(even)).toBeCloseTo(Math.sqrt(1 / 12), 2)
    expect(meanOf(around)).toBeCloseTo(0, 1)
    expect(deviationOf(around)).toBeCloseTo(1, 1)
    expect(Math.max(...even)).toBeLessThan(1)
  })

  it('at one site, row or seed says nothing of another', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => row)
    const draws = [
      rows.map(row => normal(1, siteNumber('a 0'), row)),
      rows.map(row => normal(1, siteNumber('a 1'), row)),
      rows.map(row => normal(2, siteNumber('a 0'), row)),
      rows.map(row => normal(1, siteNumber('a 0'), row + 1)),
    ]
    for (const [index, some] of draws.entries()) {
      for (const others of draws.slice(index + 1)) {
        expect(Math.abs(meanOf(some.map((it, row) => it * (others[row] ?? 0))))).toBeLessThan(0.03)
      }
    }
  })
})

const PUPILS: SampleExample = {
  pupil: `hidden:
  gift: "normal(0, 1)"
  skill: {per: subject, is: "gift + normal(0, 0.5)"}
inputs:
  sex: {choose: {boy: 3, girl: 1}}
  mark: {is: 50 + 20 * skill, missing: 10%}
  level: {cut: gift, at: [W, -1, 1, 0, 2, 1, 3]}
  share: uniform(-0.2, 1.2)
  fsm: chance(if sex = girl then 50% else 10%)`,
}

describe('a sample', () => {
  it('is the same for the same seed, and another for another', () => {
    const sample = soundSample(PUPILS)
    expect(sampleTexts(sample)).toEqual(sampleTexts(soundSample(PUPILS)))
    expect(sampleTexts(sample, { seed: 1 })).not.toEqual(sampleTexts(sample, { seed: 2 }))
  })

  it('begins with the smaller sample', () => {
    const small = cellsOf(PUPILS, 'mark.reading', { rows: 13 })
    expect(small).toHaveLength(13)
    expect(cellsOf(PUPILS, 'mark.reading', { rows: 200 }).slice(0, 13)).toEqual(small)
  })

  it('keeps what a change to another column is not about', () => {
    const pupil = PUPILS.pupil?.replace('boy: 3', 'boy: 1').replace('normal(0, 0.5)', 'normal(0, 0.6)') ?? ''
    expect(cellsOf({ pupil }, 'level')).toEqual(cellsOf(PUPILS, 'level'))
    expect(cellsOf({ pupil }, 'sex', { rows: 100 })).not.toEqual(cellsOf(PUPILS, 'sex', { rows: 100 }))
  })

  it('depends on no order of columns', () => {
    const [head = '', ...lines] = PUPILS.pupil?.split('\n').slice(3) ?? []
    const pupil = [head, ...lines.toReversed(), ...(PUPILS.pupil?.split('\n').slice(0, 3) ?? [])].join('\n')
    expect(sampleTexts(soundSample({ pupil }))).toEqual(sampleTexts(soundSample(PUPILS)))
  })

  it('chooses by weight, also by one that depends on what is drawn', () => {
    const [sex, fsm] = [cellsOf(PUPILS, 'sex', MANY), cellsOf(PUPILS, 'fsm', MANY)]
    expect(shareOf(sex, 'boy')).toBeCloseTo(0.75, 1)
    const girls = fsm.filter((_, row) => sex[row] === 'girl')
    expect(shareOf(girls, 'yes')).toBeCloseTo(0.5, 1)
  })

  it('cuts a number into ordered codes', () => {
    const levels = cellsOf(PUPILS, 'level', MANY)
    const shares = ['W', '1', '2', '3'].map(it => shareOf(levels, it))
    for (const [index, expected] of [0.159, 0.341, 0.341, 0.159].entries()) {
      expect(Math.abs((shares[index] ?? 0) - expected)).toBeLessThan(0.015)
    }
  })

  it('rounds numbers, moves them into the range, and leaves cells empty as often as it says', () => {
    const marks = cellsOf(PUPILS, 'mark.maths', MANY)
    expect(shareOf(marks, '')).toBeCloseTo(0.1, 1)
    expect(marks.filter(it => !/^(\d{1,2}|100|)$/.test(it))).toEqual([])
    expect(marks).toContain('100')
    expect(marks).toContain('0')
    const shares = cellsOf(PUPILS, 'share', MANY).map(Number)
    expect(Math.max(...shares)).toBe(0.999999)
    expect(Math.min(...shares)).toBe(0)
  })

  it('draws the members of a dimension apart, around what they share', () => {
    const [reading, maths] = ['mark.reading', 'mark.maths'].map(it => cellsOf(PUPILS, it, MANY).map(Number))
    expect(reading).not.toEqual(maths)
    const near = (reading ?? []).filter((it, row) => Math.abs(it - (maths?.[row] ?? 0)) < 15)
    expect(near.length).toBeGreaterThan(MANY.rows * 0.5)
  })

  it('puts rows into the rows above, and ends exactly where it should', () => {
    const schools = cellsOf(PUPILS, 'school', { rows: 12 })
    expect(schools).toEqual([...Array(5).fill('S1'), ...Array(5).fill('S2'), 'S3', 'S3'])
    expect(cellsOf(PUPILS, 'pupil_id', { rows: 12 }).at(-1)).toBe('P012')
    expect(cellsOf(PUPILS, 'school', { rows: 12, level: 'school' })).toEqual(['S1', 'S2', 'S3'])
  })

  it('may have a level that the ruleset has not, tied to by the input of its name', () => {
    const levels = (inputs: string) => `levels:
  kind: {key: A1, hidden: {luck: row}}
  school: {in: kind, rows: 2, key: S1}
  pupil: {in: school, rows: 1, key: P1, inputs: {${inputs}}}`
    const kinds = cellsOf({ sample: levels('mark: 10 * kind.luck') }, 'kind', { level: 'school', rows: 4 })
    expect(kinds).toEqual(['A1', 'A1', 'A2', 'A2'])
    expect(cellsOf({ sample: levels('mark: 10 * kind.luck') }, 'mark.maths', { rows: 3 })).toEqual([
      '10',
      '10',
      '20',
    ])
  })

  it('that comes to nothing ends all the same', () => {
    const sample = soundSample({
      sample: 'levels: {school: {key: S1}, pupil: {in: school, rows: 0, key: P1}}',
    })
    expect(drawSample(sample, {}, () => undefined).get('pupil')).toBe(0)
  })
})

describe('a case', () => {
  it('counts if no case before it does', () => {
    const pupil = `inputs:
  level:
    - {when: row <= 2, is: W}
    - {when: row = 3 or sex is girl, is: missing}
    - 3
  sex: {cut: row, at: [boy, 5, girl]}`
    expect(cellsOf({ pupil }, 'level', { rows: 6 })).toEqual(['W', 'W', '', '3', '', ''])
  })

  it('may choose by member', () => {
    const pupil = `inputs:
  mark:
    - {when: subject = maths and row = 1, is: missing}
    - {each: {reading: 10 + row, maths: 2 * (mark.reading otherwise 0)}}`
    expect(cellsOf({ pupil }, 'mark.reading', { rows: 2 })).toEqual(['11', '12'])
    expect(cellsOf({ pupil }, 'mark.maths', { rows: 2 })).toEqual(['', '24'])
  })
})

const LISTED = (rows: string, more = ''): SampleExample => ({
  of: 'results needed',
  sample: `levels:
  school: {key: S1}
  pupil: {in: school, rows: 3, key: P1, hidden: {plays: row = 2}}
  result:
    in: pupil
    key: R1
    rows: {each of: [${rows}]}
    ${more}`,
})

describe('listed rows', () => {
  const example = LISTED('{grade: A}, {when: plays, grade: B}, {when: pupil.row = 1, grade: C}')

  it('are there where their condition about the row above holds', () => {
    const options = { level: 'result', rows: 3 }
    expect(cellsOf(example, 'grade', options)).toEqual(['A', 'C', 'A', 'B', 'A'])
    expect(cellsOf(example, 'of_pupil', options)).toEqual(['P1', 'P1', 'P2', 'P2', 'P3'])
    expect(cellsOf(example, 'result_id', options)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5'])
  })

  it('say in place of their level what they draw', () => {
    const more = 'hidden: {ease: 0}\n    inputs: {grade: {cut: ease, at: [C, 0, B, 1, A]}}'
    expect(cellsOf(LISTED('{ease: -1}, {}, {ease: 2}', more), 'grade', { level: 'result', rows: 1 })).toEqual(
      ['C', 'B', 'A'],
    )
  })
})

describe('keys of several columns', () => {
  const numbered = (result: string): SampleExample => ({
    of: 'results numbered',
    sample: `levels: {school: {key: S1}, pupil: {in: school, rows: 3, key: P1}, result: {in: pupil, ${result}}}`,
  })
  const options = { level: 'result', rows: 2 }

  it('count on within the row above whose key they hold', () => {
    const example = numbered('rows: 3, key: 1, inputs: {grade: A}')
    expect(cellsOf(example, 'pupil_id', options)).toEqual(['P1', 'P1', 'P1', 'P2', 'P2', 'P2'])
    expect(cellsOf(example, 'entry', options)).toEqual(['1', '2', '3', '1', '2', '3'])
  })

  it('are never drawn twice', () => {
    const example = numbered('rows: 40, inputs: {entry: "uniform(1, 4)", grade: A}')
    expect(cellsOf(example, 'entry', options).slice(0, 4).toSorted()).toEqual(['1', '2', '3', '4'])
    expect(cellsOf(example, 'entry', options)).toHaveLength(8)
  })
})
