/**
 * Keys of rows typed in by hand. Nobody wants to name the one row there is, so a key that
 * is a text and only says what belongs together has a name of its own; other keys are asked for.
 */
import { walkCore } from '../model/core-parts.ts'
import type { Column, ColumnId, Program, ProgramLevel } from '../model/program.ts'
import { text, type Value } from '../value/value.ts'

/** The key of a row that was given none. */
export const TYPED_KEY = 'typed in'

/** The columns that decide where rows belong, which need no value of the user's. */
export function namedByItself(program: Program): ReadonlySet<ColumnId> {
  const read = columnsRead(program)
  const keys = [...program.levels.values()].flatMap(level => [
    ...level.key,
    ...[...level.belongs.values()].flat(),
    ...keyIds(level),
  ])
  return new Set(keys.filter(it => !read.has(it) && isText(program.columns.get(it))))
}

/** The key of a level as columns of that level. */
export const keyIds = ({ name, key }: ProgramLevel): readonly ColumnId[] =>
  key.map(it => `${name}.${it.slice(it.indexOf('.') + 1)}`)

export const typedKey = (): Value => text(TYPED_KEY)

const isText = (column: Column | undefined): boolean =>
  column?.content.kind === 'input' && column.type.alternatives.some(it => it.kind === 'text')

/** Columns that formulas name themselves, apart from saying what belongs where. */
function columnsRead({ columns }: Program): ReadonlySet<ColumnId> {
  const read = new Set<ColumnId>()
  for (const { content } of columns.values()) {
    if (content.kind !== 'rule') continue
    walkCore(content.is, part => {
      if (part.kind === 'Column' || part.kind === 'LookUp') read.add(part.column)
    })
  }
  return read
}
