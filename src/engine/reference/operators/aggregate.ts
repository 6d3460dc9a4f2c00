/**
 * The aggregates, by their ids in the specification. Values come in the order of the rows' keys, or in
 * the order asked for; all but the logical ones get those that are there.
 */
import {
  compare,
  type Exact,
  exactFromRatio,
  floor,
  isWhole,
  multiply,
  negate,
  ONE,
  sign,
  staysWithinRoots,
  subtract,
  ZERO,
} from '../../../value/exact.ts'
import { textOfValue } from '../../../value/text-of-value.ts'
import { builtInAbsence, isAbsent, NO, number, type Present, type Value, YES } from '../../../value/value.ts'
import { addNumbers, divideNumbers, TOO_MANY_ROOTS } from './arithmetic.ts'
import { greatest, least, meanOf, rootOf } from './function.ts'
import { applyLogic } from './logic.ts'
import { numberOf, type OperatorSettings, type Refusal, refuse, refuseNumber } from './operator.ts'
import { sumOf } from './sum.ts'

export type Aggregate = PresentAggregate | LogicAggregate

/** Of the values that are there. */
export interface PresentAggregate {
  readonly absence: 'skips'
  /** What it is of no values; undefined where `apply` says so itself. */
  readonly empty: Value
  /** Of at least one value. `args` are those after the first, none absent. */
  apply(
    values: readonly [Present, ...Present[]],
    args: readonly Present[],
    settings: OperatorSettings,
  ): Value | Refusal
}
/** Of all values, absent ones too. */
export interface LogicAggregate {
  readonly absence: 'kleene'
  readonly empty: Value
  readonly apply: (left: Value, right: Value) => Value
}

const NO_ROWS = builtInAbsence('no_rows')
const countValue = (count: number): Value => number(exactFromRatio(count))

export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  sum: { absence: 'skips', empty: number(ZERO), apply: values => sumOf(values.map(numberOf)) },
  count: { absence: 'skips', empty: number(ZERO), apply: values => countValue(values.length) },
  mean: { absence: 'skips', empty: NO_ROWS, apply: values => meanOf(values.map(numberOrShare)) },
  median: { absence: 'skips', empty: NO_ROWS, apply: values => median(values.map(numberOf)) },
  min: { absence: 'skips', empty: NO_ROWS, apply: (values, _, { order }) => least(values, order) },
  max: { absence: 'skips', empty: NO_ROWS, apply: (values, _, { order }) => greatest(values, order) },
  sd: {
    absence: 'skips',
    empty: NO_ROWS,
    apply: (values, _, { option }) => deviation(values.map(numberOf), option),
  },
  percentile: { absence: 'skips', empty: NO_ROWS, apply: percentile },
  first: { absence: 'skips', empty: NO_ROWS, apply: ([first]) => first },
  only: { absence: 'skips', empty: NO_ROWS, apply: (values, _, { order }) => only(values, order) },
  distinct: {
    absence: 'skips',
    empty: number(ZERO),
    apply: (values, _, { order }) => countValue(new Set(values.map(order.identity)).size),
  },
  all: { absence: 'kleene', empty: YES, apply: (left, right) => applyLogic('and', left, () => right) },
  some: { absence: 'kleene', empty: NO, apply: (left, right) => applyLogic('or', left, () => right) },
}

export function applyAggregate(
  aggregate: Aggregate,
  values: readonly Value[],
  args: readonly Present[],
  settings: OperatorSettings,
): Value | Refusal {
  if (aggregate.absence === 'kleene') return values.reduce(aggregate.apply, aggregate.empty)
  const [first, ...rest] = values.filter((it): it is Present => !isAbsent(it))
  return first === undefined ? aggregate.empty : aggregate.apply([first, ...rest], args, settings)
}

/** The share of yes is the mean of ones and zeros. */
const numberOrShare = (value: Present): Exact =>
  value.kind === 'yes/no' ? (value.yes ? ONE : ZERO) : numberOf(value)

const HALF = exactFromRatio(1, 2)

const median = (values: readonly Exact[]): Value | Refusal => betweenRanks(values, HALF)

function only(
  [first, ...rest]: readonly [Present, ...Present[]],
  order: OperatorSettings['order'],
): Value | Refusal {
  const other = rest.find(it => !order.same(it, first))
  if (other === undefined) return first
  return refuse('evaluate/only-differs', { first: textOfValue(first), second: textOfValue(other) })
}

// --- deviation and percentiles ----------------------------------------------------------------------

/** The root of the mean square distance from the mean; a sample of n is divided by n - 1. */
function deviation(values: readonly Exact[], option: string | undefined): Value | Refusal {
  const mean = meanOf(values)
  if (mean.kind !== 'number') return mean
  const distances = values.map(it => subtract(it, mean.number))
  if (!distances.every(it => staysWithinRoots('product', it, it))) return TOO_MANY_ROOTS
  const squares = sumOf(distances.map(it => multiply(it, it)))
  if (squares.kind !== 'number') return squares
  const divisor = option === 'sample' ? values.length - 1 : values.length
  const variance = divideNumbers(squares.number, exactFromRatio(divisor))
  return variance.kind === 'number' ? rootOf(variance.number) : variance
}

function percentile(
  values: readonly Present[],
  [share]: readonly Present[],
  { option }: OperatorSettings,
): Value | Refusal {
  const rank = share === undefined ? HALF : numberOf(share)
  if (sign(rank) < 0 || compare(rank, ONE) > 0) return refuseNumber('a percentile between 0% and 100%', rank)
  const numbers = values.map(numberOf)
  return option === 'nearest' ? nearestRank(numbers, rank) : betweenRanks(numbers, rank)
}

const sorted = (values: readonly Exact[]): readonly Exact[] => values.toSorted(compare)

/** The least value with at least such a share of the values at or below it. */
function nearestRank(values: readonly Exact[], share: Exact): Value {
  const rank = -floor(negate(multiply(share, exactFromRatio(values.length))))
  return number(sorted(values)[Math.max(Number(rank), 1) - 1] ?? ZERO)
}

/** On the straight line between the values at the two ranks nearest to `share * (n - 1)`, counted from 0. */
function betweenRanks(values: readonly Exact[], share: Exact): Value | Refusal {
  const place = multiply(share, exactFromRatio(values.length - 1))
  const rank = floor(place)
  const [below = ZERO, above = below] = sorted(values).slice(Number(rank), Number(rank) + 2)
  if (isWhole(place)) return number(below)
  const part = subtract(place, exactFromRatio(rank))
  return addNumbers(below, multiply(part, subtract(above, below)))
}
