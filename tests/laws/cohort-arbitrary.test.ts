import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../src/laws/cohort-arbitrary.ts'
import { cohortOf, type GeneratedCohort } from '../../src/laws/generated-cohort.ts'
import type { Program } from '../../src/model/program.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { programFrom } from './laws.ts'

const PROGRAM = programFrom(`
codes: {grade: {list: [A, B, C]}, qualification: {list: [full, part]}}
tables:
  points: {by: {qualification: qualification, mark: text}, rows: {full: {D: 30, M: 24}, part: {D: 15}}, complete: no}
levels:
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      fsm: {type: yes/no, default: no}
      score: {type: 80..120, may be: missing}
      share: {type: number 0..1}
  school: {groups: pupil, by: school, inputs: {mainstream: {type: yes/no}}}
  band: {groups: pupil, by: band, inputs: {weight: {type: 1..3}}}
  entry:
    key: entry_id
    in: {pupil: pupil_id}
    inputs: {pupil_id: {type: text}, grade: {type: grade}, qualification: {type: qualification}, mark: {type: key of points.mark}}
rules:
  pupil:
    band: {is: "if (score otherwise 80) < 100 then 1 else 2"}
    entries: {is: count(entry)}
    weighted: {is: band.weight * entries}
  entry:
    worth: {is: 'points(qualification, mark)'}
    of: {is: pupil.fsm}
  school:
    n: {is: if mainstream then count(pupil) else 0}
`)

const drawn = (program: Program, count = 300): readonly GeneratedCohort[] =>
  fc.sample(cohortArbitrary(program, { engine: referenceEngine }), { seed: 1, numRuns: count })

const textsIn = (cohorts: readonly GeneratedCohort[], level: string, column: string): readonly string[] =>
  cohorts.flatMap(it =>
    (it.levels.get(level) ?? []).map(row => {
      const value = row.get(column)
      return value === undefined ? 'none' : textOfValue(value)
    }),
  )

describe('a generated cohort', () => {
  const cohorts = drawn(PROGRAM)

  it('has every value of a short list, the ends of ranges and the constants of the rules', () => {
    expect(new Set(textsIn(cohorts, 'entry', 'entry.grade'))).toEqual(new Set(['A', 'B', 'C']))
    const scores = new Set(textsIn(cohorts, 'pupil', 'pupil.score'))
    for (const it of ['80', '120', '99', '100', 'missing(no_value)']) expect(scores).toContain(it)
    const shares = new Set(textsIn(cohorts, 'pupil', 'pupil.share'))
    for (const it of ['0', '1', '0.5']) expect(shares).toContain(it)
  })
  it('has rows of different keys, and groups of several', () => {
    for (const cohort of cohorts) {
      const keys = textsIn([cohort], 'pupil', 'pupil.pupil_id')
      expect(new Set(keys).size).toBe(keys.length)
    }
    const shared = cohorts.filter(it => {
      const schools = textsIn([it], 'pupil', 'pupil.school')
      return new Set(schools).size < schools.length
    })
    expect(shared.length).toBeGreaterThan(100)
  })
  it('has rows that point at rows that are there', () => {
    for (const cohort of cohorts) {
      const pupils = new Set(textsIn([cohort], 'pupil', 'pupil.pupil_id'))
      for (const it of textsIn([cohort], 'entry', 'entry.pupil_id')) expect(pupils).toContain(it)
    }
  })
  it('has inputs for each group that its rows make, those made by rules too', () => {
    for (const cohort of cohorts) {
      const schools = new Set(textsIn([cohort], 'pupil', 'pupil.school'))
      expect(new Set(textsIn([cohort], 'school', 'school.school'))).toEqual(schools)
      const run = referenceEngine(PROGRAM, cohortOf(PROGRAM, cohort))
      expect(run.levels.get('band')?.size).toBe(cohort.levels.get('band')?.length)
    }
  })
  it('has keys of a table that belong to the keys beside them', () => {
    const pairs = cohorts.flatMap(it =>
      (it.levels.get('entry') ?? []).map(row =>
        [row.get('entry.qualification'), row.get('entry.mark')]
          .map(value => value && textOfValue(value))
          .join(' '),
      ),
    )
    expect(new Set(pairs)).toEqual(new Set(['full D', 'full M', 'part D']))
  })
  it('has keys of a table where rows are grouped by them, not names of groups', () => {
    const program = programFrom(`
tables: {size: {by: {paper: text}, rows: {p1: 1, p2: 2}, complete: no}}
levels:
  entry: {key: entry_id, inputs: {paper: {type: key of size.paper or text}}}
  paper: {groups: entry, by: paper}
rules:
  paper: {n: {is: count(entry)}}
`)
    const papers = textsIn(drawn(program), 'entry', 'entry.paper')
    expect([...new Set(papers)].toSorted()).toEqual(['p1', 'p2'])
  })
  it('computes without complaint', () => {
    for (const cohort of cohorts.slice(0, 50)) {
      const run = referenceEngine(PROGRAM, cohortOf(PROGRAM, cohort))
      for (const id of PROGRAM.order) {
        const size = run.levels.get(PROGRAM.columns.get(id)?.level ?? '')?.size ?? 0
        for (let row = 0; row < size; row++) run.value(id, row)
      }
      expect(run.diagnostics).toEqual([])
    }
  })
  it('is the same for the same seed', () => {
    const texts = (it: readonly GeneratedCohort[]) => textsIn(it, 'pupil', 'pupil.share')
    expect(texts(drawn(PROGRAM, 20))).toEqual(texts(drawn(PROGRAM, 20)))
  })
})

describe('inputs that need not vary', () => {
  it('hold their plainest value', () => {
    const vary = new Set(['pupil.share'])
    const cohorts = fc.sample(cohortArbitrary(PROGRAM, { vary, engine: referenceEngine }), {
      seed: 1,
      numRuns: 50,
    })
    expect(new Set(textsIn(cohorts, 'pupil', 'pupil.fsm'))).toEqual(new Set(['no']))
    expect(new Set(textsIn(cohorts, 'pupil', 'pupil.score'))).toEqual(new Set(['missing(no_value)']))
    expect(new Set(textsIn(cohorts, 'pupil', 'pupil.share')).size).toBeGreaterThan(2)
  })
})
