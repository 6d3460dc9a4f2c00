import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { runCase } from '../../src/cases/run-case.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { programFrom, resultOf } from './laws.ts'

/** A school's progress is the mean of its pupils' against the mean of all; too few marks are left out. */
const PROGRESS = `
reasons: {none: {kind: excluded, text: no score}}
codes: {assessed: {order: worst first, list: [BLW, PKG, HNM, EXS]}}
levels:
  pupil:
    key: pupil_id
    inputs: {school: {type: text}, result: {type: 80..120, may be: missing}, teacher: {type: assessed}}
  school: {groups: pupil, by: school}
rules:
  pupil:
    score:
      decide: first
      on: [result, teacher]
      rows:
        - [present, any, result]
        - [missing, BLW..PKG, 79]
        - [missing, any, excluded(none)]
    progress: {is: score - nation.mean_score}
  school:
    progress: {is: mean(progress over pupil)}
  nation:
    mean_score: {is: mean(score over pupil)}
`
const lawOf = (text: string): string => `${PROGRESS}\nlaws:\n  claim: ${text}\n`

describe('a claim that holds', () => {
  it('is not refuted', () => {
    const result = resultOf(lawOf('{at: nation, holds: sum(progress over pupil) = 0}'))
    expect(result.status).toBe('holds')
    expect(result.cohorts).toBe(100)
    expect(result.decided).toBeGreaterThan(90)
    expect(result.diagnostics).toEqual([])
  })
  it('is not shown to hold where it never says anything', () => {
    const result = resultOf(
      lawOf('{at: pupil, holds: "(if (result otherwise 0) > 120 then score else excluded(none)) > 0"}'),
    )
    expect(result.status).toBe('not tested')
    expect(result.diagnostics.map(it => it.code)).toEqual(['law/not-tested'])
  })
})

describe('a claim that does not hold', () => {
  it('is refuted by the smallest cohort', () => {
    const result = resultOf(lawOf('{at: pupil, holds: "score >= 80 otherwise yes"}'))
    expect(result.status).toBe('fails')
    expect(result.counterexample?.finding).toBe('it is no for pupil p1')
    expect(result.counterexample?.file).toBe(`ruleset: test@2000/draft.1
title: claim
cases:
  - id: claim
    title: Law claim is no here
    standing: illustrative
    source: a counterexample found by testing a law on generated cohorts
    given:
      pupil:
        - {pupil_id: p1, teacher: BLW}
    expect:
      pupil p1: {score: 79}
`)
  })
  it('is refuted for a member of a dimension', () => {
    const result = resultOf(`
dimensions: {subject: [reading, maths]}
levels: {pupil: {key: pupil_id, inputs: {n: {per: subject, type: 0..9}}}}
rules: {pupil: {m: {per: subject, is: n + 1}}}
laws: {small: {at: pupil, per: subject, holds: m < 9}}
`)
    expect(result.counterexample?.finding).toMatch(/^it is no for pupil p1, subject = (reading|maths)$/)
  })
})

describe('a better value', () => {
  it('that lowers a result is found, with the case before and after', () => {
    const result = resultOf(lawOf('{better: [teacher], never lowers: school.progress}'), { cohorts: 300 })
    expect(result.status).toBe('fails')
    expect(result.counterexample?.finding).toMatch(
      /^progress of school s\d falls from \S+ to \S+ when teacher of pupil p\d is (HNM|EXS) instead of (BLW|PKG)$/,
    )
    expect(result.counterexample?.file).toMatch(/id: claim-before[\s\S]*id: claim-after/)
  })
  it('of a score never lowers it', () => {
    const result = resultOf(lawOf('{better: [result], never lowers: pupil.score}'))
    expect(result.status).toBe('holds')
  })
})

describe('a counterexample', () => {
  it('is a case file that holds as it is written', () => {
    const fragment = lawOf('{better: [teacher], never lowers: school.progress}')
    const { counterexample } = resultOf(fragment, { cohorts: 300 })
    const file = readCaseFile({ name: 'found.yaml', text: counterexample?.file ?? '' })
    expect(file.diagnostics).toEqual([])
    const program = programFrom(fragment)
    const failures = file.value?.cases.flatMap(it => runCase(it, program, [], referenceEngine))
    expect(failures?.map(messageOf)).toEqual([])
  })
  it('is the same for the same seed', () => {
    const fragment = lawOf('{better: [teacher], never lowers: school.progress}')
    expect(resultOf(fragment, { seed: 7, cohorts: 300 }).counterexample).toEqual(
      resultOf(fragment, { seed: 7, cohorts: 300 }).counterexample,
    )
  })
})

describe('a known failure', () => {
  const known = lawOf('{at: pupil, holds: "score >= 80 otherwise yes", known failures: [loophole.yaml]}')
  const witness = (given: string) => (name: string) =>
    name === 'loophole.yaml'
      ? readCaseFile({
          name,
          text: `ruleset: test@2000\ncases: [{id: a, given: {pupil: [${given}]}, expect: {nation: {mean_score: 79}}}]`,
        }).value
      : undefined

  it('that its case still shows is no news', () => {
    const result = resultOf(known, { witness: witness('{pupil_id: a, school: s, teacher: BLW}') })
    expect(result.status).toBe('fails as known')
    expect(result.diagnostics).toEqual([])
    expect(result.counterexample).toBeDefined()
  })
  it('that its case does not show is an error', () => {
    const result = resultOf(known, {
      witness: witness('{pupil_id: a, school: s, teacher: BLW, result: 100}'),
    })
    expect(result.diagnostics.map(it => it.code)).toEqual(['law/witness-agrees', 'law/fails'])
  })
  it('without a case is an error', () => {
    expect(resultOf(known).diagnostics.map(it => it.code)).toEqual(['law/no-witness', 'law/fails'])
  })
})

describe('a claim about better keys of a table', () => {
  const result = resultOf(`
codes: {size: {list: [full, part]}, grade: {order: worst first, list: [pass, merit]}}
tables: {points: {by: [size, grade], complete: no, otherwise: 0, rows: {full: {pass: 20, merit: 24}, part: {pass: 10}}}}
levels:
  pupil: {key: pupil_id, inputs: {size: {type: size}, grade: {type: key of points.grade}}}
rules:
  pupil: {points: {is: 'points(size, grade)'}}
laws:
  claim: {better: [grade], never lowers: pupil.points}
`)
  it('tries only those that the table has beside the others', () => {
    expect(result.status).toBe('holds')
    expect(result.decided).toBeGreaterThan(20)
  })
})
