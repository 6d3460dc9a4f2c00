/** Makes the columns of a program: one for each input and rule and combination of members. */
import type { Column, ColumnId, InputContent, MemberOf } from '../model/program.ts'
import type { Input, Rule } from '../model/ruleset.ts'
import { combinationsOf, type DeclaredColumn } from './declared-columns.ts'
import { elaborateShow } from './elaborate-show.ts'
import type { Environment, KnownColumn } from './environment.ts'
import { readScalar } from './read-scalar.ts'
import { openKeys } from './read-type.ts'
import { rulesInReadingOrder } from './reading-order.ts'
import { invalid, withUnit } from './typed.ts'

export function elaborateColumns(env: Environment): ReadonlyMap<ColumnId, Column> {
  for (const rule of rulesInReadingOrder(env.ruleset)) {
    const column = env.columns.get(rule.level)?.get(rule.name)
    for (const members of combinationsOf(rule.per, env.ruleset.dimensions))
      if (column) env.know(column, members)
  }
  const columns = new Map<ColumnId, Column>()
  for (const declared of [...env.columns.values()].flatMap(it => [...it.values()])) {
    for (const members of combinationsOf(declared.per, env.ruleset.dimensions)) {
      const column = elaborateColumn(env, declared, members)
      columns.set(column.id, column)
    }
  }
  return columns
}

function elaborateColumn(env: Environment, declared: DeclaredColumn, members: readonly MemberOf[]): Column {
  const known = env.know(declared, members)
  return {
    id: known.id,
    level: declared.level,
    name: declared.name,
    title: declared.title,
    members,
    type: known.type,
    ...withUnit(known.unit),
    absences: known.absence.kinds,
    content: contentOf(env, declared, members, known),
  }
}

function contentOf(
  env: Environment,
  { origin }: DeclaredColumn,
  members: readonly MemberOf[],
  known: KnownColumn,
): Column['content'] {
  if (origin.kind === 'input') return inputContent(env, origin.input, known)
  if (origin.kind === 'rule') return ruleContent(env, origin.rule, members, known)
  const key = origin.kind === 'group key' ? { key: origin.position } : {}
  return { kind: 'input', mayBeMissing: false, ...key }
}

function inputContent(env: Environment, input: Input, known: KnownColumn): InputContent {
  const { default: given, earlier, mayBeMissing, needsColumn, name } = input
  const value = given && readScalar(given.text, openKeys(known.type, env), env.lists)
  if (given !== undefined && value === undefined && known.type.alternatives.length > 0) {
    env.reporter.report('check/wrong-value', given.at, { name, text: given.text })
  }
  return {
    kind: 'input',
    mayBeMissing,
    needsColumn,
    ...(value && { default: value }),
    ...(earlier && { earlier }),
  }
}

function ruleContent(
  env: Environment,
  rule: Rule,
  members: readonly MemberOf[],
  known: KnownColumn,
): Column['content'] {
  const show = elaborateShow(env, rule, members, known)
  return { kind: 'rule', rule, is: known.is ?? invalid(rule.at).core, ...(show && { show }) }
}
