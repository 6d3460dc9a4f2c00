/** Whether a value is one of a type. */
import type { Type, TypeAlternative } from '../model/program.ts'
import { compare, isWhole } from '../value/exact.ts'
import type { Present } from '../value/value.ts'

export const holdsValue = (type: Type, value: Present): boolean =>
  type.alternatives.some(it => isOf(it, value))

function isOf(alternative: TypeAlternative, value: Present): boolean {
  if (alternative.kind === 'number') {
    if (value.kind !== 'number' || (alternative.whole && !isWhole(value.number))) return false
    const { from, to } = alternative
    const isAbove = from === undefined || compare(value.number, from.value) >= (from.inclusive ? 0 : 1)
    return isAbove && (to === undefined || compare(value.number, to.value) <= (to.inclusive ? 0 : -1))
  }
  if (alternative.kind === 'code') {
    const isListed = value.kind === 'code' && value.list === alternative.list
    return isListed && (alternative.only?.includes(value.code) ?? true)
  }
  return alternative.kind === 'key' || alternative.kind === value.kind
}
