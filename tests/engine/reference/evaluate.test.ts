/** What expressions mean on one row: arithmetic, comparison, logic, conditions, absence. */
import { describe, expect, it } from 'vitest'
import type { Core, CorePattern } from '../../../src/model/program.ts'
import { exactFromRatio, squareRoot, ZERO } from '../../../src/value/exact.ts'
import { absent, code, date, number } from '../../../src/value/value.ts'
import {
  ANY,
  at,
  atLeast,
  below,
  call,
  cohortOf,
  col,
  equals,
  is,
  lit,
  MISSING,
  op,
  orElse,
  param,
  unary,
  type Written,
  when,
} from '../../fixtures/program.ts'
import { formulaRun, runOf, valueOfFormula } from '../../fixtures/reference-run.ts'

const gone = absent('excluded', 'gone')
const hidden = absent('suppressed', 'hidden')
/** Reading it would throw: no row of the cohort has such a value. */
const unread = col('pupil.never_read')

const binary = (left: Written, operator: Parameters<typeof op>[1], right: Written): string =>
  valueOfFormula(op(lit(left), operator, lit(right)))

describe('arithmetic', () => {
  it.each([
    [0.1, '+', 0.2, '0.3'],
    [1, '-', 3, '-2'],
    [1.5, '*', 2, '3'],
    [1, '/', 3, '1/3'],
    [2, '^', -2, '0.25'],
    [1, '/', 0, 'not applicable(division_by_zero)'],
    [0, '^', -1, 'not applicable(division_by_zero)'],
  ] as const)('%d %s %d is %s', (left, operator, right, expected) => {
    expect(binary(left, operator, right)).toBe(expected)
  })

  it('is absent for the reason of the leftmost absent operand', () => {
    expect(binary(gone, '+', hidden)).toBe('excluded(gone)')
    expect(binary(1, '+', hidden)).toBe('suppressed(hidden)')
    expect(valueOfFormula(unary('-', lit(hidden)))).toBe('suppressed(hidden)')
    expect(valueOfFormula(call('sum', [lit(1), lit(hidden), lit(gone)]))).toBe('suppressed(hidden)')
  })

  it('refuses exponents that are not whole', () => {
    const run = formulaRun(op(lit(2), '^', lit(0.5)))
    expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
    expect(run.diagnostics.map(it => it.code)).toEqual(['evaluate/unfit-number'])
  })
})

describe('functions', () => {
  it.each([
    ['abs', [-2.5], '2.5'],
    ['floor', [-2.5], '-3'],
    ['ceiling', [-2.5], '-2'],
    ['sqrt', [2.25], '1.5'],
    ['round', [2.345, 2], '2.35'],
    ['round', [-2.5], '-3'],
    ['min', [3, 1, 2], '1'],
    ['max', [3, 1, 2], '3'],
    ['sum', [1, 2, 3], '6'],
    ['mean', [1, 2], '1.5'],
    ['mean-present', [1, null, 4], '2.5'],
    ['mean-present', [null, null], 'not applicable(no_rows)'],
    ['mean', [1, null], 'missing(no_value)'],
    ['text', ['from ', -3, ' to ', true], 'from -3 to yes'],
  ] as const)('%s of %j is %s', (operator, args, expected) => {
    expect(
      valueOfFormula(
        call(
          operator,
          args.map(it => lit(it)),
        ),
      ),
    ).toBe(expected)
  })

  it('round in the mode settled when checking', () => {
    expect(valueOfFormula(call('round', [lit(2.5)], 'half_even'))).toBe('2')
  })

  it('keep roots exactly', () => {
    const root = call('sqrt', [lit(2)])
    expect(valueOfFormula(op(root, '*', root))).toBe('2')
    expect(valueOfFormula(op(root, '<', lit(1.42)))).toBe('yes')
    expect(valueOfFormula(op(root, '>', lit(1.41)))).toBe('yes')
  })

  it('refuse the root of a root and of a negative number', () => {
    for (const formula of [call('sqrt', [call('sqrt', [lit(2)])]), call('sqrt', [lit(-1)])]) {
      const run = formulaRun(formula)
      expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
      expect(run.diagnostics.map(it => it.code)).toEqual(['evaluate/no-square-root'])
    }
  })

  it('refuse to divide by a sum of too many roots', () => {
    const roots = [2, 3, 5, 7, 11, 13, 17].map(it => lit(number(squareRoot(exactFromRatio(it)) ?? ZERO)))
    const run = formulaRun(op(lit(1), '/', call('sum', roots)))
    expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
    expect(run.diagnostics.map(it => it.code)).toEqual(['evaluate/too-many-roots'])
  })

  it('refuse to grow beyond what can be calculated with', () => {
    const squared = (operand: Core, times: number): Core =>
      times === 0 ? operand : squared(op(operand, '*', operand), times - 1)
    const third = op(op(lit(1), '/', lit(3)), '^', lit(1000))
    const long = [op(op(lit(7), '^', lit(1000)), '^', lit(1000)), op(op(third, '^', lit(20)), '^', lit(-9))]
    for (const formula of [...long, squared(third, 7)]) {
      const run = formulaRun(formula)
      expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
      expect(run.diagnostics.map(it => it.code)).toEqual(['evaluate/too-long'])
    }
  })
})

describe('comparison', () => {
  const compared: readonly (readonly [Written, Parameters<typeof op>[1], Written, string])[] = [
    [1, '<', 2, 'yes'],
    [2, '<=', 2, 'yes'],
    ['b', '>', 'a', 'yes'],
    [date('2016-05-31'), '<', date('2016-06-01'), 'yes'],
    [1, '=', 1.0, 'yes'],
    [1, '!=', 2, 'yes'],
    [80, '=', code('outcome', 'A'), 'no'],
    [80, '!=', code('outcome', 'A'), 'yes'],
    [hidden, '=', hidden, 'suppressed(hidden)'],
  ]

  it('is between values of one kind; values of two kinds are different', () => {
    for (const [left, operator, right, expected] of compared)
      expect(binary(left, operator, right)).toBe(expected)
  })

  it('of codes is by the order of their list', () => {
    const codes = ['A', 'B', 'C'].map(it => ({ code: it, title: it, aliases: [], at }))
    const list = (order: 'best first' | 'worst first') => ({
      ruleset: { codes: new Map([['grade', { name: 'grade', codes, order, at, whole: at }]]) },
    })
    const better = op(lit(code('grade', 'A')), '>', lit(code('grade', 'C')))
    expect(valueOfFormula(better, {}, list('best first'))).toBe('yes')
    expect(valueOfFormula(better, {}, list('worst first'))).toBe('no')
  })

  it('takes like-named members of dimensions that meet for the same', () => {
    const dimension = (name: string, meets: string[]) => ({ name, members: [], meets, at, whole: at })
    const meeting = {
      ruleset: {
        dimensions: new Map([
          ['test', dimension('test', ['subject'])],
          ['subject', dimension('subject', [])],
        ]),
      },
    }
    const same = op(lit(code('test', 'reading')), '=', lit(code('subject', 'reading')))
    expect(valueOfFormula(same, {}, meeting)).toBe('yes')
    expect(valueOfFormula(same)).toBe('no')
  })
})

describe('logic', () => {
  it('does not read the right operand where the left one decides', () => {
    expect(valueOfFormula(op(lit(false), 'and', unread))).toBe('no')
    expect(valueOfFormula(op(lit(true), 'or', unread))).toBe('yes')
  })

  it('leaves open what an absent operand could change', () => {
    expect(binary(true, 'and', gone)).toBe('excluded(gone)')
    expect(binary(gone, 'and', false)).toBe('no')
    expect(binary(gone, 'or', true)).toBe('yes')
    expect(binary(gone, 'or', hidden)).toBe('excluded(gone)')
    expect(binary(false, 'or', hidden)).toBe('suppressed(hidden)')
    expect(valueOfFormula(unary('not', lit(gone)))).toBe('excluded(gone)')
    expect(valueOfFormula(unary('not', lit(true)))).toBe('no')
  })
})

describe('conditions', () => {
  it('read only the branch taken', () => {
    expect(valueOfFormula(when(lit(true), lit(1), unread))).toBe('1')
    expect(valueOfFormula(when(lit(false), unread, lit(2)))).toBe('2')
  })

  it('that are absent make the result absent', () => {
    expect(valueOfFormula(when(lit(gone), unread, unread))).toBe('excluded(gone)')
  })

  it('give way to what is otherwise only where a value is absent', () => {
    expect(valueOfFormula(orElse(lit(1), unread))).toBe('1')
    expect(valueOfFormula(orElse(lit(gone), lit(2)))).toBe('2')
  })
})

describe('patterns', () => {
  const matched: readonly (readonly [CorePattern, Written, string])[] = [
    [ANY, gone, 'yes'],
    [MISSING, null, 'yes'],
    [MISSING, gone, 'no'],
    [{ kind: 'absent', which: 'present' }, gone, 'no'],
    [{ kind: 'absent', which: 'absent' }, gone, 'yes'],
    [equals(3), 3, 'yes'],
    [equals('x'), 3, 'no'],
    [equals(3), gone, 'excluded(gone)'],
    [atLeast(3), 3, 'yes'],
    [below(3), 3, 'no'],
    [below(3), code('outcome', 'A'), 'no'],
    [{ kind: 'range' }, code('outcome', 'A'), 'no'],
    [{ kind: 'range' }, 7, 'yes'],
    [{ kind: 'codes', list: 'outcome', codes: ['A', 'B'] }, code('outcome', 'B'), 'yes'],
    [{ kind: 'codes', list: 'outcome', codes: ['A', 'B'] }, code('grade', 'B'), 'no'],
    [{ kind: 'one of', alternatives: [MISSING, atLeast(3)] }, null, 'yes'],
    [{ kind: 'one of', alternatives: [atLeast(3), MISSING] }, null, 'yes'],
    [{ kind: 'one of', alternatives: [atLeast(3), equals(1)] }, gone, 'excluded(gone)'],
    [{ kind: 'not', pattern: atLeast(3) }, 2, 'yes'],
    [{ kind: 'not', pattern: atLeast(3) }, gone, 'excluded(gone)'],
    [{ kind: 'not', pattern: MISSING }, gone, 'yes'],
  ]

  it('match, do not match, or leave it open', () => {
    for (const [pattern, value, expected] of matched)
      expect(valueOfFormula(is(lit(value), pattern)), pattern.kind).toBe(expected)
  })

  it('that look at nothing read nothing', () => {
    expect(valueOfFormula(is(unread, ANY))).toBe('yes')
  })
})

describe('inputs and parameters', () => {
  it('take their defaults where nothing is given', () => {
    const made = {
      levels: { pupil: { key: ['pupil.id'] } },
      inputs: { 'pupil.id': {}, 'pupil.n': { default: number(exactFromRatio(7)) } },
      rules: { 'pupil.x': op(col('pupil.n'), '+', param('bonus')) },
      parameters: { bonus: 1 },
    }
    const cohort = cohortOf({ pupil: [{ id: 'a', n: null }] })
    expect(runOf(made, cohort).value('pupil.x', 0)).toEqual(number(exactFromRatio(8)))
    const set = { parameters: new Map([['bonus', number(exactFromRatio(3))]]) }
    expect(runOf(made, cohort, set).value('pupil.x', 0)).toEqual(number(exactFromRatio(10)))
  })

  it('that have neither are reported once', () => {
    const run = formulaRun(op(param('bonus'), '+', param('bonus')), {}, { parameters: { bonus: undefined } })
    expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
    expect(run.value('pupil.x', 0)).toEqual(absent('missing', 'not_computed'))
    expect(run.diagnostics.map(it => it.code)).toEqual(['evaluate/parameter-not-set'])
  })
})

describe('computing', () => {
  it('follows a chain of a thousand rules', () => {
    const chain = Array.from({ length: 1000 }, (_, index) => [
      `pupil.r${index + 1}`,
      op(col(`pupil.r${index}`), '+', lit(1)),
    ])
    const made = {
      rules: { 'pupil.r0': lit(0), ...Object.fromEntries(chain), 'pupil.x': col('pupil.r1000') },
    }
    expect(valueOfFormula(lit(0), {}, made)).toBe('1000')
  })
})
