/** The columns that laws and waivers name: of every member that is not written. */
import { nearest } from '../diagnostics/nearest.ts'
import type { ColumnId } from '../model/program.ts'
import type { Expression, Name } from '../syntax/expression/ast.ts'
import { columnId, combinationsOf, type DeclaredColumn } from './declared-columns.ts'
import type { Environment } from './environment.ts'
import { hasMember } from './scope.ts'

/** `result`, `entry.result.first`: the columns of every member that is not written. */
export function columnsNamed(
  env: Environment,
  node: Expression,
  what: 'an input' | 'a rule',
  /** The key of the document that it stands under, for messages. */
  key: string,
): readonly ColumnId[] {
  const names = namesIn(node)
  const [first, second] = names
  if (first === undefined) return wrong(env, node, what, key)
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
  if (column === undefined || !isWanted(column)) return wrong(env, node, what, key)
  return idsOf(env, column, names.slice(isLevel ? 2 : 1), () => wrong(env, node, what, key))
}

function idsOf(
  env: Environment,
  column: DeclaredColumn,
  members: readonly Name[],
  none: () => readonly ColumnId[],
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
  if (chosen.length === 0 && stray === undefined) return none()
  return chosen.map(it => columnId(column.level, column.name, it))
}

function wrong(env: Environment, { at }: Expression, expected: string, name: string): readonly ColumnId[] {
  env.reporter.report('check/name-expected', at, { name, expected })
  return []
}

function namesIn(node: Expression): readonly Name[] {
  if (node.kind === 'Name') return [node]
  const before = node.kind === 'Member' ? namesIn(node.of) : []
  return node.kind === 'Member' && before.length > 0 ? [...before, node.name] : []
}
