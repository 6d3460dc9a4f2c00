/** What was run, so that results can be told apart and made again. Nothing in it differs between equal runs. */
import type { CheckedRuleset } from '../../api/check.ts'
import type { CohortOutcome } from '../../data/cohort-from-text.ts'
import { plainText } from '../../data/write/csv-cell.ts'
import type { Value } from '../../value/value.ts'
import { VERSION } from '../version.ts'

export function runRecord(
  { address, digest, isChanged, program }: CheckedRuleset,
  chosen: ReadonlyMap<string, Value>,
  { files }: CohortOutcome,
): Readonly<Record<string, unknown>> {
  const parameters = [...program.parameters].flatMap(([name, parameter]) => {
    const value = chosen.get(name) ?? parameter.default
    return value === undefined ? [] : [[name, plainText(value)]]
  })
  return {
    yardstick: VERSION,
    ruleset: address,
    status: program.ruleset.status,
    digest,
    changed: isChanged,
    parameters: Object.fromEntries(parameters),
    read: files.map(it => ({ level: it.level, rows: it.size, set_aside: it.setAside })),
  }
}
