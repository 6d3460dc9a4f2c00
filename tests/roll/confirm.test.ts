import { describe, expect, test } from 'vitest'
import { addSource } from '../../src/roll/add-source.ts'
import { confirm } from '../../src/roll/confirm.ts'
import { recorded } from '../../src/roll/record.ts'
import { countIn, listsIn } from '../../src/roll/unconfirmed.ts'
import { withdraw } from '../../src/roll/withdraw.ts'
import {
  commentsIn,
  confirmed,
  documentOf,
  linesWithout,
  RULES,
  request,
  saidOf,
  typed,
  withGuide,
  yearOf,
} from './year.ts'

const START = withGuide()
const changes = (before: string, after: string) => linesWithout(after, before).map(it => it.trim())
/** What became of the text beside the list of names. */
const besideList = (text: string): string => text.replace(/^inherited:\n(?: .*\n)*/m, '')
const left = (text: string, section: Parameters<ReturnType<typeof listsIn>['get']>[0]) =>
  listsIn(documentOf(text)).get(section)

describe('confirming', () => {
  test.each([
    ['tables.points', 'cite: guide-2018 p9'],
    ['points.A', 'cite: [guide-2017 p3, guide-2018 p9]'],
    ['tables.bonus', 'bonus: {by: {n: whole}, complete: no, cite: guide-2018 p9, rows: {1: 1, 2: 2, 3: 3}}'],
    [
      'tables.bonus.2',
      'bonus: {by: {n: whole}, complete: no, unconfirmed: [3], cite: [guide-2017 p4, guide-2018 p9], rows: {1: 1, 2: 2, 3: 3}}',
    ],
    ['estimate', 'cite: guide-2018 p9'],
    ['least', 'least: {type: number, default: 40, cite: guide-2018 p9}'],
    ['codes.grade', 'cite: guide-2018 p9'],
    ['subject', 'subject: {members: [reading, maths], cite: guide-2018 p9}   # short'],
    ['whole', 'whole: {round: 0, instead: [few when n < 6], cite: guide-2018 p9}'],
    ['few', 'few: {kind: suppressed, text: too few, cite: guide-2018 p9}'],
    ['pupil.level.low', '- [any,         1, {id: low, cite: guide-2018 p9}]'],
    ['pupil.level.high', '- [at least 52, 2, {id: high, cite: guide-2018 p9}]  # the higher'],
    ['rules.pupil.passed', 'passed: {is: points.maths >= least and bonus(level) > 0, cite: guide-2018 p9}'],
    ['pupil.school', 'school: {type: text, cite: guide-2018 p9}'],
    ['levels.school', 'school: {groups: pupil, by: school, cite: guide-2018 p9}'],
  ])('%s writes the citation beside it and nothing else', (name, line) => {
    const { text } = confirmed(START, [name], ['guide-2018 p9'])
    expect(changes(besideList(START), besideList(text))).toEqual([line])
    expect(commentsIn(text)).toEqual(commentsIn(START))
    expect(saidOf(text).filter(it => it.severity === 'error')).toEqual([])
  })

  test('a rule takes away the marks that it was recalled, its rows the same', () => {
    const points = confirmed(START, ['pupil.points'], ['guide-2018 p9']).text
    expect(linesWithout(besideList(START), points)).toEqual(['      unconfirmed: yes  # recalled'])
    expect(points).toContain('      # recalled\n      cite: guide-2018 p9\n')
    const level = confirmed(START, ['pupil.level'], ['guide-2018 p9']).text
    expect(changes(besideList(START), besideList(level))).toEqual([
      '- [at least 52, 2, {id: high}]  # the higher',
      'cite: guide-2018 p9',
    ])
  })

  test('a dimension in a block keeps its comments', () => {
    const { text } = confirmed(START, ['part'], ['guide-2018 p9'])
    expect(changes(besideList(START), besideList(text))).toContain('cite: guide-2018 p9')
    expect(commentsIn(text)).toEqual(commentsIn(START))
    expect(saidOf(text).filter(it => it.severity === 'error')).toEqual([])
  })

  test('takes names off the list, and rows one by one', () => {
    const one = confirmed(START, ['points.A'], ['guide-2018 p9']).text
    expect(left(one, 'tables')).toEqual(['points.A*', 'points.B', 'bonus', 'estimate'])
    const two = confirmed(one, ['points.A*', 'points.B'], ['guide-2018 p9']).text
    expect(left(two, 'tables')).toEqual(['bonus', 'estimate'])
    // Nothing of the table rests on last year's guide any more.
    expect(two).toContain('    cite: guide-2018 p9\n')
  })

  test('rows of a file go by the values of the first key', () => {
    const { text } = confirmed(START, ['estimate.2'], ['guide-2018 p9'])
    expect(left(text, 'tables')).toEqual(['points', 'bonus', 'estimate.1'])
  })

  test('a section means all that is in it', () => {
    const { text, done } = confirmed(START, ['reasons', 'laws', 'rules.school'], ['guide-2018 p9'])
    expect(done.map(it => it.path)).toEqual([
      'reasons.few',
      'laws.some',
      'rules.school.n',
      'rules.school.passed',
    ])
    expect(left(text, 'laws')).toEqual([])
    expect(text).not.toMatch(/^ {4}laws:/m)
  })

  test('twice is as good as once', () => {
    const names = ['points.A', 'pupil.level.low', 'codes', 'part', 'subject', 'bonus']
    const once = confirmed(START, names, ['guide-2018 p9']).text
    expect(confirmed(once, names, ['guide-2018 p9']).text).toBe(once)
  })

  test('may keep the citations that are there', () => {
    const { text } = confirmed(START, ['least'], ['guide-2018 p9'], { keepsCites: true })
    expect(text).toContain('default: 40, cite: [guide-2017 p6, guide-2018 p9]}')
  })

  test('says what is another than the year before', () => {
    const edited = START.replace('A: 52', 'A: 53')
    const { done } = confirmed(edited, ['points', 'least'], ['guide-2018 p9'])
    expect(done.map(it => [it.path, it.isChanged])).toEqual([
      ['tables.points', true],
      ['parameters.least', false],
    ])
  })

  test('leaves comments between the names of the list', () => {
    const commented = START.replace(
      / {4}rules: \[pupil\.points, /,
      '    rules: [pupil.points,  # the hard one\n      ',
    )
    const { text } = confirmed(commented, ['pupil.sum', 'pupil.level'], ['guide-2018 p9'])
    expect(commentsIn(text)).toEqual(commentsIn(commented))
    expect(left(text, 'rules')).toEqual([
      'pupil.points',
      'pupil.passed',
      'pupil.estimated',
      'school.n',
      'school.passed',
    ])
  })
})

describe('a year of which everything is confirmed', () => {
  const SECTIONS = [
    'reasons',
    'dimensions',
    'codes',
    'levels',
    'inputs',
    'tables',
    'parameters',
    'styles',
    'rules',
  ]
  const done = () => {
    const rest = confirmed(START, SECTIONS, ['guide-2018 p9']).text
    const { text } = withdraw(yearOf(rest), { names: typed(['sources.guide-2017']), cites: [] }).value ?? {
      text: '',
    }
    return confirmed(text, ['head', 'laws', 'waivers', 'files']).text.replace(
      'release: draft',
      'release: final',
    )
  }

  test('can be final and official, and says only what it was made from', () => {
    const text = done()
    expect(saidOf(text)).toEqual([])
    expect(countIn(listsIn(documentOf(text)))).toBe(0)
    expect(text).toMatch(/^inherited:\n {2}from: small@2017\/final\.1\n/m)
  })

  test('has lost no comment but the one beside the source that went', () => {
    const lost = commentsIn(START).filter(it => !commentsIn(done()).includes(it))
    expect(lost).toEqual(['# the only one'])
  })

  test('cannot be final while one thing is left', () => {
    const final = START.replace('release: draft', 'release: final')
    const { text } = confirmed(final, SECTIONS, ['guide-2018 p9'])
    expect(
      saidOf(text)
        .filter(it => it.severity === 'error')
        .map(it => it.code),
    ).toEqual(['model/unfinished-final'])
  })

  test('cannot be final with a value that nobody cited', () => {
    const text = done().replace('default: 40, cite: guide-2018 p9', 'default: 40')
    expect(
      saidOf(text)
        .filter(it => it.severity === 'error')
        .map(it => it.code),
    ).toEqual(['model/unfinished-final'])
  })
})

describe('withdrawing', () => {
  const out = (names: readonly string[], text = START) =>
    withdraw(yearOf(text), { names: typed(names), cites: [] }).value?.text ?? ''

  test.each([
    ['laws.some', ['laws:', '  some: {at: school, holds: n > 0}']],
    ['school.passed', ['    passed: {is: mean(passed over pupil), show: whole}']],
    ['pupil.level.low', ['        - [any,         1, {id: low}]']],
    ['parameters.least', ['parameters:', '  least: {type: number, default: 40, cite: guide-2017 p6}']],
  ])('%s takes its lines out, and no comment', (name, lines) => {
    const text = out([name])
    expect(linesWithout(besideList(START), text)).toEqual(lines)
    expect(commentsIn(text)).toEqual(commentsIn(START))
  })

  test('a row goes from between its neighbours, and from the marks', () => {
    expect(out(['points.A'])).toContain('rows: {"A*": 58, B: 46}  # as printed')
    expect(out(['bonus.2', 'bonus.3'])).toContain('complete: no, cite: guide-2017 p4, rows: {1: 1}}')
  })
})

describe('what may not be', () => {
  test('is told with what was probably meant', () => {
    const { value, diagnostics } = confirm(
      yearOf(START),
      request(['tabels.points'], ['guide-2018 p1']),
      undefined,
    )
    expect(value).toBeUndefined()
    expect(diagnostics.map(it => [it.code, it.args.nearest])).toEqual([
      ['roll/unknown-name', 'tables.points'],
    ])
  })
})

describe('a source', () => {
  test('is added as the last', () => {
    const [key] = typed(['guide-2018'])
    const { value = '' } = addSource(documentOf(RULES), key ?? { text: '', at: documentOf(RULES).at }, {
      title: 'Guide: the second part',
      date: '2018-12-01',
    })
    expect(linesWithout(value, RULES)).toEqual([
      '  guide-2018: {title: "Guide: the second part", date: 2018-12-01}',
    ])
  })

  test('makes the section where there is none', () => {
    const [key] = typed(['guide'])
    const text = 'yardstick: "1.0"\ntitle: T\n# levels\nlevels: {pupil: {key: id}}\n'
    const { value } = addSource(documentOf(text), key ?? { text: '', at: documentOf(text).at }, {
      title: 'Guide',
    })
    expect(value).toBe(
      'yardstick: "1.0"\ntitle: T\nsources:\n  guide: {title: Guide}\n# levels\nlevels: {pupil: {key: id}}\n',
    )
  })
})

describe('the notes', () => {
  test('keep a record under a heading, once', () => {
    const notes = '# Notes\n\n## What changed from 2017\n\n- before\n\n## Withdrawn\n'
    const once = recorded(notes, 'Withdrawn', ['`a`: gone'])
    expect(once).toBe(`${notes}\n- \`a\`: gone\n`)
    expect(recorded(once, 'Withdrawn', ['`a`: gone'])).toBe(once)
    expect(recorded(notes, 'What changed', ['`b`: 1 became 2'])).toContain(
      '- before\n- `b`: 1 became 2\n\n## Withdrawn',
    )
    expect(recorded('# Notes\n', 'Withdrawn', ['x'])).toBe('# Notes\n\n## Withdrawn\n\n- x\n')
  })
})
