/** What columns rest on: the inputs behind them, through rules, groups and tables, and the columns a formula names. */
import { readsOf } from '../check/reads-of.ts'
import { walkCore } from '../model/core-parts.ts'
import type { ColumnId, Core, Program } from '../model/program.ts'

export function inputsBehind(program: Program, columns: readonly ColumnId[]): ReadonlySet<ColumnId> {
  const seen = new Set<ColumnId>()
  const pending = [...columns]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    pending.push(...readsOf(program, id).map(it => it.column))
  }
  return new Set([...seen].filter(it => program.columns.get(it)?.content.kind === 'input'))
}

/** The columns that a formula names itself, each once. */
export function columnsIn(core: Core): readonly ColumnId[] {
  const found = new Set<ColumnId>()
  walkCore(core, it => {
    if ('column' in it) found.add(it.column)
  })
  return [...found]
}
