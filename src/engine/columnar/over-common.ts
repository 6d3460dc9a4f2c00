/** Fractions with denominators of their own over one for all rows, so that sums of them are sums of whole numbers. */
import { leastCommonMultiple } from './numbers.ts'
import { IS_THERE } from './states.ts'
import { MOST_EXACT, type Ratios } from './vector.ts'

/** Beyond this sums of many would soon be no safe whole numbers. */
const MOST_COMMON = 2 ** 32

const known = new WeakMap<Ratios, Ratios | 'none'>()

/** Undefined where the least common denominator is too great, or a numerator over it. */
export function overCommon(ratios: Ratios): Ratios | undefined {
  if (typeof ratios.denominators === 'number') return ratios
  const before = known.get(ratios)
  if (before !== undefined) return before === 'none' ? undefined : before
  const found = find(ratios, ratios.denominators)
  known.set(ratios, found ?? 'none')
  return found
}

function find({ numerators, states }: Ratios, denominators: Float64Array): Ratios | undefined {
  const isThere = (row: number) => states === undefined || states[row] === IS_THERE
  const different = new Set<number>()
  for (let row = 0; row < denominators.length; row += 1)
    if (isThere(row)) different.add(denominators[row] as number)
  let common = 1
  for (const it of different) {
    common = leastCommonMultiple(common, it)
    if (common > MOST_COMMON) return undefined
  }
  const scaled = new Float64Array(numerators.length)
  for (let row = 0; row < scaled.length; row += 1) {
    if (!isThere(row)) continue
    const numerator = (numerators[row] as number) * (common / (denominators[row] as number))
    if (Math.abs(numerator) > MOST_EXACT) return undefined
    scaled[row] = numerator
  }
  return {
    kind: 'ratios',
    numerators: scaled,
    denominators: common,
    ...(states === undefined ? {} : { states }),
  }
}
