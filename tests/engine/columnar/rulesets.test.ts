/** The columnar engine gives the values of the reference engine on cohorts generated for every ruleset. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import { cohortArbitrary } from '../../../src/laws/cohort-arbitrary.ts'
import { cohortOf } from '../../../src/laws/generated-cohort.ts'
import type { Program } from '../../../src/model/program.ts'
import { text, type Value } from '../../../src/value/value.ts'
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import { programOf, RULESET_FILES } from '../../fixtures/registered.ts'

/** So many cohorts for each ruleset in a run of the tests; fuzzing has more. */
const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 2)

/** Choices of the parameters that have a few, so that no branch stays closed. */
function parameterArbitrary(program: Program): fc.Arbitrary<ReadonlyMap<string, Value>> {
  const choices = [...program.ruleset.parameters.values()].flatMap(({ name, choices: among = [] }) =>
    among.length === 0 ? [] : [fc.tuple(fc.constant(name), fc.constantFrom(...among.map(it => it.name)))],
  )
  return fc
    .tuple(...choices)
    .map(chosen => new Map(chosen.map(([name, choice]) => [name, choiceValue(program, name, choice)])))
}

function choiceValue(program: Program, name: string, choice: string): Value {
  const standard = program.parameters.get(name)?.default
  return standard?.kind === 'code' ? { ...standard, code: choice } : text(choice)
}

describe('the columnar engine agrees with the reference engine on', () => {
  it.each(RULESET_FILES)('%s', path => {
    const program = programOf(path)
    const cohorts = cohortArbitrary(program, { engine: referenceEngine, maxRows: 12 })
    fc.assert(
      fc.property(cohorts, parameterArbitrary(program), (cohort, parameters) => {
        expect(engineDifferences(program, cohortOf(program, cohort), { parameters })).toEqual([])
      }),
      { numRuns: SAMPLES, endOnFailure: SAMPLES < 10 },
    )
  })
})
