/** What aggregates give over rows and over members, end to end from the text of a ruleset. */
import { describe, expect, it } from 'vitest'
import { textOfValue } from '../../../src/value/text-of-value.ts'
import { type RowTexts, run } from '../../fixtures/run.ts'

const pupils = (...numbers: readonly (number | '')[]): RowTexts => ({
  pupil: numbers.map((n, index) => ({ pupil_id: `p${index}`, ...(n === '' ? {} : { n }) })),
})

const LEVELS = 'levels: {pupil: {key: pupil_id, inputs: {n: {type: number, may be: missing}}}}'

/** The value of a formula on the nation, quoted for YAML. */
const national = (formula: string, rows: RowTexts): string => {
  const result = run(`${LEVELS}\nrules: {nation: {x: {is: "${formula}"}}}`, rows)
  return textOfValue(result.value('nation.x', 0))
}

describe('an aggregate', () => {
  it.each([
    ['sum(n over pupil)', '10'],
    ['count(pupil)', '5'],
    ['count(n over pupil)', '4'],
    ['mean(n over pupil)', '2.5'],
    ['median(n over pupil)', '2'],
    ['min(n over pupil)', '1'],
    ['max(n over pupil)', '5'],
    ['distinct(n over pupil)', '3'],
    ['sd(n over pupil, population)', '3/2'],
    ['sd(n over pupil, sample) ^ 2', '3'],
    ['percentile(n over pupil, 50%, interpolated)', '2'],
    ['percentile(n over pupil, 90%, interpolated)', '4.1'],
    ['percentile(n over pupil, 90%, nearest)', '5'],
    ['percentile(n over pupil, 50%, nearest)', '2'],
    ['percentile(n over pupil, 0%, nearest)', '1'],
    ['mean((n otherwise 0) > 1 over pupil)', '0.6'],
    ['first(n over pupil by (n otherwise 9))', '1'],
    ['first(n over pupil by (n otherwise 0) best first)', '5'],
  ])('%s of 1, 2, 2, 5 and nothing is %s', (formula, expected) => {
    expect(national(formula, pupils(2, 5, '', 1, 2))).toBe(expected === '3/2' ? '1.5' : expected)
  })

  it.each([
    ['sum(n over pupil)', '0'],
    ['count(n over pupil)', '0'],
    ['distinct(n over pupil)', '0'],
    ['all(n > 0 over pupil)', 'yes'],
    ['some(n > 0 over pupil)', 'no'],
    ['mean(n over pupil)', 'not applicable(no_rows)'],
    ['median(n over pupil)', 'not applicable(no_rows)'],
    ['first(n over pupil by (n otherwise 0))', 'not applicable(no_rows)'],
    ['only(n over pupil)', 'not applicable(no_rows)'],
    ['sd(n over pupil, sample)', 'not applicable(no_rows)'],
  ])('%s of nothing is %s', (formula, expected) => {
    expect(national(formula.replace('n > 0', '(n otherwise 1) > 0'), pupils())).toBe(expected)
  })

  it('of one value has no sample deviation', () => {
    expect(national('sd(n over pupil, sample)', pupils(3))).toBe('not applicable(division_by_zero)')
    expect(national('sd(n over pupil, population)', pupils(3))).toBe('0')
  })

  it('of logic is open where an absence could change it, for the reason of the first such row', () => {
    const text = `${LEVELS}
reasons: {low: {kind: excluded, text: low}, high: {kind: suppressed, text: high}}
rules:
  pupil:
    there: {is: n otherwise 0}
    kept: {is: if there > 8 then suppressed(high) else if there < 2 then excluded(low) else yes}
  nation: {every: {is: all(kept over pupil)}, any_kept: {is: some(kept over pupil)}}`
    const values = (...numbers: number[]) => {
      const result = run(text, pupils(...numbers))
      return ['nation.every', 'nation.any_kept'].map(it => textOfValue(result.value(it, 0)))
    }
    expect(values(3, 9, 1)).toEqual(['suppressed(high)', 'yes'])
    expect(values(1, 9)).toEqual(['excluded(low)', 'excluded(low)'])
  })
})

describe('first', () => {
  it('settles ties by the key, and puts rows without an order last', () => {
    const text = `levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, m: {type: number}}}}
reasons: {unranked: {kind: excluded, text: unranked}}
rules:
  pupil: {rank: {is: if n = 0 then excluded(unranked) else n}}
  nation:
    best: {is: "first(pupil_id over pupil by m, rank best first)"}
    least: {is: first(pupil_id over pupil by rank)}`
    const rows = {
      pupil: [
        { pupil_id: 'c', m: 1, n: 1 },
        { pupil_id: 'a', m: 1, n: 0 },
        { pupil_id: 'b', m: 1, n: 1 },
      ],
    }
    const result = run(text, rows)
    expect(textOfValue(result.value('nation.best', 0))).toBe('b')
    expect(textOfValue(result.value('nation.least', 0))).toBe('b')
  })
})

describe('only', () => {
  it('is the value that all rows share', () => {
    expect(national('only(n over pupil)', pupils(2, '', 2))).toBe('2')
  })

  it('is reported where rows differ', () => {
    const result = run(`${LEVELS}\nrules: {nation: {x: {is: only(n over pupil)}}}`, pupils(2, 3))
    expect(textOfValue(result.value('nation.x', 0))).toBe('missing(not_computed)')
    expect(result.diagnostics.map(it => [it.code, it.args])).toEqual([
      ['evaluate/only-differs', { first: '2', second: '3', level: 'nation', row: '' }],
    ])
  })
})

describe('over a dimension', () => {
  it('the members of the row are aggregated', () => {
    const text = `dimensions: {subject: [reading, writing, maths]}
levels: {pupil: {key: pupil_id, inputs: {mark: {per: subject, type: number, may be: missing}}}}
rules:
  pupil:
    best: {is: max(mark over subject)}
    sat: {is: count(mark over subject)}
    high: {is: count(subject where (mark otherwise 0) > 5)}
    others: {is: sum(mark over subject where subject != maths)}`
    const result = run(text, { pupil: [{ pupil_id: 'a', 'mark.reading': 4, 'mark.maths': 7 }] })
    const values = ['best', 'sat', 'high', 'others'].map(it => textOfValue(result.value(`pupil.${it}`, 0)))
    expect(values).toEqual(['7', '2', '1', '4'])
    const step = result.trace('pupil.sat', 0)
    expect(step.kind === 'rule' && step.parts.at(-1)?.aggregate).toMatchObject({
      level: 'subject',
      present: 2,
      keys: ['reading', 'writing', 'maths'],
    })
  })
})
