/**
 * Which row a row belongs to. A row belongs to the group its key columns put it in, unless the group
 * leaves it out, and to the row of another level whose key its columns hold.
 */
import type { ColumnId, ProgramLevel } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent, type Present } from '../../value/value.ts'
import { isYes } from './operators/logic.ts'
import type { Reader } from './reader.ts'
import { identityOf, isKey, isRow, type Key, NATION, type Row } from './rows.ts'

/** Goes up level after level, as far as there is a row. */
export function follow(
  row: Row,
  path: readonly string[],
  step: (row: Row, level: string) => Row | Absent,
): Row | Absent {
  let at = row
  for (const level of path) {
    const next = step(at, level)
    if (!isRow(next)) return next
    at = next
  }
  return at
}

/** The row of another level that a row belongs to directly, or the reason why there is none. */
export function rowAbove(row: Row, level: string, reader: Reader): Row | Absent {
  if (row.level === level) return row
  const declared = reader.program.levels.get(level)
  if (level === NATION || declared === undefined) return nationOf(reader)
  const key = keyAbove(row, declared, reader)
  if (!isKey(key)) return key
  const found = reader.levelRows(level).byKey.get(identityOf(key, reader.order))
  return found ?? builtInAbsence(declared.groups === undefined ? 'no_row' : 'no_group')
}

/** The key of the group that a row of the grouped level is in, or the reason why it is in none. */
export function keyOfGroup(row: Row, group: ProgramLevel, reader: Reader): Key | Absent {
  const where = group.groups?.where
  if (where !== undefined) {
    const isIn = reader.aside.evaluate(where, row)
    if (isAbsent(isIn)) return isIn
    if (!isYes(isIn)) return builtInAbsence('no_group')
  }
  return presentValues(row, group.key, reader)
}

function keyAbove(row: Row, level: ProgramLevel, reader: Reader): Key | Absent {
  if (level.groups?.level === row.level) return keyOfGroup(row, level, reader)
  const columns = reader.program.levels.get(row.level)?.belongs.get(level.name)
  return columns === undefined ? builtInAbsence('no_group') : presentValues(row, columns, reader)
}

/** The values of the columns, or the first absence among them. */
function presentValues(row: Row, columns: readonly ColumnId[], reader: Reader): Key | Absent {
  const values: Present[] = []
  for (const column of columns) {
    const value = reader.value(column, row)
    if (isAbsent(value)) return value
    values.push(value)
  }
  return values
}

function nationOf(reader: Reader): Row {
  const [nation] = reader.levelRows(NATION).rows
  if (nation === undefined) throw new RangeError('no nation')
  return nation
}
