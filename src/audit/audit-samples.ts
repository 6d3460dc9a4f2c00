/** One measure searched on cohorts drawn by chance. */
import type { Column, ColumnId } from '../model/program.ts'
import { type Audited, nothing } from './audited.ts'
import { comparatorsOf } from './comparators.ts'
import type { Searched } from './finding.ts'
import type { Searching } from './search-rows.ts'
import { searchSamples } from './search-samples.ts'
import { tellSampled } from './tell-samples.ts'

export function auditSamples(
  searching: Searching,
  measure: Column,
  isChanged: (input: ColumnId) => boolean,
  why: string,
  { seed, cohorts }: { readonly seed: number; readonly cohorts: number },
): Audited {
  const sampled = searchSamples(searching, measure, { seed, cohorts, isChanged })
  if (sampled.changes === 0) return nothing(measure, `${why}, and no cohort drawn has a value of it`)
  const findings = sampled.findings.map(it => tellSampled(searching, sampled, it))
  const searched: Searched = {
    measure: measure.id,
    how: 'sampled',
    classes: sampled.cohorts,
    changes: sampled.changes,
    inputs: sampled.inputs.map(column => ({ column, classes: 0 })),
    held: comparatorsOf(searching.program, measure).map(column => ({
      column,
      values: [],
      why: 'computed before the change',
    })),
    findings: findings.length,
    note: why,
  }
  return { findings, searched }
}
