/** The command `yardstick sample`, and `--sample` in place of files. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, FIXTURE, withFolder } from '../cli/command.ts'

const SAMPLE = `yardstick: "1.0"
title: A small cohort
size: {pupil: 8}
levels:
  school: {key: S1, file: schools.csv, inputs: {mainstream: "yes"}}
  pupil: {in: school, rows: 3, key: P1, inputs: {score: 100 + row}}
`

/** Lends a folder with a ruleset that has a sample. */
const withRuleset = (
  use: (ruleset: string, folder: string) => Promise<void>,
  sample = SAMPLE,
): Promise<void> =>
  withFolder(async folder => {
    const ruleset = join(folder, 'small')
    cpSync(join(FIXTURE, 'small'), ruleset, { recursive: true })
    writeFileSync(join(ruleset, 'sample.yaml'), sample)
    await use(ruleset, folder)
  })

describe('sample', () => {
  test('writes a file for each level that has one, and says how to run them', () =>
    withRuleset(async (ruleset, folder) => {
      const out = join(folder, 'new', 'sample')
      const said = await command(['sample', ruleset, '--out', out])
      expect(said.err).toBe('')
      expect(said.out.replaceAll(folder, 'HERE')).toMatchInlineSnapshot(`
        "A small cohort (invented; seed 0)
          3 rows of school: schools.csv
          8 rows of pupil: pupil.csv
        run it: yardstick run HERE/small --school HERE/new/sample/schools.csv --pupil HERE/new/sample/pupil.csv
        "
      `)
      expect(readdirSync(out)).toEqual(['pupil.csv', 'schools.csv'])
      expect(readFileSync(join(out, 'schools.csv'), 'utf8')).toBe(
        'school,mainstream\nS1,yes\nS2,yes\nS3,yes\n',
      )
      const ran = await command([
        'run',
        ruleset,
        join(out, 'pupil.csv'),
        '--school',
        join(out, 'schools.csv'),
      ])
      expect([ran.code, ran.err]).toEqual([0, ''])
    }))

  test('draws as many rows as asked for, by the name of the level or not', () =>
    withRuleset(async (ruleset, folder) => {
      for (const words of [['--pupils', '5'], ['--pupil=5'], ['--rows', '5']]) {
        await command(['sample', ruleset, '--out', folder, ...words])
        expect(readFileSync(join(folder, 'pupil.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(6)
      }
    }))

  test.each([
    [['--schools', '5'], 'rows of `pupil` are counted: expected `--pupils`'],
    [['--pupils'], 'expected a number after `--pupils`'],
    [['--pupils', '0'], 'expected a number after `--pupils`'],
    [['--pupils', '5', 'more'], 'expected nothing more, found `more`'],
    [['more'], 'expected one ruleset, found `more` too'],
    [['--pupls', '5'], 'there is no option `--pupls`'],
  ])('refuses %j', (words, message) =>
    withRuleset(async ruleset => {
      const said = await command(['sample', ruleset, ...words], { width: 400 })
      expect(said.code).toBe(2)
      expect(said.err).toContain(message)
    }),
  )

  test('shows the mistakes of a description, which `check` finds too', () =>
    withRuleset(
      async ruleset => {
        for (const name of ['sample', 'check']) {
          const said = await command([name, ruleset, ...(name === 'check' ? ['--as', 'lines'] : [])])
          expect(said.code).toBe(1)
          expect(said.out + said.err).toContain('sample/unknown-name')
        }
      },
      SAMPLE.replace('100 + row', '100 + rwo'),
    ))

  test('stands in for files', () =>
    withRuleset(async ruleset => {
      const ran = await command(['run', ruleset, '--sample'])
      expect([ran.code, ran.err]).toEqual([0, ''])
      expect(ran.out).toContain('pupil 8 · school 3')
      const explained = await command(['explain', ruleset, 'school.average.all', 'S1', '--sample'])
      expect(explained.out).toContain('102')
      const both = await command(['run', ruleset, 'pupils.csv', '--sample'])
      expect(both.err).toContain('expected either `--sample` or files')
    }))
})
