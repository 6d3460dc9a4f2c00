/** Measures of one row at a time, as programs that embed the rules ask for them. */
import { describe, expect, test } from 'vitest'
import {
  type Calculate,
  type CompileOptions,
  checkText,
  compile,
  renderExplanation,
  renderLines,
} from '../../src/api/core.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { RULES } from './calls.ts'

function compiled(outputs: readonly string[], options: Partial<CompileOptions> = {}): Calculate {
  const ruleset = checkText(RULES).value
  const outcome = ruleset && compile(ruleset, { level: 'pupil', outputs, ...options })
  if (outcome?.value === undefined) throw new Error(renderLines(outcome?.diagnostics ?? []))
  return outcome.value
}

const result = [
  { subject: 'maths', points: '7' },
  { subject: 'english', points: '4' },
  { subject: 'art', points: '4' },
]

describe('a call', () => {
  test('gives plain values, exact texts and what is published', () => {
    const calculate = compiled(['total', 'mean_points', 'above', 'in_maths'])
    const { value, diagnostics } = calculate({}, { result })
    expect(diagnostics).toEqual([])
    expect(JSON.parse(JSON.stringify(value))).toEqual({
      total: { value: 30, exact: '30', shown: '30', absence: null },
      mean_points: { value: 5, exact: '5', shown: '5.0', absence: null },
      above: { value: 20, exact: '20', shown: '+20.0', absence: null },
      in_maths: { value: true, exact: 'yes', shown: 'yes', absence: null },
    })
  })

  test('says why a value is absent', () => {
    const { value } = compiled(['gain'])({ start: '' }, { result })
    expect(value?.gain?.value).toBeNull()
    expect(value?.gain?.shown).toBe('NA')
    expect(value?.gain?.absence).toEqual({
      kind: 'not applicable',
      reason: 'no_start',
      text: 'no earlier score',
    })
  })

  test('takes numbers for their digits and leaves its answers alone afterwards', () => {
    const calculate = compiled(['gain'])
    const first = calculate({ start: 2.5 }, { result }).value
    const second = calculate({ start: 4.75 }, { result }).value
    expect([first?.gain?.exact, second?.gain?.exact]).toEqual(['2.5', '0.25'])
    expect([first?.gain?.shown, second?.gain?.shown]).toEqual(['+2.50', '+0.25'])
  })

  test('names every cell that is wrong, and works for the next row', () => {
    const calculate = compiled(['gain'])
    const wrong = calculate({ start: '12' }, { result: [{ subject: 'maths', points: '' }] })
    expect(wrong.value).toBeUndefined()
    expect(renderLines(wrong.diagnostics)).toBe(
      'pupil:1:8: error data/out-of-range: expected a number from 0 to 9 in `start`, found `12`\n' +
        'result 1:1:9: error data/blank-cell: the cell of `points` is blank, and the ruleset says neither what a blank means nor that the input may be missing\n',
    )
    expect(calculate({ start: '1' }, { result }).value?.gain?.value).toBe(4)
  })

  test('names nothing of the rows of an earlier call', () => {
    const calculate = compiled(['gain', 'in_maths'])
    const twice = calculate({}, { result: [...result, ...result] })
    expect(twice.diagnostics.map(it => it.code)).toEqual(['call/duplicate-row'])
    expect(calculate({ start: '12' }, { result }).diagnostics.map(it => it.code)).toEqual([
      'data/out-of-range',
    ])
  })

  test('keeps texts of its row for itself', () => {
    const calculate = compiled(['greeting'])
    const names = ['Ann', 'Bob', undefined, 'Ann'].map(name => calculate({ name }).value?.greeting?.value)
    expect(names).toEqual(['pupil Ann', 'pupil Bob', 'pupil unknown', 'pupil Ann'])
  })

  test('says in the words of a run what a rule refuses', () => {
    const calculate = compiled(['root'])
    const { value, diagnostics } = calculate({}, { result: [] })
    expect(value?.root?.absence?.reason).toBe('not_computed')
    expect(diagnostics.map(it => it.code)).toEqual(['evaluate/no-square-root'])
    expect(calculate({}, { result: result.slice(0, 1) }).value?.root?.exact).toBe('2')
  })

  test('answers the same however many values it has met', () => {
    const calculate = compiled(['gain'])
    // Each call brings two numbers, so that all are forgotten once, and the first ones are met again.
    for (let row = 0; row < 40_000; row += 1) {
      const start = 5 + (row % 36_000) / 10_000
      const gain = calculate({ start }, { result }).value?.gain
      if (row % 997 === 0) expect(gain?.value).toBeCloseTo(5 - start, 10)
    }
  })
})

test('rows below may have more keys than a call has numbers for texts', () => {
  const rules = `${RULES.slice(0, RULES.indexOf('reasons:'))}levels:
  school: {key: school_id}
  pupil: {key: pupil_id, in: {school: school_id}, inputs: {school_id: {type: text}, points: {type: 0..9}}}
rules: {school: {best: {is: first(pupil_id over pupil by points best first)}}}
`
  const ruleset = checkText(rules).value
  const calculate = ruleset && compile(ruleset, { level: 'school', outputs: ['best'] }).value
  const pupil = Array.from({ length: 4200 }, (_, row) => ({
    pupil_id: `p${row}`,
    points: row === 4150 ? 9 : 1,
  }))
  const outcome = calculate?.({ school_id: 's' }, { pupil })
  expect(outcome?.diagnostics).toEqual([])
  expect(outcome?.value?.best?.value).toBe('p4150')
})

describe('compiling', () => {
  test('tells what calls read', () => {
    expect(compiled(['gain']).inputs).toEqual([
      { level: 'pupil', name: 'start', title: 'start', expected: 'a number from 0 to 9', isNeeded: false },
      {
        level: 'result',
        name: 'points',
        title: 'points',
        expected: 'a whole number from 0 to 9',
        isNeeded: true,
      },
    ])
  })

  test('names what is wrong with the options', () => {
    const ruleset = checkText(RULES).value
    const codes = (options: CompileOptions) =>
      ruleset && compile(ruleset, options).diagnostics.map(it => it.code)
    expect(codes({ level: 'pupil', outputs: ['total'], parameters: { comparater: 'x' } })).toEqual([
      'misuse/unknown-parameter',
    ])
    expect(codes({ level: 'pupil', outputs: ['nothing', 'total'] })).toEqual(['call/unknown-output'])
  })
})

describe('a traced call', () => {
  test('keeps every value on the way, whatever calls come after it', () => {
    const calculate = compiled(['above'])
    const traced = calculate.trace({ pupil_id: 'a' }, { result }).value
    calculate({ pupil_id: 'b' }, { result: [{ subject: 'maths', points: '1' }] })
    expect(traced?.answers.above?.value).toBe(20)
    expect(traced?.size('result')).toBe(3)
    const values = [0, 1, 2, 3].map(row => traced?.value('result.worth', row))
    expect(values.map(it => it && textOfValue(it))).toEqual(['14', '8', '8', undefined])
    expect([...(traced?.columns ?? [])].sort()).toEqual([
      'pupil.above',
      'pupil.total',
      'result.points',
      'result.worth',
    ])
  })

  test('explains an output as a whole run does', () => {
    const calculate = compiled(['above'])
    const traced = calculate.trace({ pupil_id: 'a' }, { result }).value
    const explanation = traced?.explain('above').value
    expect(explanation && renderExplanation(explanation)).toContain('total - 10')
    expect(explanation && renderExplanation(explanation)).toContain('sum(worth over result)')
    expect(traced?.explain('best').diagnostics.map(it => it.code)).toEqual(['call/unknown-output'])
  })
})
