/**
 * What a measure compares: the two sides of the difference that its rule takes. Which of them is what
 * came about and which is what was expected is the rule's to say: the second is taken from the first.
 */
import type { Column, Core, Program } from '../model/program.ts'
import { textOf } from '../source/source.ts'

export interface Difference {
  readonly actual: Core
  readonly estimate: Core
}

/** Of the parts that a rule comes to, the first that is a difference of two values that vary. */
export function differenceOf({ content }: Column): Difference | undefined {
  return content.kind === 'rule' ? differenceIn(content.is) : undefined
}

function differenceIn(core: Core): Difference | undefined {
  if (core.kind === 'Binary' && core.operator === '-' && varies(core.left) && varies(core.right))
    return { actual: core.left, estimate: core.right }
  for (const part of outcomesOf(core)) {
    const found = differenceIn(part)
    if (found !== undefined) return found
  }
  return undefined
}

const varies = ({ kind }: Core): boolean => kind !== 'Literal' && kind !== 'Parameter'

/** The parts whose value, or a multiple of it, may be the whole one's. */
function outcomesOf(core: Core): readonly Core[] {
  if (core.kind === 'If') return [core.yes, core.no]
  if (core.kind === 'Otherwise') return [core.value, core.fallback]
  if (core.kind === 'Decide') return core.rows.map(it => it.outcome)
  const isScaled = core.kind === 'Binary' && (core.operator === '/' || core.operator === '*')
  return isScaled && !varies(core.right) ? [core.left] : []
}

/** A side of a difference in the words of the ruleset. */
export function titleOfPart(program: Program, core: Core): string {
  const column = 'column' in core ? program.columns.get(core.column) : undefined
  if (column !== undefined) return titleOf(program, column)
  if (core.kind === 'Table') return program.tables.get(core.table)?.title ?? core.table
  return textOf(core.at).replace(/\s+/g, ' ')
}

/** The short name of a side: a column without its level, a table, or the formula. */
export function nameOfPart(program: Program, core: Core): string {
  const column = 'column' in core ? program.columns.get(core.column) : undefined
  if (column !== undefined) return column.id.slice(column.level.length + 1)
  return core.kind === 'Table' ? core.table : textOf(core.at).replace(/\s+/g, ' ')
}

/** A column's title with the titles of its members. */
export const titleOf = (program: Program, column: Column): string =>
  [column.title, ...memberTitles(program, column)].join(', ')

export const memberTitles = ({ ruleset }: Program, { members }: Column): readonly string[] =>
  members.map(
    ({ dimension, member }) =>
      ruleset.dimensions.get(dimension)?.members.find(it => it.name === member)?.title ?? member,
  )
