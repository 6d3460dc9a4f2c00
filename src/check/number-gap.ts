/** Finds numbers of a type that none of several ranges holds. */
import type { Bound, TypeAlternative } from '../model/program.ts'
import {
  add,
  compare,
  type Exact,
  exactFromRatio,
  floor,
  isWhole,
  ONE,
  subtract,
  toDecimal,
} from '../value/exact.ts'
import type { Range } from './types.ts'

export type NumberAlternative = Extract<TypeAlternative, { kind: 'number' }>

/** The first numbers that are left out, as text: `12`, `12..<18`, `..<4`, `18..`; undefined where there are none. */
export function firstGap(ranges: readonly Range[], numbers: NumberAlternative): string | undefined {
  const tidy = numbers.whole ? wholeEnds : (range: Range) => range
  const domain = tidy(numbers)
  let from: Bound | undefined = domain.from
  let isStarted = domain.from !== undefined
  for (const range of ranges.map(tidy).sort(byStart)) {
    if (startsAfter(range.from, isStarted ? from : undefined, isStarted)) {
      return describe(isStarted ? from : undefined, range.from && flipped(range.from), domain, numbers.whole)
    }
    const next = range.to === undefined ? undefined : after(range.to, numbers.whole)
    if (next === undefined) return undefined
    if (!isStarted || from === undefined || startsLater(next, from)) from = next
    isStarted = true
    if (isPast(from, domain.to)) return undefined
  }
  return describe(isStarted ? from : undefined, undefined, domain, numbers.whole)
}

/** Bounds of whole numbers, both included. */
function wholeEnds(range: Range): Range {
  const { from, to } = range
  return {
    ...(from === undefined ? {} : { from: { value: ceilingOf(from), inclusive: true } }),
    ...(to === undefined ? {} : { to: { value: floorOf(to), inclusive: true } }),
  }
}

function ceilingOf({ value, inclusive }: Bound): Exact {
  if (isWhole(value)) return inclusive ? value : add(value, ONE)
  return exactFromRatio(floor(value) + 1n)
}

function floorOf({ value, inclusive }: Bound): Exact {
  return isWhole(value) && !inclusive ? subtract(value, ONE) : exactFromRatio(floor(value))
}

const byStart = (a: Range, b: Range): number => {
  if (a.from === undefined || b.from === undefined)
    return Number(b.from === undefined) - Number(a.from === undefined)
  return compare(a.from.value, b.from.value) || Number(b.from.inclusive) - Number(a.from.inclusive)
}

/** Where the numbers after a range begin. */
const after = ({ value, inclusive }: Bound, whole: boolean): Bound =>
  whole ? { value: add(value, ONE), inclusive: true } : { value, inclusive: !inclusive }

/** Whether a range that starts here leaves out some number from the place reached on. */
function startsAfter(start: Bound | undefined, reached: Bound | undefined, isStarted: boolean): boolean {
  if (start === undefined) return false
  if (!isStarted || reached === undefined) return true
  return startsLater(start, reached)
}

function startsLater(one: Bound, other: Bound): boolean {
  const order = compare(one.value, other.value)
  return order > 0 || (order === 0 && !one.inclusive && other.inclusive)
}

function isPast(reached: Bound, end: Bound | undefined): boolean {
  if (end === undefined) return false
  const order = compare(reached.value, end.value)
  return order > 0 || (order === 0 && !(reached.inclusive && end.inclusive))
}

const flipped = ({ value, inclusive }: Bound): Bound => ({ value, inclusive: !inclusive })

function describe(from: Bound | undefined, to: Bound | undefined, domain: Range, whole: boolean): string {
  const end = to ?? domain.to
  const last =
    whole && end !== undefined && !end.inclusive ? { value: subtract(end.value, ONE), inclusive: true } : end
  if (from !== undefined && last !== undefined && compare(from.value, last.value) === 0)
    return toDecimal(from.value)
  const start = from === undefined ? '' : toDecimal(from.value) + (from.inclusive ? '' : ' left out ')
  return `${start}..${last === undefined ? '' : (last.inclusive ? '' : '<') + toDecimal(last.value)}`
}
