/** What a change does to a cohort: shares that add up, whatever the order, and pictures of it. */
import { describe, expect, test } from 'vitest'
import { measureEffect } from '../../src/diff/effect/effect-report.ts'
import { allOrders, sharesOf, someOrders } from '../../src/diff/effect/shares.ts'
import { renderHtml } from '../../src/diff/render/html.ts'
import { renderMarkdown } from '../../src/diff/render/markdown.ts'
import { compareStructure } from '../../src/diff/structure/compare-structure.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { add, type Exact, exactFromRatio, toDecimal, ZERO } from '../../src/value/exact.ts'
import { cohortFrom, soundProgram } from '../fixtures/run.ts'
import { BASE } from './base.ts'

const ROWS = {
  pupil: Array.from({ length: 24 }, (_, index) => ({
    pupil_id: `p${index}`,
    school: index % 3 === 0 ? 's1' : 's2',
    grade: ['A', 'B', 'C'][index % 3] ?? 'A',
    marks: index * 4,
  })),
}

function effectOf(...edits: readonly (readonly [string, string])[]) {
  const [before, after] = [BASE, edits.reduce((text, [from, to]) => text.replace(from, to), BASE)].map(it =>
    soundProgram(it),
  )
  if (before === undefined || after === undefined) throw new Error('two programs')
  const cohorts = { before: cohortFrom(before, ROWS), after: cohortFrom(after, ROWS) }
  const structure = compareStructure(before.ruleset, after.ruleset)
  const given = {
    structure,
    cohorts,
    cohortText: '24 rows',
    parameters: new Map(),
    engine: referenceEngine,
    seed: 1,
  }
  return measureEffect({ before, after, ...given })
}

const total = (texts: readonly string[]): number =>
  texts.reduce((sum, it) => sum + Number(it.replace('−', '-')), 0)

describe('the effect on a cohort', () => {
  test('is told for the rows that move, with the change that moved them', () => {
    const effect = effectOf(['B: 3', 'B: 4'])
    const average = effect.measures.find(it => it.name === 'school.average')
    expect(average).toMatchObject({ rows: 2, moved: 1, mean: '+0.25', greatest: '+0.5' })
    expect(average?.shares).toEqual([{ change: 'points for B', mean: '+0.25', changed: '' }])
    expect(average?.most[0]).toMatchObject({ key: 's2', by: '+0.5', change: 'points for B' })
    expect(average?.bins.reduce((sum, it) => sum + it.count, 0)).toBe(2)
  })

  test('is shared out among the changes so that they add up to the whole', () => {
    const effect = effectOf(
      ['B: 3', 'B: 4'],
      ['is: worth * 2', 'is: worth * 3'],
      ['if grade is present then points(grade) else 0', 'if grade is present then points(grade) * 2 else 0'],
    )
    const double = effect.measures.find(it => it.name === 'pupil.double')
    expect(double?.shares.map(it => it.change).toSorted()).toEqual([
      'points for B',
      'rule double (pupil)',
      'rule worth (pupil)',
    ])
    expect(total(double?.shares.map(it => it.mean) ?? [])).toBeCloseTo(total([double?.mean ?? '']), 2)
    expect(effect.method).toContain('in every order in which they can be made')
  })

  test('counts the rows whose status changes, and shares them out, too', () => {
    const effect = effectOf(['[at least 12, any, many]', '[at least 9, any, many]'], ['B: 3', 'B: 4'])
    const size = effect.measures.find(it => it.name === 'school.size')
    expect(size).toBeUndefined()
    const many = effectOf(['[at least 12, any, many]', '[at least 8, any, many]'])
    expect(many.measures.find(it => it.name === 'school.size')).toMatchObject({
      changed: 1,
      transitions: [{ from: 'few', to: 'many', count: 1, keys: ['s1'] }],
      shares: [{ change: 'size (school), row 1', changed: '1' }],
    })
  })

  test('names the rows of tables and of decisions, each with its own share', () => {
    const effect = effectOf(['rows: {A: 5, B: 3, C: 1}', 'rows: {A: 6, B: 3, C: 2}'])
    const worth = effect.measures.find(it => it.name === 'pupil.worth')
    expect(worth?.shares).toEqual([
      { change: 'points for A', mean: '+0.333', changed: '' },
      { change: 'points for C', mean: '+0.333', changed: '' },
    ])
    const { measures } = effectOf(['[A, any, 9]', '[A, any, 10]'])
    const decided = measures.find(it => it.name === 'pupil.decided')
    expect(decided?.shares.map(it => it.change)).toEqual(['decided (pupil), row 2'])
    expect(effect.changes.find(it => it.name === 'points for A')?.says).toEqual(['points for A: 5 became 6'])
    expect(effect.method).toContain('do not depend on any order')
  })

  test('is the same under other names', () => {
    const plain = effectOf(['B: 3', 'B: 4'])
    const named = effectOf(['B: 3', 'B: 4'], ['  bands:', '  ranges:'], ['is: bands(', 'is: ranges('])
    expect(named.measures.map(it => [it.name, it.mean, it.shares])).toEqual(
      plain.measures.map(it => [it.name, it.mean, it.shares]),
    )
  })

  test('is nothing where nothing changed', () => {
    expect(effectOf().measures).toEqual([])
  })

  test('is drawn on a page that needs nothing but itself', () => {
    const effect = effectOf(['B: 3', 'B: <4'.replace('<', '')])
    const edition = { address: 'small@2000/draft.1', title: 'A <title> & more' }
    const page = renderHtml({ before: edition, after: edition, effect })
    expect(page).toContain('<svg')
    expect(page).toContain('A &lt;title&gt; &amp; more')
    expect(page).not.toMatch(/<script|https?:|src=/)
    expect(renderMarkdown({ before: edition, after: edition, effect })).toContain('### school.average')
  })
})

describe('shares', () => {
  const worths = [3, -1, 4, 1, -5, 9, 2, 6]
  const worth = (chosen: number): Exact => {
    const own = worths.map((it, place) => ((chosen & (1 << place)) === 0 ? 0 : it))
    const both = (chosen & 3) === 3 ? 7 : 0
    return exactFromRatio(own.reduce((sum, it) => sum + it, both))
  }

  test.each([2, 4, 6, 8])('of %i changes add up exactly, in all orders or in some', count => {
    const orders = count <= 4 ? allOrders(count) : someOrders(count, 8, 1)
    const shares = sharesOf(count, orders, worth) ?? []
    expect(toDecimal(shares.reduce((a, b) => add(a, b), ZERO))).toBe(toDecimal(worth((1 << count) - 1)))
  })

  test('go over what has nothing to measure, to the change that makes it measurable again', () => {
    const worth = (chosen: number): Exact | undefined =>
      chosen === 1 ? undefined : exactFromRatio(chosen === 0 ? 0 : chosen === 2 ? 3 : 10)
    const shares = sharesOf(2, allOrders(2), worth)
    expect(shares?.map(it => toDecimal(it))).toEqual(['3.5', '6.5'])
  })

  test('of what counts only together are equal', () => {
    const shares = sharesOf(2, allOrders(2), chosen => exactFromRatio(chosen === 3 ? 1 : 0))
    expect(shares?.map(it => toDecimal(it))).toEqual(['0.5', '0.5'])
  })
})
