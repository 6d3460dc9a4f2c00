/** Puts diagnostics into the order in which they are shown, and counts them. */
import type { Diagnostic, Severity } from './diagnostic.ts'
import { messageOf } from './report.ts'

/** By source, place and code; what would read the same is said once. The order given never matters. */
export function arrange(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.toSorted(compare).filter(it => {
    const identity = JSON.stringify([
      it.code,
      it.at.source.name,
      firstLineOf(it),
      it.at.start,
      it.at.end,
      messageOf(it),
    ])
    const isNew = !seen.has(identity)
    seen.add(identity)
    return isNew
  })
}

const compare = (a: Diagnostic, b: Diagnostic): number =>
  byText(a.at.source.name, b.at.source.name) ||
  firstLineOf(a) - firstLineOf(b) ||
  a.at.start - b.at.start ||
  byText(a.code, b.code) ||
  a.at.end - b.at.end ||
  byText(messageOf(a), messageOf(b))

/** Excerpts of one large file are apart by the line they start on. */
const firstLineOf = ({ at }: Diagnostic): number => at.source.firstLine ?? 1

/** By code units, which is the same everywhere, unlike the order of a language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** `3 errors, 1 warning`, or `no errors`. */
export function summaryOf(diagnostics: readonly Diagnostic[]): string {
  const counts = SEVERITIES.map(severity => {
    const count = diagnostics.filter(it => it.severity === severity).length
    return count === 0 ? '' : `${count} ${severity}${count === 1 ? '' : 's'}`
  })
  return counts.filter(it => it !== '').join(', ') || 'no errors'
}
