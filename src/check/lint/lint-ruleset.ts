/**
 * What can be said about a sound ruleset without any data: names that nothing uses, values without
 * a citation, values that await confirmation. Nothing here keeps a ruleset from running.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import { lintCitations } from './lint-citations.ts'
import { lintConfirmation } from './lint-confirmation.ts'
import { lintUnused } from './lint-unused.ts'

export const lintRuleset = (ruleset: Ruleset, program: Program): readonly Diagnostic[] => [
  ...lintUnused(ruleset, program),
  ...lintCitations(ruleset, program),
  ...lintConfirmation(ruleset, program),
]
