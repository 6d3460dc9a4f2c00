/** Programs with laws, for tests. */
import { checkRuleset } from '../../src/check/check-ruleset.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { checkLaws, type LawOptions, type LawResult } from '../../src/laws/check-laws.ts'
import type { Program } from '../../src/model/program.ts'
import { soundRuleset } from '../fixtures/ruleset.ts'

export function programFrom(fragment: string): Program {
  const { value, diagnostics } = checkRuleset(soundRuleset(`status: draft\n${fragment}`))
  const errors = diagnostics.filter(it => it.severity === 'error')
  if (value === undefined || errors.length > 0) throw new Error(errors.map(messageOf).join('\n'))
  return value
}

export const resultsOf = (fragment: string, options: LawOptions = {}): readonly LawResult[] =>
  checkLaws(programFrom(fragment), referenceEngine, options)

export const resultOf = (fragment: string, options: LawOptions = {}): LawResult => {
  const [only] = resultsOf(fragment, options)
  if (only === undefined) throw new Error('no law')
  return only
}
