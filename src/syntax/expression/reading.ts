/** Collects what there is to say while one fragment is read. Places are offsets into the fragment's text. */
import type { IToken } from 'chevrotain'
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { type Fragment, spanIn } from '../../source/fragment.ts'
import type { Span } from '../../source/source.ts'

export interface Reading {
  readonly fragment: Fragment
  readonly diagnostics: Diagnostic[]
}

/** Half-open offsets into the fragment's text. */
export interface Place {
  readonly start: number
  readonly end: number
}

export const placeOf = (token: IToken): Place => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
})

export const startReading = (fragment: Fragment): Reading => ({ fragment, diagnostics: [] })

export const spanAt = (reading: Reading, { start, end }: Place): Span => spanIn(reading.fragment, start, end)

export interface Complaint {
  readonly code: DiagnosticCode
  readonly at: Place
  readonly args?: Readonly<Record<string, string | undefined>>
  /** Another place that explains this one. */
  readonly related?: { readonly at: Place; readonly label: string }
  /** What to write in its place, where that is likely enough to propose. */
  readonly replacement?: string | undefined
}

/** Adds a diagnostic. A second one at the same place is a consequence of the first and is left out. */
export function complain(reading: Reading, { code, at, args, related, replacement }: Complaint): void {
  const span = spanAt(reading, at)
  if (reading.diagnostics.some(it => it.at.start === span.start && it.at.end === span.end)) return
  reading.diagnostics.push(
    report(code, span, args, {
      ...(related === undefined
        ? {}
        : { related: [{ at: spanAt(reading, related.at), label: related.label }] }),
      ...(replacement === undefined ? {} : { suggestion: { at: span, replacement } }),
    }),
  )
}

/** User text as messages quote it: on one line, and not longer than a line. */
export function quoted(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ')
  return oneLine.length > 40 ? `${oneLine.slice(0, 39)}…` : oneLine
}
