/** The columnar engine gives the values of the reference engine on worked examples and language cases, all of them when fuzzing. */
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCaseFile } from '../../../src/cases/read-case-file.ts'
import { runCaseFile } from '../../../src/cases/run-case-file.ts'
import type { Cohort } from '../../../src/engine/cohort.ts'
import type { Engine, RunOptions } from '../../../src/engine/engine.ts'
import { referenceEngine } from '../../../src/engine/reference/reference-engine.ts'
import type { Program } from '../../../src/model/program.ts'
import type { Source } from '../../../src/source/source.ts'
import { caseFilesIn } from '../../conformance/case-tests.ts'
import { COLUMNAR_ENGINES, engineDifferences, IN_PARTS } from '../../fixtures/compare-engines.ts'
import { rulesets } from '../../fixtures/registered.ts'
import { readChapters } from '../../spec/chapters.ts'

/** What the cases of a file run. Comparing comes after them, for cases note what is read while they run. */
function runsOf(source: Source): readonly (readonly [Program, Cohort, RunOptions])[] {
  const { value: file } = readCaseFile(source)
  const runs: (readonly [Program, Cohort, RunOptions])[] = []
  const noting: Engine = (program, cohort, options = {}) => {
    runs.push([program, cohort, options])
    return referenceEngine(program, cohort, options)
  }
  // One case after the other, so that none is run in vain.
  for (const it of file?.cases ?? []) {
    if (runs.length >= MOST_RUNS) break
    if (file !== undefined) runCaseFile({ ...file, cases: [it] }, { engine: noting, rulesets })
  }
  return runs.slice(0, MOST_RUNS)
}

/** One run of each file in a run of the tests, and one file of worked examples a folder; fuzzing has them all. */
const isFuzzing = process.env.FUZZ_SAMPLES !== undefined
const MOST_RUNS = isFuzzing ? Number.POSITIVE_INFINITY : 1

const isChosen = ({ name }: Source, index: number, all: readonly Source[]): boolean =>
  isFuzzing || dirname(name) !== dirname(all[index - 1]?.name ?? '')

const sources: readonly Source[] = [
  ...caseFilesIn('conformance/worked-examples').filter(isChosen),
  ...caseFilesIn('conformance/language'),
  ...readChapters().flatMap(it => it.examples.map(example => example.source)),
]

describe('the columnar engine agrees with the reference engine on the cases of', () => {
  it.each(sources.map(it => [it.name, it] as const))('%s', (_, source) => {
    const engines = { 'by kernels': COLUMNAR_ENGINES['by kernels'], ...(isFuzzing ? IN_PARTS : {}) }
    expect(runsOf(source).flatMap(it => engineDifferences(...it, engines))).toEqual([])
  })
})
