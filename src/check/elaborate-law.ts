/** Elaborates laws: the claim at its level and members, and the columns that `better` laws are about. */
import { nearest } from '../diagnostics/nearest.ts'
import type { ColumnId, ProgramBetter, ProgramHolds, ProgramLaw } from '../model/program.ts'
import type { BetterClaim, HoldsClaim, Law } from '../model/ruleset.ts'
import type { Expression, Name } from '../syntax/expression/ast.ts'
import type { Value } from '../value/value.ts'
import { columnId, combinationsOf, type DeclaredColumn } from './declared-columns.ts'
import { elaborateAs } from './elaborate-expression.ts'
import type { Environment } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { readScalar } from './read-scalar.ts'
import { hasMember, withMembers } from './scope.ts'
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
  inputs: better.flatMap(it => columnsNamed(env, it, 'an input')),
  neverLowers: columnsNamed(env, neverLowers, 'a rule'),
})

/** `result`, `pupil.result.reading`: the columns of every member that is not written. */
function columnsNamed(env: Environment, node: Expression, what: 'an input' | 'a rule'): readonly ColumnId[] {
  const names = namesIn(node)
  const [first, second] = names
  if (first === undefined) return wrong(env, node, what)
  const columns = env.columns.get(first.name)
  const isLevel = columns !== undefined && second !== undefined
  const isWanted = (it: DeclaredColumn): boolean => (it.origin.kind === 'rule') === (what === 'a rule')
  const found = isLevel
    ? [columns.get(second.name)].flatMap(it => (it === undefined ? [] : [it]))
    : [...env.columns.values()].flatMap(it => it.get(first.name) ?? []).filter(isWanted)
  const [column, other] = found
  if (other !== undefined && column !== undefined) {
    const args = { name: first.name, one: `a column of ${column.level}`, other: `one of ${other.level}` }
    env.reporter.report('check/ambiguous-name', first.at, args)
    return []
  }
  if (column === undefined || !isWanted(column)) return wrong(env, node, what)
  return idsOf(env, column, names.slice(isLevel ? 2 : 1), node)
}

function idsOf(
  env: Environment,
  column: DeclaredColumn,
  members: readonly Name[],
  node: Expression,
): readonly ColumnId[] {
  const stray = members.find(it => !column.per.some(dimension => hasMember(env, dimension, it.name)))
  if (stray !== undefined) {
    const candidates = column.per.flatMap(it => env.lists.get(it)?.codes ?? [])
    const args = { name: stray.name, column: column.name, nearest: nearest(stray.name, candidates) }
    env.reporter.report('check/unknown-member', stray.at, args)
  }
  const wanted = new Set(members.map(it => it.name))
  const all = combinationsOf(column.per, env.ruleset.dimensions)
  const chosen = all.filter(it => [...wanted].every(name => it.some(({ member }) => member === name)))
  if (chosen.length === 0 && stray === undefined) return wrong(env, node, 'a rule')
  return chosen.map(it => columnId(column.level, column.name, it))
}

function wrong(env: Environment, { at }: Expression, expected: string): readonly ColumnId[] {
  const name = expected === 'an input' ? 'better' : 'never lowers'
  env.reporter.report('check/name-expected', at, { name, expected })
  return []
}

function namesIn(node: Expression): readonly Name[] {
  if (node.kind === 'Name') return [node]
  const before = node.kind === 'Member' ? namesIn(node.of) : []
  return node.kind === 'Member' && before.length > 0 ? [...before, node.name] : []
}
