/** Tells whether a table has a row for a value of one of its keys, whatever the other keys are. */
import type { KeyPattern, ProgramTable } from '../model/program.ts'
import { compare, equal } from '../value/exact.ts'
import type { Value } from '../value/value.ts'

export function holdsKey(table: ProgramTable, key: string, value: Value): boolean {
  const index = table.keys.findIndex(it => it.name === key)
  return table.rows.some(row => {
    const pattern = row.keys[index]
    return pattern !== undefined && takes(pattern, value)
  })
}

function takes(pattern: KeyPattern, value: Value): boolean {
  if (pattern.kind === 'any') return true
  if (pattern.kind === 'equals') return isSame(pattern.value, value)
  if (pattern.kind === 'codes') {
    return value.kind === 'code' && value.list === pattern.list && pattern.codes.includes(value.code)
  }
  if (value.kind !== 'number') return false
  const { from, to } = pattern
  if (from !== undefined && compare(value.number, from.value) < (from.inclusive ? 0 : 1)) return false
  return to === undefined || compare(value.number, to.value) <= (to.inclusive ? 0 : -1)
}

/** Whether two values are the same value; absences are told apart by their reasons. */
export function isSame(left: Value, right: Value): boolean {
  if (left.kind === 'number' && right.kind === 'number') return equal(left.number, right.number)
  if (left.kind === 'code' && right.kind === 'code')
    return left.list === right.list && left.code === right.code
  if (left.kind === 'text' && right.kind === 'text') return left.text === right.text
  if (left.kind === 'date' && right.kind === 'date') return left.date === right.date
  if (left.kind === 'yes/no' && right.kind === 'yes/no') return left.yes === right.yes
  return left.kind === 'absent' && right.kind === 'absent' && left.reason === right.reason
}
