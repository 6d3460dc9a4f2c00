/** Suggested cases: each is read back, holds on the rules and fails on the mutant it is for. */
import { describe, expect, it } from 'vitest'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { mutantsOf } from '../../src/mutation/mutants-of.ts'
import { suggester } from '../../src/mutation/suggest/suggest-case.ts'
import { testMutants } from '../../src/mutation/test-mutants.ts'
import { programFrom } from '../laws/laws.ts'
import { witnessesOf } from './mutants.ts'

const RULES = `
codes: {grade: {order: worst first, list: [U, C, B, A]}}
reasons: {small: {kind: suppressed, text: few}, none: {kind: excluded, text: none}}
tables: {points: {by: grade, rows: {U: 0, C: 5, B: 6, A: 7}}}
levels:
  pupil:
    key: pupil_id
    inputs: {grade: {type: grade, may be: missing}, school: {type: text}, here: {type: yes/no}}
  school: {groups: pupil, by: school}
rules:
  pupil:
    score:
      decide: first
      on: [grade, here]
      rows:
        - [missing, any, excluded(none)]
        - [U or C,  no,  excluded(none)]
        - [any,     any, points(grade)]
    good: {is: score >= 6 otherwise no}
  school:
    mean_score:
      is: mean(score over pupil where here)
      show: {round: 0, instead: [small when pupils < 3]}
    pupils: {is: count(pupil where here and score is present)}
`

describe('a suggested case', () => {
  const program = programFrom(RULES)
  const suggest = suggester(program, referenceEngine, { seed: 1, cohorts: 300 })
  const mutants = mutantsOf(program).filter(it => !it.isRefused())
  it.each(mutants.map(it => ({ what: `${it.kind}: ${it.before} → ${it.after}`, mutant: it })))(
    'kills the mutant of kind $what',
    ({ mutant }) => {
      const found = suggest(mutant)
      if (!('case' in found)) throw new Error(found.tried)
      const [{ outcome } = { outcome: 'none' }] = testMutants([mutant], witnessesOf(program, found.case))
      expect(outcome).toBe('killed')
    },
  )
  it('is the same for the same seed', () => {
    const again = suggester(program, referenceEngine, { seed: 1, cohorts: 300 })
    expect(mutants.map(again)).toEqual(mutants.map(suggest))
  })
  it('is not there where no row tells the mutant, and what was tried is said', () => {
    const same = programFrom('rules: {pupil: {m: {is: n * 0}}}')
    const [mutant] = mutantsOf(same).filter(it => it.kind === 'arithmetic')
    if (mutant === undefined) throw new Error('no mutant')
    const twice = { ...mutant, apply: () => same }
    expect(suggester(same, referenceEngine, { seed: 1, cohorts: 20 })(twice)).toEqual({
      tried: 'no case suggested: the same on 20 cohorts made up for the formula',
    })
  })
})
