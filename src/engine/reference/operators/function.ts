/** The functions over the values of one row, by their ids in the specification. */
import {
  type Exact,
  exactFromRatio,
  floor,
  negate,
  ROUNDING_MODES,
  type RoundingMode,
  round,
  sign,
  squareRoot,
  toExactText,
  ZERO,
} from '../../../value/exact.ts'
import { textOfValue } from '../../../value/text-of-value.ts'
import { builtInAbsence, number, type Present, text, type Value } from '../../../value/value.ts'
import type { ValueOrder } from '../../order.ts'
import { divideNumbers } from './arithmetic.ts'
import {
  countOf,
  numberOf,
  type OperatorSettings,
  type Refusal,
  refuse,
  refuseNumber,
  type SkippingOperator,
  type StrictOperator,
} from './operator.ts'
import { sumOf } from './sum.ts'

type Function = StrictOperator<readonly Present[]> | SkippingOperator

const strict = (apply: Function['apply']): Function => ({ absence: 'strict', apply })

/** A function of one number. */
const ofNumber = (apply: (value: Exact) => Value | Refusal): Function =>
  strict(([operand]) => apply(operand === undefined ? ZERO : numberOf(operand)))

export const FUNCTIONS: Readonly<Record<string, Function>> = {
  abs: ofNumber(value => number(sign(value) < 0 ? negate(value) : value)),
  floor: ofNumber(value => number(exactFromRatio(floor(value)))),
  ceiling: ofNumber(value => number(exactFromRatio(-floor(negate(value))))),
  sqrt: ofNumber(rootOf),
  round: strict(([value, places], settings) => roundTo(value, places, settings)),
  min: strict((operands, { order }) => least(operands, order)),
  max: strict((operands, { order }) => greatest(operands, order)),
  sum: strict(operands => sumOf(operands.map(numberOf))),
  mean: strict(operands => meanOf(operands.map(numberOf))),
  'mean-present': { absence: 'skips', apply: operands => meanOf(operands.map(numberOf)) },
  text: strict(operands => join(operands.map(textOfValue))),
}

/** A text of more letters would double with every rule that joins it to itself. */
const MOST_LETTERS = 10_000

function join(parts: readonly string[]): Value | Refusal {
  const letters = parts.reduce((sum, it) => sum + it.length, 0)
  if (letters > MOST_LETTERS) return refuse('evaluate/too-long', { most: '10,000', parts: 'letters' })
  return text(parts.join(''))
}

export function rootOf(value: Exact): Value | Refusal {
  const root = squareRoot(value)
  return root === undefined ? refuse('evaluate/no-square-root', { found: toExactText(value) }) : number(root)
}

export function meanOf(values: readonly Exact[]): Value | Refusal {
  if (values.length === 0) return builtInAbsence('no_rows')
  const sum = sumOf(values)
  return sum.kind === 'number' ? divideNumbers(sum.number, exactFromRatio(values.length)) : sum
}

/** The first of the least ones; nothing to choose from is `no_rows`. */
export function least(values: readonly Present[], { compare: order }: ValueOrder): Value {
  const [first] = values
  if (first === undefined) return builtInAbsence('no_rows')
  return values.reduce((best, it) => (order(it, best) < 0 ? it : best), first)
}

export const greatest = (values: readonly Present[], order: ValueOrder): Value =>
  least(values, { ...order, compare: (left, right) => order.compare(right, left) })

/** More decimal places than these are never meant. */
const MOST_PLACES = 100

function roundTo(
  value: Present | undefined,
  places: Present | undefined,
  { option }: OperatorSettings,
): Value | Refusal {
  const wanted = places === undefined ? ZERO : numberOf(places)
  const count = countOf(wanted, -MOST_PLACES, MOST_PLACES)
  if (count === undefined)
    return refuseNumber(`a whole number of places between -${MOST_PLACES} and ${MOST_PLACES}`, wanted)
  return number(round(value === undefined ? ZERO : numberOf(value), count, modeOf(option)))
}

const modeOf = (option: string | undefined): RoundingMode =>
  ROUNDING_MODES.find(it => it === option) ?? 'half_away'
