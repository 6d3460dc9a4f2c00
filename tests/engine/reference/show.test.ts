/** What is published: rounding, percentages, what stands in place of a number. */
import { describe, expect, it } from 'vitest'
import { textOfValue } from '../../../src/value/text-of-value.ts'
import { run } from '../../fixtures/run.ts'

const TEXT = `
reasons: {small: {kind: suppressed, text: few, shown: SUPP}, negative: {kind: excluded, text: negative}}
levels: {pupil: {key: pupil_id, inputs: {n: {type: number}, size: {type: number, may be: missing}}}}
rules:
  pupil:
    kept: {is: if n < 0 then excluded(negative) else n}
    plain: {is: kept}
    rounded: {is: kept, show: {round: 1}}
    even: {is: kept, show: {round: 0, mode: half_even}}
    percent: {is: kept, show: {round: 1, as: percent}}
    hidden: {is: kept, show: {round: 0, instead: [small when (size otherwise 9) < 3]}}
    from_shown: {is: shown(hidden) * 10}
`
const shown = (n: number, size?: number) => {
  const result = run(TEXT, { pupil: [{ pupil_id: 'a', n, ...(size === undefined ? {} : { size }) }] })
  return Object.fromEntries(
    ['plain', 'rounded', 'even', 'percent', 'hidden'].map(it => [
      it,
      textOfValue(result.shown(`pupil.${it}`, 0)),
    ]),
  )
}

describe('the published value', () => {
  it('is rounded as the rule says, and exact where it says nothing', () => {
    expect(shown(2.25)).toEqual({ plain: '2.25', rounded: '2.3', even: '2', percent: '2.25', hidden: '2' })
    expect(shown(0.12345).percent).toBe('0.123')
  })

  it('is absent where something stands in its place', () => {
    expect(shown(7, 2).hidden).toBe('suppressed(small)')
    expect(shown(7, 3).hidden).toBe('7')
    expect(shown(-1, 2).hidden).toBe('suppressed(small)')
  })

  it('stays absent where the value is', () => {
    expect(shown(-1).rounded).toBe('excluded(negative)')
  })

  it('is what a formula reads that asks for it', () => {
    const result = run(TEXT, {
      pupil: [
        { pupil_id: 'a', n: 2.25 },
        { pupil_id: 'b', n: 1, size: 1 },
      ],
    })
    expect([0, 1].map(it => textOfValue(result.value('pupil.from_shown', it)))).toEqual([
      '20',
      'suppressed(small)',
    ])
  })

  it('is traced beside the value, with what it depends on', () => {
    const result = run(TEXT, { pupil: [{ pupil_id: 'a', n: 1, size: 1 }] })
    const step = result.trace('pupil.hidden', 0)
    if (step.kind !== 'rule') throw new Error('no rule')
    expect([step.value, step.shown].map(it => it && textOfValue(it))).toEqual(['1', 'suppressed(small)'])
    expect(step.publication?.reads.map(it => it.kind === 'input' && it.column)).toEqual(['pupil.size'])
  })
})
