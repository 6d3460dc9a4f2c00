// Generated from the specification by `npm run generate`. Do not edit.

import type { Severity } from '../diagnostic.ts'
import type { DiagnosticCode } from './codes.ts'

/** Severity and wording of each diagnostic; `{name}` stands for an argument. */
export const CATALOGUE: Readonly<
  Record<DiagnosticCode, { readonly severity: Severity; readonly message: string; readonly hint?: string }>
> = {
  "parse/unexpected": {"severity":"error","message":"expected {expected}, found {found}","hint":"did you mean `{nearest}`?"},
}
