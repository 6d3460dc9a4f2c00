/** Tells whether a table has a row for a value of one of its keys, whatever the other keys are. */
import type { KeyPattern, ProgramTable } from '../model/program.ts'
import { compare } from '../value/exact.ts'
import { sameValue } from '../value/same-value.ts'
import type { Value } from '../value/value.ts'

export function holdsKey(table: ProgramTable, key: string, value: Value): boolean {
  const index = table.keys.findIndex(it => it.name === key)
  return table.rows.some(row => {
    const pattern = row.keys[index]
    return pattern !== undefined && takes(pattern, value)
  })
}

export function takes(pattern: KeyPattern, value: Value): boolean {
  if (pattern.kind === 'any') return true
  if (pattern.kind === 'equals') return sameValue(pattern.value, value)
  if (pattern.kind === 'codes') {
    return value.kind === 'code' && value.list === pattern.list && pattern.codes.includes(value.code)
  }
  if (value.kind !== 'number') return false
  const { from, to } = pattern
  if (from !== undefined && compare(value.number, from.value) < (from.inclusive ? 0 : 1)) return false
  return to === undefined || compare(value.number, to.value) <= (to.inclusive ? 0 : -1)
}
