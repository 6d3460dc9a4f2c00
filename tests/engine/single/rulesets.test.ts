/**
 * Single calls give the values of the reference engine on cohorts generated for the last ruleset of each
 * kind, for every ruleset when fuzzing.
 */
import { dirname } from 'node:path'
import { describe, it } from 'vitest'
import { expectAgreement } from '../../fixtures/agreement/expect-agreement.ts'
import { trialsOfReleased } from '../../fixtures/generated/trials.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'
import { callsEngine } from '../../fixtures/single-calls.ts'

/** So many cohorts for each ruleset in a run of the tests; fuzzing has more. */
const samples = Number(process.env.FUZZ_SAMPLES ?? 1)
const isFuzzing = process.env.FUZZ_SAMPLES !== undefined

const kindOf = (path: string): string => dirname(dirname(path))

const folders = RULESET_FILES.filter(
  (path, index, all) => isFuzzing || kindOf(path) !== kindOf(all[index + 1] ?? ''),
)

describe('single calls agree with the reference engine on', () => {
  it.each(folders)('%s', path => {
    const engines = { 'single calls': callsEngine() }
    expectAgreement(trialsOfReleased(programOf(path)), engines, { samples, endOnFailure: true })
  })
})
