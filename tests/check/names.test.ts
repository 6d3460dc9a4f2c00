/** What names mean: columns, members of dimensions, look-ups, codes by the type expected. */
import { describe, expect, test } from 'vitest'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { soundRuleset } from '../fixtures/ruleset.ts'
import { complaints, formula, programFrom } from './checked.ts'

const SUBJECTS = `
dimensions: {subject: [reading, writing, maths], test: {members: [reading, gps, maths], meets: subject}}
levels:
  pupil:
    key: pupil_id
    inputs: {school: {type: text}, n: {type: number}, score: {per: subject, type: number}, mark: {per: test, type: number}}
  school: {groups: pupil, by: school}
`

describe('a column of the same dimension', () => {
  const program = programFrom(`${SUBJECTS}
rules:
  pupil:
    twice: {per: subject, is: 2 * score}
    both: {per: subject, is: score + mark}
    gap: {is: twice.maths - score.reading}
    every: {per: [subject, test], is: twice + mark}
    crossed: {per: subject, is: every.gps}
    named: {is: every.writing.gps}
`)
  test('is read at the same member', () => {
    expect(formula(program, 'pupil.twice.maths')).toBe('(2 * pupil.score.maths)')
  })
  test('is not applicable at a member that a meeting dimension lacks', () => {
    expect(formula(program, 'pupil.both.maths')).toBe('(pupil.score.maths + pupil.mark.maths)')
    expect(formula(program, 'pupil.both.writing')).toBe(
      '(pupil.score.writing + not_applicable(not_in_dimension))',
    )
  })
  test('is named with a dot elsewhere', () => {
    expect(formula(program, 'pupil.gap')).toBe('(pupil.twice.maths - pupil.score.reading)')
  })
  test('takes the members that are not written from the rule', () => {
    expect(formula(program, 'pupil.crossed.writing')).toBe('pupil.every.writing.gps')
    expect(formula(program, 'pupil.named')).toBe('pupil.every.writing.gps')
  })
  test('has a column for each pair of members', () => {
    expect(program.order.filter(it => it.startsWith('pupil.every.'))).toHaveLength(9)
  })
})

describe('a level', () => {
  test('leads to the row this row belongs to, by the shortest way', () => {
    const program = programFrom(`
levels:
  result: {key: result_id, in: {pupil: candidate}, inputs: {points: {type: number}}}
  pupil: {key: pupil_id, inputs: {school: {type: text}}}
  school: {groups: pupil, by: school}
rules:
  nation: {top: {is: max(points over result)}}
  school: {total: {is: sum(points over result)}}
  result: {share: {is: points / school.total}, far: {is: nation.top - points}, of: {is: school.school}}
`)
    expect(formula(program, 'result.share')).toBe('(result.points / school.total@pupil>school)')
    expect(formula(program, 'result.far')).toBe('(nation.top@nation - result.points)')
    expect(formula(program, 'result.of')).toBe('school.school@pupil>school')
    expect(formula(program, 'school.total')).toBe('sum(result.points over result>pupil>school)')
    expect(program.levels.get('result')?.belongs.get('pupil')).toEqual(['result.candidate'])
  })
  test('may share its name with a column, and then the dot leads to the level', () => {
    const program = programFrom(`
levels:
  pupil: {key: pupil_id, inputs: {n: {type: number}}}
  prior_group: {groups: pupil, by: prior_group}
rules:
  pupil: {prior_group: {is: floor(n)}, gap: {is: n - prior_group.mean_n + prior_group}}
  prior_group: {mean_n: {is: mean(n over pupil)}}
`)
    expect(formula(program, 'pupil.gap')).toBe(
      '((pupil.n - prior_group.mean_n@prior_group) + pupil.prior_group)',
    )
    expect(program.levels.get('prior_group')?.key).toEqual(['pupil.prior_group'])
  })
  test('is found by the columns that bear the names of its key', () => {
    const program = programFrom(`
levels:
  entry: {key: entry_id, inputs: {school: {type: text}, course: {type: text}, subject: {type: text}, n: {type: number}}}
  class: {groups: entry, by: [school, course, subject]}
  subject: {groups: entry, by: [course, subject]}
rules:
  subject: {total: {is: sum(n over entry)}}
  class: {share: {is: sum(n over entry) / subject.total}}
`)
    expect(program.levels.get('class')?.belongs.get('subject')).toEqual(['class.course', 'class.subject'])
    expect(formula(program, 'class.share')).toBe('(sum(entry.n over entry>class) / subject.total@subject)')
  })
})

describe('a dimension of groups of rows', () => {
  const GROUPS = `
dimensions: {group: {of: pupil, members: {all: yes, low: n < 10, other: not low}}}
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, low: {type: yes/no}}}}
`
  test('is the condition of the member where the rows are at hand', () => {
    const program = programFrom(`${GROUPS}
rules: {nation: {size: {per: group, is: count(pupil where group)}, low: {is: count(pupil where group.low)}}}`)
    expect(formula(program, 'nation.size.all')).toBe('count(over pupil>nation where yes)')
    expect(formula(program, 'nation.size.low')).toBe('count(over pupil>nation where (pupil.n < 10))')
    expect(formula(program, 'nation.size.other')).toBe('count(over pupil>nation where not pupil.low)')
    expect(formula(program, 'nation.low')).toBe('count(over pupil>nation where (pupil.n < 10))')
  })
  test('is the member elsewhere', () => {
    const program = programFrom(`${GROUPS}
rules: {nation: {is_all: {per: group, is: group = all}}}`)
    expect(formula(program, 'nation.is_all.low')).toBe('(group.low = group.all)')
  })
})

describe('a bare code', () => {
  const GRADES = `
codes: {grade: {order: best first, list: ["A*", A, B]}, band: {order: worst first, list: [low, high]}}
parameters: {mode: {one of: [plain, fancy], default: plain}}
levels: {pupil: {key: pupil_id, inputs: {grade: {type: grade}, n: {type: number}}}}
`
  test.each([
    ['grade = A', '(pupil.grade = grade.A)'],
    ['A = grade', '(grade.A = pupil.grade)'],
    ["grade >= 'A*'", '(pupil.grade >= grade.A*)'],
    ['(if n > 1 then B else grade) = A', '((if (pupil.n > 1) then grade.B else pupil.grade) = grade.A)'],
    ['mode = fancy', '($mode = mode.fancy)'],
    ['grade = grade.B', '(pupil.grade = grade.B)'],
    ['grade is grade', '(pupil.grade is grade{A* A B})'],
    ['grade is at least A', '(pupil.grade is grade{A* A})'],
    ['grade is A..B', '(pupil.grade is grade{A B})'],
  ])('in %s is of the list of what it is compared with', (is, expected) => {
    const program = programFrom(`${GRADES}rules: {pupil: {x: {is: "${is}"}}}`)
    expect(formula(program, 'pupil.x')).toBe(expected)
  })
  test('is of the type that the rule declares', () => {
    const program = programFrom(`${GRADES}rules: {pupil: {x: {type: band, is: if n > 1 then high else low}}}`)
    expect(formula(program, 'pupil.x')).toBe('(if (pupil.n > 1) then band.high else band.low)')
  })
  test('is the alias written out', () => {
    const program = programFrom(`
codes: {outcome: {list: {A: absent, U: {title: unable, aliases: [T]}}}}
levels: {pupil: {key: pupil_id, inputs: {result: {type: outcome}}}}
rules: {pupil: {x: {is: result is T or A}}}`)
    expect(formula(program, 'pupil.x')).toBe('(pupil.result is (outcome{U} or outcome{A}))')
  })
  test('beside something that was wrong is not complained of', () => {
    expect(complaints(`${GRADES}rules: {pupil: {x: {is: grad = B}}}`)).toEqual(['check/unknown-name: grad'])
  })
})

describe('a name that means nothing', () => {
  test('is reported once for all members', () => {
    expect(complaints(`${SUBJECTS}rules: {pupil: {x: {per: subject, is: scor + 1}}}`)).toEqual([
      'check/unknown-name: scor',
    ])
  })
  test('comes with the nearest one in its place', () => {
    const { diagnostics } = checkRuleset(
      soundRuleset('rules: {pupil: {total: {is: n}, twice: {is: totl * 2}}}'),
    )
    const [said] = diagnostics
    expect(said?.suggestion).toEqual({ at: said?.at, replacement: 'total' })
  })
  test('does not make its readers wrong', () => {
    const fragment = 'rules: {pupil: {a: {is: nn}, b: {is: a and a < 3}, c: {is: if b then a else a + 1}}}'
    expect(complaints(fragment)).toEqual(['check/unknown-name: nn'])
  })
})
