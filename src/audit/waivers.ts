/** Sorts out the findings that the ruleset waives, and the waivers that nothing was found for. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Program, ProgramWaiver } from '../model/program.ts'
import { sameValue } from '../value/same-value.ts'
import type { Audit, Finding, Searched } from './finding.ts'

export interface Waived {
  readonly open: readonly Finding[]
  readonly waived: ReadonlyMap<ProgramWaiver, readonly Finding[]>
  /** Only where all that a waiver is about was searched. */
  readonly stale: readonly ProgramWaiver[]
}

export function applyWaivers(
  { waivers = [] }: Program,
  findings: readonly Finding[],
  searched: readonly Searched[],
): Waived {
  const open: Finding[] = []
  const waived = new Map<ProgramWaiver, Finding[]>()
  for (const finding of findings) {
    const waiver = waivers.find(it => isFor(it, finding))
    if (waiver === undefined) open.push(finding)
    else waived.set(waiver, [...(waived.get(waiver) ?? []), finding])
  }
  const done = new Set(searched.filter(it => it.how !== 'not searched').map(it => it.measure))
  const stale = waivers.filter(it => !waived.has(it) && it.measures.some(measure => done.has(measure)))
  return { open, waived, stale }
}

function isFor({ waiver, measures, inputs, to }: ProgramWaiver, { kind, measure, change }: Finding): boolean {
  if (waiver.finding !== kind || !measures.includes(measure)) return false
  if (inputs.length > 0 && (change === undefined || !inputs.includes(change.input))) return false
  return to === undefined || (change !== undefined && sameValue(to, change.to))
}

/** A warning for each waiver that nothing was found for. */
export const staleWaivers = ({ stale }: Audit): readonly Diagnostic[] =>
  stale.map(({ waiver }) =>
    report('audit/stale-waiver', waiver.at, { waiver: waiver.name, finding: waiver.finding }),
  )
