/** What the parts of an explanation need to know of where they stand, and how citations are told. */
import type { Program } from '../model/program.ts'
import type { Citation, Ruleset } from '../model/ruleset.ts'
import type { ExplainedCitation, ExplanationForm } from './explanation.ts'

export interface ExplainContext {
  readonly program: Program
  readonly ruleset: Ruleset
  readonly form: ExplanationForm
  readonly seen: Set<string>
}

/** The citations of a rule, a table or a row, with the titles of their sources. */
export function explainCites(cites: readonly Citation[], ruleset: Ruleset): readonly ExplainedCitation[] {
  return cites.map(({ source, place }) => ({
    source,
    place,
    title: ruleset.sources.get(source)?.title ?? source,
  }))
}
