/** Makes diagnostics, and writes their text from the catalogue of the specification. */
import { type Span, textOf } from '../source/source.ts'
import type { Diagnostic, DiagnosticCode, Related, Suggestion } from './diagnostic.ts'
import { CATALOGUE } from './generated/catalogue.ts'

export interface ReportDetails {
  readonly related?: readonly Related[]
  readonly suggestion?: Suggestion
}

/**
 * A diagnostic with the severity the catalogue gives it. Arguments left undefined are left out. Where
 * the place holds a name and another is nearest to it, that one is suggested in its place.
 */
export function report(
  code: DiagnosticCode,
  at: Span,
  args: Readonly<Record<string, string | number | undefined>> = {},
  details: ReportDetails = {},
): Diagnostic {
  const suggestion = details.suggestion ?? nearestInstead(at, args)
  const known = Object.entries(args).filter((it): it is [string, string | number] => it[1] !== undefined)
  return {
    code,
    severity: CATALOGUE[code].severity,
    args: Object.fromEntries(known),
    at,
    related: details.related ?? [],
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

function nearestInstead(
  at: Span,
  { name, nearest }: Readonly<Record<string, string | number | undefined>>,
): Suggestion | undefined {
  return typeof nearest === 'string' && textOf(at) === name ? { at, replacement: nearest } : undefined
}

/** The one-line message of a diagnostic. */
export const messageOf = (diagnostic: Diagnostic): string =>
  fill(CATALOGUE[diagnostic.code].message, diagnostic.args)

/** Advice on how to repair it, where the catalogue has some and the diagnostic carries what it needs. */
export function hintOf(diagnostic: Diagnostic): string | undefined {
  const template = CATALOGUE[diagnostic.code].hint
  if (template === undefined) return undefined
  const needed = [...template.matchAll(PLACEHOLDER)].map(it => it[1] ?? '')
  return needed.every(it => it in diagnostic.args) ? fill(template, diagnostic.args) : undefined
}

const PLACEHOLDER = /\{(\w+)\}/g

const fill = (template: string, args: Diagnostic['args']): string =>
  template.replace(PLACEHOLDER, (whole, name: string) => String(args[name] ?? whole))
