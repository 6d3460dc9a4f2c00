/** What CSV files say, however they are written and in whatever pieces they arrive. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvReader } from '../../src/data/csv/csv-reader.ts'
import { LevelBuilder } from '../../src/data/level-builder.ts'
import { TextNumbers } from '../../src/data/text-numbers.ts'
import { positionOf } from '../../src/source/source.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { CATALOGUE_PROGRAM, input, programOf, TEXT } from './program.ts'

const NOTES = programOf({
  levels: { pupil: { key: ['pupil.id'] } },
  columns: [input('pupil.id', TEXT), input('pupil.note', TEXT, { mayBeMissing: true })],
})

interface ReadOptions {
  readonly program?: typeof NOTES
  /** Bytes in a piece, and bytes gathered before scanning. */
  readonly piece?: number
}

function read(text: string | Uint8Array, { program = NOTES, piece = 1 << 20 }: ReadOptions = {}) {
  const builder = new LevelBuilder({ program, level: 'pupil', file: 'p.csv' })
  const reader = new CsvReader('p.csv', builder.choose, { fill: Math.max(piece, 64) })
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece))
  reader.end()
  const { value, diagnostics } = builder.finish(reader.diagnostics)
  const cell = (id: string, row: number) =>
    textOfValue(value?.columns.get(id)?.at(row) ?? { kind: 'text', text: '?' })
  const rows = Array.from({ length: value?.size ?? 0 }, (_, row) => [
    cell('pupil.id', row),
    cell('pupil.note', row),
  ])
  const places = diagnostics.map(it => `${it.code} ${positionOf(it.at.source, it.at.start).line}`)
  return { rows, places, diagnostics, value }
}

describe('a file is read alike', () => {
  const expected = [
    ['1', 'a'],
    ['2', 'b'],
  ]
  test.each([
    ['with line feeds', 'id,note\n1,a\n2,b\n'],
    ['with the line ends of Windows', 'id,note\r\n1,a\r\n2,b\r\n'],
    ['with carriage returns alone', 'id,note\r1,a\r2,b\r'],
    ['without a last line end', 'id,note\n1,a\n2,b'],
    ['with a byte-order mark', '\ufeffid,note\n1,a\n2,b\n'],
    ['with semicolons', 'id;note\n1;a\n2;b\n'],
    ['with tabs', 'id\tnote\n1\ta\n2\tb\n'],
    ['with everything quoted', '"id","note"\n"1","a"\n"2","b"\n'],
    ['with white space around cells', ' id , note \n 1 , a\n2,b \n'],
    ['with blank lines', '\n\nid,note\n\n1,a\n\n\n2,b\n\n'],
    ['with the empty rows a spreadsheet leaves', 'id,note\n1,a\n2,b\n,\n,\n'],
    ['with empty cells beyond the last column', 'id,note\n1,a,,\n2,b,\n'],
    ['with columns in another order', 'note,id\na,1\nb,2\n'],
    ['with columns that no input takes', 'x,note,y,id\n,a,,1\n,b,,2\n'],
  ])('%s', (_, text) => {
    for (const piece of [1 << 20, 64, 7, 1]) {
      expect(read(text, { piece })).toMatchObject({ rows: expected, places: [] })
    }
  })
})

test('a quotation mark is doubled inside quotation marks', () => {
  expect(read('id,note\n1,"a ""b"" c"\n2,5" disk\n').rows).toEqual([
    ['1', 'a "b" c'],
    ['2', '5" disk'],
  ])
})

test('a delimiter or a line break in quotation marks belongs to the cell', () => {
  expect(read('id,note\n1,"a,b"\n2,"c\r\nd"\n').rows).toEqual([
    ['1', 'a,b'],
    ['2', 'c\r\nd'],
  ])
})

test('lines are counted through line breaks in cells, blank lines and rows set aside', () => {
  const text = 'id,note\n1,"a\nb"\n\n2,"c\r\nd\re"\n3\n4,x,y\n1,again\n5,\n'
  expect(read(text).places).toEqual([
    'data/ragged-row 8',
    'data/ragged-row 9',
    'data/duplicate-key 10',
    'data/rows-set-aside 1',
  ])
})

test('a repeated key names the line of its first use', () => {
  const { diagnostics } = read('id,note\n"1","a\nb"\n2,\n\n2,\n 1 ,\n')
  expect(diagnostics.map(it => it.args.line)).toEqual([4, 2, undefined])
})

test('spellings of one value are one value', () => {
  const text = 'pupil_id,score,share\n1,100,0.5\n2,100.0,0.50\n3, 100 ,.5\n4,absent,0.500\n5,A,\n'
  const { value } = read(text, { program: CATALOGUE_PROGRAM })
  const scores = value?.columns.get('pupil.score')?.dictionary
  const shares = value?.columns.get('pupil.share')?.dictionary
  expect([...(scores?.codes ?? [])]).toEqual([0, 0, 1, 1])
  expect([...(shares?.codes ?? [])].slice(0, 3)).toEqual([0, 0, 0])
})

test('a file of any bytes is refused or read, and never breaks the reader', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (bytes, piece) => {
      const head = new TextEncoder().encode('id,note\n')
      const outcome = read(new Uint8Array([...head, ...bytes]), { piece })
      for (const { at } of outcome.diagnostics) expect(at.end).toBeLessThanOrEqual(at.source.text.length)
    }),
  )
})

test('what is written with quotation marks where they are needed is read back, in pieces of any size', () => {
  const letters = fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', '=', "'", 'b')
  const note = fc.array(letters, { maxLength: 8 }).map(it => it.join('').trim())
  fc.assert(
    fc.property(
      fc.array(note, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      (notes, piece) => {
        const lines = notes.map((it, index) => `${index},"${it.replaceAll('"', '""')}"\n`)
        const { rows } = read(`id,note\n${lines.join('')}`, { piece })
        const expected = notes.map((it, index) => [String(index), it === '' ? 'missing(no_value)' : it])
        expect(rows).toEqual(expected)
      },
    ),
  )
})

test('whole numbers near one another and far apart are told apart, and from texts like them', () => {
  const numbers = new TextNumbers()
  const wholes = [
    ...Array.from({ length: 3000 }, (_, it) => 100_000_000 + it * 7),
    ...Array.from({ length: 3000 }, (_, it) => (it * 104_729_113) % 999_999_999),
    ...[0, 1, 1023, 1024, 999_999_999],
  ]
  const written = [...new Set(wholes)].flatMap(it => [String(it), `0${it}`])
  const first = written.map(it => numbers.numberOfText(it))
  expect(first).toEqual([...written.keys()])
  expect(written.map(it => numbers.numberOfText(it))).toEqual(first)
  expect(numbers.textsFrom(0)).toEqual(written)
  expect(first.map(it => numbers.textAt(it))).toEqual(written)
})
