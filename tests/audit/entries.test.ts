/** Entries that fill places or share a code: what is better not entered is found, and each place told what it would rather have. */
import { describe, expect, it } from 'vitest'
import { auditProgram } from '../../src/audit/audit.ts'
import { renderAuditHtml } from '../../src/audit/render-html.ts'
import { renderAuditText } from '../../src/audit/render-text.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { runCase } from '../../src/cases/run-case.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { programFrom } from '../laws/laws.ts'

/** The larger of two sorts of qualification keeps the smaller with its subject out, whatever the grades. */
const SUBJECTS = `
reasons: {behind: {kind: excluded, text: set aside for a larger one}}
codes:
  sort: {list: [small, large]}
  subject: {list: [art, music, drama]}
  grade: {order: worst first, list: [U, C, A]}
levels:
  entry: {key: entry_id, in: {pupil: pupil_id}, inputs: {pupil_id: {type: text}, sort: {type: sort}, subject: {type: subject}, grade: {type: grade}}}
  attempt: {groups: entry, by: [pupil_id, subject]}
  pupil: {key: pupil_id}
tables: {points_of: {by: grade, rows: {U: 0, C: 5, A: 8}}}
rules:
  entry:
    points: {is: points_of(grade)}
    counted:
      decide: first
      on: [sort, attempt.has_large otherwise no]
      rows: [[small, yes, excluded(behind)], [any, any, points]]
  attempt:
    has_large: {is: some(sort = large over entry)}
  pupil:
    total:
      slots: {from: entry, choose: best total, score: counted, fill: {one: {take: 1, accept: sort = large}, two: {take: 2, accept: yes}}}
`
const auditOf = (rules: string, seconds = 60) => {
  const until = performance.now() + seconds * 1000
  return auditProgram(programFrom(rules), columnarEngine, {
    measures: ['pupil.total'],
    inputs: ['entry.grade'],
    isOver: () => performance.now() > until,
  })
}

describe('an audit of entries', () => {
  /** Time for so many looks at the clock. */
  const cutAfter = (looks: number) => {
    let left = looks
    const shares: number[] = []
    const audit = auditProgram(programFrom(SUBJECTS), columnarEngine, {
      measures: ['pupil.total'],
      inputs: ['entry.grade'],
      isOver: () => left-- <= 0,
      advance: done => shares.push(done),
    })
    return { note: audit.searched[0]?.note, isCut: audit.isCut, shares }
  }
  it('stops while kinds are told apart, and after any chunk, and says what was left', () => {
    const notes = new Set(Array.from({ length: 60 }, (_, at) => cutAfter(at).note))
    expect([...notes]).toEqual(
      expect.arrayContaining([
        'the time was over',
        'the time was over while kinds of entry were told apart',
        'the time was over after 0 of 56 rows with 3 entries, and not searched were more entries, rows with all places filled and rows drawn by chance',
      ]),
    )
  })
  it('says how far it is within a measure', () => {
    const { shares, isCut } = cutAfter(Number.POSITIVE_INFINITY)
    expect(isCut).toBe(false)
    expect(shares.length).toBeGreaterThan(4)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })
})

describe('entries that share a subject', () => {
  const audit = auditOf(SUBJECTS)

  it('are told apart by what formulas over several of them see', () => {
    expect(audit.searched[0]).toMatchObject({
      how: 'entries',
      classes: 6,
      complete: [1, 2, 3, 4].map(entries => ({ entries, classes: 6 })),
    })
  })
  it('show what is better not entered, and what is better left out', () => {
    expect(audit.findings.map(it => [it.kind, it.size, it.sentence])).toEqual([
      [
        'better not entered',
        3,
        "Without an entry, large, art, C, which by itself counts for 5, the pupil's total rises from 5 to 8: with it small, art, A is set aside for a larger one",
      ],
      [
        'better left out',
        8,
        "Without an entry, large, art, U, the pupil's total rises from 0 to 8: with it small, art, A is set aside for a larger one",
      ],
    ])
  })
  it('come with a case that both engines agree with', () => {
    for (const engine of [columnarEngine, referenceEngine]) {
      const failures = audit.findings.flatMap(it => {
        const { value, diagnostics } = readCaseFile({ name: `${it.id}.yaml`, text: it.caseFile })
        return [
          ...diagnostics,
          ...(value?.cases ?? []).flatMap(one => runCase(one, audit.program, [], engine)),
        ]
      })
      expect(failures.map(messageOf)).toEqual([])
    }
  })
  it('are no trouble where nothing is set aside', () => {
    expect(auditOf(SUBJECTS.replace('excluded(behind)', 'points')).findings).toEqual([])
  })
  it('are found the same again', () => {
    expect(auditOf(SUBJECTS).findings).toEqual(audit.findings)
  })
  it('are not searched when the time is over', () => {
    const cut = auditOf(SUBJECTS, 0)
    expect([cut.isCut, cut.searched[0]?.how]).toEqual([true, 'not searched'])
  })
})

describe('places', () => {
  const audit = auditOf(SUBJECTS)
  const [report] = audit.places

  it('would rather have what counts for most by itself', () => {
    expect(report?.alone).toEqual([
      { place: 'one', entry: 'large, art, A', counts: 8 },
      { place: 'two', entry: 'small, art, A', counts: 8 },
    ])
  })
  it('are filled as well as can be, and tell what each entry adds', () => {
    const [best] = report?.owners ?? []
    expect(best?.score).toBe(24)
    expect(best?.entries.reduce((sum, it) => sum + it.count, 0)).toBe(3)
    expect(best).not.toHaveProperty('add')
  })
  it('would rather have a better entry than a poor one', () => {
    const poor = report?.owners.at(-1)
    expect(poor?.score).toBeLessThan(24)
    expect(poor?.swap?.gain).toBe(3)
  })
  it('are shown on a screen and on a page', () => {
    const text = renderAuditText(audit, { width: 80 })
    expect(text).toContain('Which entry each place would rather have: total')
    expect(Math.max(...text.split('\n').map(it => it.length))).toBeLessThanOrEqual(80)
    expect(renderAuditHtml(audit)).toContain('<section id="places">')
  })
})

describe('a waiver', () => {
  const waived = (waiver: string) =>
    auditOf(`${SUBJECTS}waivers: {meant: {${waiver}, reason: large ones are harder}}\n`)

  it('lists a finding apart, with the reason', () => {
    const audit = waived('finding: better left out, measure: pupil.total')
    expect(audit.findings.map(it => it.kind)).toEqual(['better not entered'])
    expect(audit.waived.map(it => [it.finding.kind, it.waiver.waiver.reason])).toEqual([
      ['better left out', 'large ones are harder'],
    ])
    expect(audit.stale).toEqual([])
    expect(renderAuditText(audit)).toContain('Because: large ones are harder')
  })
  it('is stale where nothing is found for it', () => {
    const audit = waived('finding: cliff edge, measure: pupil.total')
    expect(audit.findings).toHaveLength(2)
    expect(audit.stale.map(it => it.waiver.name)).toEqual(['meant'])
    expect(renderAuditHtml(audit)).toContain('is for nothing that was found')
  })
})
