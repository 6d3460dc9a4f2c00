/** Elaborates laws: the claim at its level and members, and the columns that `better` laws are about. */
import type { ProgramBetter, ProgramHolds, ProgramLaw } from '../model/program.ts'
import type { BetterClaim, HoldsClaim, Law } from '../model/ruleset.ts'
import type { Value } from '../value/value.ts'
import { columnsNamed } from './columns-named.ts'
import { combinationsOf } from './declared-columns.ts'
import { elaborateAs } from './elaborate-expression.ts'
import type { Environment } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { readScalar } from './read-scalar.ts'
import { withMembers } from './scope.ts'
import { YES_NO } from './types.ts'

export const elaborateLaw = (env: Environment, law: Law): ProgramLaw => ({
  name: law.name,
  title: law.title,
  set: settingsOf(env, law),
  claim: law.claim.kind === 'holds' ? elaborateHolds(env, law.claim) : elaborateBetter(env, law.claim),
  law,
})

function settingsOf(env: Environment, { set }: Law): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>()
  for (const [name, { text, at }] of set) {
    const parameter = env.parameters.get(name)
    const value = parameter && readScalar(text, parameter.type, env.lists)
    if (value === undefined) env.reporter.report('check/wrong-value', at, { name, text })
    else values.set(name, value)
  }
  return values
}

function elaborateHolds(env: Environment, { level, per, holds }: HoldsClaim): ProgramHolds {
  const claims = combinationsOf(per, env.ruleset.dimensions).map(members => {
    const context = withMembers({ env, level, members: new Map(), facts: NO_FACTS }, members)
    return { members, holds: elaborateAs(context, holds, YES_NO).core }
  })
  return { kind: 'holds', level, claims }
}

const elaborateBetter = (env: Environment, { better, neverLowers }: BetterClaim): ProgramBetter => ({
  kind: 'better',
  inputs: better.flatMap(it => columnsNamed(env, it, 'an input', 'better')),
  neverLowers: columnsNamed(env, neverLowers, 'a rule', 'never lowers'),
})
