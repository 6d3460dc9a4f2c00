/**
 * A run in parts gives the values, published digits and refusals of a run on all rows at once.
 *
 * spec: engines/agreement, engines/parts
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cohort } from '../../../src/engine/cohort.ts'
import type { Run } from '../../../src/engine/engine.ts'
import { mayDivide } from '../../../src/engine/parts/best-division.ts'
import { divisionBy } from '../../../src/engine/parts/local-columns.ts'
import { runAllParts } from '../../../src/engine/parts/run-in-parts.ts'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import type { Program } from '../../../src/model/program.ts'
import { differences } from '../../fixtures/compare-engines.ts'
import { cohortFromCells, generatedProgram, twoCohorts } from '../../fixtures/generated-program.ts'
import { programOf } from '../../fixtures/program.ts'

const SAMPLES = Number(process.env.FUZZ_SAMPLES ?? 20)

function inParts(program: Program, cohort: Cohort, by: string, rowsInPart: number): Run {
  const wanted = { columns: program.order, levels: program.levels.keys() }
  return runAllParts({ program, cohort, division: divisionBy(program, by), rowsInPart, wanted })
}

describe('a run in parts agrees with the reference engine', () => {
  it('on generated programs, whichever level is divided', () => {
    fc.assert(
      fc.property(
        generatedProgram,
        twoCohorts,
        fc.integer({ min: 1, max: 3 }),
        (made, [cells], rowsInPart) => {
          const program = programOf(made)
          const cohort = cohortFromCells(cells)
          const reference = referenceEngine(program, cohort)
          for (const level of program.levels.values())
            if (mayDivide(program, level))
              expect({
                by: level.name,
                found: differences(reference, inParts(program, cohort, level.name, rowsInPart)),
              }).toEqual({ by: level.name, found: [] })
        },
      ),
      { numRuns: SAMPLES },
    )
  })
})
