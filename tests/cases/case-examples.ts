/** Turns the examples of the catalogue's case stage into what they make the program say. */
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { type CaseRulesets, runCaseFile } from '../../src/cases/run-case-file.ts'
import { caseFrame } from '../../src/data/case-frame.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'

export interface CaseExample {
  /** Cases over a ruleset with rows `pupil`, an input `n` and a rule `double`. */
  readonly cases?: string
  /** A whole case file. */
  readonly file?: string
}

const HEAD = `rules: |
  rules: {pupil: {double: {is: 2 * n}}}
cases:
`

/** What there is to say about a case file: about reading it, or else about what comes of its cases. */
export function diagnosticsOf({ cases = '', file }: CaseExample): readonly Diagnostic[] {
  return diagnosticsOfFile(file ?? `${HEAD}${cases.replace(/^/gm, '  ')}`)
}

export function diagnosticsOfFile(text: string, rulesets: CaseRulesets = NO_RULESETS): readonly Diagnostic[] {
  const { value, diagnostics } = readCaseFile({ name: 'cases.yaml', text })
  if (value === undefined || diagnostics.length > 0) return diagnostics
  return runCaseFile(value, { engine: referenceEngine, rulesets }).results.flatMap(it => it.failures)
}

const NO_RULESETS: CaseRulesets = {
  find: () => ({ value: undefined, diagnostics: [] }),
  frame: caseFrame,
}
