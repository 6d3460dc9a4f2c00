/** The spread of rows' numbers: exact under the root. */
import { exactFromRatio, squareRoot, ZERO } from '../../../value/exact.ts'
import { builtInAbsence } from '../../../value/value.ts'
import { BoundedBuilder } from '../builders.ts'
import { ONE_ROOT } from '../roots.ts'
import { IS_APART } from '../states.ts'
import { MOST_EXACT, type Vector } from '../vector.ts'
import { greatestSize, sumsOf } from './accumulate.ts'
import type { Aggregation } from './aggregation.ts'
import { summandOf, withUnsafe } from './summand.ts'

/**
 * From the sums of whole numbers and of their squares: with n values over the denominator d, the
 * variance is (n·Q − S²) / (n·m·d²), with n or n − 1 for m. All of it is exact; only the root is not.
 */
export function deviation(it: Aggregation): Vector | undefined {
  const found = summandOf(it)
  if (found?.kind !== 'exact') return undefined
  const { operand, denominator } = found
  const sums = it.sums(() => sumsOf(it.rows, operand, true))
  const apart = withUnsafe(sums, greatestSize(operand.numbers) ** 2)
  const owners = sums.counts.length
  const result = new BoundedBuilder(owners)
  const isSample = it.core.option === 'sample'
  const none = it.states.of(builtInAbsence('no_rows'))
  const byZero = it.states.of(builtInAbsence('division_by_zero'))
  const varianceOf = (owner: number) => {
    const count = sums.counts[owner] as number
    const bottom = BigInt(count) * BigInt(isSample ? count - 1 : count) * BigInt(denominator) ** 2n
    return [spread(count, sums.sums[owner] as number, sums.squares[owner] as number), bottom] as const
  }
  for (let owner = 0; owner < owners; owner += 1) {
    const count = sums.counts[owner] as number
    const divisor = isSample ? count - 1 : count
    if (apart?.[owner] === 1) result.state(owner, IS_APART)
    else if (count === 0) result.state(owner, none)
    else if (divisor === 0) result.state(owner, byZero)
    else {
      const left = count * (sums.squares[owner] as number)
      const sum = sums.sums[owner] as number
      const right = sum * sum
      const bottom = count * divisor * denominator * denominator
      if (Math.max(left, right, bottom) <= MOST_EXACT)
        result.set(owner, Math.sqrt((left - right) / bottom), 0)
      else {
        const [top, below] = varianceOf(owner)
        result.set(owner, Math.sqrt(Number(top) / Number(below)), 0)
      }
    }
  }
  const exact = (owner: number) => squareRoot(exactFromRatio(...varianceOf(owner))) ?? ZERO
  return { ...result.finish(), roots: ONE_ROOT, exact }
}

const spread = (count: number, sum: number, squares: number): bigint =>
  BigInt(count) * BigInt(squares) - BigInt(sum) ** 2n
