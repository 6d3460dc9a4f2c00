/** What commands print and write, and how they end. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateOf } from '../../src/cli/progress-bar.ts'
import { command, FIXTURE, withFolder } from './command.ts'

const SMALL = join(FIXTURE, 'small')
const PUPILS = join(FIXTURE, 'pupils.csv')
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')

/** The rows of every table of a database: each cell as DuckDB writes it, with its type. */
async function tablesOf(path: string): Promise<Readonly<Record<string, readonly Record<string, string>[]>>> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const rowsOf = async (query: string) => (await connection.runAndReadAll(query)).getRowObjects()
  const tables = (await rowsOf('SELECT table_name FROM duckdb_tables() ORDER BY ALL')).map(it =>
    String(it.table_name),
  )
  const found: Record<string, readonly Record<string, string>[]> = {}
  for (const table of tables) {
    const all = "coalesce(CAST(COLUMNS(*) AS VARCHAR), 'null') || ' ' || typeof(COLUMNS(*))"
    found[table] = (await rowsOf(`SELECT ${all} FROM "${table}"`)) as Record<string, string>[]
  }
  connection.closeSync()
  instance.closeSync()
  return found
}

describe('run', () => {
  test('prints counts, measures and who is not counted', async () => {
    const said = await command(['run', SMALL, PUPILS])
    expect(said).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "small@2016/final.1  A small ruleset (illustrative)

      read  4 rows of pupil

      rows  pupil 4 · school 2

      nation
        100.00  average  Average score
           67%  share    share

      school 2 of 2
            average.all
        s1        100.0
        s2        100.0

      not counted
        pupil.counted  1 of 4  1 absent from the test
        pupil.passed   1 of 4  1 absent from the test
        pupil.points   1 of 4  1 absent from the test
        pupil.weight   1 of 4  1 absent from the test
      ",
      }
    `)
  })

  test('writes a file for each level, why values are absent, and what was run', async () => {
    await withFolder(async folder => {
      const out = join(folder, 'new', 'results')
      const said = await command(['run', SMALL, PUPILS, '--out', out, '--quiet'])
      expect(said.out).toBe('')
      expect(readdirSync(out)).toEqual(['absences.csv', 'nation.csv', 'pupil.csv', 'run.json', 'school.csv'])
      expect(read(out, 'school.csv')).toBe(
        [
          'school,pupils.all,pupils.disadvantaged,average.all,average.all_shown,average.disadvantaged,average.disadvantaged_shown,change,is_cohort',
          's1,2,1,100,100.0,105,SUPP,,no',
          's2,2,1,100,100.0,100,SUPP,,no',
          '',
        ].join('\n'),
      )
      expect(read(out, 'nation.csv')).toBe(
        'average,average_shown,share,share_shown,total\n100,100.00,0.6666666667,67%,11\n',
      )
      expect(read(out, 'absences.csv')).toContain('school,s1,average.disadvantaged_shown,suppressed,few\n')
      expect(JSON.parse(read(out, 'run.json'))).toMatchObject({
        ruleset: 'small@2016/final.1',
        changed: false,
        parameters: { pass_mark: '100', source: 'published' },
        read: [{ level: 'pupil', rows: 4, set_aside: 0 }],
      })
    })
  })

  test('writes the same bytes for the same input', async () => {
    await withFolder(async folder => {
      for (const format of ['csv', 'json', 'parquet', 'arrow']) {
        const outs = ['a', 'b'].map(it => join(folder, format, it))
        for (const out of outs) await command(['run', SMALL, PUPILS, '--out', out, '--format', format])
        const [a, b] = outs.map(out =>
          readdirSync(out).map(it => readFileSync(join(out, it)).toString('base64')),
        )
        expect(a).toEqual(b)
      }
    })
  })

  test('writes a database that holds what other files do, and that it reads again', async () => {
    await withFolder(async folder => {
      const [rows, first, second] = ['rows', 'first', 'second'].map(it => join(folder, it))
      const written = async (out = '', data = PUPILS) => {
        const said = await command(['run', SMALL, data, '--out', out, '--format', 'duckdb'])
        expect(said.code).toBe(0)
        expect(readdirSync(out)).toEqual(['absences.csv', 'results.duckdb', 'run.json'])
        return tablesOf(join(out, 'results.duckdb'))
      }
      const inputs = 'pupil.school,pupil.disadvantaged,pupil.score'
      await command(['run', SMALL, PUPILS, '--out', rows ?? '', '--format', 'duckdb', '--only', inputs])
      const expected = await written(first)
      expect(await written(second, `${join(rows ?? '', 'results.duckdb')}#pupil`)).toEqual(expected)
      expect(Object.keys(expected)).toEqual(['nation', 'pupil', 'school'])
      expect(expected.nation).toEqual([
        {
          average: '100.0 DOUBLE',
          average_shown: '100.00 VARCHAR',
          share: '0.6666666667 DOUBLE',
          share_shown: '67% VARCHAR',
          total: '11.0 DOUBLE',
        },
      ])
      expect(expected.school?.map(it => it.change)).toEqual(['null DOUBLE', 'null DOUBLE'])
      expect(expected.school?.map(it => it.is_cohort)).toEqual(['false BOOLEAN', 'false BOOLEAN'])
    })
  })

  test('writes the same bytes in parts, and as the memory asks for', async () => {
    await withFolder(async folder => {
      const written = async (...options: string[]) => {
        const out = join(folder, options.join(''))
        const said = await command(['run', SMALL, PUPILS, '--out', out, ...options])
        const files = readdirSync(out).map(it => readFileSync(join(out, it), 'utf8'))
        return { files, said: { ...said, err: said.err.replaceAll(out, '') } }
      }
      const whole = await written()
      for (const parts of ['0', '1', '3', '99']) expect(await written('--parts', parts)).toEqual(whole)
      expect(await written('--memory', '100 GB')).toEqual(whole)
      const small = await written('--memory', '1MB')
      expect(small.files).toEqual(whole.files)
      expect(small.said.err).toBe(whole.said.err)
    })
  })

  test.each([
    ['--parts', '2'],
    ['--memory', '2GB'],
  ])('says that the reference engine takes no %s', async (...option) => {
    const said = await command(['run', SMALL, PUPILS, '--engine', 'reference', ...option])
    expect(said.code).toBe(2)
    expect(said.err).toContain('only the columnar engine computes in parts')
  })

  test('in parts computes no more than is asked for', async () => {
    const said = await command(['run', SMALL, PUPILS, '--parts', '2', '--only', 'school.average.all'])
    expect(said.code).toBe(0)
    expect(said.out).toMatch(/s1 +100\.0/)
    expect(said.out).not.toContain('share')
  })

  test('says what is wrong with a size', async () => {
    const said = await command(['run', SMALL, PUPILS, '--memory', '2'])
    expect(said.code).toBe(2)
    expect(said.err).toContain('Expected a size, such as 500MB or 2GB')
  })

  test('sets bad rows aside, says so, and ends with 1', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'p.csv')
      writeFileSync(
        file,
        'pupil_id,school,disadvantaged,score\np1,s1,yes,105\np2,s1,maybe,95\np3,s2,no,A\np3,s2,no,90\n',
      )
      const out = join(folder, 'out')
      const said = await command(['run', SMALL, file, '--out', out])
      expect(said.code).toBe(1)
      expect(said.err).toContain('2 of 4 rows of the level `pupil` cannot be used and are set aside')
      expect(said.out).toContain('2 rows of pupil  2 set aside')
      expect(read(out, 'set-aside.csv').split('\n')).toEqual([
        'level,file,line,character,text,code,problem',
        `pupil,${file},3,7,maybe,data/not-yes-or-no,"expected yes or no in \`disadvantaged\`, found \`maybe\`"`,
        `pupil,${file},5,1,p3,data/duplicate-key,"the key \`p3\` was used before, on line 4"`,
        '',
      ])
      expect(read(out, 'pupil.csv').split('\n')).toHaveLength(4)
    })
  })

  test('shows the first mistakes only, and says where all of them are listed', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'p.csv')
      const bad = Array.from({ length: 30 }, (_, index) => `b${index},s1,Z\n`).join('')
      writeFileSync(file, `pupil_id,school,score\np1,s1,105\n${bad}`)
      const said = await command(['run', SMALL, file, '--out', join(folder, 'out')])
      expect(said.err.match(/error data\/unknown-code/g)).toHaveLength(10)
      expect(said.err).toContain(`see \`${join(folder, 'out', 'set-aside.csv')}\``)
      expect(said.err).toContain('rows beyond the first 10 mistakes are not shown here')
    })
  })

  test('stops at the first bad row when strict, and writes nothing', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'p.csv')
      writeFileSync(file, 'pupil_id,school,score\np1,s1,105\np2,s1,x\np3,s2,y\n')
      const out = join(folder, 'out')
      const said = await command(['run', SMALL, file, '--out', out, '--strict'])
      expect(said.code).toBe(1)
      expect(said.err).toContain(`${file}:3:7`)
      expect(said.err).not.toContain(':4:')
      expect(said.out).toBe('')
      expect(readdirSync(out)).toEqual([])
    })
  })

  test('reads a file with other headings by a file of columns, named or by path', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'export.csv')
      writeFileSync(file, 'UPN,URN,PP,SCALED\np1,s1,T,105\np2,s1,F,ABS\np3,s2,,90\n')
      for (const columns of ['export', join(SMALL, 'columns', 'export.yaml')]) {
        const said = await command(['run', SMALL, file, '--columns', columns])
        expect(said).toMatchObject({ code: 0, err: '' })
        expect(said.out).toContain('pupil.counted  1 of 3  1 absent from the test')
      }
    })
  })

  test("fills inputs from an earlier year's results, and says where a column of them is missing", async () => {
    await withFolder(async folder => {
      const [first, second] = [join(folder, '1'), join(folder, '2')]
      await command(['run', SMALL, PUPILS, '--out', first])
      await command(['run', SMALL, PUPILS, '--earlier', `1=${first}`, '--out', second])
      expect(read(second, 'school.csv')).toContain('s1,2,1,100,100.0,105,SUPP,0,no\n')
      writeFileSync(join(first, 'school.csv'), 'school,other\ns1,2\n')
      const said = await command(['run', SMALL, PUPILS, '--earlier', `1=${first}`])
      expect(said.err).toContain('data/missing-column')
    })
  })

  test('takes parameters, overlays and other rows for a table', async () => {
    const total = async (...args: readonly string[]) =>
      /share\b/.test('')
        ? ''
        : (await command(['run', SMALL, PUPILS, ...args])).out.match(/(\d+)% {2}share/)?.[1]
    expect(await total()).toBe('67')
    expect(await total('--set', 'pass_mark=90')).toBe('100')
    expect(await total('--with', 'easier')).toBe('100')
    expect(await total('--with', join(FIXTURE, 'easier.yaml'))).toBe('100')
    await withFolder(async folder => {
      await command([
        'run',
        SMALL,
        PUPILS,
        '--table',
        `points=${join(FIXTURE, 'points.csv')}`,
        '--out',
        folder,
      ])
      expect(read(folder, 'nation.csv')).toContain(',65\n')
      expect(JSON.parse(read(folder, 'run.json'))).toMatchObject({ changed: true })
    })
  })

  test('takes files by level, and says for which level a file is when it cannot know', async () => {
    const school = await withFolder(async folder => {
      const file = join(folder, 's.csv')
      writeFileSync(file, 'school,mainstream\ns1,no\n')
      return command(['run', SMALL, `--pupils=${PUPILS}`, '--school', file, '--set', 'source=cohort'])
    })
    expect(school).toMatchObject({ code: 0, err: '' })
    const extra = await command(['run', SMALL, PUPILS, 'more.csv'])
    expect(extra.code).toBe(2)
    expect(extra.err).toContain('for which level is `more.csv`? expected one of --pupil, --school before it')
  })

  test('never writes results over a file that it reads', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'pupil.csv')
      writeFileSync(file, readFileSync(PUPILS))
      const said = await command([
        'run',
        SMALL,
        file,
        '--out',
        join(folder, '..', folder.split('/').at(-1) ?? ''),
      ])
      expect(said.code).toBe(2)
      expect(said.err).toContain('it would replace `pupil.csv`, which is read')
      expect(readFileSync(file, 'utf8')).toBe(readFileSync(PUPILS, 'utf8'))
    })
  })

  test('writes only the columns asked for, and the levels that have them', async () => {
    await withFolder(async folder => {
      await command(['run', SMALL, PUPILS, '--out', folder, '--only', 'school.average, passed'])
      expect(readdirSync(folder)).toEqual(['absences.csv', 'pupil.csv', 'run.json', 'school.csv'])
      expect(read(folder, 'pupil.csv')).toBe('pupil_id,passed\np1,yes\np2,no\np3,\np4,yes\n')
    })
  })
})

describe('explain', () => {
  test('shows how a figure came about', async () => {
    const said = await command(['explain', SMALL, 'school.average.all', 's1', PUPILS])
    expect(said.code).toBe(0)
    expect(said.out).toContain('average.all 100')
    expect(said.out).toContain('mean(counted over pupil where group)')
  })

  test('knows the nation by its name, and gives JSON', async () => {
    const said = await command(['explain', SMALL, 'nation.share', 'nation', PUPILS, '--as', 'json'])
    expect(JSON.parse(said.out)).toMatchObject({ ruleset: 'small@2016/final.1' })
  })
})

describe('list', () => {
  test('gives the digest that a registry pins a revision to', async () => {
    const { code, out } = await command(['list', '--digests', '--rulesets', FIXTURE])
    expect(code).toBe(0)
    expect(out).toMatch(/^small@2016\/final\.1 {2}sha256:[0-9a-f]{64}$/m)
  })
})

describe('check', () => {
  test('ends with 0 where there is nothing to say', async () => {
    expect(await command(['check', 'small@2016', '--rulesets', FIXTURE])).toEqual({
      code: 0,
      err: '',
      out: 'ok small@2016/final.1: 15 rule columns, 3 tables\n',
    })
  })

  test('checks all rulesets of the registry where none is named', async () => {
    const said = await command(['check', '--rulesets', FIXTURE])
    expect(said.out).toContain('ok small@2016/final.1')
    expect(said.out).toContain('ok demanding@2016/final.1')
  })

  test('prints mistakes to people, to editors and to programs, and ends with 1', async () => {
    await withFolder(async folder => {
      const file = join(folder, 'ruleset.yaml')
      writeFileSync(file, read(SMALL, 'ruleset.yaml').replace('mean(passed over', 'mean(pased over'))
      mkdirSync(join(folder, 'tables'))
      writeFileSync(join(folder, 'tables', 'points.csv'), read(SMALL, 'tables/points.csv'))
      const [human, lines, json] = await Promise.all(
        ['human', 'lines', 'json'].map(form => command(['check', folder, '--as', form])),
      )
      expect([human?.code, lines?.code, json?.code]).toEqual([1, 1, 1])
      expect(human?.out).toContain('did you mean `passed`?')
      expect(lines?.out).toMatch(/^.*ruleset\.yaml:\d+:\d+: error check\/[\w-]+: /)
      expect(JSON.parse(json?.out ?? '')).toBeTruthy()
    })
  })

  test('reads nothing outside the folder of a ruleset, not even through a link', async () => {
    const { symlinkSync } = await import('node:fs')
    await withFolder(async folder => {
      writeFileSync(join(folder, 'secret.csv'), 'score,value\n95,1\n')
      const inside = join(folder, 'rules')
      mkdirSync(join(inside, 'tables'), { recursive: true })
      writeFileSync(join(inside, 'ruleset.yaml'), read(SMALL, 'ruleset.yaml'))
      symlinkSync(join(folder, 'secret.csv'), join(inside, 'tables', 'points.csv'))
      const said = await command(['check', inside])
      expect(said.code).toBe(1)
      expect(said.out).toContain('model/missing-file')
    })
  })
})

describe('show', () => {
  test('prints a ruleset in outline', async () => {
    const said = await command(['show', SMALL])
    expect(said.out).toContain('school groups pupil by school')
    expect(said.out).toContain('pass_mark')
    expect(said.out).toContain('easier  A lower pass mark')
  })

  test.each([
    ['counted', 'the first row that matches decides'],
    ['school.average', 'mean(counted over pupil where group)'],
    ['points', 'from A guide, Somebody, p1 (official)'],
    ['outcome', 'absent'],
    ['pass_mark', '80..120; default 100'],
    ['few', 'suppressed; published as SUPP'],
    ['guide', 'cited by'],
    ['group', 'disadvantaged'],
    ['pupil', 'rows of the data, identified by pupil_id'],
    ['last', 'from the results of 1 years before: average.all'],
  ])('prints %s in plain words', async (name, text) => {
    const said = await command(['show', SMALL, name])
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toContain(text)
  })
})

describe('export', () => {
  test('writes canonical JSON, a JSON Schema of the inputs and types', async () => {
    const json = await command(['export', SMALL])
    expect(JSON.parse(json.out)).toMatchObject({ title: 'A small ruleset' })
    const schema = await command(['export', SMALL, '--as', 'schema'])
    expect(JSON.parse(schema.out).properties.pupil.items).toMatchObject({
      required: ['pupil_id', 'school', 'score'],
      properties: { score: { anyOf: [{ type: 'integer', minimum: 80, maximum: 120 }, { enum: ['A'] }] } },
    })
    const types = await command(['export', SMALL, '--as', 'types'])
    expect(types.out).toContain('readonly disadvantaged?: boolean | null\n')
    expect(types.out).toContain("readonly 'average.all': number | null\n")
  })
})

describe('fmt', () => {
  test('tidies blanks and leaves the rest alone', async () => {
    await withFolder(async folder => {
      mkdirSync(join(folder, 'tables'))
      writeFileSync(join(folder, 'tables', 'points.csv'), read(SMALL, 'tables/points.csv'))
      const tidy = read(SMALL, 'ruleset.yaml')
      const untidy = tidy
        .replace('share >= 0 and share <= 1', 'share>=0  and share <=1')
        .replace('title: A small ruleset\n', 'title: A small ruleset   # a comment  \r\n')
      writeFileSync(join(folder, 'ruleset.yaml'), untidy)
      expect(await command(['fmt', '--check', folder])).toMatchObject({ code: 1 })
      expect(read(folder, 'ruleset.yaml')).toBe(untidy)
      await command(['fmt', folder])
      expect(read(folder, 'ruleset.yaml')).toBe(
        tidy.replace('title: A small ruleset\n', 'title: A small ruleset  # a comment\n'),
      )
      expect(await command(['fmt', '--check', folder])).toEqual({ code: 0, out: '', err: '' })
    })
  })
})

describe('test', () => {
  test('runs laws and the examples in the folder of a ruleset', async () => {
    await withFolder(async folder => {
      writeFileSync(
        join(folder, 'cases.yaml'),
        [
          'yardstick: "1.0"',
          'ruleset: small@2016',
          'cases:',
          '  - id: a-score-counts',
          '    given: {pupil: [{pupil_id: a, school: s, score: 100}]}',
          '    expect: {pupil a: {counted: 100}}',
          '  - id: this-one-is-wrong',
          '    given: {pupil: [{pupil_id: a, school: s, score: 100}]}',
          '    expect: {pupil a: {counted: 101}}',
          '',
        ].join('\n'),
      )
      const said = await command(['test', join(folder, 'cases.yaml'), '--rulesets', FIXTURE])
      expect(said.code).toBe(1)
      expect(said.out).toContain('2 examples, 1 failed\n       failed this-one-is-wrong\n')
      const whole = await command([
        'test',
        join(folder, 'cases.yaml'),
        '--rulesets',
        FIXTURE,
        '--engine',
        'columnar',
      ])
      expect(whole.out).toBe(said.out)
      const options = ['--no-laws', '--rulesets', FIXTURE]
      const named = await command(['test', SMALL, '--cases', join(folder, 'cases.yaml'), ...options])
      expect(named.code).toBe(1)
      expect(named.out).toContain('2 examples, 1 failed')
      const nowhere = await command(['test', SMALL, '--cases', join(folder, 'nowhere.yaml'), ...options])
      expect(nowhere.code).toBe(2)
      expect(nowhere.err).toContain('misuse/unreadable-file')
    })
    const laws = await command(['test', SMALL, '--cohorts', '3'])
    expect(laws.code).toBe(0)
    expect(laws.out).toContain('law shares-are-shares: holds')
  })
})

describe('the command line', () => {
  test('every command has help with examples of its own and the promise of privacy', async () => {
    const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
      readFileSync('rulesets/help.json', 'utf8'),
    )
    const { yardstick = {}, ...byCommand } = examples
    const help = (await command(['--help'])).out
    const commands = [...help.matchAll(/^ {2}(\w+) \[options\] /gm)].map(it => it[1] ?? '')
    expect(Object.keys(byCommand).sort()).toEqual(commands.sort())
    expect(help).toContain(`$ ${Object.keys(yardstick)[0]}`)
    for (const [name, typed] of Object.entries(byCommand)) {
      const said = await command([name, '--help'])
      expect(said.code).toBe(0)
      for (const [words, meaning] of Object.entries(typed)) {
        expect(words).toMatch(new RegExp(`^yardstick ${name === 'new' ? '(new|confirm)' : name}\\b`))
        expect(said.out).toContain(`  $ ${words}\n      ${meaning}\n`)
      }
      expect(said.out).toContain('Nothing leaves this machine: no network is used and nothing is logged.')
    }
  })

  test('without arguments it prints help', async () => {
    expect((await command([])).out).toContain('Usage: yardstick')
  })

  test('colours are used where they are wanted, and only there', async () => {
    const args = ['show', SMALL, 'counted']
    expect((await command(args)).out).not.toContain('\u001b[')
    expect((await command(args, { hasColour: true })).out).toContain('\u001b[1mpupil.counted\u001b[22m')
  })

  test('a progress bar is drawn and wiped away where someone watches', async () => {
    const said = await command(['run', SMALL, PUPILS], { isWatched: true })
    expect(said.err).toContain('\r\u001b[K')
    expect((await command(['run', SMALL, PUPILS])).err).toBe('')
    expect((await command(['run', SMALL, PUPILS, '--quiet'], { isWatched: true })).err).toBe('')
  })

  test('a profile tells how long each part and each rule took', async () => {
    const { err } = await command(['run', SMALL, PUPILS, '--profile', '--quiet'])
    const parts = [...err.matchAll(/^ +[\d.]+ ms +\d+ MB {2}(\w+)$/gm)].map(it => it[1])
    expect(parts).toEqual(['ruleset', 'reading', 'joining', 'computing', 'summary', 'writing'])
    expect(err).toMatch(/ms +\d+ rows {2}pupil\.counted/)
  })

  test.each([
    [12.4, '12 rows/s'],
    [9_540, '9.5 thousand rows/s'],
    [2_345_678, '2.3 million rows/s'],
  ])('%d rows a second are shown as %s', (rows, shown) => {
    expect(rateOf(rows)).toBe(shown)
  })

  test('any words at all are answered, with one of three exit statuses', async () => {
    const words = fc.constantFrom(
      ...[
        'run',
        'check',
        'show',
        'explain',
        'list',
        'test',
        'export',
        'fmt',
        SMALL,
        PUPILS,
        'small@2016',
        '@',
        '=',
        '',
      ],
      ...[
        '--rows',
        '--set',
        '--with',
        '--as',
        'json',
        '--only',
        '--strict',
        '--pupil',
        '--pupils=',
        'counted',
        'p1',
        '-x',
        '--',
      ],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 6 }), async args => {
        // Tidying and testing take files as they are; nothing of this project is to be changed or run here.
        if (args[0] === 'fmt' || args[0] === 'test') return
        const [name, ...rest] = args
        const inFixture = name === undefined ? [] : [name, '--rulesets', FIXTURE, ...rest]
        expect([0, 1, 2]).toContain((await command(inFixture)).code)
      }),
      { numRuns: 80 },
    )
  }, 60_000)
})
