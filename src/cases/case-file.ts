/**
 * Worked examples and language cases as data: what is given, and what is expected of it. Values are
 * still the text that was written; they are read against the columns of the ruleset when a case runs.
 */
import type { Source, Span } from '../source/source.ts'
import type { MapNode, ScalarNode } from '../syntax/document/node.ts'

export interface CaseFile {
  readonly source: Source
  readonly title?: string
  /** The ruleset by address, or written in the file. */
  readonly ruleset:
    | { readonly kind: 'address'; readonly address: ScalarNode }
    | { readonly kind: 'inline'; readonly rules: ScalarNode }
  /** Section of the specification that the cases are about. */
  readonly section?: string
  readonly cases: readonly Case[]
}

export const STANDINGS = ['published', 'derived', 'illustrative'] as const
/** `published`: the source prints given and result. `derived`: the source's rule, applied. `illustrative`: neither. */
export type Standing = (typeof STANDINGS)[number]

export interface Case {
  readonly id: string
  readonly at: Span
  readonly title?: string
  readonly why?: string
  readonly standing?: Standing
  readonly source?: string
  /** What edge of a rule the case stands on. */
  readonly boundary?: string
  readonly set: ReadonlyMap<string, ScalarNode>
  /** Tables whose settings are replaced by these. */
  readonly tables: ReadonlyMap<string, MapNode>
  readonly given: readonly GivenRow[]
  readonly expectation: Expectation
}

/** A row of a level, with inputs, and rules whose value it settles. */
export interface GivenRow {
  readonly level: ScalarNode
  readonly cells: ReadonlyMap<string, { readonly name: ScalarNode; readonly value: ScalarNode }>
  readonly at: Span
}

export type Expectation =
  | { readonly kind: 'expect'; readonly rows: readonly ExpectedRow[] }
  /** `refuse`: before anything is computed. `fails`: while computing. */
  | { readonly kind: 'refuse' | 'fails'; readonly diagnostics: readonly ExpectedDiagnostic[] }

export interface ExpectedRow {
  /** `pupil a`: a level, and the key of a row. `nation` alone is its one row. */
  readonly row: ScalarNode
  readonly cells: readonly { readonly name: ScalarNode; readonly value: ScalarNode }[]
}
export interface ExpectedDiagnostic {
  readonly code: ScalarNode
  /** The text that the diagnostic is shown at. */
  readonly text?: string
}
