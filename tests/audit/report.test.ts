/** An audit is told on a screen, as a page and to other programs. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from '../cli/command.ts'

describe('yardstick audit', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const MEASURE = ['audit', 'ks2@2016', 'school.expected.science.all']

  it('tells each finding in a sentence, before and after side by side, with the row that does it', async () => {
    const { out, code } = await command([...MEASURE, '--out', folder], { width: 90 })
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 9)).toEqual([
      'ks2@2016/final.1: 1 finding',
      '',
      '1. Worse counts for more                                                                 1',
      "   A pupil with assessed.science EXS rather than GDS counts for more; the school's",
      '   expected.science.all rises from 0 to 1',
      '',
      '                                    before                      after',
      '   pupil p1: assessed.science       GDS (working at greater     EXS (working at the',
      '                                    depth within the expected   expected standard)',
    ])
    expect(out).toContain('because Reached the expected standard, Science, row 5: science | any | EXS → yes')
    expect(out).toContain('exhaustive: ')
    expect(Math.max(...out.split('\n').map(it => it.length))).toBeLessThanOrEqual(90)
  })
  it('writes a case for each finding', () => {
    expect(readdirSync(folder)).toEqual([
      'worse-counts-for-more-expected-science-all-assessed-science-gds-exs.yaml',
    ])
  })
  it('tells other programs', async () => {
    const { out } = await command([...MEASURE, '--format', 'json'])
    const told = JSON.parse(out)
    expect(told.findings[0]).toMatchObject({
      kind: 'worse counts for more',
      size: 1,
      change: { from: 'GDS', to: 'EXS' },
    })
    expect(told.searched[0]).toMatchObject({ how: 'exhaustive', measure: 'school.expected.science.all' })
  })
  it('makes a page that needs nothing else', async () => {
    const { out } = await command([...MEASURE, '--format', 'html'])
    expect(out).toMatch(/^<!doctype html>/)
    expect(out).toContain('row 5: science | any | EXS → yes')
    expect(out).not.toMatch(/<script|https?:/)
  })
  it('says which measure or value it cannot use', async () => {
    const unknown = await command(['audit', 'ks2@2016', 'progres'])
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('progres')])
    const bad = await command([...MEASURE, '--hold', 'pupil.benchmark.reading=many'])
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('many')])
  })
})
