/** The columnar engine gives the values of the reference engine on cohorts generated for every ruleset. */
import { describe, it } from 'vitest'
import { expectAgreement } from '../../fixtures/agreement/expect-agreement.ts'
import { COLUMNAR_ENGINES } from '../../fixtures/compare-engines.ts'
import { trialsOfReleased } from '../../fixtures/generated/trials.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'

/** So many cohorts for each ruleset in a run of the tests; fuzzing has more. */
const samples = Number(process.env.FUZZ_SAMPLES ?? 2)

describe('the columnar engine agrees with the reference engine on', () => {
  it.each(RULESET_FILES)('%s', path => {
    expectAgreement(trialsOfReleased(programOf(path)), COLUMNAR_ENGINES, { samples, endOnFailure: true })
  })
})
