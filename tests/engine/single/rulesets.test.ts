/**
 * Single calls give the values of the reference engine on cohorts generated for the last ruleset of each
 * kind, for every ruleset when fuzzing.
 */
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../../src/laws/cohort-arbitrary.ts'
import { cohortOf } from '../../../src/laws/generated-cohort.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'
import { compareCalls } from '../../fixtures/single-calls.ts'

/** So many cohorts for each ruleset in a run of the tests; fuzzing has more. */
const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 1)
const isFuzzing = process.env.FUZZ_SAMPLES !== undefined

const kindOf = (path: string): string => dirname(dirname(path))

const folders = RULESET_FILES.filter(
  (path, index, all) => isFuzzing || kindOf(path) !== kindOf(all[index + 1] ?? ''),
)

describe('single calls agree with the reference engine on', () => {
  it.each(folders)('%s', path => {
    const program = programOf(path)
    const cohorts = cohortArbitrary(program, { engine: referenceEngine, maxRows: 12 })
    fc.assert(
      fc.property(cohorts, cohort => {
        const compared = compareCalls(program, cohortOf(program, cohort))
        expect(compared.differences).toEqual([])
      }),
      { numRuns: SAMPLES, endOnFailure: SAMPLES < 10 },
    )
  })
})
