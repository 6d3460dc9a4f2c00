/** Each sort of mistake, on a ruleset small enough that its mutants are known by hand. */
import { describe, expect, it } from 'vitest'
import { mutantsOf } from '../../src/mutation/mutants-of.ts'
import { programFrom } from '../laws/laws.ts'
import { changesOf } from './mutants.ts'

const rule = (is: string): string => `rules: {pupil: {m: {is: "${is}"}}}`

describe('a number', () => {
  it('that a value is compared with moves either way', () => {
    expect(changesOf(rule('n < 65%'), 'threshold')).toEqual(['65% → 66%', '65% → 64%'])
    expect(changesOf(rule('n is 1.5..3'), 'threshold')).toEqual(['1.5 → 1.6', '1.5 → 1.4', '3 → 4', '3 → 2'])
  })
  it('that is reckoned with moves up', () => {
    expect(changesOf(rule('n + 0.25'), 'constant')).toEqual(['0.25 → 0.26'])
  })
  it('that says how to round is a mistake in rounding', () => {
    expect(changesOf(rule('round(n, 2)'), 'rounding')).toEqual([
      'round(n, 2) → round(n, 2, half_even)',
      '2 → 3',
      '2 → 1',
    ])
  })
  it('beyond which no input can lie is not moved outwards', () => {
    const levels = 'levels: {pupil: {key: pupil_id, inputs: {n: {type: 80..120}}}}'
    expect(changesOf(`${levels}\n${rule('n is 80..100')}`, 'threshold')).toEqual([
      '80 → 81',
      '100 → 101',
      '100 → 99',
    ])
  })
})

describe('a condition', () => {
  it('takes in or leaves out the end of a comparison or range', () => {
    expect(changesOf(rule('n < 5'), 'comparison')).toEqual(['n < 5 → n <= 5'])
    expect(changesOf(rule('n >= 5'), 'comparison')).toEqual(['n >= 5 → n > 5'])
    expect(changesOf(rule('n is 3..<5'), 'comparison')).toEqual(['3..<5 → 3..<5 without 3', '3..<5 → 3..5'])
    expect(changesOf(rule('n is above 3'), 'comparison')).toEqual(['above 3 → at least 3'])
  })
  it('is turned into its opposite', () => {
    expect(changesOf(rule('if n > 5 then 1 else 2'), 'negation')).toEqual(['n > 5 → not (n > 5)'])
    expect(changesOf(rule('not n > 5'), 'negation')).toEqual(['not n > 5 → n > 5'])
    expect(changesOf(rule('n is 5'), 'negation')).toEqual(['n is 5 → not (n is 5)'])
  })
  it('is joined the other way, and each term of a chain is left out once', () => {
    const of = rule('n > 1 and n > 2 and n > 3')
    expect(changesOf(of, 'logic')).toEqual([
      'n > 1 and n > 2 and n > 3 → n > 1 and n > 2 or n > 3',
      'n > 1 and n > 2 → n > 1 or n > 2',
    ])
    expect(changesOf(of, 'term')).toEqual(['n > 3 → ', 'n > 1 → ', 'n > 2 → '])
  })
})

describe('an aggregate', () => {
  const levels =
    'levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, school: {type: text}}}, school: {groups: pupil, by: school}}'
  it('is another one, loses its condition, and takes the other end first', () => {
    const school = (is: string) => `${levels}\nrules: {school: {m: {is: "${is}"}}}`
    expect(changesOf(school('min(n over pupil where n > 2)'), 'aggregate')).toEqual([
      'min(n over pupil where n > 2) → max(n over pupil where n > 2)',
    ])
    expect(changesOf(school('sum(n over pupil where n > 2)'), 'condition')).toEqual(['n > 2 → '])
    expect(changesOf(school('first(n over pupil by n best first)'), 'order')).toEqual(['n → n worst first'])
  })
})

describe('a decision table', () => {
  const codes = 'codes: {grade: {order: worst first, list: [U, C, B, A]}}'
  const levels = 'levels: {pupil: {key: pupil_id, inputs: {g: {type: grade}, n: {type: number}}}}'
  const of = (rows: string) =>
    `${codes}\n${levels}\nrules:\n  pupil:\n    m:\n      decide: first\n      on: [g, n]\n      rows:\n${rows}`
  it('loses a row, and a code of a pattern', () => {
    const rules = of('        - [A or B, any, 1]\n        - [any, any, 2]\n')
    expect(changesOf(rules, 'decision row')).toEqual(['[A or B, any, 1] → ', '[any, any, 2] → '])
    expect(changesOf(rules, 'code')).toEqual(['A or B → B', 'A or B → A'])
  })
  it('loses the ends of a range of codes', () => {
    expect(changesOf(of('        - [C..A, any, 1]\n        - [any, any, 2]\n'), 'code')).toEqual([
      'C..A → B..A',
      'C..A → C..B',
    ])
  })
  it('swaps rows that can both match and give something else', () => {
    const apart = of('        - [A, any, 1]\n        - [B, any, 2]\n        - [any, any, 2]\n')
    expect(changesOf(apart, 'row order')).toEqual([])
    const shared = of('        - [A, any, 1]\n        - [any, above 3, 2]\n        - [any, any, 3]\n')
    expect(changesOf(shared, 'row order')).toHaveLength(2)
  })
})

describe('a table', () => {
  const of = (table: string) =>
    `levels: {pupil: {key: pupil_id, inputs: {n: {type: number}}}}\ntables: {t: ${table}}\nrules: {pupil: {m: {is: t(n)}}}`
  it('loses a row, swaps what neighbours give, and moves a bound of two ranges at once', () => {
    const rules = of('{by: {k: number}, rows: {..<3: 1, 3..: 2}, complete: no}')
    expect(changesOf(rules, 'table row')).toEqual(['..<3: 1 → ', '3..: 2 → '])
    expect(changesOf(rules, 'table rows swapped')).toHaveLength(1)
    expect(changesOf(rules, 'table bound')).toEqual(['3 → 3 on the other side', '3 → 2'])
  })
  it('that is complete is not let pass without a row', () => {
    const program = programFrom(
      'codes: {c: {list: [A, B]}}\nlevels: {pupil: {key: pupil_id, inputs: {c: {type: c}}}}\ntables: {t: {by: c, rows: {A: 1, B: 2}}}\nrules: {pupil: {m: {is: t(c)}}}',
    )
    const refused = mutantsOf(program).filter(it => it.isRefused())
    expect(refused.map(it => it.kind)).toEqual(['table row', 'table row'])
  })
})

describe('publication', () => {
  it('rounds to other places and another way, and loses what stands in place of a value', () => {
    const rules = `reasons: {small: {kind: suppressed, text: few}}
rules: {pupil: {m: {is: n + 1, show: {round: 1, instead: [small when n < 6]}}}}`
    expect(changesOf(rules, 'rounding')).toEqual([
      'round: 1 → round: 2',
      'round: 1 → round: 0',
      'mode: half_away → mode: half_even',
    ])
    expect(changesOf(rules, 'publication')).toEqual(['small when n < 6 → '])
  })
})

describe('slots', () => {
  const rules = `levels:
  pupil: {key: pupil_id}
  result: {key: result_id, in: pupil, inputs: {points: {type: number}, gcse: {type: yes/no}, pupil_id: {type: text}}}
rules:
  pupil:
    best:
      slots:
        from: result
        choose: in order
        score: points
        fill: {open: {take: 3, accept: gcse, weight: 2}}
`
  it('take one more or less, weigh otherwise, and are filled another way', () => {
    expect(changesOf(rules, 'take')).toEqual(['3 → 4', '3 → 2'])
    expect(changesOf(rules, 'weight')).toEqual(['2 → 1', '2 → 3'])
    expect(changesOf(rules, 'slots')).toEqual(['choose: in order → choose: best total'])
  })
})

describe('a default', () => {
  it('of a parameter is another of its choices', () => {
    const rules =
      'parameters: {with: {one of: [all, some], default: all}}\nrules: {pupil: {m: {is: if with = all then n else 0}}}'
    expect(changesOf(rules, 'default')).toEqual(['all → some'])
  })
})

describe('what is written once', () => {
  it('is one mutant, however many columns it is written out into', () => {
    const rules = `dimensions: {subject: [reading, maths]}
levels: {pupil: {key: pupil_id, inputs: {n: {per: subject, type: number}}}}
rules: {pupil: {m: {per: subject, is: n + 5}}}`
    const [mutant, ...others] = mutantsOf(programFrom(rules)).filter(it => it.kind === 'constant')
    expect(others).toEqual([])
    const columns = mutant?.apply().columns
    const formulas = ['pupil.m.reading', 'pupil.m.maths'].map(it => columns?.get(it)?.content)
    expect(
      JSON.stringify(formulas, (_, it) => (typeof it === 'bigint' ? String(it) : it)).match(/"6"/g),
    ).toHaveLength(2)
  })
  it('is where the condition of a member is written, for each rule that uses it', () => {
    const rules = `dimensions: {group: {of: pupil, members: {some: n > 3}}}
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, school: {type: text}}}, school: {groups: pupil, by: school}}
rules: {school: {a: {per: group, is: count(pupil where group)}, b: {per: group, is: sum(n over pupil where group)}}}`
    expect(changesOf(rules, 'comparison')).toEqual(['n > 3 → n >= 3'])
  })
})
