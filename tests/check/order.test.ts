/** The order in which columns can be computed, and circles, where there is none. */
import { describe, expect, test } from 'vitest'
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { textOf } from '../../src/source/source.ts'
import { soundRuleset } from '../fixtures/ruleset.ts'
import { complaints, programFrom } from './checked.ts'

const LEVELS = `
dimensions: {subject: [reading, maths]}
levels:
  pupil: {key: pupil_id, inputs: {school: {type: text}, n: {type: number}, score: {per: subject, type: number}}}
  school: {groups: pupil, by: school}
  band: {groups: pupil, by: band}
`

describe('a column', () => {
  test('comes after those it reads, through rows, look-ups, groups and published values', () => {
    const { order } = programFrom(`
reasons: {small: {kind: suppressed, text: small}}
${LEVELS}
rules:
  pupil:
    gap: {is: n - school.average}
    from_band: {is: n - band.top}
    band: {is: floor(wide / 10)}
    wide: {is: 2 * n}
  band: {top: {is: max(n over pupil)}}
  school:
    published: {is: shown(average) + 1}
    average: {is: mean(n over pupil), show: {round: 1, instead: [small when size < 3]}}
    size: {is: count(pupil)}
`)
    const comesBefore = (first: string, second: string) =>
      expect(order.indexOf(first), `${first} before ${second}`).toBeLessThan(order.indexOf(second))
    comesBefore('school.average', 'pupil.gap')
    comesBefore('pupil.wide', 'pupil.band')
    comesBefore('pupil.band', 'band.top')
    comesBefore('band.top', 'pupil.from_band')
    comesBefore('school.size', 'school.published')
    expect(order).toHaveLength(8)
  })
  test('may be named in the style that says how it is shown itself', () => {
    const fragment = `
reasons: {small: {kind: suppressed, text: small}}
rules: {nation: {size: {is: count(pupil), show: {round: 0, instead: [small when size < 3]}}}}`
    expect(complaints(fragment)).toEqual([])
  })
  test('of one member may read that of another', () => {
    const fragment = `${LEVELS.replace(/ +band:.*/, '')}rules: {pupil: {x: {per: subject, each: {reading: score, maths: x.reading + 1}}}}`
    expect(programFrom(fragment).order).toEqual(['pupil.x.reading', 'pupil.x.maths'])
  })
})

describe('a circle', () => {
  const circle = (rules: string): readonly string[] => {
    const { diagnostics } = checkRuleset(soundRuleset(`${LEVELS}${rules}`))
    return diagnostics
      .filter(it => it.code === 'check/circular-rules')
      .map(it => `${textOf(it.at)}: ${messageOf(it)} (${it.related.map(at => at.label).join('; ')})`)
  }
  test('is said with the way round and where each reads the next', () => {
    expect(circle('rules: {pupil: {a: {is: b + 1}, b: {is: c}, c: {is: a}}}')).toEqual([
      'a: these rules need one another: pupil.a -> pupil.b -> pupil.c -> pupil.a ' +
        '(`pupil.a` reads `pupil.b` here; `pupil.b` reads `pupil.c` here; `pupil.c` reads `pupil.a` here)',
    ])
  })
  test('is said once for all members', () => {
    expect(circle('rules: {pupil: {a: {per: subject, is: b}, b: {per: subject, is: a}}}')).toHaveLength(1)
  })
  test.each([
    [
      'a look-up and an aggregate',
      'rules: {school: {m: {is: mean(g over pupil)}}, pupil: {g: {is: n - school.m}}}',
    ],
    ['the key of a group', 'rules: {pupil: {band: {is: band.top}}, band: {top: {is: max(n over pupil)}}}'],
    [
      'a table that reads a level',
      'tables: {at: {level: school, by: school, gives: {value: middle}}}\nrules: {school: {middle: {is: median(adjusted over pupil)}}, pupil: {adjusted: {is: n - at(school)}}}',
    ],
    ['itself', 'rules: {pupil: {a: {is: a + 1}}}'],
    [
      'a published value',
      'reasons: {low: {kind: suppressed, text: low}}\nrules: {pupil: {a: {is: n, show: {round: 0, instead: [low when b > 1]}}, b: {is: shown(a)}}}',
    ],
  ])('through %s is found', (_, rules) => {
    expect(circle(rules)).toHaveLength(1)
  })
})
