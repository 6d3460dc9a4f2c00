/** The tables for want of whose rows values are missing, so that a report can say how to supply them. */

import { walkCore } from '../model/core-parts.ts'
import type { Column, Program, ProgramTable } from '../model/program.ts'
import { type Node, nameOf, readsOf } from './reads-of.ts'

export interface GapTable {
  readonly table: ProgramTable
  /** Values that the ruleset says it lacks. */
  readonly unknown: number
}

/** Tables with gaps behind these columns. */
export function gapTablesBehind(program: Program, columns: readonly Column[]): readonly GapTable[] {
  const names = new Set([...columnsBehind(program, columns)].flatMap(it => tablesIn(program, it)))
  return [...program.tables.values()].flatMap(table => {
    const unknown = table.rows.flatMap(it => it.values).filter(isUnknown).length
    const hasGaps = names.has(table.name) && table.level === undefined && (unknown > 0 || !table.complete)
    return hasGaps ? [{ table, unknown }] : []
  })
}

const isUnknown = (value: ProgramTable['rows'][number]['values'][number]): boolean =>
  value.kind === 'absent' && value.reason === 'unknown_value'

function columnsBehind(program: Program, columns: readonly Column[]): ReadonlySet<Column> {
  const seen = new Set<string>()
  const found = new Set<Column>()
  const pending: Node[] = columns.map(it => ({ column: it.id, isPublished: false }))
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const column = program.columns.get(node.column)
    if (column === undefined || seen.has(nameOf(node))) continue
    seen.add(nameOf(node))
    found.add(column)
    pending.push(...readsOf(program, node))
  }
  return found
}

function tablesIn(program: Program, { content }: Column): readonly string[] {
  const names: string[] = []
  if (content.kind === 'rule') {
    walkCore(content.is, part => {
      if (part.kind === 'Table' && program.tables.has(part.table)) names.push(part.table)
    })
  }
  return names
}
