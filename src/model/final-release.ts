/**
 * What an official final release may not have: values that are uncited, unconfirmed or unknown. A ruleset
 * with `status: draft` says so wherever it is shown, and may have them.
 */
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Span } from '../source/source.ts'
import { printAddress } from './address.ts'
import { FINAL } from './registry.ts'
import type { Ruleset } from './ruleset.ts'

/** What checking says of a ruleset that is not ready to be a final release. */
const UNFINISHED: ReadonlySet<DiagnosticCode> = new Set([
  'lint/uncited',
  'lint/unconfirmed',
  'lint/unconfirmed-rows',
  'lint/unknown-values',
  'lint/inherited',
])

/** So many values are pointed at. */
const SHOWN = 5

/** `remarks` is what checking had to say about the ruleset, `at` where it says what release it is. */
export function checkFinal(
  { address, status }: Ruleset,
  at: Span,
  remarks: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (address.release !== FINAL || status !== 'official') return []
  const open = remarks.filter(it => UNFINISHED.has(it.code))
  if (open.length === 0) return []
  const related = open.slice(0, SHOWN).map(it => ({ at: it.at, label: LABELS[it.code] ?? 'unfinished' }))
  // What was taken over is one remark for many values.
  const count = open.reduce(
    (sum, it) => sum + (it.code === 'lint/uncited' ? 1 : Number(it.args.count ?? 1)),
    0,
  )
  return [report('model/unfinished-final', at, { address: printAddress(address), count }, { related })]
}

const LABELS: Partial<Record<DiagnosticCode, string>> = {
  'lint/uncited': 'no citation',
  'lint/unconfirmed': 'unconfirmed',
  'lint/unconfirmed-rows': 'rows unconfirmed',
  'lint/unknown-values': 'values unknown',
  'lint/inherited': 'taken over and unconfirmed',
}
