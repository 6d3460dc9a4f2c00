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
  readonly ruleset: AddressedRuleset | WrittenRuleset
  /** Section of the specification that the cases are about. */
  readonly section?: string
  readonly cases: readonly Case[]
}
export interface AddressedRuleset {
  readonly kind: 'address'
  readonly address: ScalarNode
}
export interface WrittenRuleset {
  readonly kind: 'inline'
  /** What the ruleset says, for all the cases; each case can say more. */
  readonly rules?: ScalarNode
  /** Files beside the ruleset, by path. */
  readonly files: WrittenFiles
}
export type WrittenFiles = ReadonlyMap<string, ScalarNode>

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
  /** Sections that take the place of those of the ruleset written in the file. */
  readonly rules?: ScalarNode
  readonly files: WrittenFiles
  /** Overlays applied first: by name or path, or written out. */
  readonly overlays: readonly (ScalarNode | MapNode)[]
  /** Values of parameters. */
  readonly set: readonly NamedCell[]
  /** Tables whose settings are replaced by these. */
  readonly tables: ReadonlyMap<string, { readonly name: ScalarNode; readonly settings: MapNode }>
  readonly given: readonly GivenRow[]
  readonly expectation: Expectation
  /** What reading and checking say that does not keep the ruleset from running. */
  readonly warns: readonly ExpectedDiagnostic[]
}

/** A row of a level, with inputs, and rules whose value it settles. */
export interface GivenRow {
  readonly level: ScalarNode
  readonly cells: ReadonlyMap<string, NamedCell>
  readonly at: Span
}
export interface NamedCell {
  readonly name: ScalarNode
  readonly value: ScalarNode
}

export type Expectation =
  | { readonly kind: 'expect'; readonly rows: readonly ExpectedRow[] }
  /** `refuse`: before anything is computed. `fails`: while computing. */
  | { readonly kind: 'refuse' | 'fails'; readonly diagnostics: readonly ExpectedDiagnostic[] }

export interface ExpectedRow {
  /** `entry a`: a level, and the key of a row. `nation` alone is its one row. */
  readonly row: ScalarNode
  readonly cells: readonly NamedCell[]
}
export interface ExpectedDiagnostic {
  readonly code: ScalarNode
  /** The text that the diagnostic is shown at. */
  readonly text?: string
}
