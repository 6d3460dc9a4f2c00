/** Compares the diagnostics a case expects with those there are. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { messageOf, report } from '../diagnostics/report.ts'
import { textOf } from '../source/source.ts'
import type { Case, ExpectedDiagnostic } from './case-file.ts'

/**
 * A case whose ruleset or rows have errors holds when it expects just these codes. `kind` is what has
 * happened: the case was refused before anything was computed, or computing it failed.
 */
export function judgeRefused(
  it: Case,
  found: readonly Diagnostic[],
  kind: 'refuse' | 'fails' = 'refuse',
): readonly Diagnostic[] {
  const errors = found.filter(diagnostic => diagnostic.severity === 'error')
  if (it.expectation.kind === 'expect' || it.expectation.kind !== kind)
    return errors.map(error => refused(it, error))
  return judgeDiagnostics(it.expectation.diagnostics, found)
}

/** Each expected diagnostic is there, and each error is expected. */
export function judgeDiagnostics(
  expected: readonly ExpectedDiagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const missing = expected.filter(it => !found.some(diagnostic => answers(diagnostic, it)))
  const unexpected = found.filter(
    it => it.severity === 'error' && !expected.some(other => answers(it, other)),
  )
  return [
    ...missing.map(({ code, text }) => {
      const args = { expected: named(code.text, text), found: listing(found) }
      return report('case/not-refused', code.at, args)
    }),
    ...unexpected.map(it => {
      const at = expected[0]?.code.at ?? it.at
      return report(
        'case/refused',
        at,
        { message: messageOf(it) },
        { related: [{ at: it.at, label: it.code }] },
      )
    }),
  ]
}

const answers = (diagnostic: Diagnostic, { code, text }: ExpectedDiagnostic): boolean =>
  diagnostic.code === code.text && (text === undefined || textOf(diagnostic.at) === text)

const refused = (it: Case, error: Diagnostic): Diagnostic =>
  report(
    'case/refused',
    it.at,
    { message: messageOf(error) },
    { related: [{ at: error.at, label: error.code }] },
  )

const named = (code: string, text: string | undefined): string =>
  text === undefined ? `\`${code}\`` : `\`${code}\` at \`${text}\``

const listing = (found: readonly Diagnostic[]): string =>
  found.length === 0 ? 'none' : found.map(it => named(it.code, textOf(it.at))).join(', ')
