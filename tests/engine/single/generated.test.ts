/**
 * Single calls give the values of the reference engine on generated programs and cohorts.
 *
 * spec: engines/agreement, engines/combinations
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohortFromCells, generatedProgram, twoCohorts } from '../../fixtures/generated-program.ts'
import { programOf } from '../../fixtures/program.ts'
import { compareCalls } from '../../fixtures/single-calls.ts'

/** So many in a run of the tests; `npm run fuzz` has as many as its time allows. */
const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 40)

describe('single calls', () => {
  it.each([0, 4096, 1e300])('agree with the reference engine on generated programs, looking up %d', few => {
    fc.assert(
      fc.property(generatedProgram, twoCohorts, (made, [cells]) => {
        const compared = compareCalls(programOf(made), cohortFromCells(cells), { few })
        expect(compared.differences).toEqual([])
      }),
      { numRuns: SAMPLES },
    )
  })
})
