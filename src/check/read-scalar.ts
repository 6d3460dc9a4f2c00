/** Reads a scalar of the document, a default or a setting, as a value of a type. */
import type { Type, TypeAlternative } from '../model/program.ts'
import { compare, exactFromDigits, isWhole } from '../value/exact.ts'
import { code, date, NO, number, type Present, text as textValue, YES } from '../value/value.ts'
import { numberOf } from './constant-number.ts'
import { isDay } from './day.ts'
import { findCode, type Lists } from './lists.ts'

/** The value a text stands for; undefined where the type has no such value. Codes come first, texts last. */
export function readScalar(text: string, type: Type, lists: Lists): Present | undefined {
  const ordered = [...type.alternatives].sort((a, b) => RANK[a.kind] - RANK[b.kind])
  for (const alternative of ordered) {
    const value = READ[alternative.kind](text, alternative as never, lists)
    if (value !== undefined) return value
  }
  return undefined
}

const RANK: Record<TypeAlternative['kind'], number> = {
  code: 0,
  number: 1,
  'yes/no': 2,
  date: 3,
  key: 4,
  text: 5,
}

const READ: {
  [K in TypeAlternative['kind']]: (
    text: string,
    alternative: Extract<TypeAlternative, { kind: K }>,
    lists: Lists,
  ) => Present | undefined
} = {
  number: (text, alternative) => {
    const value = text.endsWith('%') ? numberOf(text.slice(0, -1), true) : exactFromDigits(text)
    if (value === undefined || (alternative.whole && !isWhole(value))) return undefined
    const { from, to } = alternative
    const isAbove = from === undefined || compare(value, from.value) >= (from.inclusive ? 0 : 1)
    const isBelow = to === undefined || compare(value, to.value) <= (to.inclusive ? 0 : -1)
    return isAbove && isBelow ? number(value) : undefined
  },
  text: it => textValue(it),
  'yes/no': it => (it === 'yes' ? YES : it === 'no' ? NO : undefined),
  date: it => (isDay(it) ? date(it) : undefined),
  code: (text, { list, only }, lists) => {
    const known = lists.get(list)
    const found = known === undefined ? undefined : findCode(known, text)
    return found === undefined || (only !== undefined && !only.includes(found))
      ? undefined
      : code(list, found)
  },
  key: () => undefined,
}
