/**
 * An explanation as data: what a trace says, in the words of the ruleset. It has a JSON Schema of its
 * own in the specification, and holds text and plain values only, so that any program can show it.
 */
import type { AbsenceKind } from '../value/value.ts'

export interface Explanation {
  /** Address of the ruleset, `example@2018/final.1`. */
  readonly ruleset: string
  /** `minimal` leaves out what was tried and rejected, and who was in an aggregate. */
  readonly form: ExplanationForm
  readonly step: ExplainedStep
}
export type ExplanationForm = 'minimal' | 'full'

export type ExplainedStep =
  | ExplainedInput
  | ExplainedGiven
  | ExplainedParameter
  | ExplainedRule
  | ExplainedAgain

interface ExplainedCell {
  /** Column id without its level: `score.first`. */
  readonly column: string
  readonly level: string
  /** Key of the row as text. */
  readonly key: string
  readonly title: string
  readonly unit?: string
  readonly value: ExplainedValue
}
export interface ExplainedInput extends ExplainedCell {
  readonly kind: 'input'
}
/** The value of a rule that a worked example gave. */
export interface ExplainedGiven extends ExplainedCell {
  readonly kind: 'given'
}
export interface ExplainedParameter {
  readonly kind: 'parameter'
  readonly parameter: string
  readonly title: string
  readonly value: ExplainedValue
}
/** A step that was explained before, higher up or in an earlier branch. */
export interface ExplainedAgain extends ExplainedCell {
  readonly kind: 'again'
}
export interface ExplainedRule extends ExplainedCell {
  readonly kind: 'rule'
  /** The value as published, where the rule says how it is shown. */
  readonly shown?: ExplainedValue
  readonly note?: string
  /** The formula as written, or the branch of it that counts, and with values put in. */
  readonly formula?: string
  readonly withValues?: string
  /** The conditions that led to the branch. */
  readonly since: readonly { readonly condition: string; readonly holds: boolean }[]
  readonly cites: readonly ExplainedCitation[]
  readonly decision?: ExplainedDecision
  readonly tables: readonly ExplainedTable[]
  readonly aggregates: readonly ExplainedAggregate[]
  readonly candidates: readonly ExplainedCandidate[]
  /** Values of other rows that were aggregated: in the minimal form listed, and explained on their own. */
  readonly aggregated: readonly ExplainedAggregated[]
  readonly reads: readonly ExplainedStep[]
}
/** One column of the rows that an aggregate took in: how many values there are, and the first of them. */
export interface ExplainedAggregated {
  readonly column: string
  readonly level: string
  readonly title: string
  readonly count: number
  readonly first: readonly { readonly key: string; readonly value: ExplainedValue }[]
}

export type ExplainedValue =
  | { readonly kind: 'number'; readonly exact: string; readonly text: string }
  | { readonly kind: 'text' | 'date' | 'yes/no'; readonly text: string }
  | { readonly kind: 'code'; readonly code: string; readonly text: string }
  | ExplainedAbsence

export interface ExplainedAbsence {
  readonly kind: 'absent'
  readonly absence: AbsenceKind
  readonly reason: string
  readonly text: string
  /** The characters published in its place, where the reason has some. */
  readonly shown?: string
}

export interface ExplainedCitation {
  readonly source: string
  readonly title: string
  readonly place: string
}
export interface ExplainedDecision {
  readonly on: readonly { readonly name: string; readonly value?: ExplainedValue }[]
  readonly rows: readonly ExplainedDecisionRow[]
}
export interface ExplainedDecisionRow {
  /** Place in the file, from 1. */
  readonly number: number
  readonly cells: readonly string[]
  readonly outcome: string
  readonly result: 'matches' | 'does not match' | 'unknown'
  /** Heading of the column at which it failed or was unknown. */
  readonly at?: string
  readonly note?: string
  readonly cites: readonly ExplainedCitation[]
}
export interface ExplainedTable {
  readonly table: string
  readonly title: string
  /** The look-up as written. */
  readonly formula: string
  /** Empty where a key was absent, so that there was nothing to look up. */
  readonly keys: readonly ExplainedValue[]
  /** The row as written, where one gave the value. */
  readonly row?: string
  readonly value: ExplainedValue
  readonly cites: readonly ExplainedCitation[]
}
export interface ExplainedAggregate {
  readonly formula: string
  readonly value: ExplainedValue
  readonly level: string
  readonly rows: number
  readonly selected: number
  readonly present: number
  readonly absent: readonly { readonly reason: string; readonly text: string; readonly count: number }[]
  readonly keys?: readonly string[]
}
export interface ExplainedCandidate {
  readonly key: string
  readonly score: ExplainedValue
  readonly copies: number
  readonly got: readonly string[]
  /** What it adds to the total, where it has a place. */
  readonly worth?: ExplainedValue
  readonly why?: string
}
