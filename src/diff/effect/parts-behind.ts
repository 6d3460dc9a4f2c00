/** Which parts of two programs columns rest on: those of every column, table and parameter read on the way. */
import { type Node, nameOf, readsOf } from '../../check/reads-of.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { Column, ColumnId, Program, ProgramLevel, ProgramParameter } from '../../model/program.ts'
import type { CodeList, Dimension } from '../../model/ruleset.ts'
import type { Choice, ColumnChoice, TableChoice } from './parts.ts'

export interface Whole<T> {
  readonly whole: Choice<T>
}
/** What the two have between them, each with what can be chosen about it. */
export interface Choices {
  readonly columns: ReadonlyMap<string, ColumnChoice>
  readonly tables: ReadonlyMap<string, TableChoice>
  readonly levels: ReadonlyMap<string, Whole<ProgramLevel>>
  readonly parameters: ReadonlyMap<string, Whole<ProgramParameter>>
  readonly codes: ReadonlyMap<string, Whole<CodeList>>
  readonly dimensions: ReadonlyMap<string, Whole<Dimension>>
}

export function partsBehind(
  program: Program,
  columns: readonly ColumnId[],
  { columns: choices, tables, parameters }: Choices,
): ReadonlySet<number> {
  const parts = new Set<number>()
  const note = (own: readonly (Choice<unknown> | undefined)[]): void => {
    for (const it of own) if (it?.part !== undefined) parts.add(it.part)
  }
  const noteTable = (choice: TableChoice | undefined): void => note([choice?.whole, ...(choice?.rows ?? [])])
  for (const column of columnsBehind(program, columns) ?? []) {
    const choice = choices.get(column.id)
    note([choice?.whole, ...(choice?.decide?.rows ?? [])])
    for (const core of formulasOf(column)) {
      walkCore(core, it => {
        if (it.kind === 'Table') noteTable(tables.get(it.table))
        if (it.kind === 'Parameter') note([parameters.get(it.parameter)?.whole])
      })
    }
  }
  return parts
}

const formulasOf = ({ content }: Column) =>
  content.kind === 'rule' ? [content.is, ...(content.show?.instead.map(it => it.when) ?? [])] : []

/** Columns and all they rest on; undefined where one rests on itself. */
export function columnsBehind(program: Columns, columns: readonly ColumnId[]): readonly Column[] | undefined {
  const state = new Map<string, 'open' | 'done'>()
  const found = new Map<ColumnId, Column>()
  const visit = (node: Node): boolean => {
    const name = nameOf(node)
    if (state.has(name)) return state.get(name) === 'done'
    state.set(name, 'open')
    const column = program.columns.get(node.column)
    if (column !== undefined) found.set(node.column, column)
    const isSound = readsOf(program, node).every(visit)
    state.set(name, 'done')
    return isSound
  }
  const nodes = columns.flatMap(column => [
    { column, isPublished: false },
    { column, isPublished: true },
  ])
  return nodes.every(visit) ? [...found.values()] : undefined
}
type Columns = Pick<Program, 'columns' | 'levels' | 'tables'>
