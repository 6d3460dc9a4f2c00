/** An audit finds what was planted in small rules, each kind of it, and nothing where nothing is. */
import { describe, expect, it } from 'vitest'
import { auditProgram } from '../../src/audit/audit.ts'
import type { Audit, Finding, FindingKind } from '../../src/audit/finding.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { runCase } from '../../src/cases/run-case.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { exactFromRatio } from '../../src/value/exact.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { number } from '../../src/value/value.ts'
import { programFrom } from '../laws/laws.ts'

const auditOf = (rules: string, measures: readonly string[], options = {}): Audit =>
  auditProgram(programFrom(rules), referenceEngine, { measures, ...options })

const kindsIn = ({ findings }: Audit): readonly FindingKind[] => findings.map(it => it.kind)

const changeOf = ({ change }: Finding): string =>
  change === undefined ? '' : `${change.input} ${textOfValue(change.from)} > ${textOfValue(change.to)}`

/** What the case files of an audit fail with when they are run. */
const failuresIn = ({ program, findings }: Audit): readonly string[] =>
  findings.flatMap(it => {
    const { value, diagnostics } = readCaseFile({ name: `${it.id}.yaml`, text: it.caseFile })
    const failures = (value?.cases ?? []).flatMap(one => runCase(one, program, [], referenceEngine))
    return [...diagnostics, ...failures].map(diagnostic => `${it.id}: ${messageOf(diagnostic)}`)
  })

/** Pupils with too few marks are left out unless they are assessed low; all are compared with all. */
const LOOPHOLE = `
reasons: {none: {kind: excluded, text: no score}}
codes:
  outcome: {order: worst first, list: [B, N]}
  assessed: {order: worst first, list: [LOW, HIGH]}
levels:
  pupil:
    key: pupil_id
    inputs: {school: {type: text}, result: {type: outcome or 80..120}, teacher: {type: assessed}}
  school: {groups: pupil, by: school}
rules:
  pupil:
    score:
      decide: first
      on: [result, teacher]
      rows:
        - [80..120, any, result]
        - [any, LOW, 79]
        - [any, HIGH, excluded(none), {id: hole, note: nobody thought of this}]
    progress: {is: score - nation.mean_score}
  school:
    progress: {is: mean(progress over pupil), show: {round: 1}}
  nation:
    mean_score: {is: mean(score over pupil)}
`

describe('a row that is left out', () => {
  const audit = auditOf(LOOPHOLE, ['school.progress'])
  const leaving = audit.findings.filter(it => it.kind === 'left out')

  it('is found where one mark less leads out of the measure', () => {
    expect(leaving.map(changeOf)).toEqual(['pupil.result 80 > N'])
    expect(leaving[0]?.extent).toContain('only with teacher HIGH')
    expect(leaving[0]?.because).toMatchObject({ note: 'nobody thought of this' })
  })
  it('is shown with one other row, before and after', () => {
    const [before, after] = leaving[0]?.lines.at(-1)?.cells ?? []
    expect(Number(after)).toBeGreaterThan(Number(before))
    expect(leaving[0]?.lines.filter(it => it.heading.endsWith('progress')).map(it => it.heading)).toEqual([
      'pupil p1: progress',
      'pupil p2: progress',
      'school s1: progress',
    ])
  })
  it('comes with a case that shows it, what is compared with held as it was', () => {
    expect(failuresIn(audit)).toEqual([])
    expect(leaving[0]?.caseFile).toContain('mean_score: ')
  })
  it('is searched for exhaustively', () => {
    const [searched] = audit.searched
    expect(searched).toMatchObject({ how: 'exhaustive', classes: 86 })
    expect(searched?.held.map(it => it.column)).toEqual(['nation.mean_score'])
  })
  it('is let in again by a worse assessment', () => {
    const generous = auditOf(LOOPHOLE.replace('79', '85'), ['school.progress'])
    const entering = generous.findings.filter(it => it.kind === 'let in')
    expect(entering.map(changeOf)).toEqual(['pupil.teacher HIGH > LOW'])
    expect(generous.findings.filter(it => it.kind === 'worse counts for more').map(changeOf)).toEqual([
      'pupil.result 80 > N',
    ])
    expect(failuresIn(generous)).toEqual([])
  })
  it('is no longer found when the hole is closed', () => {
    const closed = auditOf(LOOPHOLE.replace('excluded(none)', '79'), ['school.progress'])
    expect(closed.searched[0]?.how).toBe('exhaustive')
    expect(kindsIn(closed).filter(it => it !== 'out of reach' && it !== 'cliff edge')).toEqual([])
  })
  it('costs what it costs where what is compared with is held as asked', () => {
    const hold = new Map([['nation.mean_score', number(exactFromRatio(92))]])
    const asked = auditOf(LOOPHOLE, ['school.progress'], { hold })
    expect(asked.findings[0]?.sentence).toMatch(
      /^A pupil with result N rather than 80 is left out \(excluded: no score\), where 80 would count for -12; /,
    )
  })
})

const POINTS = (rows: string): string => `
codes: {grade: {order: worst first, list: [D, C, B, A]}}
levels: {pupil: {key: pupil_id, inputs: {grade: {type: grade}, late: {type: yes/no}}}}
tables: {points_of: {by: grade, rows: {${rows}}}}
rules: {pupil: {points: {is: if late then points_of(grade) - 1 else points_of(grade)}}}
`

describe('two points swapped', () => {
  it('make a worse grade count for more', () => {
    const audit = auditOf(POINTS('D: 1, C: 3, B: 2, A: 4'), ['pupil.points'])
    expect(audit.findings.map(it => [it.kind, changeOf(it), it.size])).toEqual([
      ['worse counts for more', 'pupil.grade B > C', 1],
    ])
    expect(failuresIn(audit)).toEqual([])
  })
  it('are told from points that rise', () => {
    const audit = auditOf(POINTS('D: 1, C: 2, B: 3, A: 4'), ['pupil.points'])
    expect(audit.findings).toEqual([])
    expect(audit.searched[0]).toMatchObject({ how: 'exhaustive', classes: 8, changes: 12 })
  })
})

describe('a cliff edge', () => {
  it('is the step that moves the measure most', () => {
    const audit = auditOf(POINTS('D: 1, C: 2, B: 9, A: 10'), ['pupil.points'])
    expect(audit.findings.map(it => [it.kind, changeOf(it), it.size])).toEqual([
      ['cliff edge', 'pupil.grade C > B', 7],
    ])
    expect(failuresIn(audit)).toEqual([])
  })
  it('is the only step that does anything', () => {
    const pass = `
levels: {pupil: {key: pupil_id, inputs: {school: {type: text}, mark: {type: 0..50}}}, school: {groups: pupil, by: school}}
rules:
  pupil: {passed: {is: mark >= 40}}
  school: {passes: {is: mean(passed over pupil)}}
`
    const audit = auditOf(pass, ['school.passes'])
    expect(audit.findings.map(changeOf)).toEqual(['pupil.mark 39 > 40'])
  })
})

describe('a row that cannot win', () => {
  it('has a code with which nothing else lifts it above zero', () => {
    const audit = auditOf(LOOPHOLE, ['school.progress'], { inputs: ['pupil.result', 'pupil.teacher'] })
    expect(kindsIn(audit)).not.toContain('out of reach')
    const three = LOOPHOLE.replace('[LOW, HIGH]', '[LOW, MIDDLE, HIGH]').replace(
      '- [any, HIGH, excluded(none)',
      '- [any, MIDDLE, 85]\n        - [any, HIGH, excluded(none)',
    )
    const found = auditOf(three, ['school.progress']).findings.filter(it => it.kind === 'out of reach')
    expect(found.map(it => it.sentence)).toEqual([
      'A pupil with result B or N cannot get progress above -14.33, whatever the rest (best with teacher MIDDLE)',
    ])
  })
})

describe('an entry better left out', () => {
  const ENTRIES = (how: string): string => `
codes: {grade: {order: worst first, list: [U, C, A]}}
levels:
  entry: {key: entry_id, in: {pupil: pupil_id}, inputs: {pupil_id: {type: text}, grade: {type: grade}}}
  pupil: {key: pupil_id}
tables: {points_of: {by: grade, rows: {U: 0, C: 5, A: 8}}}
rules:
  entry: {points: {is: points_of(grade)}}
  pupil: {points: {is: ${how}}}
`
  it('lowers a mean', () => {
    const audit = auditOf(ENTRIES('mean(points over entry)'), ['pupil.points'])
    const dropping = audit.findings.filter(it => it.kind === 'better left out')
    expect(dropping.map(it => [it.sentence, it.size])).toEqual([
      ["The pupil's points rises from 4 to 8 when an entry with grade U is left out", 4],
    ])
    expect(failuresIn(audit)).toEqual([])
  })
  it('does not lower a sum', () => {
    expect(kindsIn(auditOf(ENTRIES('sum(points over entry)'), ['pupil.points']))).not.toContain(
      'better left out',
    )
  })
  it('is found among all few entries where places are filled', () => {
    const first = `
codes: {grade: {order: worst first, list: [U, C, A]}}
levels:
  entry: {key: entry_id, in: {pupil: pupil_id}, inputs: {pupil_id: {type: text}, grade: {type: grade}, sat_in: {type: 1..9}}}
  pupil: {key: pupil_id}
tables: {points_of: {by: grade, rows: {U: 0, C: 5, A: 8}}}
rules:
  entry: {counts: {is: entry_id = pupil.first_entry otherwise no}}
  pupil:
    first_entry: {is: first(entry_id over entry by sat_in)}
    places:
      slots: {from: entry, where: counts, choose: best total, score: points_of(grade), fill: {all: {take: 2, accept: yes}}}
`
    const audit = auditOf(first, ['pupil.places'], { cohorts: 40, inputs: ['entry.grade'] })
    expect(audit.searched[0]).toMatchObject({ how: 'entries' })
    expect(kindsIn(audit)).toEqual(['better not entered', 'better left out'])
    expect(audit.findings[0]?.lines.filter(it => it.heading.startsWith('entry')).map(it => it.cells)).toEqual(
      [
        ['C, sat_in 1', 'left out'],
        ['A, sat_in 1', 'A, sat_in 1'],
        ['none', 'all'],
      ],
    )
    expect(failuresIn(audit)).toEqual([])
  })
})

describe('a status', () => {
  const BANDS = `
codes: {band: {order: worst first, list: [low, middle, high]}}
levels: {pupil: {key: pupil_id, inputs: {school: {type: text}, score: {type: 0..10}}}, school: {groups: pupil, by: school}}
rules:
  school:
    average: {is: mean(score over pupil)}
    band:
      type: band
      decide: first
      on: [average]
      rows: [[..<5, low], [5..<5.5, middle], [5.5.., high]]
`
  it('is moved farther by one row of few than by one of many', () => {
    const audit = auditOf(BANDS, ['school.band'])
    const [found] = audit.findings
    expect(found?.kind).toBe('one row decides')
    expect(found?.lines.map(it => [it.heading, it.cells[0], it.cells[1], it.cells[3]])).toEqual([
      ['6 rows', 'low', 'high', '2 steps, the farthest there is'],
      ['11 rows', 'low', 'high', '2 steps, the farthest there is'],
      ['30 rows', 'low', 'middle', 'at least 1 step'],
      ['120 rows', 'low', 'middle', 'at least 1 step'],
    ])
    expect(failuresIn(audit)).toEqual([])
  })
})

describe('the time allowed', () => {
  it('ends the search, which says so', () => {
    const audit = auditOf(LOOPHOLE, ['school.progress'], { isOver: () => true })
    expect(audit.isCut).toBe(true)
    expect(audit.searched[0]).toMatchObject({ how: 'not searched', note: 'the time was over' })
  })
})
