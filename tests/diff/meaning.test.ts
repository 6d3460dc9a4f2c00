/** Whether what is said to differ does, and what is said when there is no time. */
import { describe, expect, test } from 'vitest'
import { compareMeaning } from '../../src/diff/meaning/compare-meaning.ts'
import { reportMeaning } from '../../src/diff/meaning/meaning-report.ts'
import { differenceOf } from '../../src/diff/meaning/witness.ts'
import { compareStructure } from '../../src/diff/structure/compare-structure.ts'
import { columnarEngine } from '../../src/engine/columnar/columnar-engine.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { soundProgram } from '../fixtures/run.ts'
import { BASE } from './base.ts'

const EDITS: readonly (readonly [string, string])[] = [
  ['B: 3', 'B: 4'],
  ['marks >= 70', 'marks > 70'],
  ['[A or B, yes, 6]', '[A or B, yes, 7]'],
  ['poor: {title: Poor, is: fsm}', 'poor: {title: Poor, is: fsm and sat}'],
  ['small when pupils < 6', 'small when pupils < 5'],
  ['first: {take: 1,', 'first: {take: 2,'],
]

function meaningOf(isOver = () => false) {
  const changed = EDITS.reduce((text, [from, to]) => text.replace(from, to), BASE)
  const [before, after] = [soundProgram(BASE), soundProgram(changed)]
  if (before === undefined || after === undefined) throw new Error('two programs')
  const { renames } = compareStructure(before.ruleset, after.ruleset)
  const pace = { advance: () => undefined, isOver }
  return compareMeaning(before, after, { engine: referenceEngine, renames, pace })
}

describe('meaning', () => {
  const meaning = meaningOf()
  const differing = [...meaning.verdicts].filter(([, it]) => it.kind === 'differs').map(([id]) => id)

  test('finds what each edit does, on groups that overlap as well', () => {
    expect(differing).toEqual(
      expect.arrayContaining([
        ...['pupil.worth', 'pupil.high', 'pupil.decided', 'pupil.best', 'school.share.poor'],
        ...['school.average'],
      ]),
    )
    expect(meaning.verdicts.get('school.share.all')?.kind).toBe('same')
    expect(meaning.verdicts.get('pupil.passed')).toMatchObject({ kind: 'same', by: 'structure' })
  })

  test.each(['reference', 'columnar'] as const)(
    'comes with inputs that really differ, by the %s engine',
    name => {
      const engine = name === 'reference' ? referenceEngine : columnarEngine
      for (const [id, verdict] of meaning.verdicts) {
        if (verdict.kind !== 'differs') continue
        for (const { difference } of verdict.ways) {
          const { cohort, settings } = difference.witness
          const found = differenceOf({ ...meaning.joint, engine }, cohort, settings, id)
          expect(found, id).toEqual(difference)
        }
      }
      expect(differing.length).toBeGreaterThan(5)
    },
  )

  test('says what there was no time to look into', () => {
    const { untried, verdicts } = meaningOf(() => true)
    expect(untried).toContain('pupil.worth')
    expect([...verdicts.values()].filter(it => it.kind === 'differs')).toEqual([])
    expect(reportMeaning(meaningOf(() => true)).untried).toContain('pupil.best')
  })
})
