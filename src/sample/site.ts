/** Where a formula of a description stands: what its names mean, what its value is for, and who is told of mistakes. */
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { ReportDetails } from '../diagnostics/report.ts'
import type { Span } from '../source/source.ts'
import { type SiteNumber, siteNumber } from './chance.ts'
import type { Place } from './scope.ts'
import type { Target } from './target.ts'

export type Complain = (
  code: DiagnosticCode,
  at: Span,
  args?: Readonly<Record<string, string | number | undefined>>,
  details?: ReportDetails,
) => void

export interface Site extends Place {
  /** The input that the value is for; undefined for a hidden column, and for parts of formulas. */
  readonly target: Target | undefined
  readonly complain: Complain
  /** A number for each use of chance, which stays the same as long as the column's own draw does. */
  readonly nextChance: () => SiteNumber
}

/** Numbers for the uses of chance in one column: `entry.kind`, first, second ... */
export function chancesOf(id: string): () => SiteNumber {
  let count = 0
  return () => siteNumber(`${id} ${count++}`)
}

/** The same place, for a part of the formula whose value goes into something else. */
export const partOf = (site: Site): Site => ({ ...site, target: undefined })
