/** The inputs that columns rest on, through rules, tables that read levels, and what rows belong to. */
import type { ColumnId, Program } from '../model/program.ts'

export function inputsBehind(program: Program, columns: readonly ColumnId[]): ReadonlySet<ColumnId> {
  const seen = new Set<ColumnId>()
  const pending = [...columns, ...belongingColumns(program), ...tableColumns(program)]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    pending.push(...columnsReadBy(program, id))
  }
  return new Set([...seen].filter(it => program.columns.get(it)?.content.kind === 'input'))
}

/** Who belongs where decides about every aggregate, so it is behind everything. */
const belongingColumns = (program: Program): readonly ColumnId[] =>
  [...program.levels.values()].flatMap(({ key, belongs, groups }) => [
    ...key,
    ...[...belongs.values()].flat(),
    ...columnsIn(groups?.where),
  ])

const tableColumns = (program: Program): readonly ColumnId[] =>
  [...program.tables.values()].flatMap(({ level }) => [...(level?.keys ?? []), ...(level?.gives ?? [])])

function columnsReadBy(program: Program, id: ColumnId): readonly ColumnId[] {
  const content = program.columns.get(id)?.content
  return content?.kind === 'rule' ? columnsIn([content.is, content.show?.instead]) : []
}

/** The columns that a piece of core names, whatever kinds of nodes it has. */
export function columnsIn(node: unknown): readonly ColumnId[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(columnsIn)
  const own = 'column' in node && typeof node.column === 'string' ? [node.column] : []
  return [...own, ...Object.entries(node).flatMap(([key, it]) => (key === 'at' ? [] : columnsIn(it)))]
}
