/**
 * Gathers diagnostics. A rule is checked once for each member of its dimensions, so what is wrong with
 * its text would be said once for each: the same code at the same place is kept once.
 */
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { type ReportDetails, report } from '../diagnostics/report.ts'
import type { Span } from '../source/source.ts'

type DiagnosticArgs = Readonly<Record<string, string | number | undefined>>

export interface Reporter {
  readonly diagnostics: readonly Diagnostic[]
  report(code: DiagnosticCode, at: Span, args?: DiagnosticArgs, details?: ReportDetails): void
  add(diagnostics: readonly Diagnostic[]): void
}

export function newReporter(): Reporter {
  const diagnostics: Diagnostic[] = []
  const seen = new Set<string>()
  const add = (diagnostic: Diagnostic): void => {
    const id = `${diagnostic.code} ${diagnostic.at.source.name} ${diagnostic.at.start} ${diagnostic.at.end}`
    if (seen.has(id)) return
    seen.add(id)
    diagnostics.push(diagnostic)
  }
  return {
    diagnostics,
    report: (code, at, args, details) => add(report(code, at, args, details)),
    add: more => more.forEach(add),
  }
}
