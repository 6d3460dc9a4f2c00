/** What columns rest on: the inputs behind them, through rules, groups and tables, and the columns a formula names. */
import { type Node, nameOf, readsOf } from '../check/reads-of.ts'
import { walkCore } from '../model/core-parts.ts'
import type { ColumnId, Core, Program } from '../model/program.ts'

export function inputsBehind(program: Program, columns: readonly ColumnId[]): ReadonlySet<ColumnId> {
  const seen = new Map<string, ColumnId>()
  const pending: Node[] = columns.map(column => ({ column, isPublished: false }))
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(nameOf(node))) continue
    seen.set(nameOf(node), node.column)
    pending.push(...readsOf(program, node))
  }
  return new Set([...seen.values()].filter(it => program.columns.get(it)?.content.kind === 'input'))
}

/** The columns that a formula names itself, each once. */
export function columnsIn(core: Core): readonly ColumnId[] {
  const found = new Set<ColumnId>()
  walkCore(core, it => {
    if ('column' in it) found.add(it.column)
  })
  return [...found]
}
