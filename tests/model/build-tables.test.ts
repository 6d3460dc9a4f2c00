import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/model/ruleset.ts'
import { textOf } from '../../src/source/source.ts'
import { printExpression, printPattern, printType } from '../../src/syntax/expression/print-expression.ts'
import { codesIn, type FileTexts, rulesetOf, soundRuleset } from '../fixtures/ruleset.ts'

const CODES = `codes: {grade: {list: ["A*", A, B, none]}, size: {list: [full, part]}}
dimensions: {subject: [reading, maths]}
`

const tableOf = (table: string, files: FileTexts = {}): Table => {
  const found = soundRuleset(`${CODES}tables: {t: ${table}}`, files).tables.get('t')
  if (found === undefined) throw new Error('no table')
  return found
}

/** Rows as text: `key, key: value, value`. */
const rowsOf = ({ rows }: Table): readonly string[] =>
  rows.map(({ keys, values }) => {
    const cells = values.map(it => (it.kind === 'value' ? printExpression(it.value) : it.kind))
    return `${keys.map(printPattern).join(', ')}: ${cells.join(', ')}`
  })

describe('a table', () => {
  test('has rows for the codes of one list', () => {
    const table = tableOf('{by: grade, unit: points, rows: {A*: 8, A: 7.5, none: 0}}')
    expect(rowsOf(table)).toEqual(["'A*': 8", 'A: 7.5', 'none: 0'])
    expect(table.keys.map(it => [it.name, printType(it.type)])).toEqual([['grade', 'grade']])
    expect(table.gives.map(it => [it.name, printType(it.type), it.unit])).toEqual([
      ['value', 'number', 'points'],
    ])
    expect(table.complete).toBe(true)
  })

  test('has rows for ranges of a key whose type is written', () => {
    const table = tableOf('{by: {average: number}, gives: whole, rows: {0..<2.5: 1, 2.5..: 2}, complete: no}')
    expect(rowsOf(table)).toEqual(['0..<2.5: 1', '2.5..: 2'])
    expect(table.gives.map(it => printType(it.type))).toEqual(['whole'])
    expect(table.complete).toBe(false)
  })

  test('has maps within maps for several keys', () => {
    const table = tableOf('{by: [size, grade], rows: {full: {A: 2, B: 1}, part: {A: 1}}}')
    expect(rowsOf(table)).toEqual(['full, A: 2', 'full, B: 1', 'part, A: 1'])
  })

  test('gives several values, some of them unknown or none', () => {
    const table = tableOf(
      '{by: {n: whole}, gives: [lower, upper], rows: {1: [2, 3], 2: [unknown, none], 3: unknown}}',
    )
    expect(rowsOf(table)).toEqual(['1: 2, 3', '2: unknown, none', '3: unknown, unknown'])
  })

  test('gives values of types and units that are written', () => {
    const table = tableOf(
      '{by: {n: whole}, gives: {g: grade, p: {type: number, unit: points}}, rows: {1: [A*, 3]}}',
    )
    expect(rowsOf(table)).toEqual(["1: 'A*', 3"])
    expect(table.gives.map(it => [it.name, printType(it.type), it.unit])).toEqual([
      ['g', 'grade', undefined],
      ['p', 'number', 'points'],
    ])
  })

  test('may have a cell that is a code called like what is lacking only in a file', () => {
    expect(rowsOf(tableOf('{by: {n: whole}, gives: grade, rows: {1: none}}'))).toEqual(['1: none'])
    const files = { 't.csv': 'n,value\n1,none\n' }
    expect(rowsOf(tableOf('{by: {n: whole}, gives: grade, file: t.csv}', files))).toEqual(["1: 'none'"])
  })

  test('says what a key without a row gives, and is then not complete', () => {
    const table = tableOf('{by: grade, otherwise: not_applicable(none_given), rows: {A: 1}}')
    expect(table.otherwise && printExpression(table.otherwise)).toBe('not_applicable(none_given)')
    expect(table.complete).toBe(false)
  })

  test('is not confirmed as a whole, or row by row', () => {
    const doubtful = (table: string) => tableOf(table).rows.map(it => it.unconfirmed)
    expect(doubtful('{by: grade, unconfirmed: yes, rows: {A: 1, B: 2}}')).toEqual([true, true])
    expect(doubtful('{by: grade, unconfirmed: [B], rows: {A: 1, B: 2}}')).toEqual([false, true])
    const nested =
      '{by: [size, grade], unconfirmed: [full.B, part], rows: {full: {A: 2, B: 1}, part: {A: 1}}}'
    expect(doubtful(nested)).toEqual([false, true, true])
  })

  test('joins its rows by lines', () => {
    const table = tableOf(`{by: {n: number}, rows: {1: 2, 3: 4},
      line: {along: n, at a repeat: last, at the end: first, outside: nearest}}`)
    expect(table.line).toMatchObject({ along: 'n', atRepeat: 'last', atEnd: 'first', outside: 'nearest' })
  })

  test('that joins rows says what holds where they repeat', () => {
    const { diagnostics } = rulesetOf(
      'tables: {t: {by: {n: number}, rows: {1: 2}, line: {along: n, outside: nearest}}}',
    )
    expect(codesIn(diagnostics)).toEqual(['model/missing-key', 'model/missing-key'])
  })

  test('can be the rows of a level', () => {
    const ruleset = (by: string, gives: string) => {
      const table =
        soundRuleset(`levels: {pupil: {key: id, inputs: {n: {type: number}}}, point: {groups: pupil, by: n}}
rules: {point: {median_n: {is: median(n over pupil)}}}
tables: {t: {level: point, ${by}gives: ${gives}, line: {along: n, outside: nearest}}}`).tables.get('t')
      return [
        table?.keys.map(it => it.name),
        table?.gives.map(it => [it.name, it.column]),
        table?.level?.level,
      ]
    }
    const expected = [['n'], [['value', 'median_n']], 'point']
    expect(ruleset('by: n, ', 'median_n')).toEqual(expected)
    expect(ruleset('by: {n: number}, ', '{value: median_n}')).toEqual(expected)
    expect(ruleset('', '{value: median_n}')).toEqual(expected)
  })
})

describe('a table in a file', () => {
  test('has headings that are the names of its keys and values, in any order', () => {
    const files = { 'tables/t.csv': 'extra,value,subject,group\nx,80.5,reading,1\ny,-3,maths,2\n' }
    const table = tableOf('{by: {group: whole, subject: subject}, file: tables/t.csv, complete: no}', files)
    expect(rowsOf(table)).toEqual(["1, 'reading': 80.5", "2, 'maths': -3"])
    expect(table.file).toBe('tables/t.csv')
    expect(table.rows.map(it => [it.at.source.name, textOf(it.at)])).toEqual([
      ['tables/t.csv', 'x,80.5,reading,1'],
      ['tables/t.csv', 'y,-3,maths,2'],
    ])
  })

  test('may call them otherwise, and hold the ends of a range in two columns', () => {
    const files = {
      't.csv': 'size,lower,upper,target,points\nfull,,46,A*,1\nfull,46,48.4,A,2\npart,48.4,,B,3\n',
    }
    const table = tableOf(
      `{by: {s: size, qca: number}, gives: {g: grade, points: number}, file: t.csv,
        columns: {s: size, qca: lower ..< upper, g: target}}`,
      files,
    )
    expect(rowsOf(table)).toEqual([
      "'full', ..<46: 'A*', 1",
      "'full', 46..<48.4: 'A', 2",
      "'part', 48.4..: 'B', 3",
    ])
  })

  test('holds numbers, yes or no, percentages, codes and what is lacking', () => {
    const files = { 't.csv': 'n,a,b,c,d\n1,5%,yes,A*,unknown\n' }
    const table = tableOf(
      '{by: {n: whole}, gives: {a: number, b: yes/no, c: grade, d: number}, file: t.csv}',
      files,
    )
    expect(rowsOf(table)).toEqual(["1: 5%, yes, 'A*', unknown"])
  })

  test('holds texts that are digits where its type is a text', () => {
    const files = { 't.csv': 'school,value\n0123456,1\n' }
    expect(rowsOf(tableOf('{by: {school: text}, file: t.csv, complete: no}', files))).toEqual([
      "'0123456': 1",
    ])
  })

  test('may have ranges and alternatives for keys', () => {
    const files = { 't.csv': 'n,value\n1..3,1\n4 or 6,2\n' }
    expect(rowsOf(tableOf('{by: {n: whole}, file: t.csv}', files))).toEqual(['1..3: 1', '4 or 6: 2'])
  })

  test('names rows that are not confirmed by their keys', () => {
    const files = { 't.csv': 'subject,n,value\nreading,1,1\nreading,2,1\nmaths,1,1\n' }
    const table = tableOf(
      '{by: {subject: subject, n: whole}, unconfirmed: [reading.2, maths], file: t.csv}',
      files,
    )
    expect(table.rows.map(it => it.unconfirmed)).toEqual([false, true, true])
  })

  test('leaves out a row that cannot be read and keeps the others', () => {
    const files = { 't.csv': 'n,value\n1,\n2,3\n' }
    const { value, diagnostics } = rulesetOf('tables: {t: {by: {n: whole}, file: t.csv}}', files)
    expect(codesIn(diagnostics)).toEqual(['model/empty-cell'])
    expect(value?.tables.get('t')?.rows.length).toBe(1)
  })
})
