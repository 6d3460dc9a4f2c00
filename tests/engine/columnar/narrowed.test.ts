/** A part of a formula that is sound only behind the cell that narrows it, on rows where that cell fails. */
import { expect, it } from 'vitest'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import { cohortFrom, soundProgram } from '../../fixtures/run.ts'

const PROGRAM = soundProgram(`
codes: {other: {list: [W, A]}}
levels:
  pupil: {key: pupil_id, inputs: {assessed: {type: 1..6 or other}, reported: {type: number, may be: missing}}}
rules:
  pupil:
    points:
      decide: first
      on: [reported, assessed]
      rows:
        - [present, any, reported]
        - [any, 1..6, 6 * assessed + 3]
        - [any, any, 0]
`)

const ASSESSED = ['1', '2', '3', '4', '5', '6', 'W', 'A']

it('a part of a decision is not computed for the codes that a cell of its row keeps away', () => {
  // Enough values reported that the decision as a whole has more combinations than its parts.
  const pupil = Array.from({ length: 400 }, (_, index) => ({
    pupil_id: `${index}`,
    assessed: ASSESSED[index % 8] ?? 'W',
    ...(index % 3 === 0 ? {} : { reported: index / 10 }),
  }))
  expect(engineDifferences(PROGRAM, cohortFrom(PROGRAM, { pupil }))).toEqual([])
})
