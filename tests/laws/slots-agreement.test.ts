/** What is said of the two ways of filling slots: the examples of the catalogue, and proofs held to the search. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hintOf, messageOf } from '../../src/diagnostics/report.ts'
import { slotsAgreement } from '../../src/laws/slots-agreement.ts'
import { candidateKinds } from '../../src/laws/slots-cases.ts'
import { findDifference } from '../../src/laws/slots-difference.ts'
import { textOf } from '../../src/source/source.ts'
import { programFrom } from './laws.ts'

interface Example {
  readonly ruleset: string
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}

const catalogue = Object.entries(
  parse(readFileSync('spec/1.0/diagnostics/slots.yaml', 'utf8')) as Record<string, Entry>,
)
const failing = catalogue.flatMap(([code, { fails }]) => fails.map(example => ({ code, example })))
const repaired = catalogue.flatMap(([code, entry]) => entry.repaired.map(example => ({ code, example })))

const saidOf = (fragment: string) => slotsAgreement(programFrom(fragment))

describe('the example of', () => {
  it.each(failing)('$code is as said, and nothing else', ({ code, example }) => {
    const found = saidOf(example.ruleset)
    expect(found.map(it => [it.code, textOf(it.at)])).toEqual([[code, example.at]])
    for (const it of found) expect(`${messageOf(it)} ${hintOf(it) ?? ''}`).not.toMatch(/\{\w+\}/)
  })
  it.each(repaired)('$code is put right', ({ code, example }) => {
    expect(saidOf(example.ruleset).map(it => it.code)).not.toContain(code)
  })
})

const slots = (fill: string, more = ''): string => `
codes: {area: {list: [a, b, c]}}
levels:
  pupil: {key: pupil_id, inputs: {both: {type: yes/no}, also: {type: yes/no}, w: {type: number}}}
  result: {key: id, in: {pupil: pupil_id}, inputs: {area: {type: area}, marked: {type: yes/no}, points: {type: 0..9}}}
rules:
  pupil:
    best: {slots: {from: result, choose: best total, score: points, fill: {${fill}}${more}}}
`
const codeOf = (fill: string, more?: string) => saidOf(slots(fill, more)).map(it => it.code)
const NESTED = 'x: {take: 1, accept: area is a}, y: {take: 1, accept: area is a or b}'

describe('slots of which both ways of filling are proved to agree', () => {
  const proved: readonly (readonly [string, string])[] = [
    ['nested', NESTED],
    ['nested three deep', `${NESTED}, z: {take: 2, accept: yes}`],
    [
      'disjoint, whatever the weights',
      'x: {take: 1, accept: marked}, y: {take: 1, accept: not marked, weight: 3}',
    ],
    ['falling in weight', 'x: {take: 1, accept: marked, weight: 2}, y: {take: 1, accept: yes, weight: 0.5}'],
    [
      'of one weight of the row',
      'x: {take: 1, accept: marked, weight: pupil.w}, y: {take: 1, accept: yes, weight: pupil.w}',
    ],
  ]
  it.each(proved)('are %s, and no candidates are found on whom they differ', (_, fill) => {
    expect(codeOf(fill)).toEqual(['slots/agree'])
    const program = programFrom(slots(fill))
    const content = program.columns.get('pupil.best')?.content
    if (content?.kind !== 'rule' || content.is.kind !== 'Slots') throw new Error('no slots')
    const kinds = candidateKinds(program, content.is, 'pupil') ?? []
    expect(kinds.length).toBeGreaterThan(1)
    expect(findDifference(content.is, kinds).found).toBeUndefined()
  })
})

describe('slots of which candidates are shown', () => {
  const shown: readonly (readonly [string, string, string])[] = [
    ['overlap', 'x: {take: 1, accept: area is a or b}, y: {take: 1, accept: area is a or c}', ''],
    ['take the wider first', 'x: {take: 1, accept: yes}, y: {take: 1, accept: marked}', ''],
    ['rise in weight', 'x: {take: 1, accept: marked}, y: {take: 1, accept: yes, weight: 2}', ''],
    [
      'weigh a candidate by itself',
      'x: {take: 1, accept: yes, weight: if marked then 2 else 1}, y: {take: 1, accept: yes}',
      '',
    ],
    [
      'keep copies together',
      'x: {take: 1, accept: marked}, y: {take: 2, accept: yes}',
      ', copies: if marked then 2 else 1, split copies: no',
    ],
    [
      'are limited',
      'x: {take: 1, accept: area is a}, y: {take: 1, accept: yes}',
      ', limits: {l: {at most: 1, where: marked, counts: candidates}}',
    ],
  ]
  it.each(shown)('%s', (_, fill, more) => {
    expect(codeOf(fill, more)).toEqual(['slots/differ'])
  })
  it('name all that together makes one such a candidate', () => {
    const weight = 'weight: if area is a or pupil.both and pupil.also then 2 else 1'
    const [note] = saidOf(slots(`x: {take: 1, accept: area is a or b, ${weight}}, y: {take: 2, accept: yes}`))
    expect(note?.args.candidates).toMatch(/area is b, pupil\.(both|also): no/)
  })
  it('name what makes each such a candidate, its score, and both totals', () => {
    const [note] = saidOf(slots('x: {take: 1, accept: yes}, y: {take: 1, accept: marked}'))
    expect(note?.args).toEqual({
      rule: 'best',
      candidates: '1 (marked: no) and 2 (marked: yes)',
      best: '3',
      ordered: '2',
    })
  })
})
