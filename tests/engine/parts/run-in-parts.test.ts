/**
 * A run in parts gives the values, published digits and refusals of a run on all rows at once.
 *
 * spec: engines/agreement, engines/parts
 */
import { describe, it } from 'vitest'
import { columnarEngine, tunedEngine } from '../../../src/engine/columnar/columnar-engine.ts'
import type { Engine } from '../../../src/engine/engine.ts'
import { mayDivide } from '../../../src/engine/parts/best-division.ts'
import { divisionBy } from '../../../src/engine/parts/local-columns.ts'
import { runAllParts } from '../../../src/engine/parts/run-in-parts.ts'
import { expectAgreement } from '../../fixtures/agreement/expect-agreement.ts'
import { IN_PARTS, listing } from '../../fixtures/compare-engines.ts'
import { slotTrials } from '../../fixtures/generated/slots.ts'
import { generatedTrials, trialsOfReleased } from '../../fixtures/generated/trials.ts'
import { WORLD } from '../../fixtures/generated/world.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'

const isFuzzing = process.env.FUZZ_SAMPLES !== undefined
const samplesOr = (usual: number): number => Number(process.env.FUZZ_SAMPLES ?? usual)

/** Divides this level, where that can be. */
const dividedBy =
  (name: string, rowsInPart: number): Engine =>
  (program, cohort, options = {}) => {
    const level = program.levels.get(name)
    const wanted = { columns: program.order, levels: program.levels.keys() }
    return level === undefined || !mayDivide(program, level)
      ? columnarEngine(program, cohort, options)
      : runAllParts({
          ...{ program, cohort, options, rowsInPart, wanted },
          division: divisionBy(program, name),
          engine: tunedEngine({ fewestKeys: 1 }),
          long: 1,
        })
  }

const LEVELS = Object.keys(WORLD.levels ?? {})
const BY_ANY = Object.fromEntries([
  ...LEVELS.map((it, index) => [`by ${it}`, dividedBy(it, 1 + (index % 3))] as const),
  ...LEVELS.map((it, index) => [`by ${it}, listed`, listing(dividedBy(it, 1 + (index % 3)))] as const),
])

describe('a run in parts agrees with the reference engine', () => {
  it('on generated rulesets, whichever level is divided', () => {
    expectAgreement(generatedTrials, BY_ANY, { samples: samplesOr(8) })
  })

  it('on slots', () => {
    expectAgreement(slotTrials, BY_ANY, { samples: samplesOr(3) })
  })

  const chosen = isFuzzing ? RULESET_FILES : RULESET_FILES.filter(it => /ks[24]\/2016|alps\/2017/.test(it))
  it.each(chosen)('on %s', path => {
    expectAgreement(trialsOfReleased(programOf(path)), IN_PARTS, {
      samples: samplesOr(1),
      endOnFailure: true,
    })
  })
})
