/** Runs the cases of a file against an engine. Reading files and finding rulesets is the caller's business. */
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program } from '../model/program.ts'
import type { Case, CaseFile } from './case-file.ts'
import { type CaseRulesets, programsOf } from './case-ruleset.ts'
import { judgeRefused, judgeWarned } from './judge-refused.ts'
import { runCase } from './run-case.ts'

export type { CaseRulesets, FindRuleset, FoundRuleset, Wanted } from './case-ruleset.ts'

export interface CaseOptions {
  readonly engine: Engine
  readonly rulesets: CaseRulesets
}

export interface CaseResult {
  readonly case: Case
  /** The case holds when there is nothing to say against it. */
  readonly failures: readonly Diagnostic[]
}
export interface CaseFileResult {
  readonly file: CaseFile
  readonly results: readonly CaseResult[]
}

export function runCaseFile(file: CaseFile, { engine, rulesets }: CaseOptions): CaseFileResult {
  const programOf = programsOf(file, rulesets)
  return { file, results: file.cases.map(it => ({ case: it, failures: judge(it, programOf(it), engine) })) }
}

function judge(it: Case, prepared: Outcome<Program | undefined>, engine: Engine): readonly Diagnostic[] {
  const { value: program, diagnostics } = prepared
  if (program === undefined || hasErrors(diagnostics)) return judgeRefused(it, diagnostics)
  return [...judgeWarned(it, diagnostics), ...runCase(it, program, diagnostics, engine)]
}
