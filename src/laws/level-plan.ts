/**
 * How the rows of each level with data of its own are generated: which columns name the row, which
 * point at rows of other levels, which say what group it is in, and which are drawn by their type.
 */
import type { Column, ColumnId, Program, ProgramLevel } from '../model/program.ts'

export interface LevelPlan {
  readonly name: string
  /** The columns that identify a row, in order. */
  readonly key: readonly ColumnId[]
  /** Numbered columns: keys that mean nothing else. */
  readonly names: readonly Column[]
  /** Rows of levels with data that a row points at, those with the longest keys first. */
  readonly parents: readonly ParentPlan[]
  /** Columns that hold the key of a level of groups: equal names are the same group. */
  readonly groups: readonly { readonly column: Column; readonly group: string }[]
  readonly values: readonly Column[]
}
export interface ParentPlan {
  readonly level: string
  /** Columns of this level, and the key columns of the parent that they hold. */
  readonly columns: readonly { readonly here: ColumnId; readonly there: ColumnId }[]
  readonly mayBeMissing: boolean
}

/** A level of groups that has inputs of its own, or the nation where it has. */
export interface GroupPlan {
  readonly name: string
  /** Its own columns that hold the key, and the columns of the grouped level they come from. */
  readonly key: readonly { readonly here: ColumnId; readonly there: ColumnId }[]
  readonly groupedLevel: string | undefined
  readonly values: readonly Column[]
}

/** Levels with data of their own, every level after those that its rows point at. */
export function planLevels(program: Program): readonly LevelPlan[] {
  const base = [...program.levels.values()].filter(it => it.groups === undefined && it.key.length > 0)
  const plans = new Map(base.map(it => [it.name, planLevel(program, it)]))
  const ordered = new Map<string, LevelPlan>()
  const visit = (plan: LevelPlan, seen: ReadonlySet<string>): void => {
    if (ordered.has(plan.name) || seen.has(plan.name)) return
    for (const { level } of plan.parents) {
      const parent = plans.get(level)
      if (parent !== undefined) visit(parent, new Set([...seen, plan.name]))
    }
    ordered.set(plan.name, plan)
  }
  for (const plan of plans.values()) visit(plan, new Set())
  return [...ordered.values()]
}

function planLevel(program: Program, level: ProgramLevel): LevelPlan {
  const parents = parentsOf(program, level)
  const pointing = new Set(parents.flatMap(it => it.columns.map(({ here }) => here)))
  const groups = groupColumnsOf(program, level).filter(it => !pointing.has(it.column.id))
  const placed = new Set([...pointing, ...groups.map(it => it.column.id)])
  const rest = inputColumns(program, level.name).filter(it => !placed.has(it.id))
  return {
    name: level.name,
    key: level.key,
    names: rest.filter(it => level.key.includes(it.id)),
    parents,
    groups,
    values: rest.filter(it => !level.key.includes(it.id)),
  }
}

const inputColumns = (program: Program, level: string): readonly Column[] =>
  [...program.columns.values()].filter(it => it.level === level && it.content.kind === 'input')

function parentsOf(program: Program, level: ProgramLevel): readonly ParentPlan[] {
  const plans = [...level.belongs].flatMap(([name, columns]): readonly ParentPlan[] => {
    const parent = program.levels.get(name)
    const isBase = parent !== undefined && parent.groups === undefined && parent.key.length > 0
    if (!isBase || name === level.name || columns.some(it => !isInput(program, it))) return []
    const pairs = columns.flatMap((here, index) => {
      const there = parent.key[index]
      return there === undefined ? [] : [{ here, there }]
    })
    return [{ level: name, columns: pairs, mayBeMissing: columns.some(it => mayBeMissing(program, it)) }]
  })
  return plans.sort((a, b) => b.columns.length - a.columns.length)
}

function groupColumnsOf(program: Program, level: ProgramLevel): LevelPlan['groups'] {
  const found = new Map<ColumnId, string>()
  for (const [name, columns] of level.belongs) {
    if (program.levels.get(name)?.groups === undefined) continue
    for (const id of columns) if (!found.has(id)) found.set(id, name)
  }
  return [...found].flatMap(([id, group]) => {
    const column = program.columns.get(id)
    if (column?.content.kind !== 'input' || column.level !== level.name || holdsKey(column)) return []
    return [{ column, group }]
  })
}

/** The keys of a table mean something, and are drawn like other values, though rows are grouped by them. */
const holdsKey = ({ type }: Column): boolean => type.alternatives.some(it => it.kind === 'key')

const isInput = (program: Program, id: ColumnId): boolean => program.columns.get(id)?.content.kind === 'input'

function mayBeMissing(program: Program, id: ColumnId): boolean {
  const content = program.columns.get(id)?.content
  return content?.kind === 'input' && content.mayBeMissing
}

/** The levels of groups, and the nation, that have inputs of their own. */
export function planGroups(program: Program): readonly GroupPlan[] {
  return [...program.levels.values()].flatMap((level): readonly GroupPlan[] => {
    if (level.groups === undefined && level.key.length > 0) return []
    const columns = inputColumns(program, level.name)
    const values = columns.filter(it => keyPositionOf(it) === undefined)
    if (values.length === 0) return []
    const key = columns.flatMap(column => {
      const there = level.key[keyPositionOf(column) ?? -1]
      return there === undefined ? [] : [{ here: column.id, there }]
    })
    return [{ name: level.name, key, groupedLevel: level.groups?.level, values }]
  })
}

const keyPositionOf = ({ content }: Column): number | undefined =>
  content.kind === 'input' ? content.key : undefined
