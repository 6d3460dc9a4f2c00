/**
 * What every reader of a ruleset document has at hand: the files beside the document, the names that
 * the document declares, and the list that diagnostics are added to.
 */
import type { Diagnostic, DiagnosticCode, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { type ReportDetails, report } from '../diagnostics/report.ts'
import type { Source, Span } from '../source/source.ts'
import type { DocumentNode } from '../syntax/document/node.ts'
import { type Declarations, NOTHING_DECLARED } from './declarations.ts'
import type { CodeList, Dimension } from './ruleset.ts'

/** The texts beside a ruleset document, by path relative to its folder. Reading them is the caller's business. */
export interface RulesetFiles {
  read(path: string): Source | undefined
}

export interface Reading {
  readonly files: RulesetFiles
  /** Names declared anywhere in the document, known before any section is read. */
  readonly declared: Declarations
  /** Known once these sections have been read: they come first. */
  readonly codes: ReadonlyMap<string, CodeList>
  readonly dimensions: ReadonlyMap<string, Dimension>
  readonly diagnostics: Diagnostic[]
}

/** Reads one node. Undefined: it could not be read, and the reader has said why. */
export type Reader<T> = (node: DocumentNode, reading: Reading) => T | undefined

/** Adds a diagnostic; undefined, so that a reader can end with it. */
export function complain(
  reading: Reading,
  code: DiagnosticCode,
  at: Span,
  args: Readonly<Record<string, string | number | undefined>> = {},
  details: ReportDetails = {},
): undefined {
  reading.diagnostics.push(report(code, at, args, details))
  return undefined
}

/** So many mistakes get a guess at what was meant; each guess compares with every candidate. */
const MOST_GUESSES = 200

/** What a name was probably meant to be. */
export const guess = (reading: Reading, name: string, candidates: Iterable<string>): string | undefined =>
  reading.diagnostics.length < MOST_GUESSES ? nearest(name, candidates) : undefined

/** The value of another stage's outcome; what that stage had to say is kept. */
export function accept<T>(reading: Reading, outcome: Outcome<T>): T {
  reading.diagnostics.push(...outcome.diagnostics)
  return outcome.value
}

/** For documents that declare nothing others could refer to, and have no files. */
export const plainReading = (): Reading => ({
  files: { read: () => undefined },
  declared: NOTHING_DECLARED,
  codes: new Map(),
  dimensions: new Map(),
  diagnostics: [],
})
