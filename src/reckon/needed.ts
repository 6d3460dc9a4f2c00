/**
 * What some measures need to be told, found without any data: the inputs and the columns made of
 * rows that they rest on, over all rows they may come to. What is told decides which of them matter.
 */
import { type Node, nameOf, readsOf } from '../check/reads-of.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { isMadeOfRows, type KnownLevels } from './made-of-rows.ts'

/** Base levels first, each in the order of the ruleset. */
export function neededFor(
  program: Program,
  measures: readonly Column[],
  known: KnownLevels,
): readonly Column[] {
  const seen = new Set<string>()
  const needed = new Set<ColumnId>()
  const waiting: Node[] = measures.map(it => ({ column: it.id, isPublished: true }))
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(nameOf(node))) continue
    seen.add(nameOf(node))
    const column = program.columns.get(node.column)
    if (column === undefined || isOfKnownRows(column, known)) continue
    const isAsked = isInput(column) || isMadeOfRows(program, column, known)
    if (isAsked) needed.add(column.id)
    if (!isAsked || node.isPublished) waiting.push(...readsOf(program, node))
  }
  return inOrder(program, needed)
}

const isInput = ({ content }: Column): boolean => content.kind === 'input' && content.key === undefined

const isOfKnownRows = ({ level, content }: Column, known: KnownLevels): boolean =>
  content.kind === 'input' && known.has(level)

function inOrder(program: Program, ids: ReadonlySet<ColumnId>): readonly Column[] {
  const all = [...program.columns.values()].filter(it => ids.has(it.id))
  const isBase = (it: Column) => program.levels.has(it.level) && !isGroup(program, it)
  return [...all.filter(isBase), ...all.filter(it => !isBase(it))]
}

const isGroup = (program: Program, { level }: Column): boolean =>
  program.levels.get(level)?.groups !== undefined

/** Measures in the order in which they are computed and told: base levels first, as declared. */
export const measuresInOrder = (program: Program, measures: readonly Column[]): readonly Column[] =>
  inOrder(program, new Set(measures.map(it => it.id)))
