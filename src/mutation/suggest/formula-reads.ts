/**
 * What a formula reads directly, by level: enough to compute it, with every column it names given
 * rather than computed.
 */
import { partsOf } from '../../model/core-parts.ts'
import type { Column, ColumnId, Core, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'

export interface FormulaReads {
  /** The columns read, on the levels of the rows they are read on. */
  readonly columns: ReadonlySet<ColumnId>
  /** Levels that rows are needed of, besides the formula's own. */
  readonly above: ReadonlySet<string>
  readonly below: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
  /** Constants in the formula. */
  readonly constants: readonly Value[]
  /** Tables asked with the value of a column: table, which key, and the column. */
  readonly keys: readonly { readonly table: string; readonly key: number; readonly column: ColumnId }[]
}

interface Reads {
  readonly columns: Set<ColumnId>
  readonly above: Set<string>
  readonly below: Set<string>
  readonly parameters: Set<string>
  readonly constants: Value[]
  readonly keys: { readonly table: string; readonly key: number; readonly column: ColumnId }[]
}

/** Undefined where the formula reads more than rows that can be made up, such as a table over a level. */
export function readsOfRule(program: Program, { content, level }: Column): FormulaReads | undefined {
  if (content.kind !== 'rule') return undefined
  const reads: Reads = {
    ...{ columns: new Set(), above: new Set(), below: new Set(), parameters: new Set() },
    ...{ constants: [], keys: [] },
  }
  const roots = [content.is, ...(content.show?.instead.map(it => it.when) ?? [])]
  const isWhole = roots.every(it => addReads(program, it, reads))
  reads.above.delete(level)
  return isWhole ? reads : undefined
}

function addReads(program: Program, core: Core, reads: Reads): boolean {
  if (core.kind === 'Literal') reads.constants.push(core.value)
  if (core.kind === 'Column') reads.columns.add(core.column)
  if (core.kind === 'Parameter') reads.parameters.add(core.parameter)
  if (core.kind === 'LookUp' || core.kind === 'Shown') {
    reads.columns.add(core.column)
    for (const it of core.path) reads.above.add(it)
  }
  if (core.kind === 'AggregateRows' || core.kind === 'Slots') {
    reads.below.add(core.level)
    for (const it of core.path.slice(0, -1)) reads.below.add(it)
  }
  if (core.kind === 'Table' && !addKeys(program, core, reads)) return false
  return addMore(program, core, reads) && partsOf(core).every(it => addReads(program, it, reads))
}

function addKeys(program: Program, core: Extract<Core, { kind: 'Table' }>, reads: Reads): boolean {
  for (const [key, part] of core.keys.entries())
    if (part.kind === 'Column' || part.kind === 'LookUp')
      reads.keys.push({ table: core.table, key, column: part.column })
  return program.tables.get(core.table)?.level === undefined
}

/** How a value is published, and who fills slots, is computed where it is asked for. */
function addMore(program: Program, core: Core, reads: Reads): boolean {
  if (core.kind !== 'Shown' && core.kind !== 'SlotOf') return true
  const content = program.columns.get(core.column)?.content
  if (content?.kind !== 'rule') return false
  for (const it of core.path) reads.above.add(it)
  const roots = core.kind === 'SlotOf' ? [content.is] : (content.show?.instead.map(it => it.when) ?? [])
  return roots.every(it => addReads(program, it, reads))
}
