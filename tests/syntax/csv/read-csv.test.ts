import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanIn } from '../../../src/source/fragment.ts'
import { textOf } from '../../../src/source/source.ts'
import { readCsv } from '../../../src/syntax/csv/read-csv.ts'

const rowsOf = (text: string) => {
  const { value } = readCsv({ name: 'test.csv', text })
  return value && [value.header, ...value.rows.map(it => it.cells)].map(row => row.map(it => it.text))
}

describe('a table file', () => {
  test('has rows that end with any line ending, or with the file', () => {
    expect(rowsOf('a,b\r\n1,2\n3,4\r5,6')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
  })

  test('has cells without the spaces around them, unless they are quoted', () => {
    expect(rowsOf('a,b\n 1 ," 2 "')).toEqual([
      ['a', 'b'],
      ['1', ' 2 '],
    ])
  })

  test('has quoted cells with commas, line ends and quotes in them', () => {
    expect(rowsOf('a,b\n"1,2","x ""y""\nz"')).toEqual([
      ['a', 'b'],
      ['1,2', 'x "y"\nz'],
    ])
  })

  test('has empty cells, also at the end of a line', () => {
    expect(rowsOf('a,b,c\n,,')).toEqual([
      ['a', 'b', 'c'],
      ['', '', ''],
    ])
  })

  test('passes over empty lines', () => {
    expect(rowsOf('a\n\n1\n\n')).toEqual([['a'], ['1']])
  })

  test('knows where each character of a quoted cell stands', () => {
    const source = { name: 'test.csv', text: 'a\n"x ""y"" z"' }
    const cell = readCsv(source).value?.rows[0]?.cells[0]
    expect(cell?.text).toBe('x "y" z')
    expect(cell && textOf(spanIn(cell.fragment, 3, 4))).toBe('y')
    expect(cell && textOf(spanIn(cell.fragment, 6, 7))).toBe('z')
    expect(cell && textOf(cell.at)).toBe('"x ""y"" z"')
  })

  test('reads back what was written by the rules of the format', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '1') })
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 })
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(rows, written => {
        const text = [['a', 'b'], ...written].map(row => row.map(quote).join(',')).join('\n')
        expect(rowsOf(text)?.slice(1)).toEqual(written)
      }),
    )
  })

  test('never throws, and every cell stands inside the file', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '\uFEFF', '1') })
    fc.assert(
      fc.property(text, it => {
        const { value, diagnostics } = readCsv({ name: 'test.csv', text: it })
        const cells = value?.rows.flatMap(row => row.cells) ?? []
        for (const { at } of [...cells, ...diagnostics]) expect(at.end).toBeLessThanOrEqual(it.length)
      }),
    )
  })
})
