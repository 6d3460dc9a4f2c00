/** Coverage of small rulesets: what counts as asserted on, exercised and never reached, and how it is shown. */
import { describe, expect, it } from 'vitest'
import { coverageReport } from '../../src/coverage/coverage.ts'
import { lawWitnesses } from '../../src/coverage/law-witness.ts'
import { coverageData } from '../../src/coverage/render-json.ts'
import { renderCoverageText } from '../../src/coverage/render-text.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { renderProbePage } from '../../src/mutation/render-html.ts'
import { textOf } from '../../src/source/source.ts'
import { programFrom } from '../laws/laws.ts'
import { witnessesOf } from '../mutation/mutants.ts'

const RULES = `
codes: {grade: {order: worst first, list: [U, C, B, A]}}
reasons: {small: {kind: suppressed, text: few}, none: {kind: excluded, text: none}}
tables: {points: {by: grade, rows: {U: 0, C: 5, B: 6, A: 7}}}
levels:
  pupil:
    key: pupil_id
    inputs: {grade: {type: grade, may be: missing}, school: {type: text}}
  school: {groups: pupil, by: school}
rules:
  pupil:
    score:
      decide: first
      on: [grade]
      rows:
        - [missing, excluded(none)]
        - [any, points(grade)]
    good: {is: if score >= 6 otherwise no then 1 else 0}
  school:
    mean_score: {is: mean(score over pupil), show: {round: 0, instead: [small when pupils < 3]}}
    pupils: {is: count(pupil)}
`
const CASES = `
  - id: two
    given: {pupil: [{pupil_id: a, school: s, grade: A}, {pupil_id: b, school: s}]}
    expect:
      pupil a: {score: 7}
      school s: {pupils: 2}
`
const program = programFrom(RULES)
const report = coverageReport('example@2000', program, witnessesOf(program, CASES))
const coveredAs = (covered: string): readonly string[] =>
  report.places.filter(it => it.covered === covered).map(it => `${it.place.sort}: ${textOf(it.place.at)}`)

describe('a place', () => {
  it('is asserted on where a stated value rests on it', () => {
    expect(coveredAs('asserted')).toEqual([
      'rule: score',
      'decision row: [any, points(grade)]',
      'rule: pupils',
      'table row: A: 7',
    ])
  })
  it('is exercised where the rows of a case get there, though nothing is stated of it', () => {
    expect(coveredAs('exercised')).toEqual([
      'decision row: [missing, excluded(none)]',
      'rule: good',
      'branch: 1',
      'branch: 0',
      'branch: no',
      'rule: mean_score',
      'publication: pupils < 3',
    ])
  })
  it('is idle where nothing gets there', () => {
    expect(coveredAs('idle')).toEqual(['table row: U: 0', 'table row: C: 5', 'table row: B: 6'])
  })
  it('is claimed where only a law rests on it', () => {
    const lawful = programFrom('rules: {pupil: {m: {is: n * n}}}\nlaws: {square: {at: pupil, holds: m >= 0}}')
    const laws = lawWitnesses(lawful, referenceEngine, { cohorts: 5, seed: 1 })
    expect(coverageReport('example@2000', lawful, laws).places.map(it => it.covered)).toEqual(['claimed'])
  })
  it('is asserted on through a value that the case gives, as far as its publication goes', () => {
    const shown = `
  - id: few
    given: {school: [{school: s, mean_score: 5, pupils: 2}]}
    expect: {school s: {shown(mean_score): suppressed(small)}}
`
    const { places } = coverageReport('example@2000', program, witnessesOf(program, shown))
    expect(places.filter(it => it.covered === 'asserted').map(it => textOf(it.place.at))).toEqual([
      'pupils < 3',
    ])
  })
})

describe('a fill of slots', () => {
  const slots = programFrom(`levels:
  pupil: {key: pupil_id}
  result: {key: result_id, in: pupil, inputs: {points: {type: number}, core: {type: yes/no}, pupil_id: {type: text}}}
rules:
  pupil:
    best:
      slots:
        from: result
        choose: best total
        score: points
        fill: {core: {take: 1, accept: core}, open: {take: 2, accept: not core}}
`)
  it('is asserted on where a candidate got it', () => {
    const cases = `
  - id: one
    given: {pupil: [{pupil_id: a}], result: [{result_id: r, pupil_id: a, points: 3, core: yes}]}
    expect: {pupil a: {best: 3}}
`
    const { places } = coverageReport('example@2000', slots, witnessesOf(slots, cases))
    const fills = places.filter(it => it.place.sort === 'fill').map(it => it.covered)
    expect(fills).toEqual(['asserted', 'idle'])
  })
})

describe('coverage', () => {
  it('as text marks each line with the least of what begins on it', () => {
    const text = renderCoverageText(report)
    expect(text).toContain('Coverage of example@2000: of 14 places 28% asserted on by an example')
    expect(text).toMatch(/\? +- \[missing, excluded\(none\)\]/)
    expect(text).toMatch(/\+ +- \[any, points\(grade\)\]/)
    expect(text).not.toMatch(/^school\.pupils/m)
    expect(renderCoverageText(report, { isWhole: true })).toMatch(/^school\.pupils/m)
  })
  it('as a page colours the text and needs nothing else', () => {
    const page = renderProbePage({ coverage: report, mutation: undefined })
    expect(page).toContain('<span class="idle" title="table rows: never reached">U: 0</span>')
    expect(page).not.toMatch(/<script|https?:|<link/)
    expect(page.match(/<div class="line">/g)).toHaveLength(report.text.text.split('\n').length)
  })
  it('as data has every place with its line', () => {
    const { places, total } = coverageData(report)
    expect(places).toHaveLength(14)
    expect(places).toContainEqual(
      expect.objectContaining({ in: 'pupil.score', sort: 'rule', covered: 'asserted' }),
    )
    expect(total).toEqual({ asserted: 4, claimed: 0, exercised: 7, idle: 3 })
  })
})
