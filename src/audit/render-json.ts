/** An audit as JSON, for other programs: findings and what was searched, values as text. */
import { printAddress } from '../model/address.ts'
import { textOfValue } from '../value/text-of-value.ts'
import type { Audit } from './finding.ts'

export function renderAuditJson({ program, findings, searched, isCut }: Audit): string {
  const told = {
    ruleset: printAddress(program.ruleset.address),
    isCut,
    findings: findings.map(({ change, like: _, ...it }) => ({
      ...it,
      ...(change === undefined
        ? {}
        : { change: { input: change.input, from: textOfValue(change.from), to: textOfValue(change.to) } }),
    })),
    searched: searched.map(({ held, ...it }) => ({
      ...it,
      held: held.map(({ values, ...column }) => ({ ...column, values: values.map(textOfValue) })),
    })),
  }
  return `${JSON.stringify(told, null, 2)}\n`
}
