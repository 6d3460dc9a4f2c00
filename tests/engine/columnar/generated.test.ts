/**
 * The columnar engine gives the values of the reference engine on generated programs and cohorts.
 *
 * spec: engines/agreement, engines/combinations, engines/keys, engines/decisions, engines/tables, engines/ranks
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import { cohortFromCells, generatedProgram, twoCohorts } from '../../fixtures/generated-program.ts'
import { programOf } from '../../fixtures/program.ts'

/** So many in a run of the tests; `npm run fuzz` has as many as its time allows. */
const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 150)

describe('the columnar engine', () => {
  it('agrees with the reference engine on generated programs', () => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [cells]) => {
        expect(engineDifferences(programOf(made), cohortFromCells(cells))).toEqual([])
      }),
      { numRuns: SAMPLES },
    )
  })
})
