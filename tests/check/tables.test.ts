/** Tables become constants; their keys do not overlap, and a complete one lacks none. */
import { describe, expect, test } from 'vitest'
import { printValue } from '../../src/check/print-core.ts'
import type { KeyPattern } from '../../src/model/program.ts'
import { toExactText } from '../../src/value/exact.ts'
import { complaints, programFrom } from './checked.ts'

const CODES = `
codes:
  scale: {order: worst first, list: [P1, P2, P3, P4]}
  other: {list: [NOTSEN, M]}
  mixed: {list: ["1", "2"]}
`

function printKey(key: KeyPattern): string {
  if (key.kind === 'equals') return printValue(key.value)
  if (key.kind === 'codes') return `${key.list}{${key.codes.join(' ')}}`
  if (key.kind === 'any') return 'any'
  const end = (bound: typeof key.from): string =>
    bound === undefined ? '' : `${bound.inclusive ? '' : '<'}${toExactText(bound.value)}`
  return `${end(key.from)}..${end(key.to)}`
}

function rowsOf(table: string): readonly string[] {
  const rows = programFrom(`${CODES}tables: {t: ${table}}`).tables.get('t')?.rows ?? []
  return rows.map(it => `${it.keys.map(printKey).join(', ')}: ${it.values.map(printValue).join(', ')}`)
}

const said = (table: string): readonly string[] =>
  complaints(`${CODES}tables: {t: ${table}}`).map(it => it.split(':')[0] ?? '')

describe('a row', () => {
  test('has codes of its key, ranges of them written out', () => {
    expect(rowsOf('{by: scale, rows: {P1..P2: 1, P3 or P4: 2}}')).toEqual([
      'scale{P1 P2}: 1',
      'scale{P3 P4}: 2',
    ])
    expect(rowsOf('{by: scale, rows: {at most P2: 1, above P2: 2}}')).toEqual([
      'scale{P1 P2}: 1',
      'scale{P3 P4}: 2',
    ])
  })
  test('stands for several where its alternatives are of several kinds', () => {
    expect(rowsOf('{by: {p: scale or other}, rows: {P1..P4 or NOTSEN: 1, M: 2}}')).toEqual([
      'scale{P1 P2 P3 P4}: 1',
      'other{NOTSEN}: 1',
      'other.M: 2',
    ])
  })
  test('has digits as codes where the key is a list of codes', () => {
    expect(rowsOf('{by: mixed, rows: {1: 10, "2": 20}}')).toEqual(['mixed.1: 10', 'mixed.2: 20'])
  })
  test('has numbers and ranges of them', () => {
    expect(
      rowsOf(
        '{by: {n: number}, rows: {..<1.5: -1, 1.5: 50%, 1.5<..2: 1/3}, complete: no}'.replace(
          '1.5<..2',
          '2..',
        ),
      ),
    ).toEqual(['..<3/2: -1', '3/2: 1/2', '2..: 1/3'])
  })
  test('gives several values, of any type, or none', () => {
    const table =
      '{by: scale, complete: no, gives: {a: number, b: other, c: text}, rows: {P1: [1, M, "\'x\'"], P2: [unknown, none, word]}}'
    expect(rowsOf(table)).toEqual([
      "scale.P1: 1, other.M, 'x'",
      "scale.P2: missing(unknown_value), not_applicable(none_given), 'word'",
    ])
  })
})

describe('a complete table', () => {
  test.each([
    '{by: scale, rows: {P1..P4: 1}}',
    '{by: scale, rows: {any: 1}}',
    '{by: [scale, mixed], rows: {P1..P3: {1: 1, 2: 2}, P4: {any: 3}}}',
    '{by: {n: 1..4}, rows: {1: 1, 2..3: 2, 4: 4}}',
    '{by: {n: number 0..1}, rows: {0..<0.5: 1, 0.5..1: 2}}',
    '{by: {n: number}, rows: {0..<0.5: 1, 0.7..1: 2}}',
    '{by: {p: scale or 1..2}, rows: {P1..P4: 1, 1..2: 2}}',
    '{by: {f: yes/no}, rows: {yes: 1, no: 2}}',
    '{by: {s: text}, rows: {a: 1}}',
  ])('has a row for every key in %s', table => {
    expect(said(table)).toEqual([])
  })
  test.each([
    '{by: scale, rows: {P1..P3: 1}}',
    '{by: [scale, mixed], rows: {P1..P3: {1: 1, 2: 2}, P4: {1: 3}}}',
    '{by: {n: 1..4}, rows: {1: 1, 3: 2, 4: 4}}',
    '{by: {n: number 0..1}, rows: {0..<0.5: 1, 0.6..1: 2}}',
    '{by: {n: number 0..1}, rows: {0..<0.5: 1, 0.5..<1: 2}}',
    '{by: {p: scale or 1..2}, rows: {P1..P4: 1}}',
    '{by: {f: yes/no}, rows: {yes: 1}}',
  ])('lacks a row in %s', table => {
    expect(said(table)).toEqual(['check/table-incomplete'])
  })
  test('that has every number is never absent for want of a row', () => {
    const band = '{by: {n: number}, rows: {..<12: 1, 12..<18: 2, 18..: 3}}'
    const fragment = `tables: {band: ${band}}\nrules: {nation: {x: {is: count(pupil where band(n) = 2)}}}`
    expect(complaints(fragment)).toEqual([])
    expect(complaints(fragment.replace('18..', '19..'))).toEqual([
      'check/condition-may-be-absent: band(n) = 2',
    ])
  })
})

describe('a complete table of many keys', () => {
  test('lacks the one row it lacks', () => {
    const codes = Array.from({ length: 142 }, (_, index) => `c${index}`)
    const cells = codes.map(it => `${it}: 1`)
    const rows = codes.map(it => `${it}: {${(it === 'c99' ? cells.slice(1) : cells).join(', ')}}`)
    const fragment = `
      codes: {c: {list: [${codes.join(', ')}]}}
      tables: {t: {by: {one: c, two: c}, rows: {${rows.join(', ')}}}}`
    expect(complaints(fragment)).toEqual(['check/table-incomplete: t'])
  })
})

describe('keys of two rows', () => {
  test.each([
    ['{by: scale, complete: no, rows: {P1..P3: 1, P2: 2}}'],
    ['{by: {n: number}, complete: no, rows: {1..3: 1, 2: 2}}'],
    ['{by: {n: number}, complete: no, rows: {..2: 1, 2..: 2}}'],
    ['{by: [scale, mixed], complete: no, rows: {P1: {1: 1}, P1..P2: {1: 2}}}'],
    ['{by: scale, complete: no, rows: {P1: 1, any: 2}}'],
  ])('overlap in %s', table => {
    expect(said(table)).toEqual(['check/keys-overlap'])
  })
  test.each([
    ['{by: {n: number}, complete: no, rows: {1..<2: 1, 2: 2, above 2: 3}}'],
    ['{by: [scale, mixed], complete: no, rows: {P1: {1: 1}, P2: {1: 2}}}'],
    ['{by: {n: number, m: number}, complete: no, rows: {1..5: {1..2: 1, 3..4: 2}, 6: {1: 1}}}'],
  ])('do not in %s', table => {
    expect(said(table)).toEqual([])
  })
})

describe('a table', () => {
  test.each([
    ['{by: scale, complete: no, rows: {P9: 1}}', 'check/unknown-code'],
    ['{by: scale, complete: no, rows: {P1: P2}}', 'check/type-mismatch'],
    ['{by: scale, complete: no, gives: whole, rows: {P1: 1.5}}', 'check/type-mismatch'],
    ['{by: {n: 1..4}, complete: no, rows: {5: 1}}', 'check/type-mismatch'],
    ['{by: scale, complete: no, rows: {P3..P2: 1}}', 'check/empty-range'],
    ['{by: other, complete: no, rows: {above M: 1}}', 'check/list-without-order'],
    ['{by: scale, complete: no, otherwise: t(P1), rows: {P1: 1}}', 'check/not-constant'],
    ['{by: scale, complete: no, rows: {P1: m + 1}}', 'check/unknown-name'],
  ])('as in %s is refused', (table, code) => {
    expect(said(table)).toEqual([code])
  })
  test('that reads a level has the types of its columns', () => {
    const program = programFrom(`
levels:
  pupil: {key: pupil_id, inputs: {prior: {type: number}, points: {type: number, unit: points}}}
  prior_point: {groups: pupil, by: prior}
tables:
  line: {level: prior_point, by: {prior: number}, gives: {value: middle}, line: {along: prior, at a repeat: first, at the end: first, outside: nearest}}
rules:
  prior_point: {middle: {is: median(points over pupil)}}
  pupil: {expected: {is: line(prior + 1)}}
`)
    const table = program.tables.get('line')
    expect(table?.level).toEqual({
      level: 'prior_point',
      keys: ['prior_point.prior'],
      gives: ['prior_point.middle'],
    })
    expect(program.columns.get('pupil.expected')?.unit).toBe('points')
    expect(program.order).toEqual(['prior_point.middle', 'pupil.expected'])
  })
})
