/**
 * Survivors that an analyst has explained: mutants that cannot be told from the rules, or that need not be.
 * An explanation names the rule and the kind of mistake, and either the text or the greatest number of
 * survivors it is about, so that it never covers for one that nobody has looked at.
 */
import { listUnder, scalarUnder } from '../cases/case-entries.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Source, Span } from '../source/source.ts'
import type { MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import { oneLine } from './change.ts'
import type { Mutant } from './mutant.ts'

export interface Explanation {
  /** The rule, table, style, dimension, level or parameter, as reports name it. */
  readonly owner: string
  readonly kinds: readonly string[]
  /** What is written; one that ends in `…` stands for all that begin so. */
  readonly text?: string
  /** What the mutant has instead; any unless given. */
  readonly becomes?: string
  /** The greatest number of survivors it explains. */
  readonly atMost?: number
  readonly reason: string
  readonly at: Span
}

export function readExplanations(source: Source): Outcome<readonly Explanation[]> {
  const { value: document, diagnostics } = readDocument(source)
  if (document === undefined) return { value: [], diagnostics }
  const found: readonly Diagnostic[] = [...diagnostics, ...validateDocument(document, 'survivors')]
  const items = hasErrors(found) ? [] : listUnder(document, 'survivors')
  return { value: items.flatMap(it => (it.kind === 'map' ? explanationOf(it) : [])), diagnostics: found }
}

function explanationOf(node: MapNode): readonly Explanation[] {
  const field = (key: string) => scalarUnder(node, key)?.text
  const owner = scalarUnder(node, 'in')
  if (owner === undefined) return []
  const kind = field('kind')
  const kinds = listUnder(node, 'kind').flatMap(it => (it.kind === 'scalar' ? [it.text] : []))
  const [text, becomes, most] = [field('text'), field('becomes'), field('at most')]
  return [
    {
      owner: owner.text,
      kinds: kind === undefined ? kinds : [kind],
      ...(text === undefined ? {} : { text: oneLine(text) }),
      ...(becomes === undefined ? {} : { becomes: oneLine(becomes) }),
      ...(most === undefined ? {} : { atMost: Number(most) }),
      reason: oneLine(field('reason') ?? ''),
      at: owner.at,
    },
  ]
}

export interface Explained {
  readonly explanation: Explanation
  readonly mutants: readonly Mutant[]
}

/** Each survivor goes to the first explanation that fits it; what explains too little or too much is complained of. */
export function explainSurvivors(
  survivors: readonly Mutant[],
  explanations: readonly Explanation[],
): { readonly explained: readonly Explained[]; readonly left: readonly Mutant[] } {
  const byExplanation = Map.groupBy(survivors, it => explanations.find(other => fits(other, it)))
  return {
    explained: explanations.map(explanation => ({
      explanation,
      mutants: byExplanation.get(explanation) ?? [],
    })),
    left: byExplanation.get(undefined) ?? [],
  }
}

const fits = ({ owner, kinds, text, becomes }: Explanation, mutant: Mutant): boolean =>
  owner === mutant.owner &&
  kinds.includes(mutant.kind) &&
  isText(text, mutant.before) &&
  isText(becomes, mutant.after)

function isText(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true
  return pattern.endsWith('…') ? text.startsWith(pattern.slice(0, -1)) : text === pattern
}

/** What is wrong with explanations, given that every mutant was tried. */
export const complaintsOf = (explained: readonly Explained[]): readonly Diagnostic[] =>
  explained.flatMap(({ explanation: { owner, kinds, atMost, at }, mutants }) => {
    const args = { owner, kind: kinds.join(', '), most: atMost, found: mutants.length }
    if (mutants.length === 0) return [report('mutation/nothing-to-explain', at, args)]
    return atMost !== undefined && mutants.length > atMost
      ? [report('mutation/more-survivors', at, args)]
      : []
  })
