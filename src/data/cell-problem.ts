/** What is wrong with a cell or a row, before it is known where it stands. */
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'

export interface CellProblem {
  readonly kind: 'problem'
  readonly code: DiagnosticCode
  readonly args: Readonly<Record<string, string | number>>
}

export const problem = (
  codeOf: DiagnosticCode,
  args: Readonly<Record<string, string | number | undefined>>,
): CellProblem => ({
  kind: 'problem',
  code: codeOf,
  args: Object.fromEntries(
    Object.entries(args).filter((it): it is [string, string | number] => it[1] !== undefined),
  ),
})
