/** The command `diff`, on two years of rules with a known difference. */
import { describe, expect, test } from 'vitest'
import { command } from '../cli/command.ts'

const YEARS = ['diff', 'ks2@2016', 'ks2@2017'] as const

describe('diff', () => {
  test('tells one value that became several, and what a threshold was', async () => {
    const { code, out } = await command([...YEARS, '--layer', 'structure'])
    expect(code).toBe(0)
    expect(out).toContain('nominal score for BLW: one value, 70, became seven by scale, 59 to 71')
    expect(out).toContain('well above from for maths: 3.1 became 3.4')
    expect(out).toContain('T is now U')
  })

  test('finds the case that did not count and does now, and shows it on both', async () => {
    const { out } = await command([...YEARS, '--layer', 'meaning', '--cohorts', '4', '--format', 'json'])
    const { meaning } = JSON.parse(out)
    const score = meaning.differs.find(
      (it: { name: string; members: string[] }) =>
        it.name === 'pupil.score' && it.members.includes('reading'),
    )
    expect(score.members).toEqual(['reading', 'maths'])
    expect(score.isExhaustive).toBe(true)
    const way = score.ways.find((it: { after: { value: string } }) => it.after.value === '79')
    expect(way.input).toEqual(['pupil: result.reading N, assessed.reading HNM'])
    expect(way.before.value).toMatch(/^excluded: too few marks/)
    expect(way.before.explanation).toContain('excluded')
    const same = meaning.same.map((it: { name: string }) => it.name)
    expect(same).toContain('pupil.expected')
    const inputs: string[] = score.ways
      .filter((it: { isReason: boolean }) => !it.isReason)
      .flatMap((it: { input: string[] }) => it.input)
    expect(inputs.filter(it => it.includes('WTS'))).toEqual([])
  })

  test('prints the lines that differ where the source is asked for', async () => {
    const { out } = await command([...YEARS, '--layer', 'source'])
    expect(out).toContain('-year: 2016')
    expect(out).toContain('+year: 2017')
    expect(out).toContain('tables/estimates.csv')
  })

  test('knows a ruleset from itself', async () => {
    const { out } = await command(['diff', 'ks2@2016', 'rulesets/ks2/2016', '--layer', 'structure,meaning'])
    expect(out).toContain('Nothing changed: no new version is needed.')
  })

  test('compares a ruleset with itself under an overlay', async () => {
    const both = ['diff', 'ks2@2016', 'ks2@2016', '--layer', 'structure']
    const { out } = await command([...both, '--with', 'after:nominal-79'])
    expect(out).toContain('EXS gives 79')
    expect((await command([...both, '--with', 'nominal-79'])).out).toContain('Nothing changed')
    const { code, err } = await command([...both, '--with', 'after:no-such'])
    expect(code).not.toBe(0)
    expect(err).toContain('no-such')
  })

  test('refuses a layer that there is not', async () => {
    const { code, err } = await command([...YEARS, '--layer', 'structure,colour'])
    expect(code).toBe(2)
    expect(err).toContain('found `colour`')
  })
})
