/** Counts, sums and means of rows. */
import { builtInAbsence, isAbsent } from '../../../value/value.ts'
import { BoundedBuilder, RatioBuilder } from '../builders.ts'
import { isNumeric } from '../numbers.ts'
import { IS_APART, IS_THERE } from '../states.ts'
import { type Bounded, MOST_EXACT, type Numbers, type Ratios, type Vector } from '../vector.ts'
import { countsOf, errorOfSum, greatestSize, type Sums, sumsOf } from './accumulate.ts'
import { type AggregateKernel, type Aggregation, apartStates, countResult } from './aggregation.ts'
import { type Summand, summandOf, withUnsafe } from './summand.ts'

export function count(it: Aggregation): Vector {
  const isNumber = it.of !== undefined && isNumeric(it.of)
  const summand = isNumber ? summandOf(it) : undefined
  if (summand !== undefined) return countResult(it.sums(() => sumsOf(it.rows, summand.operand, it.isSpread)))
  if (it.of === undefined) return countResult(countsOf(it.rows))
  const { of, states } = it
  const present =
    of.kind === 'dictionary'
      ? {
          codes: of.partition.codes,
          states: Uint16Array.from(of.values, value => (isAbsent(value) ? states.of(value) : IS_THERE)),
          numbers: new Float64Array(of.values.length),
        }
      : { codes: undefined, states: of.states, numbers: numbersOf(of) }
  return countResult(sumsOf(it.rows, present, false))
}

const numbersOf = (numbers: Numbers): Float64Array =>
  numbers.kind === 'ratios' ? numbers.numerators : numbers.numbers

function total(
  it: Aggregation,
  exactResult: (sums: Sums, denominator: number) => Vector | undefined,
): Vector | undefined {
  const found = summandOf(it)
  if (found === undefined) return undefined
  const sums = it.sums(() => sumsOf(it.rows, found.operand, it.isSpread))
  if (found.kind === 'bounded') return boundedTotal(it, sums, found)
  const apart = withUnsafe(sums, greatestSize(found.operand.numbers))
  return exactResult({ ...sums, apart }, found.denominator)
}

export const sum: AggregateKernel = it => total(it, (sums, denominator) => sumResult(it, sums, denominator))

export const mean: AggregateKernel = it => total(it, (sums, denominator) => meanResult(it, sums, denominator))

const sumResult = (_: Aggregation, { sums, apart }: Sums, denominator: number): Ratios => ({
  kind: 'ratios',
  numerators: apart === undefined ? sums : sums.map((it, owner) => (apart[owner] === 1 ? 0 : it)),
  denominators: denominator,
  ...apartStates(apart),
})

function meanResult({ states }: Aggregation, sums: Sums, denominator: number): Ratios | undefined {
  const { counts, sums: totals, apart } = sums
  const result = new RatioBuilder(counts.length)
  const none = states.of(builtInAbsence('no_rows'))
  for (let owner = 0; owner < counts.length; owner += 1) {
    const count = counts[owner] as number
    const below = count * denominator
    if (apart?.[owner] === 1 || below > MOST_EXACT) result.absent(owner, IS_APART)
    else if (count === 0) result.absent(owner, none)
    else result.set(owner, totals[owner] as number, below, 0)
  }
  return result.finish()
}

function boundedTotal(
  { rows, states, core }: Aggregation,
  { counts, sums, apart }: Sums,
  { operand, errors }: Extract<Summand, { kind: 'bounded' }>,
): Bounded {
  const brought = sumsOf(rows, { ...operand, numbers: errors }, false)
  const sizes = sumsOf(rows, { ...operand, numbers: operand.numbers.map(Math.abs) }, false)
  const result = new BoundedBuilder(rows.owners)
  const none = states.of(builtInAbsence('no_rows'))
  const isMean = core.operator === 'mean'
  for (let owner = 0; owner < rows.owners; owner += 1) {
    const count = counts[owner] as number
    const error = errorOfSum(brought.sums[owner] as number, count, sizes.sums[owner] as number)
    if (apart?.[owner] === 1) result.state(owner, IS_APART)
    else if (isMean && count === 0) result.state(owner, none)
    else if (isMean) result.set(owner, (sums[owner] as number) / count, error / count)
    else result.set(owner, sums[owner] as number, count === 0 ? 0 : error)
  }
  return result.finish()
}
