/** Diagnostics for programs: all facts and all text, with lines and columns counted from 1. */
import { positionOf, type Span } from '../source/source.ts'
import { arrange } from './arrange.ts'
import type { Diagnostic } from './diagnostic.ts'
import { hintOf, messageOf } from './report.ts'

/** A place: name of the source, lines and columns from 1 (columns in UTF-16 code units), offsets from 0. */
export interface PlaceData {
  readonly source: string
  readonly start: { readonly line: number; readonly column: number; readonly offset: number }
  readonly end: { readonly line: number; readonly column: number; readonly offset: number }
}

export interface DiagnosticData {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly hint?: string
  readonly args: Diagnostic['args']
  readonly at: PlaceData
  readonly related: readonly { readonly at: PlaceData; readonly label: string }[]
  readonly suggestion?: { readonly at: PlaceData; readonly replacement: string }
}

/** A JSON array in order, as text that ends with a line break. */
export const renderJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify(arrange(diagnostics).map(diagnosticData), undefined, 2)}\n`

export function diagnosticData(diagnostic: Diagnostic): DiagnosticData {
  const { code, severity, args, at, related, suggestion } = diagnostic
  const hint = hintOf(diagnostic)
  return {
    code,
    severity,
    message: messageOf(diagnostic),
    ...(hint === undefined ? {} : { hint }),
    args,
    at: placeData(at),
    related: related.map(it => ({ at: placeData(it.at), label: it.label })),
    ...(suggestion === undefined ? {} : { suggestion: { ...suggestion, at: placeData(suggestion.at) } }),
  }
}

const placeData = ({ source, start, end }: Span): PlaceData => ({
  source: source.name,
  start: { ...positionOf(source, start), offset: start },
  end: { ...positionOf(source, end), offset: end },
})
