/** Whether a condition asks for absence: where it is written otherwise, a value may be used that can be absent, which checking refuses. */
import { walkCore } from '../model/core-parts.ts'
import type { Core, CorePattern } from '../model/program.ts'

export function asksForAbsence(core: Core): boolean {
  let asks = false
  walkCore(core, it => {
    if (it.kind === 'Match') asks ||= speaksOfAbsence(it.pattern)
  })
  return asks
}

export function speaksOfAbsence(pattern: CorePattern): boolean {
  if (pattern.kind === 'absent') return true
  if (pattern.kind === 'not') return speaksOfAbsence(pattern.pattern)
  return pattern.kind === 'one of' && pattern.alternatives.some(speaksOfAbsence)
}
