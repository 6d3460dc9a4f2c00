/** A file read in several threads says the same as one read in one, wherever it is cut. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHead } from '../../src/data/csv/csv-head.ts'
import { CsvReader } from '../../src/data/csv/csv-reader.ts'
import { LevelBuilder, type RowsOutcome } from '../../src/data/level-builder.ts'
import { FileScan } from '../../src/data/threads/file-scan.ts'
import { readLargeCsv } from '../../src/data/threads/read-large-csv.ts'
import { ScanPool } from '../../src/data/threads/scan-pool.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { positionOf, textOf } from '../../src/source/source.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { withFolder } from '../cli/command.ts'
import { input, numberFrom, programOf, TEXT, typeOf } from './program.ts'

const PROGRAM = programOf({
  levels: { result: { key: ['result.id', 'result.subject'] } },
  columns: [
    input('result.id', TEXT),
    input('result.subject', TEXT),
    input('result.points', typeOf(numberFrom('0', '9')), { mayBeMissing: true }),
  ],
})

const told = ({ value, diagnostics }: RowsOutcome) => ({
  rows: Array.from({ length: value?.size ?? 0 }, (_, row) =>
    [...(value?.columns.values() ?? [])].map(it => textOfValue(it.at(row))).join('|'),
  ),
  diagnostics: diagnostics.map(
    it => `${it.code} ${positionOf(it.at.source, it.at.start).line} ${textOf(it.at)} ${messageOf(it)}`,
  ),
})

function readAtOnce(text: string) {
  const builder = new LevelBuilder({ program: PROGRAM, level: 'result', file: 'r.csv' })
  const reader = new CsvReader('r.csv', builder.choose)
  reader.push(new TextEncoder().encode(text))
  reader.end()
  return told(builder.finish(reader.diagnostics))
}

async function readInThreads(text: string, segment: number) {
  const builder = new LevelBuilder({ program: PROGRAM, level: 'result', file: 'r.csv' })
  return withFolder(async folder => {
    const path = join(folder, 'r.csv')
    writeFileSync(path, text)
    const file = { path, name: 'r.csv', size: Buffer.byteLength(text) }
    const options = { threads: 2, segment }
    return told(builder.finish(await readLargeCsv(file, builder.choose, options, () => undefined)))
  })
}

/** As when threads start before it is known which columns are wanted. */
async function readStarted(text: string, segment: number) {
  const builder = new LevelBuilder({ program: PROGRAM, level: 'result', file: 'r.csv' })
  return withFolder(async folder => {
    const path = join(folder, 'r.csv')
    writeFileSync(path, text)
    const file = { path, name: 'r.csv', size: Buffer.byteLength(text) }
    const head = readHead(new TextEncoder().encode(text))
    if ('kind' in head) throw new Error(head.code)
    const fields = head.fields.map((_, field) => field)
    const layout = { delimiter: head.delimiter.charCodeAt(0), fieldCount: fields.length, fields }
    const pool = new ScanPool(2)
    const scan = new FileScan(pool, file, { layout, length: head.length, line: head.nextLine }, segment)
    try {
      return told(
        builder.finish(await readLargeCsv(file, builder.choose, { threads: 2, scan }, () => undefined)),
      )
    } finally {
      await pool.close()
    }
  })
}

const lines = (count: number, line: (index: number) => string, end = '\n'): string =>
  `id,subject,points${end}${Array.from({ length: count }, (_, index) => line(index) + end).join('')}`

test.each<[string, string, number]>([
  ['plain rows', lines(400, it => `p${it >> 3},s${it % 8},${it % 10}`), 256],
  ['line breaks in cells', lines(60, it => `p${it},"a\nb,c\n\nd ""e""\n",${it % 10}`), 48],
  ['cells longer than a segment', lines(9, it => `p${it},"${'x\n'.repeat(100)}",1`), 64],
  ['the line ends of Windows', lines(90, it => `p${it},s,${it % 10}`, '\r\n'), 50],
  ['carriage returns alone', lines(90, it => `p${it},s,${it % 10}`, '\r'), 50],
  ['no line end at the end', lines(50, it => `p${it},é${it % 3},1`).trimEnd(), 33],
  ['bad rows', lines(80, it => (it % 9 === 4 ? `p${it},s` : `p${it % 60},s,${it % 13}`)), 70],
  ['keys that come back', lines(300, it => `p${(it * 7) % 150},s${it % 3},1`), 200],
  ['a quotation mark that is never closed', lines(50, it => `p${it},${it === 30 ? '"' : ''}s,1`), 64],
])('%s', async (_, text, segment) => {
  const expected = readAtOnce(text)
  expect(expected.rows.length + expected.diagnostics.length).toBeGreaterThan(0)
  expect(await readInThreads(text, segment)).toEqual(expected)
})

test('columns that turn out not to be wanted change nothing', async () => {
  const row = (it: number) =>
    `${it % 3}${it % 7 === 0 ? '"a\nb"' : ''},${it % 10},"s\n${it % 8}",${it >> 3},p${it >> 3}`
  const text = `note,points,subject,other,id\n${Array.from({ length: 300 }, (_, it) => `${row(it)}\n`).join('')}`
  const expected = readAtOnce(text)
  expect(expected.rows).toHaveLength(300)
  expect(await readStarted(text, 200)).toEqual(expected)
})
