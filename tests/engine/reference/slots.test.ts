/** Slots end to end: who fills what, what it is worth, and why the others did not. */
import { describe, expect, it } from 'vitest'
import type { Run } from '../../../src/engine/engine.ts'
import type { SlotCandidate } from '../../../src/engine/trace.ts'
import { textOfValue } from '../../../src/value/text-of-value.ts'
import { run } from '../../fixtures/run.ts'

const HEAD = `
codes: {area: {list: [english, maths, science, other]}}
levels:
  pupil: {key: pupil_id, inputs: {most: {type: whole, default: 3}}}
  result:
    key: result_id
    in: {pupil: pupil_id}
    inputs: {pupil_id: {type: text}, area: {type: area}, points: {type: number, may be: missing}, units: {type: number, default: 1}, old: {type: yes/no, default: no}}
`

const slotsRun = (slots: string, results: readonly Readonly<Record<string, string | number>>[]): Run =>
  run(
    `${HEAD}
rules:
  pupil:
    best:
      unit: points
      slots:
${slots
  .trimEnd()
  .split('\n')
  .map(it => `        ${it}`)
  .join('\n')}
  result: {place: {is: slot_of(best)}}
`,
    { pupil: [{ pupil_id: 'p' }], result: results.map(it => ({ pupil_id: 'p', ...it })) },
  )

function places(result: Run): Readonly<Record<string, string>> {
  const level = result.levels.get('result')
  return Object.fromEntries(
    Array.from({ length: level?.size ?? 0 }, (_, row) => [
      level?.key(row) ?? '',
      textOfValue(result.value('result.place', row)),
    ]),
  )
}

function traced(result: Run): readonly SlotCandidate[] {
  const step = result.trace('pupil.best', 0)
  const parts = step.kind === 'rule' ? step.parts : []
  return parts.at(-1)?.slots?.candidates ?? []
}
const candidates = (result: Run) =>
  Object.fromEntries(traced(result).map(({ key, got, lost }) => [key, lost ?? got]))
const worths = (result: Run) =>
  Object.fromEntries(traced(result).map(({ key, worth }) => [key, worth && textOfValue(worth)]))

const total = (result: Run): string => textOfValue(result.value('pupil.best', 0))
const NOWHERE = 'not applicable(no_such_slot)'

describe('the best total', () => {
  const plain = `from: result
choose: best total
score: points otherwise 0
fill:
  english: {take: 1, accept: area is english, weight: 2}
  open: {take: 2, accept: yes}`

  it('places each candidate where the whole gains most', () => {
    const result = slotsRun(plain, [
      { result_id: 1, area: 'english', points: 5 },
      { result_id: 2, area: 'english', points: 4 },
      { result_id: 3, area: 'maths', points: 3 },
      { result_id: 4, area: 'other', points: 2 },
    ])
    expect(total(result)).toBe('17')
    expect(places(result)).toEqual({ 1: 'english', 2: 'open', 3: 'open', 4: NOWHERE })
    expect(candidates(result)['4']).toEqual({ why: 'beaten', by: ['2', '3'] })
    expect(worths(result)).toEqual({ 1: '10', 2: '4', 3: '3', 4: undefined })
  })

  it('settles ties by the key, whatever the order of the rows', () => {
    const rows = [1, 2, 3, 4].map(it => ({ result_id: it, area: 'other', points: 1 }))
    for (const order of [rows, rows.toReversed()])
      expect(places(slotsRun(plain, order))).toEqual({ 1: 'open', 2: 'open', 3: NOWHERE, 4: NOWHERE })
  })

  it('fills places with candidates worth nothing rather than with none', () => {
    const result = slotsRun(plain, [{ result_id: 1, area: 'english', points: 0 }])
    expect(places(result)).toEqual({ 1: 'english' })
  })

  it('takes nobody who would lower it', () => {
    const result = slotsRun(plain, [{ result_id: 1, area: 'other', points: -1 }])
    expect(total(result)).toBe('0')
    expect(candidates(result)['1']).toEqual({ why: 'no gain', by: [] })
  })
})

describe('choosing in order', () => {
  const slots = (choose: string) => `from: result
choose: ${choose}
score: points otherwise 0
fill:
  any_one: {take: 1, accept: yes}
  english: {take: 1, accept: area is english, weight: 3}`

  it('gives each fill the best that is left, though the whole could gain more', () => {
    const rows = [
      { result_id: 1, area: 'english', points: 5 },
      { result_id: 2, area: 'maths', points: 4 },
    ]
    expect(total(slotsRun(slots('in order'), rows))).toBe('5')
    expect(total(slotsRun(slots('best total'), rows))).toBe('19')
  })
})

describe('candidates', () => {
  it('without a score, or accepted by no fill, get no place', () => {
    const slots = `from: result
where: not old
choose: best total
score: if points is present then points else missing(no_value)
fill: {english: {take: 1, accept: area is english}}`
    const result = slotsRun(slots, [
      { result_id: 1, area: 'english' },
      { result_id: 2, area: 'maths', points: 3 },
      { result_id: 3, area: 'english', points: 3, old: 'yes' },
    ])
    expect(candidates(result)).toEqual({
      1: { why: 'no score', by: [] },
      2: { why: 'not accepted', by: [] },
    })
    expect(total(result)).toBe('0')
  })

  it('may stand for several copies, in one fill or in several', () => {
    const slots = (split: string) => `from: result
choose: best total
score: points otherwise 0
copies: units
split copies: ${split}
fill:
  first: {take: 1, accept: yes, weight: 2}
  rest: {take: 2, accept: yes}`
    const rows = [
      { result_id: 1, area: 'science', points: 5, units: 3 },
      { result_id: 2, area: 'maths', points: 1 },
    ]
    expect(candidates(slotsRun(slots('yes'), rows))['1']).toEqual(['first', 'rest', 'rest'])
    expect(candidates(slotsRun(slots('no'), rows))['1']).toEqual(['rest', 'rest'])
    expect(total(slotsRun(slots('no'), rows))).toBe('12')
  })
})

describe('a limit', () => {
  const slots = (counts: string) => `from: result
choose: best total
score: points otherwise 0
copies: units
fill: {open: {take: 5, accept: yes}}
limits: {old_ones: {at most: pupil.most, where: old, counts: ${counts}}}`
  const rows = [
    { result_id: 1, area: 'maths', points: 9, units: 2, old: 'yes' },
    { result_id: 2, area: 'maths', points: 8, units: 2, old: 'yes' },
    { result_id: 3, area: 'maths', points: 7, units: 2, old: 'yes' },
    { result_id: 4, area: 'maths', points: 1 },
  ]

  it('counts candidates or copies, over all fills', () => {
    const limited = (counts: string) => slotsRun(slots(counts).replace('pupil.most', '2'), rows)
    expect(total(limited('candidates'))).toBe('35')
    expect(total(limited('copies'))).toBe('19')
  })

  it('is told as the reason of those it kept out, with those who used it up', () => {
    const result = slotsRun(slots('copies').replace('pupil.most', '2'), rows)
    expect(candidates(result)).toEqual({
      1: ['open', 'open'],
      2: { why: 'limit', by: ['1'] },
      3: { why: 'limit', by: ['1'] },
      4: ['open'],
    })
  })
})

describe('results of slots', () => {
  it('are the part of a fill, how many it holds, and the place of a candidate', () => {
    const result = run(
      `${HEAD}
rules:
  pupil:
    best: {slots: {from: result, choose: best total, score: points otherwise 0, fill: {english: {take: 1, accept: area is english}, open: {take: 2, accept: yes}}}}
    part: {is: best.open}
    held: {is: filled(best.open)}
  result: {in_open: {is: (slot_of(best) otherwise 'none') = 'open'}}
`,
      {
        pupil: [{ pupil_id: 'p' }],
        result: [
          { result_id: 1, pupil_id: 'p', area: 'english', points: 1 },
          { result_id: 2, pupil_id: 'p', area: 'maths', points: 6.5 },
          { result_id: 3, pupil_id: 'nobody', area: 'maths', points: 6.5 },
        ],
      },
    )
    expect(['part', 'held'].map(it => textOfValue(result.value(`pupil.${it}`, 0)))).toEqual(['6.5', '1'])
    expect([0, 1, 2].map(it => textOfValue(result.value('result.in_open', it)))).toEqual(['no', 'yes', 'no'])
    const step = result.trace('pupil.part', 0)
    expect(step.kind === 'rule' && step.parts.at(-1)?.slots?.candidates.map(it => it.got)).toEqual([
      ['english'],
      ['open'],
    ])
  })
})

describe('what cannot be filled', () => {
  const failing = (slots: string, rows: Parameters<typeof slotsRun>[1]) => {
    const result = slotsRun(slots, rows)
    expect(total(result)).toBe('missing(not_computed)')
    expect(places(result)).toEqual({ 1: 'missing(not_computed)' })
    return result.diagnostics.map(it => it.code)
  }
  const rows = [{ result_id: 1, area: 'maths', points: 2, units: 1 }]

  it('is reported: scores with roots, broken numbers of copies, too much to compare', () => {
    const slots = (score: string, copies: string, take = 1) => `from: result
choose: best total
score: ${score}
copies: ${copies}
fill: {open: {take: ${take}, accept: yes}, more: {take: ${take}, accept: yes}, most: {take: ${take}, accept: yes}}`
    expect(failing(slots('sqrt(2)', '1'), rows)).toEqual(['evaluate/score-holds-root'])
    expect(failing(slots('1', 'floor(units) - 2'), rows)).toEqual(['evaluate/unfit-number'])
    expect(failing(slots('1', '1000', 1000), rows)).toEqual(['evaluate/too-many-assignments'])
  })
})
