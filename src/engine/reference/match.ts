/**
 * Whether a value matches a pattern: yes, no, or absent where the pattern looks at an absent value.
 * The value is asked for only by patterns that look at it.
 */
import type { CoreBound, CorePattern } from '../../model/program.ts'
import { isAbsent, NO, type Present, type Value, YES, yesNo } from '../../value/value.ts'
import { applyLogic, applyNot } from './operators/logic.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'

type OfKind<K extends CorePattern['kind']> = Extract<CorePattern, { kind: K }>
type Match<P extends CorePattern> = (pattern: P, look: () => Value, row: Row, reader: Reader) => Value

export const match: Match<CorePattern> = (pattern, look, row, reader) =>
  (MATCH[pattern.kind] as Match<CorePattern>)(pattern, look, row, reader)

const MATCH: { readonly [K in CorePattern['kind']]: Match<OfKind<K>> } = {
  any: () => YES,
  absent: ({ which }, look) => yesNo(isOfAbsence(look(), which)),
  equals: ({ value }, look, row, reader) =>
    ofBoth(
      look(),
      () => reader.evaluate(value, row),
      (left, right) => reader.order.same(left, right),
    ),
  codes: ({ list, codes }, look, _, { order }) => ofPresent(look(), it => order.isOneOf(it, list, codes)),
  // A range without ends holds every number, and nothing else.
  range: ({ from, to }, look, row, reader) => {
    const value = look()
    if (from === undefined && to === undefined) return ofPresent(value, it => it.kind === 'number')
    const above = from === undefined ? YES : isBeyond(value, from, 1, row, reader)
    return applyLogic('and', above, () => (to === undefined ? YES : isBeyond(value, to, -1, row, reader)))
  },
  'one of': ({ alternatives }, look, row, reader) =>
    alternatives.reduce<Value>(
      (found, it) => applyLogic('or', found, () => match(it, look, row, reader)),
      NO,
    ),
  not: ({ pattern }, look, row, reader) => applyNot(match(pattern, look, row, reader)),
}

function isOfAbsence(value: Value, which: OfKind<'absent'>['which']): boolean {
  if (which === 'present') return !isAbsent(value)
  return isAbsent(value) && (which === 'absent' || value.absence === which)
}

/** Whether a value lies on that side of a bound. A value of another kind than the bound lies nowhere. */
const isBeyond = (value: Value, bound: CoreBound, side: 1 | -1, row: Row, reader: Reader): Value =>
  ofBoth(
    value,
    () => reader.evaluate(bound.value, row),
    (left, right) => {
      if (left.kind !== right.kind) return false
      const order = reader.order.compare(left, right) * side
      return bound.inclusive ? order >= 0 : order > 0
    },
  )

const ofPresent = (value: Value, holds: (value: Present) => boolean): Value =>
  isAbsent(value) ? value : yesNo(holds(value))

function ofBoth(left: Value, right: () => Value, holds: (left: Present, right: Present) => boolean): Value {
  if (isAbsent(left)) return left
  return ofPresent(right(), it => holds(left, it))
}
