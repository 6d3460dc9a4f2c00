/**
 * The engines give the values of the reference engine on generated rulesets and cohorts.
 *
 * spec: engines/agreement, engines/combinations, engines/keys, engines/decisions, engines/tables, engines/ranks
 * spec: engines/guard, engines/roots, engines/whole-numbers, engines/common-denominators, engines/slots, engines/rooms
 */
import { describe, it } from 'vitest'
import { expectAgreement } from '../../fixtures/agreement/expect-agreement.ts'
import { COLUMNAR_ENGINES } from '../../fixtures/compare-engines.ts'
import { numberTrials } from '../../fixtures/generated/numbers.ts'
import { slotTrials } from '../../fixtures/generated/slots.ts'
import { generatedTrials } from '../../fixtures/generated/trials.ts'
import { callsEngine } from '../../fixtures/single-calls.ts'

/** `npm run fuzz` has as many as its time allows; a run of the tests has few. */
const samplesOr = (usual: number): number => Number(process.env.FUZZ_SAMPLES ?? usual)

const ENGINES = {
  ...COLUMNAR_ENGINES,
  'single calls': callsEngine(),
  'single calls, nothing looked up': callsEngine(0),
  'single calls, all looked up': callsEngine(1e300),
}

describe('the engines agree', () => {
  it('on generated rulesets', () => {
    expectAgreement(generatedTrials, ENGINES, { samples: samplesOr(45) })
  })
  it('on numbers', () => {
    expectAgreement(numberTrials, ENGINES, { samples: samplesOr(60) })
  })
  it('on slots', () => {
    expectAgreement(slotTrials, ENGINES, { samples: samplesOr(45) })
  })
})
