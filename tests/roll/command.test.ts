import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, withFolder } from '../cli/command.ts'
import { FILES, RULES } from './year.ts'

const SAMPLE = `yardstick: "1.0"
title: Pupils of 2017
size: {pupil: 30}
levels:
  school: {key: S01, file: schools.csv}
  pupil:
    in: school
    rows: 10
    key: P001
    file: pupils.csv
    inputs:
      grade: {choose: {A: 1, B: 2}}
      first: normal(0, 1)
`
const OVERLAY = `yardstick: "1.0"
overlay: lower
of: small@2017/revised.2
title: A lower mark
replace: {parameters.least.default: 30}
`

/** A folder of rulesets with one year. */
const withYear = (use: (rulesets: string, year: string) => Promise<void>): Promise<void> =>
  withFolder(async folder => {
    const year = join(folder, 'small', '2017')
    const texts = {
      'ruleset.yaml': RULES.replace('release: final', 'release: revised'),
      'sample.yaml': SAMPLE,
      'overlays/lower.yaml': OVERLAY,
      ...FILES,
    }
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(join(year, path, '..'), { recursive: true })
      writeFileSync(join(year, path), text)
    }
    const registry = 'yardstick: "1.0"\nrulesets:\n  - {address: small@2017/revised.2, folder: small/2017}\n'
    writeFileSync(join(folder, 'registry.yaml'), registry)
    await use(folder, join(folder, 'small', '2018'))
  })
const started = async (rulesets: string, ...more: readonly string[]) =>
  command(['new', 'small@2018', '--from', 'small@2017', '--rulesets', rulesets, ...more])

describe('new', () => {
  test('writes a whole year, which is registered and checks', () =>
    withYear(async (rulesets, year) => {
      const { code, out, err } = await started(rulesets)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toContain('small@2018/draft.1, 27 things taken over, none confirmed')
      expect(readdirSync(year).sort()).toEqual([
        'notes.md',
        'overlays',
        'ruleset.yaml',
        'sample.yaml',
        'tables',
      ])
      expect(readFileSync(join(year, 'overlays/lower.yaml'), 'utf8')).toContain('of: small@2018/draft.1\n')
      expect(readFileSync(join(year, 'tables/estimates.csv'), 'utf8')).toBe(FILES['tables/estimates.csv'])
      const checked = await command(['check', 'small@2018', '--rulesets', rulesets])
      expect(checked.code).toBe(0)
      expect(checked.out).toContain('lint/inherited')
    }))

  test('differs from the year before in what the year is called', () =>
    withYear(async rulesets => {
      await started(rulesets)
      const args = [
        'diff',
        'small@2017',
        'small@2018',
        '--rulesets',
        rulesets,
        '--layer',
        'structure,meaning',
      ]
      const { out } = await command(args)
      expect(out).toContain('1 change, of which 0 can make a difference')
      expect(out).toContain('No rule was found to differ.')
    }))

  test('never writes over a folder that is there', () =>
    withYear(async (rulesets, year) => {
      mkdirSync(year)
      const { code, err } = await started(rulesets)
      expect(code).toBe(2)
      expect(err).toContain('it is there already, and is not written over')
      expect(err).toMatch(/\^{10}/)
      expect(readdirSync(year)).toEqual([])
    }))

  test('takes nothing over from outside the folder', () =>
    withYear(async (rulesets, year) => {
      writeFileSync(join(rulesets, 'secret.yaml'), 'secret')
      symlinkSync(join(rulesets, 'secret.yaml'), join(rulesets, 'small/2017/overlays/secret.yaml'))
      symlinkSync(join(rulesets, 'secret.yaml'), join(rulesets, 'small/2017/tables/secret.csv'))
      expect((await started(rulesets)).code).toBe(0)
      expect(readdirSync(join(year, 'overlays'))).toEqual(['lower.yaml'])
      expect(readdirSync(join(year, 'tables'))).toEqual(['estimates.csv'])
    }))

  test('asks for a year that is another, and named by itself', () =>
    withYear(async rulesets => {
      const of = async (address: string) =>
        (await command(['new', address, '--from', 'small@2017', '--rulesets', rulesets])).err
      expect(await of('small@2017')).toContain('is the year to start from itself')
      expect(await of('small@2018/final')).toContain('a new year is named without a release')
      expect(await of('../small@2018')).toContain('model/malformed-address')
    }))

  test('starts from no release that overlays make', () =>
    withYear(async rulesets => {
      const registry = readFileSync(join(rulesets, 'registry.yaml'), 'utf8')
      const entry = '  - {address: small@2017/early.1, folder: small/2017, overlays: overlays/lower.yaml}\n'
      writeFileSync(join(rulesets, 'registry.yaml'), registry + entry)
      const { err } = await command([
        'new',
        'small@2018',
        '--from',
        'small@2017/early',
        '--rulesets',
        rulesets,
      ])
      expect(err).toContain('`small@2017/early` is made by overlays')
    }))

  test('elsewhere is not registered', () =>
    withYear(rulesets =>
      withFolder(async elsewhere => {
        const before = readFileSync(join(rulesets, 'registry.yaml'), 'utf8')
        const { out } = await started(rulesets, '--into', join(elsewhere, '2018'))
        expect(out).toContain(join(elsewhere, '2018'))
        expect(readFileSync(join(rulesets, 'registry.yaml'), 'utf8')).toBe(before)
        expect(existsSync(join(rulesets, 'small/2018'))).toBe(false)
      }),
    ))
})

describe('confirm', () => {
  const GUIDE = ['--source', 'guide-2018', '--title', 'Guide of 2018', '--date', '2018-12-01']
  const confirm = (rulesets: string, ...args: readonly string[]) =>
    command(['confirm', 'small@2018', ...args, '--rulesets', rulesets])
  const textIn = (year: string): string => readFileSync(join(year, 'ruleset.yaml'), 'utf8')

  test('without names prints what must be looked at, where it stands and what it said', () =>
    withYear(async rulesets => {
      await started(rulesets)
      const { out, code } = await confirm(rulesets)
      expect(code).toBe(0)
      expect(out).toContain('small@2018/draft.1, made from small@2017/revised.2: 0 of 27 done, 27 left')
      expect(out).toMatch(
        /Points and other values {2}0 of 2 done, 2 left\n {2}\[ \] tables.points +A\* 58, A 52, B 46 {2}:\d+\n/,
      )
      expect(out).toMatch(/Thresholds|Tables in files {2}0 of 1 done/)
      expect(out).toMatch(/Texts that name earlier years {2}\d+ to look at\n/)
      expect(out).toContain('Worked examples  none yet')
    }))

  test('confirms, records, and counts down', () =>
    withYear(async (rulesets, year) => {
      await started(rulesets)
      writeFileSync(join(year, 'ruleset.yaml'), textIn(year).replace('A: 52', 'A: 53'))
      const { out } = await confirm(rulesets, 'points', 'least', '--cite', 'guide-2018 p3', ...GUIDE)
      expect(out).toBe(
        'added  the source guide-2018\nconfirmed  tables.points (changed)\nconfirmed  parameters.least\ncited      guide-2018 p3\nleft       25 to look at\n',
      )
      expect(textIn(year)).toContain('guide-2018: {title: Guide of 2018, date: 2018-12-01}')
      expect(readFileSync(join(year, 'notes.md'), 'utf8')).toContain(
        '- `tables.points`: A 52 became A 53 (guide-2018 p3)\n',
      )
      const after = await confirm(rulesets, '--all', '--format', 'md')
      expect(after.out).toContain('2 of 27 done.')
      expect(after.out).toMatch(/- \[x\] `tables.points` A 53 \(was A 52\)/)
      const json = JSON.parse((await confirm(rulesets, '--format', 'json')).out)
      expect([json.done, json.left]).toEqual([2, 25])
    }))

  test('withdraws, and keeps a record', () =>
    withYear(async (rulesets, year) => {
      await started(rulesets)
      const { out } = await confirm(rulesets, 'pupil.sum', 'overlays/lower.yaml', '--withdrawn')
      expect(out).toContain('withdrawn  rules.pupil.sum\nwithdrawn  files.overlays/lower.yaml\n')
      expect(textIn(year)).not.toContain('first.one + first.two')
      expect(existsSync(join(year, 'overlays/lower.yaml'))).toBe(false)
      expect(readFileSync(join(year, 'notes.md'), 'utf8')).toContain(
        '- `rules.pupil.sum`: first.one + first.two\n',
      )
      expect((await confirm(rulesets, '--all')).out).toContain('[~] rules.pupil.sum')
    }))

  test('writes nothing that would not check any more', () =>
    withYear(async (rulesets, year) => {
      await started(rulesets)
      const before = textIn(year)
      const { code, err } = await confirm(rulesets, 'least', '--withdrawn')
      expect(code).toBe(1)
      expect(err).toMatch(/error check\/unknown-name: `least`/)
      expect(err).toContain('Nothing was written')
      expect(textIn(year)).toBe(before)
    }))

  test('refuses a table whose rows still say last year', () =>
    withYear(async (rulesets, year) => {
      await started(rulesets)
      writeFileSync(
        join(year, 'tables/estimates.csv'),
        'year,group,subject,value\n2017,1,reading,50\n2017,1,maths,51\n',
      )
      expect((await command(['check', year])).code).toBe(0)
      const { code, err } = await confirm(rulesets, 'estimate', '--cite', 'guide-2018 p3', ...GUIDE)
      expect(code).toBe(1)
      expect(err).toContain('error check/other-years-rows')
    }))

  test('shows with a caret which name is nothing', () =>
    withYear(async rulesets => {
      await started(rulesets)
      const { code, err } = await confirm(rulesets, 'pionts', '--cite', 'guide-2017 p3')
      expect(code).toBe(1)
      expect(err).toContain('did you mean `points`?')
      expect(err).toMatch(/\^{6}\n/)
    }))
})
