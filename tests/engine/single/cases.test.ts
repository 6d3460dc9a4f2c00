/**
 * Single calls give the values of the reference engine on the rows of worked examples, all of them when
 * fuzzing. Examples that give values in place of rules have nothing that a call could be made with.
 */
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
import { engineDifferences } from '../../fixtures/compare-engines.ts'
import { rulesets } from '../../fixtures/registered.ts'
import { callsEngine } from '../../fixtures/single-calls.ts'

function runsOf(source: Source): readonly (readonly [Program, Cohort, RunOptions])[] {
  const { value: file } = readCaseFile(source)
  const runs: (readonly [Program, Cohort, RunOptions])[] = []
  const noting: Engine = (program, cohort, options = {}) => {
    if ((options.given?.size ?? 0) === 0) runs.push([program, cohort, options])
    return referenceEngine(program, cohort, options)
  }
  if (file !== undefined)
    runCaseFile({ ...file, cases: file.cases.slice(0, MOST_CASES) }, { engine: noting, rulesets })
  return runs
}

/** Every ninth folder's first file and few cases of it in a run of the tests. */
const isFuzzing = process.env.FUZZ_SAMPLES !== undefined
const MOST_CASES = isFuzzing ? Number.POSITIVE_INFINITY : 2

const isChosen = ({ name }: Source, index: number, all: readonly Source[]): boolean =>
  isFuzzing || dirname(name) !== dirname(all[index - 1]?.name ?? '')

const sources = caseFilesIn('conformance/worked-examples')
  .filter(isChosen)
  .filter((_, index) => isFuzzing || index % 9 === 0)

describe('single calls agree with the reference engine on the rows of', () => {
  it.each(sources.map(it => [it.name, it] as const))('%s', (_, source) => {
    const engines = { 'single calls': callsEngine() }
    expect(runsOf(source).flatMap(it => engineDifferences(...it, engines))).toEqual([])
  })
})
