import { describe, expect, test } from 'vitest'
import { buildRuleset } from '../../src/model/build-ruleset.ts'
import { unconfirmedNames } from '../../src/model/inherited.ts'
import { INHERITED_SECTIONS } from '../../src/model/ruleset.ts'
import { newYear, overlayFor } from '../../src/roll/new-year.ts'
import { registered } from '../../src/roll/register.ts'
import { commentsIn, documentOf, linesWithout, nextYear, OLD, RULES, saidOf } from './year.ts'

const rulesetOf = (text: string) => {
  const { value } = buildRuleset(documentOf(text), { read: () => undefined })
  if (value === undefined) throw new Error('no ruleset')
  return value
}

describe('a year made from another', () => {
  test('has the head of its own year, and all else as it was', () => {
    expect(linesWithout(RULES, nextYear())).toEqual([
      'year: 2017  # the year of the results',
      'release: final',
      'revision: 2',
      'title: "Small rules, 2016/17"',
    ])
    expect(linesWithout(nextYear(), RULES).slice(0, 7)).toEqual([
      'year: 2018  # the year of the results',
      'release: draft',
      'revision: 1',
      'title: "Small rules, 2017/18"',
      '# Taken over, and not compared with what holds this year. `yardstick confirm` lists it and takes names off.',
      'inherited:',
      '  from: small@2017/final.1',
    ])
  })

  test('keeps every comment', () => {
    expect(commentsIn(nextYear())).toEqual(expect.arrayContaining([...commentsIn(RULES)]))
  })

  test('lists everything that is declared, and says so when it is checked', () => {
    const { inherited } = rulesetOf(nextYear())
    const counts = INHERITED_SECTIONS.map(it => [
      it,
      unconfirmedNames({ ...rulesetOf(nextYear()) }, it).length,
    ])
    expect(Object.fromEntries(counts)).toEqual({
      ...{ head: 1, sources: 1, reasons: 1, dimensions: 2, codes: 1, levels: 2, inputs: 3 },
      ...{ tables: 3, parameters: 1, styles: 1, rules: 7, laws: 1, waivers: 1, files: 1 },
    })
    expect(inherited?.from).toEqual(OLD)
    const said = saidOf(nextYear())
    expect(said.filter(it => it.severity === 'error')).toEqual([])
    expect(said.filter(it => it.code === 'lint/inherited').map(it => it.args.section)).toEqual(
      counts.filter(it => it[1] !== 0).map(it => it[0]),
    )
  })

  test('made from one that was made from another lists everything anew', () => {
    const { text } = newYear(
      documentOf(nextYear()),
      { ...OLD, year: 2018 },
      { ruleset: 'small', year: 2020 },
      [],
    )
    const { inherited, title } = rulesetOf(text)
    expect(title).toBe('Small rules, 2019/20')
    expect(inherited?.from.year).toBe(2018)
    expect(text.match(/^inherited:/gm)).toHaveLength(1)
    expect(inherited?.unconfirmed).toHaveLength(25)
  })

  test('may be written in brackets from beginning to end', () => {
    const flow =
      '{yardstick: "1.0", ruleset: small, year: 2017, release: final, revision: 1, title: T 2017, levels: {pupil: {key: id}}}'
    const { text } = newYear(documentOf(flow), OLD, { ruleset: 'small', year: 2018 }, [])
    expect(text).toBe(
      '{yardstick: "1.0", ruleset: small, year: 2018, release: draft, revision: 1, title: T 2018, inherited: {from: small@2017/final.1, unconfirmed: {levels: [pupil]}}, levels: {pupil: {key: id}}}',
    )
  })

  test('keeps the line ends of the file', () => {
    const windows = RULES.replaceAll('\n', '\r\n')
    expect(linesWithout(nextYear(windows), windows).slice(0, 3)).toEqual([
      'year: 2018  # the year of the results\r',
      'release: draft\r',
      'revision: 1\r',
    ])
    expect(rulesetOf(nextYear(windows)).inherited?.unconfirmed).toHaveLength(26)
    expect(nextYear(windows).replaceAll('\r\n', '')).not.toContain('\n')
  })

  test('brings its overlays along', () => {
    const overlay = 'yardstick: "1.0"\noverlay: x\nof: small@2017/final.1  # this one\nnote: of 2017\n'
    const address = { ...OLD, year: 2018, release: 'draft' }
    expect(overlayFor(documentOf(overlay), address)).toBe(
      'yardstick: "1.0"\noverlay: x\nof: small@2018/draft.1  # this one\nnote: of 2017\n',
    )
  })

  test('is entered in the registry behind the others', () => {
    const registry =
      'yardstick: "1.0"\nrulesets:\n  - {address: small@2017/final.1, folder: small/2017}  # pinned\n'
    expect(registered(documentOf(registry), { ...OLD, year: 2018 }, 'small/2018')).toBe(
      `${registry.trimEnd()}\n  - {address: small@2018/final.1, folder: small/2018}\n`,
    )
    expect(registered(documentOf('yardstick: "1.0"\nrulesets: []\n'), OLD, 'x')).toBeUndefined()
  })
})
