/** Cohorts read from real files: formats, damage, earlier results, and what a file may not do. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import type { Binding } from '../../src/data/binding.ts'
import { withDuckdb } from '../../src/data/duckdb/sealed.ts'
import type { SetAsideRow } from '../../src/data/level-builder.ts'
import { type CohortRequest, readCohort } from '../../src/data/read-cohort.ts'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { positionOf, textOf } from '../../src/source/source.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { withFolder } from '../cli/command.ts'
import { input, numberFrom, programOf, TEXT, typeOf, YES_NO } from './program.ts'

const AT = { source: { name: 'command line', text: '' }, start: 0, end: 0 }

const PROGRAM = programOf({
  codes: { outcome: ['A', { code: 'B', aliases: ['b'] }] },
  levels: { pupil: { key: ['pupil.id'] }, school: { key: ['pupil.school'], groups: 'pupil' } },
  columns: [
    input('pupil.id', TEXT),
    input('pupil.school', TEXT),
    input('pupil.score', typeOf(numberFrom('0', '120'), { kind: 'code', list: 'outcome' })),
    input('school.school', TEXT, { key: 0 }),
    input('school.open', YES_NO, { default: { kind: 'yes/no', yes: true } }),
    input('school.last', typeOf(numberFrom()), {
      mayBeMissing: true,
      earlier: { years: 1, column: 'average.all' },
    }),
  ],
})

type Options = Partial<Pick<CohortRequest, 'earlier' | 'bindings' | 'isStrict' | 'onSetAside'>>

async function read(files: Readonly<Record<string, string>>, options: Options = {}) {
  const outcome = await readCohort({
    program: PROGRAM,
    files: Object.entries(files).map(([level, path]) => ({ level, path, at: AT })),
    at: AT,
    ...options,
  })
  const rowsOf = (level: string, ...names: readonly string[]) => {
    const rows = outcome.value?.levels.get(level)
    const row = (index: number) =>
      names.map(it =>
        textOfValue(rows?.columns.get(`${level}.${it}`)?.at(index) ?? { kind: 'text', text: '?' }),
      )
    return Array.from({ length: rows?.size ?? 0 }, (_, index) => row(index).join(' '))
  }
  const places = outcome.diagnostics.map(it => `${it.code} ${positionOf(it.at.source, it.at.start).line}`)
  return { ...outcome, rowsOf, places }
}

const CSV = 'id,school,score\np1,s1,100\np2,s1,B\np3,s2,99.5\n'
const ROWS = ['p1 s1 100', 'p2 s1 B', 'p3 s2 99.5']
const PUPIL = ['id', 'school', 'score'] as const

/** Writes a table as DuckDB does, from a query. */
async function writeTable(path: string, query: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`COPY (${query}) TO '${path.replaceAll("'", "''")}'`)
  connection.closeSync()
}

describe('a file without rows', () => {
  const program = programOf({
    levels: { pupil: { key: ['pupil.id'] }, result: { key: ['result.id'] } },
    columns: [input('pupil.id', TEXT), input('result.id', TEXT), input('result.pupil', TEXT)],
  })
  const result = program.levels.get('result')
  const levels = new Map([...program.levels])
  if (result !== undefined)
    levels.set('result', { ...result, belongs: new Map([['pupil', ['result.pupil']]]) })

  const readBoth = (pupils: string, results: string) =>
    withFolder(async folder => {
      const [pupilFile, resultFile] = [join(folder, 'pupils.csv'), join(folder, 'results.csv')]
      writeFileSync(pupilFile, pupils)
      writeFileSync(resultFile, results)
      const files = [
        { level: 'pupil', path: pupilFile, at: AT },
        { level: 'result', path: resultFile, at: AT },
      ]
      const { value, diagnostics } = await readCohort({ program: { ...program, levels }, files, at: AT })
      return [diagnostics.map(it => it.code), value?.levels.get('result')?.size]
    })

  test('is taken where its rows belong to those of another', async () => {
    expect(await readBoth('id\np1\n', 'id,pupil\n')).toEqual([[], 0])
  })
  test('is refused where they do not', async () => {
    expect(await readBoth('id\n', 'id,pupil\nr1,p1\n')).toEqual([['data/no-rows'], undefined])
  })
})

describe('a table is read alike', () => {
  test('from CSV, plain and compressed, whatever the file is called', async () => {
    await withFolder(async folder => {
      for (const [name, content] of [
        ["it's a [strange] name.csv", CSV],
        ['p.csv.gz', gzipSync(CSV)],
        ['no-extension', gzipSync(CSV)],
      ] as const) {
        const path = join(folder, name)
        writeFileSync(path, content)
        const { rowsOf, diagnostics } = await read({ pupil: path })
        expect(diagnostics).toEqual([])
        expect(rowsOf('pupil', ...PUPIL)).toEqual(ROWS)
      }
    })
  })

  test('from Parquet, whatever the types of its columns', async () => {
    await withFolder(async folder => {
      const path = join(folder, "it's.parquet")
      await writeTable(
        path,
        "SELECT * FROM (VALUES ('p1', 's1', 100.0::DOUBLE), ('p2', 's1', 99), ('p3', 's2', 99.5)) t(id, school, score)",
      )
      expect((await read({ pupil: path })).rowsOf('pupil', ...PUPIL)).toEqual([
        'p1 s1 100',
        'p2 s1 99',
        'p3 s2 99.5',
      ])
      const other = join(folder, 'other.parquet')
      await writeTable(
        other,
        'SELECT * FROM (VALUES (1, 7::BIGINT, 100::DECIMAL(9,2)), (2, 7, 99.25)) t(id, school, score)',
      )
      expect((await read({ pupil: other })).rowsOf('pupil', ...PUPIL)).toEqual(['1 7 100', '2 7 99.25'])
    })
  })

  test('from JSON, a list or a line a row', async () => {
    await withFolder(async folder => {
      const rows = [
        { id: 'p1', school: 's1', score: 100 },
        { id: 'p2', school: 's1', score: 'B' },
        { id: 'p3', school: 's2', score: 99.5 },
      ]
      writeFileSync(join(folder, 'p.json'), JSON.stringify(rows))
      writeFileSync(join(folder, 'p.ndjson'), rows.map(it => `${JSON.stringify(it)}\n`).join(''))
      for (const name of ['p.json', 'p.ndjson']) {
        expect((await read({ pupil: join(folder, name) })).rowsOf('pupil', ...PUPIL)).toEqual(ROWS)
      }
    })
  })
})

describe('a row with a mistake', () => {
  test('is named by its row where a file has no lines', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.parquet')
      await writeTable(
        path,
        "SELECT * FROM (VALUES ('p1', 's1', '100'), ('p2', 's1', 'Z')) t(id, school, score)",
      )
      const { places, diagnostics } = await read({ pupil: path })
      expect(places).toEqual(['data/unknown-code 2', 'data/rows-set-aside 1'])
      expect(diagnostics.map(messageOf)[0]).toBe(
        'expected a number from 0 to 120 or one of A, B in `score`, found `Z`',
      )
    })
  })

  test('is found in a file of two hundred megabytes, in bounded memory', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'big.csv')
      const filler = `,"${'x'.repeat(960)}\n"\n`
      const rows = Array.from({ length: 1000 }, (_, index) => index)
      writeFileSync(path, 'id,school,score,note\n')
      for (let block = 0; block < 208; block += 1) {
        const lines = rows.map(
          it => `p${block}-${it},s${it % 7},${block === 200 && it === 500 ? 'Z' : '90'}${filler}`,
        )
        writeFileSync(path, lines.join(''), { flag: 'a' })
      }
      const before = process.memoryUsage().rss
      const { places, value } = await read({ pupil: path })
      expect(places).toEqual([`data/unknown-code ${2 + 2 * 200_500}`, 'data/rows-set-aside 1'])
      expect(value?.levels.get('pupil')?.size).toBe(207_999)
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20)
    })
  }, 60_000)

  test('is told to whoever sets rows aside, beyond what is described', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.csv')
      const bad = Array.from({ length: 300 }, (_, index) => `b${index},s,Z\n`).join('')
      writeFileSync(path, `${CSV}${bad}`)
      const told: SetAsideRow[] = []
      const { diagnostics, value } = await read({ pupil: path }, { onSetAside: it => told.push(it) })
      expect(told.map(it => it.line)).toEqual(Array.from({ length: 300 }, (_, index) => 5 + index))
      expect(diagnostics.filter(it => it.code === 'data/unknown-code')).toHaveLength(100)
      expect(diagnostics.find(it => it.code === 'data/rows-set-aside')?.args).toEqual({
        count: 300,
        total: 303,
        level: 'pupil',
      })
      expect(value?.levels.get('pupil')?.size).toBe(3)
    })
  })

  test('ends reading when strict', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.csv')
      writeFileSync(path, 'id,school,score\np1,s1,1\np2,s1,Z\np3,s1,Y\n')
      const { places, value } = await read({ pupil: path }, { isStrict: true })
      expect(value).toBeUndefined()
      expect(places).toEqual(['data/unknown-code 3'])
    })
  })
})

describe('a file that cannot be read', () => {
  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'it is a folder'],
    ['damaged gzip', (path: string) => writeFileSync(path, gzipSync(CSV).subarray(0, 30)), 'compressed file'],
    [
      'damaged Parquet',
      (path: string) => writeFileSync(path, 'PAR1 and no more'),
      'it is not a Parquet table',
    ],
  ])('says so of %s', async (_, make, reason) => {
    await withFolder(async folder => {
      const path = join(folder, 'p')
      make(path)
      const { diagnostics, value } = await read({ pupil: path })
      expect(value).toBeUndefined()
      expect(diagnostics.map(it => it.code)).toEqual(['data/unreadable-file'])
      expect(diagnostics.map(messageOf)[0]).toContain(reason)
    })
  })

  test('says that JSON is not a table', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.json')
      writeFileSync(path, '{"id": ')
      const { diagnostics } = await read({ pupil: path })
      expect(diagnostics.map(messageOf)[0]).toContain('it is not a JSON table')
    })
  })
})

describe('inputs of a group', () => {
  test('come from a file of their own, and have their defaults otherwise', async () => {
    await withFolder(async folder => {
      const [pupils, schools] = [join(folder, 'p.csv'), join(folder, 's.csv')]
      writeFileSync(pupils, CSV)
      writeFileSync(schools, 'school,open\ns1,no\ns2,\n')
      const { rowsOf } = await read({ pupil: pupils, school: schools })
      expect(rowsOf('school', 'school', 'open', 'last')).toEqual([
        's1 no missing(no_value)',
        's2 yes missing(no_value)',
      ])
    })
  })

  test("come from an earlier year's results, beside those of a file and for groups it lacks", async () => {
    await withFolder(async folder => {
      const [pupils, schools, results] = [
        join(folder, 'p.csv'),
        join(folder, 's.csv'),
        join(folder, 'results'),
      ]
      mkdirSync(results)
      writeFileSync(pupils, CSV)
      writeFileSync(schools, 'school,open\ns1,no\ns3,no\n')
      writeFileSync(join(results, 'school.csv'), 'school,other,average.all\ns1,1,7.5\ns2,1,\ns4,1,9\n')
      const earlier = [{ years: 1, folder: results, at: AT }]
      const both = await read({ pupil: pupils, school: schools }, { earlier })
      expect(both.diagnostics).toEqual([])
      expect(both.rowsOf('school', 'school', 'open', 'last')).toEqual([
        's1 no 7.5',
        's3 no missing(no_value)',
        's2 yes missing(no_value)',
        's4 yes 9',
      ])
      const alone = await read({ pupil: pupils }, { earlier })
      expect(alone.rowsOf('school', 'school', 'open', 'last')).toEqual([
        's1 yes 7.5',
        's2 yes missing(no_value)',
        's4 yes 9',
      ])
    })
  })
})

test("a file of columns gives headings and the file's own words, also for a blank", async () => {
  const words = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries))
  const column = (name: string, own: Readonly<Record<string, string>> = {}) => ({
    columns: [name],
    words: words(own),
    at: AT,
  })
  const binding: Binding = {
    binds: 'data',
    levels: new Map([
      [
        'pupil',
        {
          columns: new Map([
            ['id', column('UPN')],
            ['score', column('Mark %', { absent: 'A', '': 'B' })],
          ]),
        },
      ],
    ]),
  }
  await withFolder(async folder => {
    const path = join(folder, 'p.csv')
    writeFileSync(path, 'School,UPN,mark %,id\ns1,p1,absent,x\ns1,p2,,y\ns1,p3,7,z\n')
    const { rowsOf } = await read({ pupil: path }, { bindings: [binding] })
    expect(rowsOf('pupil', ...PUPIL)).toEqual(['p1 s1 A', 'p2 s1 B', 'p3 s1 7'])
  })
})

describe('an input that two columns hold between them', () => {
  const columns = new Map([['score', { columns: ['mark', 'why'], words: new Map([['', 'A']]), at: AT }]])
  const bindings: readonly Binding[] = [{ binds: 'data', levels: new Map([['pupil', { columns }]]) }]

  const readMarks = (text: string) =>
    withFolder(async folder => {
      const path = join(folder, 'p.csv')
      writeFileSync(path, text)
      return read({ pupil: path }, { bindings })
    })

  test('is the first of them that is not empty, and a blank where both are', async () => {
    const { rowsOf, diagnostics } = await readMarks(
      'why,id,school,mark\nb,p1,s,\n,p2,s,7\nB,p3,s,8\n ,p4,s,\n',
    )
    expect(diagnostics).toEqual([])
    expect(rowsOf('pupil', 'id', 'score')).toEqual(['p1 B', 'p2 7', 'p3 8', 'p4 A'])
  })

  test('is complained of at the cell that counts', async () => {
    const { diagnostics } = await readMarks('id,school,mark,why\np1,s,1,\np2,s,,Q\np3,s,900,b\n')
    expect(diagnostics.slice(0, 2).map(it => [it.code, textOf(it.at), it.args.column])).toEqual([
      ['data/unknown-code', 'Q', 'mark or why'],
      ['data/out-of-range', '900', 'mark or why'],
    ])
  })

  test('needs both of them', async () => {
    const { diagnostics } = await readMarks('id,school,mark\np1,s,1\n')
    expect(diagnostics.map(it => [it.code, it.args.input])).toEqual([['data/missing-column', 'why']])
  })
})

test('two inputs may be held by one column', async () => {
  const from = (name: string) => ({ columns: [name], words: new Map(), at: AT })
  const columns = new Map([
    ['id', from('code')],
    ['school', from('code')],
  ])
  await withFolder(async folder => {
    const path = join(folder, 'p.csv')
    writeFileSync(path, 'score,code\n1,a\n2,b\n')
    const bindings = [{ binds: 'data', levels: new Map([['pupil', { columns }]]) }]
    expect((await read({ pupil: path }, { bindings })).rowsOf('pupil', ...PUPIL)).toEqual(['a a 1', 'b b 2'])
  })
})

describe('hints', () => {
  test.each([
    ['1,234', 'write `1234`'],
    ['50%', 'write `0.5`'],
    ['.5', 'write `0.5`'],
  ])('say how to write %s', async (cell, hint) => {
    await withFolder(async folder => {
      const [pupils, schools] = [join(folder, 'p.csv'), join(folder, 's.csv')]
      writeFileSync(pupils, CSV)
      writeFileSync(schools, `school,last\ns1,"${cell}"\ns2,1\n`)
      const { diagnostics } = await read({ pupil: pupils, school: schools })
      expect(diagnostics.map(hintOf)).toContain(hint)
    })
  })
})

describe('DuckDB is sealed', () => {
  test.each([
    ['other files', "SELECT * FROM read_text('/etc/hostname')"],
    ['the network', "SELECT * FROM read_csv('https://example.org/x.csv')"],
    ['extensions from outside', 'INSTALL httpfs'],
    ['writing elsewhere', "COPY (SELECT 1) TO '/tmp/yardstick-should-not-exist.csv'"],
    ['changing that', 'SET enable_external_access = true'],
  ])('against %s', async (_, query) => {
    await withFolder(async folder => {
      const path = join(folder, 'p.csv')
      writeFileSync(path, CSV)
      await withDuckdb([path], async connection => {
        await expect(connection.run(query)).rejects.toThrow()
      })
    })
  })
})

describe('a DuckDB database', () => {
  async function writeDatabase(path: string, ...statements: readonly string[]): Promise<void> {
    const instance = await DuckDBInstance.create(path)
    const connection = await instance.connect()
    for (const it of statements) await connection.run(it)
    connection.closeSync()
    instance.closeSync()
  }
  const PUPILS =
    "SELECT * FROM (VALUES ('p1', 's1', '100'), ('p2', 's1', 'B'), ('p3', 's2', '99.5')) t(id, school, score)"

  test('is read from its only table, the one named like the level or the one asked for', async () => {
    await withFolder(async folder => {
      const [one, two] = [join(folder, 'one.duckdb'), join(folder, 'two.duckdb')]
      await writeDatabase(one, `CREATE TABLE cohort AS ${PUPILS}`)
      await writeDatabase(two, `CREATE TABLE pupil AS ${PUPILS}`, 'CREATE TABLE other AS SELECT 1 AS id')
      for (const path of [one, two, `${two}#pupil`]) {
        const { rowsOf, diagnostics } = await read({ pupil: path })
        expect(diagnostics).toEqual([])
        expect(rowsOf('pupil', ...PUPIL)).toEqual(ROWS)
      }
    })
  })

  test('names its tables where it is not clear which is meant', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'two.duckdb')
      await writeDatabase(path, 'CREATE TABLE a AS SELECT 1 AS id', 'CREATE TABLE b AS SELECT 1 AS id')
      const said = (await read({ pupil: path })).diagnostics.map(messageOf)[0]
      expect(said).toContain('its tables are a, b: add `#TABLE` to the file')
      expect((await read({ pupil: `${path}#c` })).diagnostics.map(messageOf)[0]).toContain(
        'it has no table c',
      )
    })
  })
})

test('columns of many types and of missing values are read from Parquet as they are from CSV', async () => {
  await withFolder(async folder => {
    const query = `SELECT 'p' || i AS id, CASE WHEN i % 7 = 3 THEN NULL ELSE 's' || (i % 5) END AS school,
      CASE WHEN i % 4 = 0 THEN 'B' ELSE CAST(i % 120 AS VARCHAR) END AS score FROM range(5000) t(i)`
    const [csv, parquet] = [join(folder, 'p.csv'), join(folder, 'p.parquet')]
    await writeTable(csv, query)
    await writeTable(parquet, query)
    const [left, right] = [await read({ pupil: csv }), await read({ pupil: parquet })]
    expect(right.rowsOf('pupil', ...PUPIL)).toEqual(left.rowsOf('pupil', ...PUPIL))
    expect(right.value?.levels.get('pupil')?.size ?? 0).toBe(left.value?.levels.get('pupil')?.size)
    expect(right.diagnostics.map(it => it.code)).toEqual(left.diagnostics.map(it => it.code))
    const whole = join(folder, 'w.parquet')
    await writeTable(
      whole,
      'SELECT i * 3 AS id, i % 40 AS school, CAST(i % 120 AS BIGINT) AS score FROM range(5000) t(i)',
    )
    expect((await read({ pupil: whole })).rowsOf('pupil', ...PUPIL).slice(-2)).toEqual([
      '14994 38 78',
      '14997 39 79',
    ])
  })
})

describe('texts are read from Parquet as from CSV', () => {
  const texts = programOf({
    levels: { entry: { key: ['entry.id'] } },
    columns: [
      input('entry.id', TEXT),
      ...['a', 'b', 'c'].map(it => input(`entry.${it}`, TEXT, { mayBeMissing: true })),
    ],
  })
  const rowsIn = async (path: string) => {
    const { value } = await readCohort({ program: texts, files: [{ level: 'entry', path, at: AT }], at: AT })
    const rows = value?.levels.get('entry')
    const columns = [...(rows?.columns.values() ?? [])]
    return Array.from({ length: rows?.size ?? 0 }, (_, row) =>
      columns.map(it => textOfValue(it.at(row))).join('|'),
    )
  }

  test.each([
    [
      'short and long lists of texts, some missing, and texts of all lengths',
      `'e' || i, CASE WHEN i % 7 > 3 THEN NULL ELSE 'é' || (i % 50) END, (i % 300) || ' x',
        repeat('ab', i % 20) || i`,
    ],
    [
      'whole numbers of all sizes, some missing',
      'i * 7, CASE WHEN i % 3 > 0 THEN i END, i::HUGEINT * 123456789012 - 99, (i - 50)::TINYINT',
    ],
    ['other types', "i, (i * 1.25 - 7)::DECIMAL(9, 2), DATE '1999-12-30' + (i % 9)::INTEGER, i % 2 = 0"],
    ['nothing', 'i, NULL::VARCHAR, NULL::INTEGER, NULL::DATE'],
  ])('%s', async (_, values) => {
    await withFolder(async folder => {
      const query = `SELECT * FROM (SELECT ${values} FROM range(140) t(i)) t(id, a, b, c)`
      const [csv, parquet] = [join(folder, 'e.csv'), join(folder, 'e.parquet')]
      await writeTable(csv, query)
      await writeTable(parquet, query)
      const expected = await rowsIn(csv)
      expect(expected).toHaveLength(140)
      expect(await rowsIn(parquet)).toEqual(expected)
    })
  })
})

describe('CSV files that are hard to read are read as DuckDB reads them', () => {
  const notes = programOf({
    levels: { pupil: { key: ['pupil.id'] } },
    columns: [input('pupil.id', TEXT), input('pupil.note', TEXT, { mayBeMissing: true })],
  })

  test.each([
    [
      'cells with line breaks, delimiters and doubled quotation marks',
      'id,note\n1,"a\nb"\n2,"c,d"\n3,"e ""f"" g"\n4,""""\n',
    ],
    ['the line ends of Windows', 'id,note\r\n1,"a\r\nb"\r\n2,c\r\n'],
    ['a byte-order mark and no last line end', '\ufeffid,note\n1,a\n2,b'],
    ['letters of several bytes', 'id,note\n1,é😀\n2,"ßü, ñ"\n3,日本\n'],
    ['semicolons', 'id;note\n1;a,b\n2;"c;d"\n'],
    ['empty cells, quoted and not', 'id,note\n1,\n2,""\n3,x\n'],
    ['long cells', `id,note\n1,${'x'.repeat(4000)}\n2,"${'y""'.repeat(1000)}"\n`],
  ])('%s', async (_, text) => {
    await withFolder(async folder => {
      const path = join(folder, 'p.csv')
      writeFileSync(path, text)
      const { value } = await readCohort({
        program: notes,
        files: [{ level: 'pupil', path, at: AT }],
        at: AT,
      })
      const rows = value?.levels.get('pupil')
      const ours = Array.from({ length: rows?.size ?? 0 }, (_row, row) => {
        const note = rows?.columns.get('pupil.note')?.at(row)
        return note?.kind === 'text' ? note.text : ''
      })
      const connection = await (await DuckDBInstance.create(':memory:')).connect()
      const theirs = await connection.runAndReadAll(
        `SELECT note FROM read_csv('${path}', all_varchar = true)`,
      )
      connection.closeSync()
      expect(ours).toEqual(theirs.getRows().map(([it]) => String(it ?? '')))
    })
  })
})
