/**
 * The columns of each level, before anything is known of their types: keys, inputs and rules, and
 * the inputs that are declared only by their use as the key of another level.
 */
import type { MemberOf } from '../model/program.ts'
import type { Dimension, Input, Level, Rule, Ruleset } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import { NATION } from './belonging.ts'

export interface DeclaredColumn {
  readonly level: string
  readonly name: string
  readonly title: string
  readonly per: readonly string[]
  readonly at: Span
  readonly origin: ColumnOrigin
}
type ColumnOrigin =
  /** A column that a group level is grouped by: the shared value of a column of the level below. */
  | { readonly kind: 'group key'; readonly position: number; readonly below: string }
  | { readonly kind: 'input'; readonly input: Input }
  /** A key column that is not declared otherwise: a text, or like the key of the level it points to. */
  | { readonly kind: 'key'; readonly like?: { readonly level: string; readonly column: string } }
  | { readonly kind: 'rule'; readonly rule: Rule }

/** Columns by name, for each level; the nation is among them. */
export type DeclaredColumns = ReadonlyMap<string, ReadonlyMap<string, DeclaredColumn>>

export function declareColumns(ruleset: Ruleset): DeclaredColumns {
  const levels = [...ruleset.levels.values()].map(it => [it.name, columnsOf(it, ruleset)] as const)
  const nation = ruleColumns(NATION, ruleset)
  return new Map([...levels, [NATION, nation]])
}

function columnsOf(level: Level, ruleset: Ruleset): ReadonlyMap<string, DeclaredColumn> {
  const columns = new Map<string, DeclaredColumn>()
  for (const column of level.groups === undefined ? [] : groupKeys(level, level.groups.level)) {
    columns.set(column.name, column)
  }
  for (const input of level.inputs.values()) columns.set(input.name, inputColumn(level, input))
  const rules = ruleColumns(level.name, ruleset)
  for (const [name, rule] of rules) if (!columns.has(name)) columns.set(name, rule)
  for (const key of impliedKeys(level, ruleset)) if (!columns.has(key.name)) columns.set(key.name, key)
  return columns
}

const groupKeys = (level: Level, below: string): readonly DeclaredColumn[] =>
  level.key.map((name, position) => ({
    ...{ level: level.name, name, title: spaced(name), per: [], at: level.at },
    origin: { kind: 'group key', position, below },
  }))

const inputColumn = (level: Level, input: Input): DeclaredColumn => ({
  ...{ level: level.name, name: input.name, title: input.title, per: input.per, at: input.at },
  origin: { kind: 'input', input },
})

/** Key columns, and columns named in `in:`, need no declaration. */
function impliedKeys(level: Level, ruleset: Ruleset): readonly DeclaredColumn[] {
  const implied = (name: string, like?: { level: string; column: string }): DeclaredColumn => ({
    ...{ level: level.name, name, title: spaced(name), per: [], at: level.at },
    origin: { kind: 'key', ...(like === undefined ? {} : { like }) },
  })
  const pointing = [...level.in].flatMap(([above, columns]) => {
    const keys = ruleset.levels.get(above)?.key ?? []
    return columns.map((name, index) => implied(name, { level: above, column: keys[index] ?? name }))
  })
  return level.groups === undefined ? [...pointing, ...level.key.map(it => implied(it))] : pointing
}

function ruleColumns(level: string, ruleset: Ruleset): ReadonlyMap<string, DeclaredColumn> {
  const rules = [...(ruleset.rules.get(level)?.values() ?? [])]
  return new Map(
    rules.map(rule => [
      rule.name,
      {
        ...{ level, name: rule.name, title: rule.title, per: rule.per, at: rule.at },
        origin: { kind: 'rule', rule },
      },
    ]),
  )
}

const spaced = (name: string): string => name.replaceAll('_', ' ')

/** Every combination of members of the dimensions, in the order written. */
export function combinationsOf(
  per: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
): readonly (readonly MemberOf[])[] {
  return per.reduce<readonly (readonly MemberOf[])[]>(
    (combinations, dimension) =>
      combinations.flatMap(before =>
        (dimensions.get(dimension)?.members ?? []).map(it => [...before, { dimension, member: it.name }]),
      ),
    [[]],
  )
}

/** `entry.result.first` */
export const columnId = (level: string, name: string, members: readonly MemberOf[]): string =>
  [level, name, ...members.map(it => it.member)].join('.')
