/**
 * Explained survivors: what an explanation covers, and every example of the catalogue about them.
 * spec: conformance/survivors
 */
import { describe, expect, it } from 'vitest'
import { failingCases } from '../../src/coverage/witness.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import { complaintsOf, explainSurvivors, readExplanations } from '../../src/mutation/explanations.ts'
import { mutantsOf } from '../../src/mutation/mutants-of.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
import { programFrom } from '../laws/laws.ts'
import { preparedOf } from './mutants.ts'

interface Example {
  readonly survivors?: string
  readonly cases?: string
  readonly at?: string
}
const program = programFrom('rules: {pupil: {m: {is: n + 1}}}')
const survivors = mutantsOf(program)

/** What is said of cases that do not hold as the rules stand. */
const saidOfCases = (cases: string): readonly Diagnostic[] =>
  failingCases(preparedOf(program, `  - ${cases}\n`), referenceEngine)

function explained(entry: string) {
  const text = `ruleset: example@2000\nsurvivors:\n  - ${entry}\n`
  const { value, diagnostics } = readExplanations({ name: 'survivors.yaml', text })
  return { ...explainSurvivors(survivors, value), diagnostics }
}
function saidAbout({ survivors: entry, cases }: Example): readonly Diagnostic[] {
  if (entry === undefined) return saidOfCases(cases ?? '')
  const { explained: found, diagnostics } = explained(entry)
  return [...diagnostics, ...complaintsOf(found)]
}

testCatalogue('mutation', saidAbout)

describe('an explanation', () => {
  it('covers the survivors of its kind and text, and no others', () => {
    const { explained: found, left } = explained("{in: pupil.m, kind: constant, text: '1', reason: why}")
    expect(found.flatMap(it => it.mutants.map(mutant => mutant.kind))).toEqual(['constant'])
    expect(left.map(it => it.kind)).toEqual(['arithmetic'])
  })
  it('covers all that begin alike where its text is cut short', () => {
    const { left } = explained('{in: pupil.m, kind: arithmetic, text: n…, becomes: n - 1, reason: why}')
    expect(left.map(it => it.kind)).toEqual(['constant'])
  })
  it('needs a text or the number of survivors it is for', () => {
    const { diagnostics } = explained('{in: pupil.m, kind: constant, reason: why}')
    expect(diagnostics).not.toEqual([])
  })
})
