/** What a column holds: declared for inputs, the same as below for keys of groups, elaborated for rules. */
import type { MemberOf } from '../model/program.ts'
import type { Input } from '../model/ruleset.ts'
import { ALWAYS_THERE, missingInput } from './absence.ts'
import { columnId, type DeclaredColumn } from './declared-columns.ts'
import { elaborateRule } from './elaborate-rule.ts'
import type { Environment, KnownColumn } from './environment.ts'
import { readType } from './read-type.ts'
import { outcomesOf, withUnit } from './typed.ts'
import { isOnly, NOTHING, TEXT } from './types.ts'

/** Answers each question once; a column asked for while it is being elaborated is part of a circle, of no type. */
export function newKnowledge(environment: () => Environment): Environment['know'] {
  const known = new Map<string, KnownColumn>()
  return (column, members) => {
    const id = columnId(column.level, column.name, members)
    const before = known.get(id)
    if (before !== undefined) return before
    known.set(id, { id, type: NOTHING, absence: ALWAYS_THERE })
    const found = find(environment(), id, column, members)
    known.set(id, found)
    return found
  }
}

function find(
  env: Environment,
  id: string,
  column: DeclaredColumn,
  members: readonly MemberOf[],
): KnownColumn {
  const { origin } = column
  if (origin.kind === 'input') return inputColumn(env, id, origin.input)
  if (origin.kind === 'rule') {
    const typed = elaborateRule(env, origin.rule, members)
    const outcomes = isOnly(typed.type, 'yes/no') ? { outcomes: outcomesOf(typed) } : {}
    return {
      id,
      type: typed.type,
      ...withUnit(typed.unit),
      absence: typed.absence,
      is: typed.core,
      ...outcomes,
    }
  }
  const like = origin.kind === 'group key' ? { level: origin.below, column: column.name } : origin.like
  const other = like === undefined ? undefined : env.columns.get(like.level)?.get(like.column)
  if (other === undefined || other.per.length > 0) return { id, type: TEXT, absence: ALWAYS_THERE }
  const { type, unit } = env.know(other, [])
  return { id, type, ...withUnit(unit), absence: ALWAYS_THERE }
}

function inputColumn(env: Environment, id: string, input: Input): KnownColumn {
  const names = { lists: env.lists, tables: env.ruleset.tables, reporter: env.reporter }
  const isMissable = input.mayBeMissing && input.default === undefined
  return {
    id,
    type: readType(names, input.type),
    ...withUnit(input.unit),
    absence: isMissable ? missingInput(input.name) : ALWAYS_THERE,
  }
}
