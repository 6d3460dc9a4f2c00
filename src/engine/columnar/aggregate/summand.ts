/** What is summed: numbers by class or by row, exact over one denominator or with bounds. */

import { exactFromRatio } from '../../../value/exact.ts'
import { number, type Value } from '../../../value/value.ts'
import type { Codes } from '../../cohort.ts'
import { asBounded, numberTable } from '../numbers.ts'
import { overCommon } from '../over-common.ts'
import { type Dictionary, MOST_EXACT, type Numbers } from '../vector.ts'
import type { Operand, Sums } from './accumulate.ts'
import type { Aggregation } from './aggregation.ts'

/** Numbers that are summed, without roots, for a sum of many has too many: exact with one denominator, or bounded. */
export type Summand =
  | { readonly kind: 'exact'; readonly operand: Operand; readonly denominator: number }
  | { readonly kind: 'bounded'; readonly operand: Operand; readonly errors: Float64Array }

export function summandOf({ of, core, states }: Aggregation): Summand | undefined {
  if (of === undefined) return undefined
  if (of.kind === 'dictionary') {
    const shares = core.operator === 'mean' ? withShares(of) : of
    const { states: found, numbers } = numberTable(shares, states)
    return summand(numbers, of.partition.codes, found)
  }
  const numbers = of.kind === 'ratios' ? (overCommon(of) ?? asBounded(of)) : of
  return summand(numbers, undefined, numbers.states)
}

function summand(
  numbers: Numbers,
  codes: Codes | undefined,
  states: Uint16Array | undefined,
): Summand | undefined {
  if (numbers.kind === 'bounded')
    return numbers.roots.most > 0
      ? undefined
      : { kind: 'bounded', operand: { codes, states, numbers: numbers.numbers }, errors: numbers.errors }
  const { denominators: denominator } = numbers
  if (typeof denominator !== 'number') return undefined
  return { kind: 'exact', operand: { codes, states, numbers: numbers.numerators }, denominator }
}

const withShares = (of: Dictionary): Dictionary =>
  of.values.some(it => it.kind === 'yes/no') ? { ...of, values: shareValues(of.values) } : of

const ONE = number(exactFromRatio(1))
const NONE = number(exactFromRatio(0))
const shares = new WeakMap<readonly Value[], readonly Value[]>()

/** The share of yes is the mean of ones and zeros. */
function shareValues(values: readonly Value[]): readonly Value[] {
  const known = shares.get(values)
  if (known !== undefined && known.length === values.length) return known
  const found = values.map((it): Value => {
    if (it.kind !== 'yes/no') return it
    return it.yes ? ONE : NONE
  })
  shares.set(values, found)
  return found
}

/** Owners left apart: also those whose sum may have met a whole number that is not safe. */
export function withUnsafe({ counts, apart }: Sums, greatest: number): Uint8Array | undefined {
  let found = apart
  for (let owner = 0; owner < counts.length; owner += 1) {
    if ((counts[owner] as number) * greatest <= MOST_EXACT) continue
    if (found === apart) found = apart?.slice() ?? new Uint8Array(counts.length)
    if (found !== undefined) found[owner] = 1
  }
  return found
}
