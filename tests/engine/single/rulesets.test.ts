/**
 * Single calls give the values of the reference engine on cohorts generated for the last ruleset of each
 * kind, for every ruleset when fuzzing.
 */
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRuleset } from '../../../src/check/check-ruleset.ts'
import { loadRuleset } from '../../../src/data/load-ruleset.ts'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../../src/laws/cohort-arbitrary.ts'
import { cohortOf } from '../../../src/laws/generated-cohort.ts'
import { buildRuleset } from '../../../src/model/build-ruleset.ts'
import type { Program } from '../../../src/model/program.ts'
import { spanOf } from '../../../src/source/source.ts'
import { compareCalls } from '../../fixtures/single-calls.ts'

/** So many cohorts for each ruleset in a run of the tests; fuzzing has more. */
const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 1)
const isFuzzing = process.env.FUZZ_SAMPLES !== undefined

const kindOf = (path: string): string => dirname(dirname(path))

const folders = globSync('rulesets/*/*/ruleset.yaml')
  .sort()
  .filter((path, index, all) => isFuzzing || kindOf(path) !== kindOf(all[index + 1] ?? ''))

function programAt(path: string): Program {
  const at = spanOf({ name: 'test', text: path }, 0, path.length)
  const loaded = loadRuleset({ ruleset: { text: path, at }, rulesets: 'rulesets' }).value
  const built = loaded && buildRuleset(loaded.document, loaded.files).value
  const program = built && checkRuleset(built).value
  if (program === undefined) throw new Error(`${path} does not check`)
  return program
}

describe('single calls agree with the reference engine on', () => {
  it.each(folders)('%s', path => {
    const program = programAt(path)
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
