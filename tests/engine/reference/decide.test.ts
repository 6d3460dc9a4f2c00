/** Decision tables: which row decides, what absence leaves open, and what is looked at. */
import { describe, expect, it } from 'vitest'
import type { CorePattern } from '../../../src/model/program.ts'
import { absent } from '../../../src/value/value.ts'
import { ANY, atLeast, below, col, decide, equals, lit, MISSING } from '../../fixtures/program.ts'
import { formulaRun, valueOfFormula } from '../../fixtures/reference-run.ts'

const hidden = absent('suppressed', 'hidden')
const unread = col('pupil.never_read')
const ABSENT: CorePattern = { kind: 'absent', which: 'absent' }

describe('under first', () => {
  it('the first row that matches gives the outcome', () => {
    const band = (n: number) =>
      valueOfFormula(
        decide(
          'first',
          [lit(n)],
          [
            [[below(10)], lit('low')],
            [[below(20)], lit('middle')],
            [[ANY], lit('high')],
          ],
        ),
      )
    expect([5, 15, 25].map(band)).toEqual(['low', 'middle', 'high'])
  })

  it('an unknown row before the first match makes the result absent', () => {
    const rows = [
      [[below(0)], lit('below')],
      [[ANY], lit('average')],
    ] as const
    expect(valueOfFormula(decide('first', [lit(hidden)], rows))).toBe('suppressed(hidden)')
    expect(valueOfFormula(decide('first', [lit(hidden)], [[[ABSENT], lit('none')], ...rows]))).toBe('none')
  })

  it('a row with a failing cell fails, whatever its other cells', () => {
    const rows = [
      [[below(0), equals(1)], lit('first')],
      [[ANY, equals(2)], lit('second')],
    ] as const
    expect(valueOfFormula(decide('first', [lit(hidden), lit(2)], rows))).toBe('second')
  })

  it('no row matching is not applicable', () => {
    expect(valueOfFormula(decide('first', [lit(1)], [[[below(0)], lit('x')]]))).toBe(
      'not applicable(no_row_matches)',
    )
  })

  it('nothing is read that does not decide', () => {
    const rows = [
      [[below(0), atLeast(3)], unread],
      [[equals(1), ANY], lit('found')],
      [[ANY, atLeast(3)], unread],
    ] as const
    expect(valueOfFormula(decide('first', [lit(1), unread], rows))).toBe('found')
  })
})

describe('under unique', () => {
  it('a row that matches counts, though another is unknown', () => {
    const rows = [
      [[atLeast(0)], lit('there')],
      [[MISSING], lit('missing')],
    ] as const
    expect(valueOfFormula(decide('unique', [lit(null)], rows))).toBe('missing')
    expect(valueOfFormula(decide('unique', [lit(hidden)], rows))).toBe('suppressed(hidden)')
  })

  it('two rows that match are reported, at the second of them', () => {
    const run = formulaRun(
      decide(
        'unique',
        [lit(5)],
        [
          [[atLeast(0)], lit(1)],
          [[below(9)], lit(2)],
        ],
      ),
    )
    expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
    expect(run.diagnostics.map(it => [it.code, it.args])).toEqual([
      ['evaluate/several-rows-match', { first: 1, second: 2, level: 'pupil', row: 'a' }],
    ])
  })
})

describe('the trace of a decision', () => {
  it('tells the rows up to the one that decided, and what was looked at', () => {
    const formula = decide(
      'first',
      [lit(1), lit(2), lit(3)],
      [
        [[equals(1), equals(1), ANY], lit('x')],
        [[ANY, equals(2), ANY], lit('y')],
        [[ANY, ANY, ANY], lit('z')],
      ],
    )
    const step = formulaRun(formula).trace('pupil.x', 0)
    const decision = step.kind === 'rule' ? step.parts.at(-1)?.decision : undefined
    expect(decision?.rows).toEqual([
      { index: 0, result: 'does not match', failedAt: 1 },
      { index: 1, result: 'matches' },
    ])
    expect(decision?.on.map(it => it !== undefined)).toEqual([true, true, false])
  })
})
