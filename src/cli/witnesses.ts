/** What speaks for a ruleset: its examples, made ready to be run on mutants, and its laws. */
import type { CaseFile } from '../cases/case-file.ts'
import { type CaseRulesets, programsOf } from '../cases/case-ruleset.ts'
import { type PreparedCase, prepareCase } from '../cases/prepared-case.ts'
import { readCaseFile } from '../cases/read-case-file.ts'
import { lawWitnesses } from '../coverage/law-witness.ts'
import { caseWitness, failingCases, type Witness } from '../coverage/witness.ts'
import { readSource } from '../data/ruleset-folder.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import type { Program } from '../model/program.ts'
import { type Explanation, readExplanations } from '../mutation/explanations.ts'
import type { Context } from './context.ts'
import { survivorsFileOf } from './test-files.ts'
import { caseRulesets } from './test-rulesets.ts'

/** For each law; more cohorts tell little more, and are run for every mutant that no case kills. */
const LAW_COHORTS = 12

export const lawsOf = (program: Program, seed: number): readonly Witness[] =>
  lawWitnesses(program, referenceEngine, { cohorts: LAW_COHORTS, seed })

export function caseWitnesses(
  context: Context,
  paths: readonly string[],
  rulesets: string,
  program: Program,
  found: Diagnostic[],
): readonly Witness[] {
  const ofCases = caseRulesets(rulesets)
  const prepared = paths.flatMap(path => {
    const file = caseFileAt(context, path, found)
    return file === undefined ? [] : preparedIn(file, ofCases, program, found)
  })
  found.push(...failingCases(prepared, referenceEngine))
  return prepared.map(it => caseWitness(it, referenceEngine))
}

function caseFileAt({ line }: Context, path: string, found: Diagnostic[]): CaseFile | undefined {
  const source = readSource(path)
  if ('reason' in source) {
    found.push(report('misuse/unreadable-file', line.word(path).at, { file: path, reason: source.reason }))
    return undefined
  }
  const { value, diagnostics } = readCaseFile(source)
  found.push(...diagnostics.filter(it => it.severity === 'error'))
  return value
}

/** Cases that say nothing of their own run the program at hand, so that it is checked once. */
function preparedIn(
  file: CaseFile,
  rulesets: CaseRulesets,
  program: Program,
  found: Diagnostic[],
): readonly PreparedCase[] {
  const programOf = programsOf(file, rulesets)
  return file.cases.flatMap(it => {
    const isPlain = it.overlays.length + it.tables.size === 0
    const { value, diagnostics } = isPlain ? { value: program, diagnostics: [] } : programOf(it)
    if (value === undefined || hasErrors(diagnostics)) {
      found.push(...diagnostics)
      return []
    }
    return prepareCase(it, value) ?? []
  })
}

export function explanationsIn(paths: readonly string[], found: Diagnostic[]): readonly Explanation[] {
  const path = survivorsFileOf(paths)
  const source = path === undefined ? undefined : readSource(path)
  if (source === undefined || 'reason' in source) return []
  const { value, diagnostics } = readExplanations(source)
  found.push(...diagnostics)
  return value
}
