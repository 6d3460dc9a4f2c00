/**
 * A cheap guard of what `npm run mutate` tests throughout, for rulesets with a file of explained survivors:
 * explanations are of mutants that there are, and of a few mistakes put in every one is noticed or explained.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/cases/case-file.ts'
import { programsOf } from '../../src/cases/case-ruleset.ts'
import { prepareCase } from '../../src/cases/prepared-case.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { SURVIVORS_FILE } from '../../src/cli/test-files.ts'
import { caseWitness, type Witness } from '../../src/coverage/witness.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { Program } from '../../src/model/program.ts'
import { explainSurvivors, readExplanations } from '../../src/mutation/explanations.ts'
import type { Mutant } from '../../src/mutation/mutant.ts'
import { mutantsOf } from '../../src/mutation/mutants-of.ts'
import { shuffled, testMutants } from '../../src/mutation/test-mutants.ts'
import { programOf, rulesets } from '../fixtures/registered.ts'
import { caseFilesIn } from './case-tests.ts'

const folders = globSync(`conformance/worked-examples/*/*/${SURVIVORS_FILE}`).map(dirname).sort()
/** So many mistakes of each ruleset; the seed is that of no other test. */
const SAMPLE = 24
const SEED = 88

const isPlain = ({ overlays, tables }: Case): boolean => overlays.length + tables.size === 0

/** The cases of a folder that run the ruleset as it stands, or those that run another. */
const witnessesIn = (folder: string, program: Program, which: 'plain' | 'others'): readonly Witness[] =>
  caseFilesIn(folder).flatMap(source => {
    const file = readCaseFile(source).value
    const programFor = file === undefined ? undefined : programsOf(file, rulesets)
    return (file?.cases ?? [])
      .filter(it => isPlain(it) === (which === 'plain'))
      .flatMap(it => {
        const own = which === 'plain' ? program : programFor?.(it).value
        const prepared = own && prepareCase(it, own)
        return prepared === undefined ? [] : [caseWitness(prepared, referenceEngine)]
      })
  })

const aliveIn = (mutants: readonly Mutant[], witnesses: readonly Witness[]): readonly Mutant[] =>
  testMutants(mutants, witnesses)
    .filter(it => it.outcome === 'survived' || it.outcome === 'unasserted')
    .map(it => it.mutant)

describe.each(folders)('%s', folder => {
  const [name, year] = folder.replaceAll('\\', '/').split('/').slice(-2)
  const program = programOf(`${name}@${year}`)
  const text = readFileSync(`${folder}/${SURVIVORS_FILE}`, 'utf8')
  const { value: explanations, diagnostics } = readExplanations({ name: SURVIVORS_FILE, text })
  const mutants = mutantsOf(program)

  it('explains mutants that there are', () => {
    expect(diagnostics.map(messageOf)).toEqual([])
    const idle = explanations.filter(it => explainSurvivors(mutants, [it]).explained[0]?.mutants.length === 0)
    expect(idle.map(it => `${it.owner} ${it.kinds.join()} ${it.text ?? ''}`)).toEqual([])
  })
  it('has cases that notice mistakes', () => {
    const small = mutants.filter(it => it.at.source === program.ruleset.at.source)
    const { left } = explainSurvivors(shuffled(small, SEED).slice(0, SAMPLE), explanations)
    // What an edit of the text makes of it is for the full run to check.
    const sample = left.filter(it => it.edit === undefined)
    const alive = aliveIn(sample, witnessesIn(folder, program, 'plain'))
    const unnoticed = alive.length === 0 ? [] : aliveIn(alive, witnessesIn(folder, program, 'others'))
    expect(unnoticed.map(it => `${it.owner} ${it.kind}: ${it.before} → ${it.after}`)).toEqual([])
  })
})
