import { describe, expect, it } from 'vitest'
import { analyseDecision, analyseDecisions } from '../../../src/check/decision/analyse-decision.ts'
import { messageOf } from '../../../src/diagnostics/report.ts'
import { textOf } from '../../../src/source/source.ts'
import { code } from '../../../src/value/value.ts'
import { expectWithin } from '../../fixtures/processor-time.ts'
import { input, list, literal, real, type TableSpec, table, whole, yesNoType } from './tables.ts'

const saysOf = (...specs: readonly TableSpec[]): readonly string[] =>
  analyseDecisions(specs.map(table)).map(it => `${it.code} ${messageOf(it)}`)

const result = input([whole('80', '120'), list('outcome')])
const assessed = input([list('assessment')])

describe('gaps', () => {
  it('names an input that no row matches in the terms of the table', () => {
    const rows = [
      ['80..120', 'any'],
      ['A or B', 'any'],
      ['N', 'PKF or PKG or EXS'],
    ]
    expect(saysOf({ on: { result, assessed }, rows })).toEqual([
      'table/gap no row matches `result = N, assessed = HNM`',
    ])
  })
  it('lists further gaps beside the first', () => {
    const rows = [['81..120', 'any']]
    const { decide, context } = table({ on: { result, assessed }, rows })
    const [gap] = analyseDecision(decide, context)
    expect(gap?.args.sample).toBe('result = 80')
    const apart = table({
      on: { result, assessed },
      rows: [
        ['80..119', 'any'],
        ['A or B', 'any'],
        ['120', 'PKF..EXS'],
        ['N', 'PKF..HNM'],
      ],
    })
    expect(analyseDecision(apart.decide, apart.context).map(it => it.args.sample)).toEqual([
      'result = N, assessed = EXS',
    ])
  })
  it('is an error under unique', () => {
    expect(saysOf({ policy: 'unique', on: { n: input([real()]) }, rows: [['..10'], ['11..']] })).toEqual([
      'table/gap-unique exactly one row has to match, none matches `n = 10.5`',
    ])
  })
  it('is not there between neighbouring whole numbers', () => {
    expect(saysOf({ on: { n: input([whole()]) }, rows: [['..10'], ['11..']] })).toEqual([])
  })
  it('is not there for what a row leaves unknown, which is absent for its own reason', () => {
    const n = { ...input([real()]), absences: ['excluded' as const] }
    expect(saysOf({ on: { n }, rows: [['..10'], ['10..']] })).toEqual([])
  })
  it('is there for a deliberate absence that every row rules out', () => {
    const n = { ...input([real()]), absences: ['excluded' as const] }
    expect(saysOf({ on: { n }, rows: [['present']] })).toEqual(['table/gap no row matches `n excluded`'])
  })
  it('is not filled by a row for numbers, which a range without ends is', () => {
    expect(saysOf({ on: { result }, rows: [['..']] })).toEqual(['table/gap no row matches `result = A`'])
  })
  it('is any input where there are no rows', () => {
    expect(saysOf({ on: { n: input([real()]) }, rows: [] })).toEqual(['table/gap no row matches `any input`'])
  })
})

describe('bounds that are expressions', () => {
  const score = input([real()])
  it('cover when each row starts where another ends', () => {
    const rows = [['high..'], ['low..<high'], ['..<low']]
    expect(saysOf({ on: { score }, rows })).toEqual([])
  })
  it('are not shown to cover when that depends on their values', () => {
    expect(saysOf({ on: { score }, rows: [['high..'], ['..<low']] })).toEqual([
      'table/possible-gap whether a row matches `score below high and above low` depends on `high`, `low`',
    ])
  })
  it('leave a certain gap certain', () => {
    const on = { score: input([real(), list('outcome')]) }
    expect(saysOf({ on, rows: [['high..'], ['..<high'], ['A or B']] })).toEqual([
      'table/gap no row matches `score = N`',
    ])
  })
  it('overlap only for some values', () => {
    expect(
      saysOf({ policy: 'unique', on: { score }, rows: [['high..'], ['..<low'], ['low..<high']] }),
    ).toEqual([
      'table/possible-overlap rows 1 and 2 both match `score above high and below low` for some values of `high`, `low`',
    ])
  })
})

describe('overlaps', () => {
  it('are errors under unique, with both rows', () => {
    const { decide, context } = table({
      policy: 'unique',
      on: { n: input([real()]), late: input([yesNoType]) },
      rows: [
        ['..10', 'any'],
        ['10..', 'no'],
        ['10..', 'yes'],
      ],
    })
    const found = analyseDecision(decide, context)
    expect(found.map(messageOf)).toEqual([
      'expected one row to match, rows 1 and 2 both match `n = 10, late = no`',
      'expected one row to match, rows 1 and 3 both match `n = 10, late = yes`',
    ])
    expect(found.map(it => textOf(it.related[0]!.at))).toEqual(['..10, any', '..10, any'])
  })
  it('are the point of first', () => {
    expect(saysOf({ on: { n: input([real()]) }, rows: [['..10'], ['10..']] })).toEqual([])
  })
})

describe('rows that never decide', () => {
  const n = input([whole()])
  it('are shadowed by one wider row', () => {
    expect(saysOf({ on: { n }, rows: [['..10'], ['..5'], ['any']] })).toEqual([
      'table/shadowed-row row 1 matches everything this row does, so this row never decides',
    ])
  })
  it('are dead below rows that take their inputs together', () => {
    const { decide, context } = table({ on: { n }, rows: [['..10'], ['11..'], ['any']] })
    const [found] = analyseDecision(decide, context)
    expect(found?.code).toBe('table/dead-row')
    expect(found?.related.map(it => it.label)).toEqual([
      'row 1 takes some of its inputs',
      'row 2 takes some of its inputs',
    ])
  })
  it('are named as duplicates when their cells are alike', () => {
    expect(saysOf({ on: { n }, rows: [['..10'], ['..10'], ['any']] })).toEqual([
      'table/duplicate-row this row has the same cells as row 1',
    ])
    expect(saysOf({ policy: 'unique', on: { n }, rows: [['..10'], ['..10'], ['11..']] })).toEqual([
      'table/duplicate-row this row has the same cells as row 1',
    ])
  })
  it('are found where two columns read the same thing', () => {
    const reads = { again: table({ on: { n }, rows: [] }).decide.on[0]!.is }
    expect(
      saysOf({
        on: { n, again: n },
        reads,
        rows: [
          ['..10', '11..'],
          ['any', 'any'],
        ],
      }),
    ).toEqual(['table/dead-row no input reaches this row'])
  })
})

describe('missing inputs', () => {
  const ks1 = input([list('assessment')], true)
  it('are to be decided before a row looks at them', () => {
    const rows = [
      ['any', 'PKF'],
      ['A', 'missing'],
      ['any', 'any'],
    ]
    const { decide, context } = table({ on: { result, ks1 }, rows })
    const found = analyseDecision(decide, context)
    expect(found.map(it => `${it.code} ${it.args.column} ${it.args.sample}`)).toEqual([
      'table/missing-undecided ks1 ks1 missing',
      'table/dead-row undefined undefined',
    ])
    expect(textOf(found[0]!.related[0]!.at)).toBe('A, missing')
  })
  it('are decided by a row above', () => {
    expect(
      saysOf({
        on: { result, ks1 },
        rows: [
          ['any', 'missing'],
          ['any', 'PKF'],
          ['any', 'any'],
        ],
      }),
    ).toEqual([])
  })
  it('are decided by a row above that does not look at them', () => {
    const rows = [
      ['80..120', 'any'],
      ['A or B', 'missing'],
      ['A or B', 'PKF'],
      ['N', 'any'],
      ['any', 'any'],
    ]
    expect(saysOf({ on: { result, ks1 }, rows })).toEqual([])
  })
  it('are undecided only for the inputs that reach the row', () => {
    const rows = [
      ['80..120', 'any'],
      ['A', 'missing'],
      ['A or B', 'PKF'],
      ['any', 'any'],
    ]
    expect(saysOf({ on: { result, ks1 }, rows })).toEqual([
      'table/missing-undecided `ks1` may be missing and is looked at here before any row decides it, as in `result = B, ks1 missing`',
    ])
  })
})

describe('cells that never hold', () => {
  it('are outside of what the column can be', () => {
    const { decide, context } = table({ on: { result }, rows: [['200..300'], ['any']] })
    expect(analyseDecision(decide, context).map(it => `${it.code} ${it.args.column}`)).toEqual([
      'table/impossible-cell result',
    ])
  })
  it('are found among alternatives', () => {
    const on = { result, x: input([list('outcome', ['A', 'B'])]) }
    expect(
      saysOf({
        on,
        rows: [
          ['any', 'A or N'],
          ['any', 'any'],
        ],
      }),
    ).toHaveLength(1)
  })
  it('include absence words for a column that is never absent', () => {
    expect(saysOf({ on: { result }, rows: [['missing'], ['any']] })).toHaveLength(1)
  })
})

describe('instances for the members of a dimension', () => {
  const instance = (member: string, rows: TableSpec['rows'], extra: Partial<TableSpec> = {}): TableSpec => ({
    on: { subject: input([list('outcome')]), n: input([whole('0', '9')]) },
    reads: { subject: literal(code('outcome', member)) },
    rows,
    member,
    ...extra,
  })
  it('keep a row alive that decides for one of them', () => {
    const rows = [
      ['A', '..5'],
      ['B', '6..'],
      ['any', 'any'],
    ]
    expect(saysOf(instance('A', rows), instance('B', rows))).toEqual([])
  })
  it('lose a row that decides for none of them', () => {
    const rows = [
      ['A or B', '..5'],
      ['A', '..3'],
      ['any', 'any'],
    ]
    expect(saysOf(instance('A', rows), instance('B', rows))).toEqual([
      'table/shadowed-row row 1 matches everything this row does, so this row never decides',
    ])
  })
  it('share a gap that all of them have, and name the member of one that not all have', () => {
    expect(saysOf(instance('A', [['any', '..5']]), instance('B', [['any', '..5']]))).toEqual([
      'table/gap no row matches `n = 6`',
    ])
    const rows = [
      ['A', 'any'],
      ['B', '..5'],
    ]
    expect(saysOf(instance('A', rows), instance('B', rows))).toEqual([
      'table/gap no row matches `subject = B, n = 6`',
    ])
  })
  it('may have left out rows that cannot apply to them', () => {
    const a = instance(
      'A',
      [
        ['A', '..5'],
        ['any', 'any'],
      ],
      { index: [0, 2] },
    )
    const b = instance(
      'B',
      [
        ['B', '6..'],
        ['any', 'any'],
      ],
      { index: [1, 2] },
    )
    expect(saysOf(a, b)).toEqual([])
  })
  it('report a cell only where no member satisfies it', () => {
    const rows = [
      ['N', '..5'],
      ['any', 'any'],
    ]
    expect(saysOf(instance('A', rows), instance('B', rows))).toHaveLength(1)
    expect(saysOf(instance('A', rows), instance('N', rows))).toEqual([])
  })
})

describe('size', () => {
  it('is bounded: a table that cuts across itself too often is said to be too much', () => {
    const CHOICES = ['yes', 'no', 'yes']
    const names = Array.from({ length: 40 }, (_, index) => `c${index}`)
    const on = Object.fromEntries(names.map(name => [name, input([yesNoType])]))
    const rows = names.map((_, row) =>
      names.map((_, column) => CHOICES[((row * row + 3 * column * column + row * column) % 83) & 7] ?? 'any'),
    )
    const shadowed = [...rows, ...rows.slice(0, 1).map(it => it.map(cell => (cell === 'any' ? 'no' : cell)))]
    expectWithin(5_000, () => {
      expect(saysOf({ on, rows: shadowed }).map(it => it.split(' ')[0])).toEqual([
        'table/too-many-cases',
        'table/shadowed-row',
      ])
    })
  })
  it('does not depend on the length of code lists or the number of columns that are not looked at', () => {
    const names = Array.from({ length: 200 }, (_, index) => `c${index}`)
    const on = Object.fromEntries(names.map(name => [name, input([whole(), list('outcome')])]))
    const rows = [names.map((_, column) => (column === 7 ? '..5' : 'any')), names.map(() => 'any')]
    expect(saysOf({ on, rows })).toEqual([])
  })
})
