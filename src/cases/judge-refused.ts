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
  const { expectation } = it
  if (expectation.kind === kind) return judgeDiagnostics(it, expectation.diagnostics, found)
  return errorsIn(found).map(error => refused(it, error))
}

/** Each expected diagnostic is there and is an error, and each error is expected. */
export function judgeDiagnostics(
  it: Case,
  expected: readonly ExpectedDiagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const errors = errorsIn(found)
  const missing = expected.filter(({ code, text }) => !errors.some(error => answers(error, code.text, text)))
  const unexpected = errors.filter(
    error => !expected.some(({ code, text }) => answers(error, code.text, text)),
  )
  return [
    ...missing.map(diagnostic => notRefused(diagnostic, found)),
    ...unexpected.map(error => refused(it, error)),
  ]
}

/** What a case says of warnings and notes; it need not speak of all of them. */
export const judgeWarned = ({ warns }: Case, found: readonly Diagnostic[]): readonly Diagnostic[] =>
  warns
    .filter(({ code, text }) => !found.some(it => answers(it, code.text, text)))
    .map(({ code, text }) => {
      const args = { expected: named(code.text, text), found: listing(found) }
      return report('case/not-warned', code.at, args)
    })

const errorsIn = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(it => it.severity === 'error')

const answers = (diagnostic: Diagnostic, code: string, text: string | undefined): boolean =>
  diagnostic.code === code && (text === undefined || textOf(diagnostic.at) === text)

function notRefused({ code, text }: ExpectedDiagnostic, found: readonly Diagnostic[]): Diagnostic {
  const warning = found.find(it => it.severity !== 'error' && answers(it, code.text, text))
  if (warning !== undefined)
    return report('case/only-warned', code.at, { code: code.text, severity: warning.severity })
  return report('case/not-refused', code.at, { expected: named(code.text, text), found: listing(found) })
}

/** What is wrong with the case itself is said as it is; an error of its ruleset or rows is what befell the case. */
function refused(it: Case, error: Diagnostic): Diagnostic {
  if (error.code.startsWith('case/')) return error
  const related = [{ at: error.at, label: error.code }]
  return report('case/refused', it.at, { message: messageOf(error) }, { related })
}

const named = (code: string, text: string | undefined): string =>
  text === undefined ? `\`${code}\`` : `\`${code}\` at \`${text}\``

const listing = (found: readonly Diagnostic[]): string =>
  found.length === 0 ? 'none' : found.map(it => named(it.code, firstLine(textOf(it.at)))).join(', ')

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''
