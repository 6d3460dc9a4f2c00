/** Holds the known failures of a law to the cases that show them: each has to show it still. */
import { caseCohort } from '../cases/case-cohort.ts'
import type { Case, CaseFile } from '../cases/case-file.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { ProgramLaw } from '../model/program.ts'
import { withClaims } from './claim-columns.ts'
import { findLowered, findRefuted, type Trial } from './violation.ts'

export function checkWitnesses(
  trial: Trial,
  law: ProgramLaw,
  find: (name: string) => CaseFile | undefined = () => undefined,
): readonly Diagnostic[] {
  return law.law.knownFailures.flatMap(({ text, at }) => {
    const file = find(text)
    const args = { law: law.name, witness: text }
    if (file === undefined) return [report('law/no-witness', at, args)]
    const isShown = file.cases.some(it => showsFailure(trial, law, it))
    return isShown ? [] : [report('law/witness-agrees', at, args)]
  })
}

/** Whether the law fails on the rows of a case. Whether the case itself comes out right is for its own run to say. */
function showsFailure(trial: Trial, law: ProgramLaw, it: Case): boolean {
  const { cohort, given } = caseCohort(it, trial.program, [])
  const options = { ...trial.options, given }
  const { claim } = law
  if (claim.kind === 'better') {
    return findLowered({ ...trial, options }, claim, cohort).violation !== undefined
  }
  const { program, claims } = withClaims(trial.program, law, claim)
  return findRefuted({ ...trial, program, options }, claims, cohort).violation !== undefined
}
