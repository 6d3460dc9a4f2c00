/**
 * What went wrong, as data. A diagnostic carries facts; its wording lives in the catalogue of the
 * specification, so that text, documentation and tests have one source.
 */
import type { Span } from '../source/source.ts'
import type { DiagnosticCode } from './generated/codes.ts'

export type { DiagnosticCode } from './generated/codes.ts'

export type Severity = 'error' | 'warning' | 'note'

/** One thing to tell the author. `args` fill the message and hint templates of the catalogue. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly args: Readonly<Record<string, string | number>>
  readonly at: Span
  /** Other places that explain this one, each with a label. */
  readonly related: readonly Related[]
  /** A replacement that would repair it, when one is likely enough to propose. */
  readonly suggestion?: Suggestion
}

export interface Related {
  readonly at: Span
  readonly label: string
}

export interface Suggestion {
  readonly at: Span
  readonly replacement: string
}

/** What every stage returns: a value as far as it could be made, and what there is to say about it. */
export interface Outcome<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(it => it.severity === 'error')
}
