/** Mutants of small rulesets and what cases make of them, for tests. */
import { type PreparedCase, prepareCase } from '../../src/cases/prepared-case.ts'
import { readCaseFile } from '../../src/cases/read-case-file.ts'
import { caseWitness, type Witness } from '../../src/coverage/witness.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import { referenceEngine } from '../../src/engine/reference/reference-engine.ts'
import type { Program } from '../../src/model/program.ts'
import type { MutationKind } from '../../src/mutation/mutant.ts'
import { mutantsOf } from '../../src/mutation/mutants-of.ts'
import { type TestedMutant, testMutants } from '../../src/mutation/test-mutants.ts'
import { programFrom } from '../laws/laws.ts'

/** `given` and `expect` of cases, each with an id. */
export const witnessesOf = (program: Program, cases: string): readonly Witness[] =>
  preparedOf(program, cases).map(it => caseWitness(it, referenceEngine))

export function preparedOf(program: Program, cases: string): readonly PreparedCase[] {
  const { value, diagnostics } = readCaseFile({
    name: 'cases.yaml',
    text: `ruleset: example@2000\ncases:\n${cases}`,
  })
  if (value === undefined) throw new Error(diagnostics.map(messageOf).join('\n'))
  return value.cases.map(it => {
    const prepared = prepareCase(it, program)
    if (prepared === undefined) throw new Error(`case ${it.id} cannot be run`)
    return prepared
  })
}

export function testedOf(rules: string, cases: string): readonly TestedMutant[] {
  const program = programFrom(rules)
  return testMutants(mutantsOf(program), witnessesOf(program, cases))
}

/** `5 → 6`, of the kinds wanted. */
export const changesOf = (rules: string, ...kinds: readonly MutationKind[]): readonly string[] =>
  mutantsOf(programFrom(rules))
    .filter(it => kinds.length === 0 || kinds.includes(it.kind))
    .map(it => `${it.before} → ${it.after}`)

/** What became of each mutant, as `5 → 6: killed by edge`. */
export const outcomesOf = (rules: string, cases: string): readonly string[] =>
  testedOf(rules, cases).map(
    ({ mutant: { before, after }, outcome, by }) =>
      `${before} → ${after}: ${outcome}${by === undefined ? '' : ` by ${by}`}`,
  )
