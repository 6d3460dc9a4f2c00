/** Whole rulesets as programs: what engines get to see. */
import { describe, expect, test } from 'vitest'
import { printCore, printProgram } from '../../src/check/print-core.ts'
import { complaints, formula, programFrom } from './checked.ts'

describe('a ruleset', () => {
  test('is a column for each rule and member, every name in full', () => {
    const program = programFrom(`
reasons:
  no_score: {kind: excluded, text: no score}
  small: {kind: suppressed, text: too few, shown: SUPP}
dimensions:
  subject: [reading, writing]
  group: {of: pupil, members: {all: yes, disadvantaged: disadvantaged}}
codes:
  outcome: {list: {B: below, N: too few marks}}
  assessment: {order: worst first, list: {BLW: below, PKG: growing, EXS: expected}}
levels:
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      disadvantaged: {type: yes/no}
      result: {per: subject, type: 80..120 or outcome}
      assessed: {per: subject, type: assessment, may be: missing}
      prior_group: {type: whole}
  school: {groups: pupil, by: school}
  prior_group: {groups: pupil, by: prior_group}
tables:
  nominal_score: {by: assessment, complete: no, rows: {BLW: 70, PKG: 79}}
  estimate: {by: {prior_group: whole, subject: subject}, complete: no, rows: {1: {reading: 90, writing: 91}}}
parameters: {comparator: {one of: [published, cohort], default: published}}
styles: {progress_style: {round: 1, sign: yes, instead: [small when in_progress < 6]}}
rules:
  pupil:
    score:
      per: subject
      unit: scaled score
      decide: first
      on: [result, assessed]
      rows:
        - [80..120, any, result, {note: a real score always wins}]
        - [any, missing, excluded(no_score)]
        - [B or N, BLW..PKG, nominal_score(assessed)]
        - [any, any, excluded(no_score)]
    progress:
      per: subject
      is: score - (if comparator = published then estimate(prior_group, subject) else prior_group.mean_score)
  prior_group: {mean_score: {per: subject, is: mean(score over pupil)}}
  school:
    progress: {per: [subject, group], is: mean(progress over pupil where group), show: progress_style}
    in_progress: {per: [subject, group], is: count(progress over pupil where group)}
    upper: {per: [subject, group], is: shown(progress) + 1}
`)
    expect(printProgram(program)).toMatchSnapshot()
    const shown = program.columns.get('school.progress.writing.all')?.content
    expect(shown?.kind === 'rule' && shown.show?.instead.map(it => printCore(it.when))).toEqual([
      '(school.in_progress.writing.all < 6)',
    ])
    expect(program.levels.get('pupil')?.belongs).toEqual(
      new Map([
        ['school', ['pupil.school']],
        ['prior_group', ['pupil.prior_group']],
        ['nation', []],
      ]),
    )
    expect(program.columns.get('school.school')?.content).toEqual({
      kind: 'input',
      mayBeMissing: false,
      key: 0,
    })
  })
})

describe('slots', () => {
  const SLOTS = `
levels:
  pupil: {key: pupil_id, inputs: {both: {type: yes/no}}}
  result: {key: result_id, in: {pupil: pupil_id}, inputs: {area: {type: area}, points: {type: number, unit: points}, counts: {type: yes/no}}}
codes: {area: {list: [english, maths]}}
rules:
  pupil:
    best:
      slots:
        from: result
        where: counts
        choose: best total
        score: points
        fill:
          english: {take: 1, accept: area is english, weight: if pupil.both then 2 else 1}
          open: {take: 3, accept: yes}
        limits: {maths: {at most: 2, where: area is maths, counts: candidates}}
    english: {is: best.english}
    taken: {is: filled(best.open)}
  result: {place: {is: slot_of(best)}}
`
  const program = programFrom(SLOTS)
  test('are filled by formulas of the candidate, and asked about from both ends', () => {
    expect(formula(program, 'pupil.best')).toMatchSnapshot()
    expect(formula(program, 'pupil.english')).toBe('score(pupil.best, english)')
    expect(formula(program, 'pupil.taken')).toBe('filled(pupil.best, open)')
    expect(formula(program, 'result.place')).toBe('slot_of(pupil.best@pupil)')
    expect(program.columns.get('pupil.english')?.unit).toBe('points')
  })
  test('have the fills they declare', () => {
    expect(complaints(SLOTS.replace('is: best.english', 'is: best.englsh'))).toEqual([
      'check/unknown-member: englsh',
    ])
  })
  test('take candidates of a level below', () => {
    expect(complaints(SLOTS.replace('place: {is: slot_of(best)}', 'place: {is: slot_of(points)}'))).toEqual([
      'check/name-expected: points',
    ])
  })
})

describe('a decision table', () => {
  test('leaves out, for a member, the rows that cannot apply to it', () => {
    const program = programFrom(`
dimensions: {subject: [reading, writing]}
rules:
  pupil:
    x:
      per: subject
      decide: first
      on: [subject, n]
      rows:
        - [reading, below 0, 0]
        - [reading or writing, at least 10, 2]
        - [any, any, 1]
`)
    expect(formula(program, 'pupil.x.writing')).toBe(
      [
        'decide first on subject.writing, pupil.n',
        '  [(subject{reading} or subject{writing}), 10.., 2]',
        '  [any, any, 1]',
      ].join('\n'),
    )
    const decide = program.columns.get('pupil.x.writing')?.content
    const rows = decide?.kind === 'rule' && decide.is.kind === 'Decide' ? decide.is.rows : []
    expect(rows.map(it => it.index)).toEqual([1, 2])
  })
})

describe('a law', () => {
  const LAW = `
dimensions: {subject: [reading, maths]}
parameters: {comparator: {one of: [published, cohort], default: published}}
levels: {pupil: {key: pupil_id, inputs: {score: {per: subject, type: number}}}}
rules:
  pupil: {gap: {per: subject, is: score - nation.average}}
  nation: {average: {per: subject, is: if comparator = cohort then mean(score over pupil) else 100}}
laws:
  zero-sum: {title: t, set: {comparator: cohort}, at: nation, per: subject, holds: sum(gap over pupil) = 0}
  better: {better: [score], never lowers: nation.average}
`
  test('that holds has a claim for each member', () => {
    const law = programFrom(LAW).laws.get('zero-sum')
    expect(law?.set.get('comparator')).toEqual({ kind: 'code', list: 'comparator', code: 'cohort' })
    const claims = law?.claim.kind === 'holds' ? law.claim.claims : []
    expect(claims.map(it => printCore(it.holds))).toEqual([
      '(sum(pupil.gap.reading over pupil>nation) = 0)',
      '(sum(pupil.gap.maths over pupil>nation) = 0)',
    ])
  })
  test('about better inputs names columns, all members where none is written', () => {
    expect(programFrom(LAW).laws.get('better')?.claim).toEqual({
      kind: 'better',
      inputs: ['pupil.score.reading', 'pupil.score.maths'],
      neverLowers: ['nation.average.reading', 'nation.average.maths'],
    })
    const narrow = LAW.replace('lowers: nation.average', 'lowers: nation.average.maths')
    expect(programFrom(narrow).laws.get('better')?.claim).toMatchObject({
      neverLowers: ['nation.average.maths'],
    })
  })
  test('is checked like a rule', () => {
    expect(complaints(LAW.replace('= 0}', '+ 0}'))).toEqual(['check/type-mismatch: sum(gap over pupil) + 0'])
  })
})
