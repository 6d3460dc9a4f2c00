/** What is asked of whoever types in one row: no more than the measures read, and in which order. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typeReader } from '../../src/data/cell.ts'
import type { Column, Program } from '../../src/model/program.ts'
import { compare } from '../../src/reckon/comparison.ts'
import { neededFor } from '../../src/reckon/needed.ts'
import { type Answers, knownLevels, type Reckoning, reckon } from '../../src/reckon/reckon.ts'
import { textOfValue } from '../../src/value/text-of-value.ts'
import { runProgram, soundProgram } from '../fixtures/run.ts'

const RULES = `
dimensions:
  subject: [reading, maths]
  group: {of: pupil, members: {all: yes, low: low}}
codes:
  outcome: {list: {B: not entered}}
  grade: {order: worst first, list: [C, B, A]}
reasons: {out: {kind: excluded, text: out}}
levels:
  result: {key: result_id, in: {pupil: pupil_id}, inputs: {pupil_id: {type: text}, points: {type: number}}}
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      result: {per: subject, type: 80..120 or outcome}
      assessed: {per: subject, type: grade, may be: missing}
      start: {type: number}
      low: {type: yes/no, default: no}
  school: {groups: pupil, by: school, inputs: {special: {type: yes/no, default: no}}}
tables:
  nominal: {by: grade, rows: {C: 70, B: 75, A: 79}}
rules:
  pupil:
    points: {is: sum(points over result)}
    score:
      per: subject
      decide: first
      on: [result, assessed]
      rows:
        - [80..120, any, result]
        - [B, missing, excluded(out)]
        - [B, grade, nominal(assessed)]
    estimate: {is: 2 * start}
    progress: {per: subject, is: if school.special then excluded(out) else score - estimate}
  school:
    pupils: {per: group, is: count(pupil where group)}
    progress: {per: [subject, group], is: mean(progress over pupil where group), show: {round: 1}}
    spread: {is: 10 / sqrt(pupils.all)}
    below: {is: all(progress.all < -spread over subject)}
`
const program = soundProgram(RULES)

const columns = (...ids: readonly string[]): readonly Column[] =>
  ids.map(id => {
    const column = program.columns.get(id)
    if (column === undefined) throw new Error(id)
    return column
  })

function answers(texts: Readonly<Record<string, string>>, of: Program = program): Answers {
  return new Map(
    Object.entries(texts).map(([id, text]) => {
      const column = of.columns.get(id)
      const value = column && typeReader(of, column.type, id)(text)
      if (value === undefined || value.kind === 'problem') throw new Error(`${id}=${text}`)
      return [id, value]
    }),
  )
}

const asked = ({ asked: all }: Reckoning): readonly string[] => all.map(it => it.column.id)
const results = ({ run, cells }: Reckoning): readonly string[] =>
  cells.map(({ column, row }) => `${column.id} ${textOfValue(run.value(column.id, row))}`)

const progress = columns('pupil.progress.reading')

describe('what is needed', () => {
  const needed = (...ids: readonly string[]) =>
    neededFor(program, columns(...ids), knownLevels(undefined)).map(it => it.id)

  test('is found without data, base levels first and as declared', () => {
    expect(needed('pupil.progress.reading')).toEqual([
      'pupil.school',
      'pupil.result.reading',
      'pupil.assessed.reading',
      'pupil.start',
      'school.special',
    ])
  })

  test('is what is made of rows nobody typed, and nothing below it', () => {
    expect(needed('school.below')).toEqual([
      'pupil.school',
      'school.pupils.all',
      'school.progress.reading.all',
      'school.progress.maths.all',
    ])
  })
})

describe('what is asked', () => {
  test('is what is read: an assessment only where there is no score', () => {
    const scored = answers({ 'pupil.result.reading': '95', 'pupil.start': '45' })
    expect(asked(reckon({ program, measures: progress, answers: scored }))).toEqual(['school.special'])
    const notEntered = answers({ 'pupil.result.reading': 'B', 'pupil.start': '45' })
    expect(asked(reckon({ program, measures: progress, answers: notEntered }))).toEqual([
      'school.special',
      'pupil.assessed.reading',
    ])
  })

  test('falls back on what a blank cell means, where it means something', () => {
    const reckoning = reckon({
      program,
      measures: progress,
      answers: answers({ 'pupil.result.reading': 'B' }),
    })
    expect(reckoning.asked.map(it => it.blank && textOfValue(it.blank))).toEqual(['no', 'missing(no_value)'])
    expect(results(reckoning)).toEqual(['pupil.progress.reading excluded(out)'])
  })

  test('is never a key that only says what belongs together', () => {
    expect(asked(reckon({ program, measures: progress, answers: new Map() }))).not.toContain('pupil.school')
  })

  test('is nothing of a lower level where its rows are typed', () => {
    const measures = columns('pupil.points')
    expect(asked(reckon({ program, measures: columns('pupil.points'), answers: new Map() }))).toEqual([
      'pupil.points',
    ])
    const rows = new Map([['result', [answers({ 'result.points': '4' }), answers({ 'result.points': '5' })]]])
    const reckoning = reckon({ program, measures, answers: new Map(), rows })
    expect(asked(reckoning)).toEqual([])
    expect(results(reckoning)).toEqual(['pupil.points 9'])
  })

  test('names the row of several that lacks a value', () => {
    const rows = new Map([['result', [answers({ 'result.points': '4' }), new Map()]]])
    const reckoning = reckon({ program, measures: columns('pupil.points'), answers: new Map(), rows })
    expect(reckoning.asked).toMatchObject([{ column: { id: 'result.points' }, row: 2 }])
  })

  test('is for a group what its rows would come to', () => {
    const given = { 'school.pupils.all': '25', 'school.progress.reading.all': '-3' }
    const first = reckon({ program, measures: columns('school.below'), answers: answers(given) })
    expect(asked(first)).toEqual(['school.progress.maths.all'])
    const all = answers({ ...given, 'school.progress.maths.all': '-2.5' })
    expect(results(reckon({ program, measures: columns('school.below'), answers: all }))).toEqual([
      'school.below yes',
    ])
  })

  test('is never something that the static closure does not hold', () => {
    const cell = fc.constantFrom('80', '120', 'B')
    const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined })
    fc.assert(
      fc.property(
        maybe(cell),
        maybe(fc.constantFrom('C', 'A')),
        maybe(fc.nat(60)),
        (result, grade, start) => {
          const texts = Object.entries({
            'pupil.result.reading': result,
            'pupil.assessed.reading': grade,
            'pupil.start': start?.toString(),
          }).filter((it): it is [string, string] => it[1] !== undefined)
          const reckoning = reckon({
            program,
            measures: progress,
            answers: answers(Object.fromEntries(texts)),
          })
          const needed = neededFor(program, progress, knownLevels(undefined)).map(it => it.id)
          expect(asked(reckoning).filter(it => !needed.includes(it))).toEqual([])
          for (const [id] of texts) expect(asked(reckoning)).not.toContain(id)
        },
      ),
    )
  })

  test('the first of it is read whatever the answers to the rest', () => {
    const empty = reckon({ program, measures: progress, answers: new Map() })
    const [first] = asked(empty)
    for (const rest of [
      { 'pupil.result.reading': '95' },
      { 'pupil.result.reading': 'B', 'pupil.start': '3' },
    ])
      expect(asked(reckon({ program, measures: progress, answers: answers(rest) }))).toContain(first)
  })
})

describe('many rows', () => {
  const run = runProgram(program, {
    result: [],
    pupil: [
      { pupil_id: 'a', school: 's', 'result.reading': 100, start: 48, low: 'no' },
      { pupil_id: 'b', school: 's', 'result.reading': 'B', 'assessed.reading': 'A', start: 40, low: 'yes' },
      { pupil_id: 'c', school: 's', 'result.reading': 'B', start: 40, low: 'no' },
    ],
  })
  const [column] = progress
  if (column === undefined) throw new Error('no column')
  const compared = compare(run, column)

  test('are shown by the two sides of the difference that the rule takes', () => {
    expect(compared.sides).toMatchObject({
      actual: { name: 'score.reading' },
      estimate: { name: 'estimate' },
    })
    const texts = compared.rows.map(it =>
      [it.actual, it.estimate, it.value].map(value => value && textOfValue(value)),
    )
    expect(texts).toEqual([
      ['100', '96', '4'],
      ['79', '80', '-1'],
      ['excluded(out)', undefined, 'excluded(out)'],
    ])
  })

  test('are summed over those that have a value, in every group that takes them in', () => {
    expect(compared.mean.count).toBe(2)
    expect(compared.groups.map(it => [it.key, it.title, it.mean.count, textOfValue(it.shown)])).toEqual([
      ['s', 'all', 2, '1.5'],
      ['s', 'low', 1, '-1'],
    ])
  })
})
