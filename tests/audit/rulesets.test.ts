/** What is known of the rules of key stage 2 is found without being told: what 2017 closed, and what it left open. */
import { beforeAll, describe, expect, it } from 'vitest'
import { load } from '../../src/api/index.ts'
import { auditProgram } from '../../src/audit/audit.ts'
import type { Audit, Finding } from '../../src/audit/finding.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { runCase } from '../../src/cases/run-case.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { ColumnId } from '../../src/model/program.ts'
import { exactFromRatio } from '../../src/value/exact.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { number } from '../../src/value/value.ts'

function auditOf(
  address: string,
  measures: readonly ColumnId[],
  hold: readonly (readonly [ColumnId, number])[] = [],
): Audit {
  const { value: ruleset } = load(address)
  if (ruleset === undefined) throw new Error(address)
  const held = new Map(hold.map(([column, value]) => [column, number(exactFromRatio(value))] as const))
  return auditProgram(ruleset.program, referenceEngine, { measures, hold: held })
}

/** Whoever sat the test (N) or did not (B), and leaves the measure. */
const leaving = ({ findings }: Audit, to: string): readonly Finding[] =>
  findings.filter(
    it =>
      it.kind === 'left out' &&
      it.change?.input === 'pupil.result.reading' &&
      textOfValue(it.change.to) === to,
  )
const heldWith = (findings: readonly Finding[], code: string): readonly Finding[] =>
  findings.filter(it =>
    it.extent.some(text => text.startsWith('only with assessed.reading') && text.includes(code)),
  )

describe('key stage 2 of 2016', () => {
  let audit: Audit
  beforeAll(() => {
    audit = auditOf('ks2@2016', ['school.progress.reading.all'], [['pupil.benchmark.reading', 92]])
  })

  it('is searched exhaustively', () => {
    expect(audit.searched[0]).toMatchObject({ how: 'exhaustive' })
    expect(audit.searched[0]?.changes).toBeGreaterThan(50_000)
  })
  it('leaves out who sat the test and was assessed as not meeting the standard; one mark more costs twelve', () => {
    const [loophole] = heldWith(leaving(audit, 'N'), 'HNM')
    expect(loophole?.sentence).toMatch(
      /^A pupil with result\.reading N rather than 80 is left out \(excluded: too few marks .*\), where 80 would count for -12; /,
    )
    expect(loophole?.because).toMatchObject({
      row: 'row 12: reading or maths | N | HNM..GDS → excluded(too_few_marks)',
      cites: ['The progress loophole of despair, case 5'],
    })
  })
  it('shows it with two pupils and their school, and a case that holds', () => {
    const [loophole] = heldWith(leaving(audit, 'N'), 'HNM')
    const headings = loophole?.lines.map(it => it.heading.split(':')[0]) ?? []
    expect([...new Set(headings)]).toEqual(['pupil p1', 'pupil p2', 'school s1'])
    const { value } = readCaseFile({ name: 'case.yaml', text: loophole?.caseFile ?? '' })
    const failures = value?.cases.flatMap(it => runCase(it, audit.program, [], referenceEngine))
    expect(value?.cases).toHaveLength(2)
    expect(failures).toEqual([])
  })
  it('leaves out who did not sit it as well', () => {
    expect(heldWith(leaving(audit, 'B'), 'HNM')).toHaveLength(1)
  })
  it('gives no way up to a pupil without a scaled score', () => {
    const [found] = auditOf('ks2@2016', ['school.progress.reading.all']).findings.filter(
      it => it.kind === 'out of reach',
    )
    expect(found?.sentence).toBe(
      'A pupil with result.reading B or N cannot get progress.reading.all above -18.26, whatever the rest (best with assessed.reading PKG)',
    )
  })
})

describe('key stage 2 of 2017', () => {
  let audit: Audit
  beforeAll(() => {
    audit = auditOf('ks2@2017', ['school.progress.reading.all'])
  })

  it('is searched exhaustively', () => {
    expect(audit.searched[0]).toMatchObject({ how: 'exhaustive' })
  })
  it('closed the loophole for those who sat the test', () => {
    expect(heldWith(leaving(audit, 'N'), 'HNM')).toEqual([])
    expect(heldWith(leaving(audit, 'N'), 'EXS')).toEqual([])
    expect(heldWith(leaving(audit, 'N'), 'WTS')[0]?.extent).toContainEqual(
      expect.stringMatching(/^nothing to gain with assessed\.reading .*HNM or EXS$/),
    )
  })
  it('left it open for those who did not', () => {
    expect(heldWith(leaving(audit, 'B'), 'HNM')).toHaveLength(1)
  })
})
