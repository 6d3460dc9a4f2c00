/**
 * Which of two values is the better one: the higher number, the code its list ranks higher, yes rather
 * than no. Codes of a ranked list that share a column with numbers are outcomes below the scale, so that
 * any number is better than they are.
 */
import { fromWorst, type Lists } from '../check/lists.ts'
import { compare } from '../value/exact.ts'
import type { Value } from '../value/value.ts'

/** Codes of two lists, or of a list without an order, texts and dates are not ranked. */
export function isBetter(value: Value, than: Value, lists: Lists): boolean {
  if (value.kind === 'number' && than.kind === 'code') return lists.get(than.list)?.order !== undefined
  if (value.kind === 'number' && than.kind === 'number') return compare(value.number, than.number) > 0
  if (value.kind === 'yes/no' && than.kind === 'yes/no') return value.yes && !than.yes
  if (value.kind !== 'code' || than.kind !== 'code' || value.list !== than.list) return false
  const list = lists.get(value.list)
  if (list?.order === undefined) return false
  const ranked = fromWorst(list)
  return ranked.indexOf(value.code) > ranked.indexOf(than.code)
}
