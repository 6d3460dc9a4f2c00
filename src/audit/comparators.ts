/** What rows are compared with: columns of levels that the measure's rows belong to only as some of many. */
import { type Node, nameOf, readsOf } from '../check/reads-of.ts'
import { NATION } from '../model/declarations.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'

/** Rule columns behind a measure on levels whose rows are made of more than the measure's own. */
export function comparatorsOf(program: Program, measure: Column): readonly ColumnId[] {
  const seen = new Map<string, ColumnId>()
  const pending: Node[] = [{ column: measure.id, isPublished: false }]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(nameOf(node))) continue
    const column = program.columns.get(node.column)
    const isOutside = column?.content.kind === 'rule' && !isWithin(program, column.level, measure.level)
    seen.set(nameOf(node), node.column)
    if (!isOutside) pending.push(...readsOf(program, node))
  }
  return [...new Set(seen.values())].filter(id => {
    const column = program.columns.get(id)
    return column?.content.kind === 'rule' && !isWithin(program, column.level, measure.level)
  })
}

/** Whether rows of a level belong to one row of the other, step by step, without leaving through the nation. */
export function isWithin(program: Program, level: string, owner: string): boolean {
  const seen = new Set<string>()
  const pending = [level]
  for (let it = pending.pop(); it !== undefined; it = pending.pop()) {
    if (it === owner) return true
    if (seen.has(it) || it === NATION) continue
    seen.add(it)
    pending.push(...(program.levels.get(it)?.belongs.keys() ?? []))
  }
  return owner === NATION
}
