/** An audit as JSON, for other programs: findings and what was searched, values as text. */
import { printAddress } from '../model/address.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Audit, Finding } from './finding.ts'

export function renderAuditJson({
  program,
  findings,
  waived,
  stale,
  searched,
  places,
  isCut,
}: Audit): string {
  const all = {
    ruleset: printAddress(program.ruleset.address),
    isCut,
    findings: findings.map(told),
    waived: waived.map(({ finding, waiver: { waiver } }) => ({
      waiver: waiver.name,
      reason: waiver.reason,
      ...told(finding),
    })),
    stale: stale.map(({ waiver }) => waiver.name),
    places,
    searched: searched.map(({ held, ...it }) => ({
      ...it,
      held: held.map(({ values, ...column }) => ({ ...column, values: values.map(textOfValue) })),
    })),
  }
  return `${JSON.stringify(all, null, 2)}\n`
}

const told = ({ change, like: _, ...it }: Finding) => ({
  ...it,
  ...(change === undefined
    ? {}
    : { change: { input: change.input, from: textOfValue(change.from), to: textOfValue(change.to) } }),
})
