/** Arrow files: read as CSV and Parquet of the same rows are, and damage told rather than thrown. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  Bool,
  CompressionType,
  compressionRegistry,
  DateDay,
  Decimal,
  Dictionary,
  Float32,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Table,
  TimestampMillisecond,
  tableFromIPC,
  tableToIPC,
  Uint32,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import { readCohort } from '../../src/data/read-cohort.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { positionOf, textOf } from '../../src/source/source.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { command, withFolder } from '../cli/command.ts'
import { DATE, input, numberFrom, programOf, TEXT, typeOf, YES_NO } from './program.ts'

const AT = { source: { name: 'command line', text: '' }, start: 0, end: 0 }
const NAMES = ['id', 'school', 'score', 'open', 'born'] as const
const MISSING = { mayBeMissing: true }
const PROGRAM = programOf({
  codes: { outcome: ['A', { code: 'B', aliases: ['b'] }] },
  levels: { pupil: { key: ['pupil.id'] } },
  columns: [
    input('pupil.id', TEXT),
    input('pupil.school', TEXT, MISSING),
    input('pupil.score', typeOf(numberFrom('-9', '9999999999'), { kind: 'code', list: 'outcome' }), MISSING),
    input('pupil.open', YES_NO, MISSING),
    input('pupil.born', DATE, MISSING),
  ],
})

async function read(path: string) {
  const { value, diagnostics } = await readCohort({
    program: PROGRAM,
    files: [{ level: 'pupil', path, at: AT }],
    at: AT,
  })
  const rows = value?.levels.get('pupil')
  const cell = (row: number, name: string) =>
    textOfValue(rows?.columns.get(`pupil.${name}`)?.at(row) ?? { kind: 'text', text: '?' })
  return {
    rows: Array.from({ length: rows?.size ?? 0 }, (_, row) => NAMES.map(it => cell(row, it)).join(' ')),
    said: diagnostics.map(it => `${it.code} ${positionOf(it.at.source, it.at.start).line}`),
    diagnostics,
  }
}

/** More rows than are handed on at once. */
const SIZE = 9_000
const rowsOf = <T>(make: (row: number) => T): T[] => Array.from({ length: SIZE }, (_, row) => make(row))
const ID = rowsOf(row => `p${row}`)
const SCHOOL = rowsOf(row => (row % 7 === 3 ? null : row % 11 === 0 ? 'Höhe, "x"' : `school ${row % 5}`))
const SCORE = rowsOf(row => (row % 9 === 0 ? null : (row % 400) / 8))
const OPEN = rowsOf(row => (row % 6 === 0 ? null : row % 2 === 0))
const BORN = rowsOf(row => (row % 8 === 0 ? null : new Date(86_400_000 * (row % 9000))))

const csvCell = (it: unknown): string =>
  it instanceof Date ? it.toISOString().slice(0, 10) : `"${String(it ?? '').replaceAll('"', '""')}"`

function writeCsv(path: string): void {
  const lines = rowsOf(row => [ID, SCHOOL, SCORE, OPEN, BORN].map(it => csvCell(it[row])).join(','))
  writeFileSync(path, `${NAMES.join(',')}\n${lines.join('\n')}\n`)
}

const typedTable = () =>
  new Table({
    id: vectorFromArray(ID, new Utf8()),
    school: vectorFromArray(SCHOOL, new Dictionary(new Utf8(), new Int32(), 1)),
    score: vectorFromArray(SCORE, new Float64()),
    open: vectorFromArray(OPEN, new Bool()),
    born: vectorFromArray(BORN, new DateDay()),
  })

describe('an Arrow file', () => {
  test('is read as CSV and Parquet of the same rows are, as a file and as a stream in batches', async () => {
    await withFolder(async folder => {
      const [csv, parquet] = [join(folder, 'p.csv'), join(folder, 'p.parquet')]
      writeCsv(csv)
      const wanted = await read(csv)
      expect(wanted.said).toEqual([])
      const connection = await (await DuckDBInstance.create(':memory:')).connect()
      await connection.run(`COPY (SELECT * FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`)
      connection.closeSync()
      expect((await read(parquet)).rows).toEqual(wanted.rows)
      const table = typedTable()
      for (const [name, format] of [
        ['p.arrow', 'file'],
        ['p.feather', 'file'],
        ['p.arrows', 'stream'],
      ] as const) {
        const path = join(folder, name)
        writeFileSync(path, tableToIPC(table, format))
        const { rows, said } = await read(path)
        expect(said).toEqual([])
        expect(rows).toEqual(wanted.rows)
      }
      const batches = RecordBatchStreamWriter.writeAll(
        [0, 1000, 1000, SIZE].flatMap((end, index, ends) =>
          index === 0 ? [] : table.slice(ends[index - 1], end).batches,
        ),
      )
      const path = join(folder, 'batches.arrows')
      writeFileSync(path, batches.toUint8Array(true))
      expect((await read(path)).rows).toEqual(wanted.rows)
    })
  })

  test('has numbers in the digits that CSV would have', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.arrow')
      const units = new Uint32Array([950, 0, 0, 0, 4294967046, 4294967295, 4294967295, 4294967295])
      const columns: readonly [Vector, readonly string[]][] = [
        [vectorFromArray([0.1, 7], new Float32()), ['0.1', '7']],
        [vectorFromArray([0.1, 1e-7], new Float64()), ['0.1', '?']],
        [vectorFromArray([5_000_000_000n, -3n], new Int64()), ['5000000000', '-3']],
        [vectorFromArray([4_294_967_295, 7], new Uint32()), ['4294967295', '7']],
        [new Vector([makeData({ type: new Decimal(2, 9, 128), length: 2, data: units })]), ['9.5', '-2.5']],
      ]
      for (const [score, digits] of columns) {
        writeFileSync(path, tableToIPC(new Table({ id: vectorFromArray(['a', 'b'], new Utf8()), score })))
        const { rows } = await read(path)
        expect(rows.map(it => it.split(' ')[2])).toEqual(digits.filter(it => it !== '?'))
      }
      const born = vectorFromArray([new Date(86_400_000), new Date(1)], new TimestampMillisecond())
      writeFileSync(path, tableToIPC(new Table({ id: vectorFromArray(['a', 'b'], new Utf8()), born })))
      const { diagnostics, rows } = await read(path)
      expect(rows.map(it => it.split(' ').at(-1))).toEqual(['1970-01-02'])
      expect(diagnostics[0] && textOf(diagnostics[0].at)).toBe('1970-01-01 00:00:00.001')
    })
  })

  test('with a mistake names its row', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.arrow')
      const score = vectorFromArray(['1', 'A', 'Z'], new Dictionary(new Utf8(), new Int32()))
      writeFileSync(path, tableToIPC(new Table({ id: vectorFromArray(['a', 'b', 'c'], new Utf8()), score })))
      const { said } = await read(path)
      expect(said).toEqual(['data/unknown-code 3', 'data/rows-set-aside 1'])
    })
  })
})

describe('a compressed Arrow file', () => {
  test('is read as an uncompressed one is', async () => {
    const { decode } = compressionRegistry.get(CompressionType.ZSTD) ?? {}
    const encode = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes)
    compressionRegistry.set(CompressionType.ZSTD, { encode, ...(decode === undefined ? {} : { decode }) })
    const table = new Table({
      id: vectorFromArray(ID, new Utf8()),
      score: vectorFromArray(SCORE, new Float64()),
    })
    await withFolder(async folder => {
      const [plain, packed] = [join(folder, 'plain.arrow'), join(folder, 'packed.arrow')]
      writeFileSync(plain, tableToIPC(table, 'stream'))
      const writer = new RecordBatchStreamWriter({ compressionType: CompressionType.ZSTD })
      writer.writeAll(table).finish()
      writeFileSync(packed, writer.toUint8Array(true))
      expect(readFileSync(packed).length).toBeLessThan(readFileSync(plain).length / 2)
      expect((await read(packed)).rows).toEqual((await read(plain)).rows)
    })
  })
})

describe('a damaged Arrow file', () => {
  const small = new Table({
    id: vectorFromArray(['a', 'b', 'c'], new Utf8()),
    school: vectorFromArray(['x', 'y', 'x'], new Dictionary(new Utf8(), new Int32(), 1)),
    score: vectorFromArray([1, 2, 3], new Float64()),
  })

  test.each(['file', 'stream'] as const)('that breaks off is told, wherever it does: %s', async format => {
    await withFolder(async folder => {
      const path = join(folder, 'p.arrow')
      const bytes = tableToIPC(small, format)
      for (let length = 8; length < bytes.length; length += 8) {
        writeFileSync(path, bytes.subarray(0, length))
        expect([length, (await read(path)).said]).toEqual([length, ['data/unreadable-file 1']])
      }
    })
  })

  test('says which compression is not read', () => {
    expect(() => compressionRegistry.get(CompressionType.LZ4_FRAME)?.decode?.(new Uint8Array(8))).toThrow(
      'compressed with LZ4',
    )
  })

  test.each(['file', 'stream'] as const)(
    'gives problems and no exception, whatever is changed: %s',
    async format => {
      await withFolder(async folder => {
        const path = join(folder, 'p.arrow')
        const bytes = tableToIPC(small, format)
        const told = new Set<string>()
        for (let at = 8; at < bytes.length; at += 9) {
          const changed = Uint8Array.from(bytes)
          changed[at] = (changed[at] as number) ^ (at % 2 === 0 ? 0xff : 0x81)
          writeFileSync(path, changed)
          for (const it of (await read(path)).diagnostics) told.add(messageOf(it).slice(0, 30))
        }
        expect(told.size).toBeGreaterThan(1)
      })
    },
  )

  test('that refers beyond its dictionary or its texts is told', async () => {
    await withFolder(async folder => {
      const path = join(folder, 'p.arrow')
      const dictionary = vectorFromArray(['x'], new Utf8())
      const type = new Dictionary(new Utf8(), new Int32(), 1)
      const school = new Vector([makeData({ type, length: 2, data: Int32Array.of(0, 5), dictionary })])
      writeFileSync(
        path,
        tableToIPC(new Table({ id: vectorFromArray(['a', 'b'], new Utf8()), school }), 'file'),
      )
      expect((await read(path)).diagnostics.map(messageOf)[0]).toContain('a dictionary holds less')
    })
  })
})

test('results as Arrow are those of CSV', async () => {
  await withFolder(async folder => {
    const fixture = join('tests', 'cli', 'fixture')
    const outs = ['csv', 'arrow'].map(format => [format, join(folder, format)] as const)
    for (const [format, out] of outs) {
      await command([
        'run',
        join(fixture, 'small'),
        join(fixture, 'pupils.csv'),
        '--out',
        out,
        '--format',
        format,
      ])
    }
    const [heading = '', ...lines] = readFileSync(join(folder, 'csv', 'school.csv'), 'utf8')
      .trim()
      .split('\n')
    const table = tableFromIPC(readFileSync(join(folder, 'arrow', 'school.arrow')))
    expect(table.schema.names.join(',')).toBe(heading)
    const cells = table.toArray().map(row => Object.values(row.toJSON() as object))
    const asText = (it: unknown) =>
      it === null ? '' : it === false ? 'no' : String(typeof it === 'number' ? +it.toFixed(10) : it)
    expect(cells.map(it => it.map(asText).join(','))).toEqual(lines)
  })
})

test('a stream whose lengths lead back is not read for ever', async () => {
  await withFolder(async folder => {
    const path = join(folder, 'p.arrows')
    const bytes = tableToIPC(new Table({ id: vectorFromArray(['a'], new Utf8()) }), 'stream')
    const first = new DataView(bytes.buffer, bytes.byteOffset).getInt32(4, true) + 8
    new DataView(bytes.buffer, bytes.byteOffset).setInt32(first + 4, -8, true)
    expect(RecordBatchReader.from(bytes).isStream()).toBe(true)
    writeFileSync(path, bytes)
    expect((await read(path)).said).toEqual(['data/unreadable-file 1'])
  })
})
