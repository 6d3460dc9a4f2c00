/** How commands end: 0 when all is fine, 1 when rules or data are not, 2 when the command was not understood. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

export const FINE = 0
export const BAD_RULES_OR_DATA = 1
export const MISUSE = 2
export type ExitCode = typeof FINE | typeof BAD_RULES_OR_DATA | typeof MISUSE

export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter(it => it.severity === 'error')
  if (errors.some(it => it.code.startsWith('misuse/'))) return MISUSE
  return errors.length > 0 ? BAD_RULES_OR_DATA : FINE
}
