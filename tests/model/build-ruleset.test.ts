import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/source/source.ts'
import { printExpression, printPattern, printType } from '../../src/syntax/expression/print-expression.ts'
import { codesIn, rulesetOf, soundRuleset } from '../fixtures/ruleset.ts'

const ruleOf = (fragment: string, name: string, level = 'pupil') => {
  const rule = soundRuleset(fragment).rules.get(level)?.get(name)
  if (rule === undefined) throw new Error(`no rule ${name}`)
  return rule
}

describe('a ruleset', () => {
  test('has an address, a title and a status', () => {
    const ruleset = soundRuleset('status: illustrative\nnote: Just a test.')
    expect(ruleset.address).toEqual({ ruleset: 'test', year: 2000, release: 'draft', revision: 1 })
    expect(ruleset).toMatchObject({
      title: 'Test',
      status: 'illustrative',
      note: 'Just a test.',
      language: '1.0',
    })
  })

  test('is official unless it says otherwise', () => {
    expect(soundRuleset('').status).toBe('official')
  })

  test('reads sections in any order', () => {
    const before = soundRuleset('rules: {pupil: {f: {is: n, show: whole}}}\nstyles: {whole: {round: 0}}')
    const after = soundRuleset('styles: {whole: {round: 0}}\nrules: {pupil: {f: {is: n, show: whole}}}')
    expect(before.rules.get('pupil')?.get('f')?.show).toMatchObject({ style: 'whole' })
    expect(after.rules.get('pupil')?.get('f')?.show).toMatchObject({ style: 'whole' })
  })

  test('has declarations that know their names and everything under them', () => {
    const input = soundRuleset('').levels.get('pupil')?.inputs.get('n')
    expect(input && textOf(input.at)).toBe('n')
    expect(input && textOf(input.whole)).toBe('n: {type: number}')
  })
})

describe('dimensions', () => {
  const membersOf = (dimension: string) =>
    soundRuleset(`dimensions: {d: ${dimension}}`)
      .dimensions.get('d')
      ?.members.map(it => [it.name, it.title])

  test('are a list of members, a map of titles, or a map with `members`', () => {
    const expected = [
      ['reading', 'Reading'],
      ['maths', 'Mathematics'],
    ]
    expect(membersOf('[reading, mental_maths]')).toEqual([
      ['reading', 'reading'],
      ['mental_maths', 'mental maths'],
    ])
    expect(membersOf('{reading: Reading, maths: Mathematics}')).toEqual(expected)
    expect(membersOf('{members: {reading: Reading, maths: Mathematics}}')).toEqual(expected)
  })

  test('meet each other, whichever of them says so', () => {
    const { dimensions } = soundRuleset(
      'dimensions: {subject: [reading], test: {members: [reading], meets: subject}, third: [maths]}',
    )
    expect([...dimensions.values()].map(it => it.meets)).toEqual([['test'], ['subject'], []])
  })

  test('of a level have a condition for each member', () => {
    const { dimensions } = soundRuleset(
      'dimensions: {group: {of: pupil, members: {all: yes, low: {title: Low, is: n < 3}}}}',
    )
    const [all, low] = dimensions.get('group')?.members ?? []
    expect(all?.condition && printExpression(all.condition)).toBe('yes')
    expect(low?.condition && printExpression(low.condition)).toBe('n < 3')
    expect(low?.title).toBe('Low')
  })
})

describe('codes', () => {
  test('are a list, or a map to titles, or to titles and other spellings', () => {
    const { codes } = soundRuleset(`codes:
  plain: {list: [A, "A*", 1]}
  titled: {order: worst first, list: {U: {title: ungraded, aliases: [T, X]}, A: best}}`)
    expect(codes.get('plain')?.codes.map(it => it.code)).toEqual(['A', 'A*', '1'])
    expect(codes.get('titled')).toMatchObject({
      order: 'worst first',
      codes: [
        { code: 'U', title: 'ungraded', aliases: ['T', 'X'] },
        { code: 'A', title: 'best', aliases: [] },
      ],
    })
  })

  test('are the different values of a column of a file, in the order of the file', () => {
    const files = { 'tables/grades.csv': 'course,grade,title\nA2,A*,star\nA2,A,\nAS,A*,star\n' }
    const { codes } = soundRuleset('codes: {grade: {file: tables/grades.csv, titles: title}}', files)
    expect(codes.get('grade')?.codes.map(it => [it.code, it.title])).toEqual([
      ['A*', 'star'],
      ['A', 'A'],
    ])
  })
})

describe('levels', () => {
  test('have a key of one column or several', () => {
    const { levels } = soundRuleset('levels: {pupil: {key: id}, entry: {key: [id, number]}}')
    expect([...levels.values()].map(it => it.key)).toEqual([['id'], ['id', 'number']])
  })

  test('group the rows of another', () => {
    const { levels } = soundRuleset(
      'levels: {pupil: {key: id, inputs: {n: {type: number}}}, class: {groups: pupil, by: [school, room], where: n > 1}}',
    )
    const level = levels.get('class')
    expect(level).toMatchObject({
      key: ['school', 'room'],
      groups: { level: 'pupil', by: ['school', 'room'] },
    })
    expect(level?.groups?.where && printExpression(level.groups.where)).toBe('n > 1')
  })

  test('belong to others by the key of those, or by the columns named', () => {
    const { levels } = soundRuleset(`levels:
  result: {key: result_id, in: student}
  entry: {key: entry_id, in: [student, class]}
  mark: {key: mark_id, in: {student: candidate, class: [site, room]}}
  student: {key: student_id}
  class: {key: [school, room]}`)
    expect(levels.get('result')?.in).toEqual(new Map([['student', ['student_id']]]))
    expect(levels.get('entry')?.in.get('class')).toEqual(['school', 'room'])
    expect(levels.get('mark')?.in).toEqual(
      new Map([
        ['student', ['candidate']],
        ['class', ['site', 'room']],
      ]),
    )
  })

  test('have inputs with all that is said of them', () => {
    const { levels } = soundRuleset(`
dimensions: {subject: [reading]}
sources: {guide: {title: Guide}}
levels:
  pupil:
    key: id
    inputs:
      score: {per: subject, type: 80..120 or text, may be: missing, unit: points, title: Score, cite: guide p3}
      last: {type: number, default: 0.5, earlier: {years: 1, column: score.all}}`)
    const inputs = levels.get('pupil')?.inputs
    const score = inputs?.get('score')
    expect(score).toMatchObject({ per: ['subject'], mayBeMissing: true, unit: 'points', title: 'Score' })
    expect(score && printType(score.type)).toBe('80..120 or text')
    expect(score?.cites).toMatchObject([{ source: 'guide', place: 'p3' }])
    expect(inputs?.get('last')).toMatchObject({
      default: { text: '0.5' },
      earlier: { years: 1, column: 'score.all' },
    })
  })
})

describe('parameters and styles', () => {
  test('offer choices or have a type', () => {
    const { parameters } = soundRuleset(
      'parameters: {comparator: {one of: [published, cohort], default: cohort}, z: {type: number, default: 1.96}}',
    )
    expect(parameters.get('comparator')?.choices?.map(it => it.name)).toEqual(['published', 'cohort'])
    expect(parameters.get('z')?.default?.text).toBe('1.96')
  })

  test('say how a value is shown', () => {
    const { styles } = soundRuleset(`
reasons: {small: {kind: suppressed, text: few}}
styles: {style: {round: -1, mode: half_even, as: percent, sign: yes, instead: [small when n < 6]}}`)
    const show = styles.get('style')?.show
    expect(show).toMatchObject({ round: -1, mode: 'half_even', as: 'percent', sign: true })
    expect(show?.instead.map(it => `${it.reason.name} ${printExpression(it.when)}`)).toEqual(['small n < 6'])
  })
})

describe('rules', () => {
  test('have one formula, or one for each member', () => {
    const one = ruleOf('rules: {pupil: {f: {is: n + 1, unit: points, type: number}}}', 'f')
    expect(one.body.kind === 'is' && printExpression(one.body.is)).toBe('n + 1')
    const fragment =
      'dimensions: {end: [low, high]}\nrules: {pupil: {f: {per: end, each: {low: n, high: n + 1}}}}'
    const { body } = ruleOf(fragment, 'f')
    const formulas = body.kind === 'each' ? [...body.each] : []
    expect(formulas.map(([member, it]) => `${member} ${printExpression(it.is)}`)).toEqual([
      'low n',
      'high n + 1',
    ])
  })

  test('are named by their titles, or by their names', () => {
    const fragment = 'rules: {pupil: {value_added: {is: n}, f: {title: Function, is: n}}}'
    expect(ruleOf(fragment, 'value_added').title).toBe('value added')
    expect(ruleOf(fragment, 'f').title).toBe('Function')
  })

  test('may stand on the nation', () => {
    expect(ruleOf('rules: {nation: {pupils: {is: count(pupil)}}}', 'pupils', 'nation').level).toBe('nation')
  })

  test('decide by rows of cells, with what is said of a row', () => {
    const { body } = ruleOf(
      `sources: {guide: {title: Guide}}
rules:
  pupil:
    f:
      decide: first
      on: {n: n, "twice n": 2 * n}
      rows:
        - [80..120, any, n, {id: scaled, note: a note, cite: [guide p1, guide p2], unconfirmed: yes}]
        - [missing, above 3, 0]`,
      'f',
    )
    if (body.kind !== 'decide') throw new Error('expected a decision')
    expect(body.policy).toBe('first')
    expect(body.on.map(it => it.name)).toEqual(['n', 'twice n'])
    expect(body.rows.map(it => it.cells.map(printPattern))).toEqual([
      ['80..120', 'any'],
      ['missing', 'above 3'],
    ])
    expect(body.rows[0]).toMatchObject({
      id: 'scaled',
      note: 'a note',
      unconfirmed: true,
      cites: [{ place: 'p1' }, { place: 'p2' }],
    })
  })

  test('look for codes in cells before anything else, even for those that are no words', () => {
    const { body } = ruleOf(
      `codes: {grade: {list: ["A*", A, B/C, Level 2 Pass]}}
levels: {pupil: {key: id, inputs: {g: {type: grade}}}}
rules: {pupil: {f: {decide: first, on: [g], rows: [[A*, 1], [A or B/C, 2], [Level 2 Pass, 3]]}}}`,
      'f',
    )
    const cells = body.kind === 'decide' ? body.rows.flatMap(it => it.cells) : []
    expect(cells.map(printPattern)).toEqual(["'A*'", "A or 'B/C'", "'Level 2 Pass'"])
    expect(cells.map(it => textOf(it.at))).toEqual(['A*', 'A or B/C', 'Level 2 Pass'])
  })

  test('fill slots', () => {
    const { body } = ruleOf(
      `levels: {pupil: {key: id}, result: {key: result_id, in: {pupil: id}, inputs: {points: {type: number}}}}
rules:
  pupil:
    best:
      slots:
        from: result
        where: points > 0
        choose: best total
        score: points
        copies: 2
        split copies: no
        fill: {first_one: {take: 1, accept: yes, weight: 2}, open: {take: 3, accept: points > 1}}
        limits: {few: {at most: 3, where: points < 2, counts: copies}}`,
      'best',
    )
    expect(body).toMatchObject({
      kind: 'slots',
      from: 'result',
      choose: 'best total',
      splitCopies: false,
      fills: [{ name: 'first_one' }, { name: 'open' }],
      limits: [{ name: 'few', counts: 'copies' }],
    })
  })
})

describe('laws', () => {
  test('claim that something holds, or that better never lowers', () => {
    const { laws } = soundRuleset(`
dimensions: {subject: [reading]}
parameters: {comparator: {one of: [published, cohort], default: published}}
laws:
  zero-sum: {set: {comparator: cohort}, at: nation, per: subject, holds: sum(n over pupil) = 0}
  better-never-hurts: {better: [n], never lowers: nation.mean, known failures: [cases/one.yaml]}`)
    expect(laws.get('zero-sum')).toMatchObject({
      title: 'zero sum',
      claim: { kind: 'holds', level: 'nation', per: ['subject'] },
    })
    expect(laws.get('better-never-hurts')).toMatchObject({
      claim: { kind: 'better' },
      knownFailures: [{ text: 'cases/one.yaml' }],
    })
  })

  test('set parameters to their choices only', () => {
    const { diagnostics } = rulesetOf(`
parameters: {comparator: {one of: [published, cohort], default: published}}
laws: {zero: {set: {comparator: cohorts}, at: nation, holds: yes}}`)
    expect(codesIn(diagnostics)).toEqual(['model/unknown-name'])
  })
})

describe('what a mistake leaves', () => {
  test('is said once, and the rest is read', () => {
    const { value, diagnostics } = rulesetOf(
      'rules: {pupil: {f: {is: "1 + * 2"}, g: {is: n}, h: {per: x, is: n}}}',
    )
    expect(codesIn(diagnostics)).toEqual(['parse/unexpected', 'model/unknown-name'])
    expect([...(value?.rules.get('pupil')?.keys() ?? [])]).toEqual(['f', 'g', 'h'])
  })

  test('is no ruleset where there is no address or no level', () => {
    expect(rulesetOf('year: next').value).toBeUndefined()
  })
})
