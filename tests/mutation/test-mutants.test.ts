/** What cases make of mutants: who is killed, by whom, and who lives. */
import { describe, expect, it } from 'vitest'
import { outcomesOf } from './mutants.ts'

const RULES = `rules:
  pupil:
    passed: {is: n >= 40}
    bonus: {is: if passed then 5 else 0}
`
const expected = (id: string, n: number, cells: string): string =>
  `  - {id: ${id}, given: {pupil: [{pupil_id: a, n: ${n}}]}, expect: {pupil a: {${cells}}}}\n`

describe('a mutant', () => {
  it('is killed by the case that stands on the edge, and survives one that does not', () => {
    expect(outcomesOf(RULES, expected('far', 90, 'passed: yes'))).toEqual([
      'n >= 40 → n > 40: survived',
      '40 → 41: survived',
      '40 → 39: survived',
      'passed → not (passed): unasserted',
      '5 → 6: unasserted',
      '0 → 1: unasserted',
    ])
    expect(outcomesOf(RULES, expected('edge', 40, 'passed: yes'))).toContain(
      'n >= 40 → n > 40: killed by edge',
    )
  })
  it('of a branch that was not taken is not run', () => {
    expect(outcomesOf(RULES, expected('edge', 40, 'bonus: 5'))).toEqual([
      'n >= 40 → n > 40: killed by edge',
      '40 → 41: killed by edge',
      '40 → 39: survived',
      'passed → not (passed): killed by edge',
      '5 → 6: killed by edge',
      '0 → 1: unasserted',
    ])
  })
  it('that computing a value passes through is killed by what the value is expected to be', () => {
    const both = expected('below', 39, 'bonus: 0') + expected('edge', 40, 'bonus: 5')
    expect(outcomesOf(RULES, both).every(it => it.includes('killed'))).toBe(true)
  })
  it('on a rule whose value the case gives is not asserted by it', () => {
    const given =
      '  - {id: given, given: {pupil: [{pupil_id: a, passed: yes}]}, expect: {pupil a: {bonus: 5}}}\n'
    expect(outcomesOf(RULES, given)[0]).toBe('n >= 40 → n > 40: unasserted')
  })
})

describe('how a value is published', () => {
  const rules = 'rules: {pupil: {m: {is: n, show: {round: 0}}}}'
  it('is told by what is expected to be shown alone', () => {
    expect(outcomesOf(rules, expected('value', 2.5, 'm: 2.5'))).toEqual([
      'round: 0 → round: 1: unasserted',
      'mode: half_away → mode: half_even: unasserted',
    ])
    expect(outcomesOf(rules, expected('shown', 2.5, 'shown(m): 3'))).toEqual([
      'round: 0 → round: 1: killed by shown',
      'mode: half_away → mode: half_even: killed by shown',
    ])
  })
})

describe('a table', () => {
  const rules =
    'tables: {t: {by: {k: number}, rows: {0: 1, 1: 2, 2: 3}, complete: no}}\nrules: {pupil: {m: {is: t(n)}}}'
  it('is asserted on where a row is found', () => {
    expect(outcomesOf(rules, expected('middle', 1, 'm: 2'))).toEqual([
      '0: 1 → : unasserted',
      '1: 2 → : killed by middle',
      '2: 3 → : unasserted',
      '0: 1 | 1: 2 → what they give, swapped: killed by middle',
      '1: 2 | 2: 3 → what they give, swapped: killed by middle',
    ])
  })
})
