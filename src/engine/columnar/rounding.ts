/** Rounding to decimal places: of fractions exactly, of bounded numbers where the whole interval rounds alike. */
import type { RoundingMode } from '../../value/exact.ts'
import { UNIT } from './bounds.ts'
import { IS_APART, IS_THERE } from './states.ts'
import { denominatorAt, MOST_EXACT, type Numbers, type Ratios } from './vector.ts'

/** More places than these are left to the reference semantics. */
const MOST_PLACES = 12

/** Undefined where the places are out of the range of this kernel. */
export function rounded(numbers: Numbers, places: number, mode: RoundingMode): Ratios | undefined {
  if (Math.abs(places) > MOST_PLACES) return undefined
  const unit = 10 ** Math.abs(places)
  const size = numbers.states?.length ?? lengthOf(numbers)
  const multiples = new Float64Array(size)
  const states = numbers.states?.slice() ?? new Uint16Array(size)
  for (let row = 0; row < size; row += 1) {
    if (states[row] !== IS_THERE) continue
    const multiple = multipleOf(numbers, row, places < 0, unit, mode)
    if (multiple === undefined) states[row] = IS_APART
    else multiples[row] = multiple
  }
  return places < 0
    ? { kind: 'ratios', numerators: multiples.map(it => it * unit), denominators: 1, states }
    : { kind: 'ratios', numerators: multiples, denominators: unit, states }
}

const lengthOf = (numbers: Numbers): number =>
  numbers.kind === 'ratios' ? numbers.numerators.length : numbers.numbers.length

/** How often the unit goes into the value of a row, rounded; undefined where that is undecided. */
function multipleOf(
  numbers: Numbers,
  row: number,
  isTens: boolean,
  unit: number,
  mode: RoundingMode,
): number | undefined {
  if (numbers.kind === 'ratios') {
    const top = (numbers.numerators[row] as number) * (isTens ? 1 : unit)
    const bottom = denominatorAt(numbers, row) * (isTens ? unit : 1)
    const isSafe = Math.abs(top) + bottom * 2 <= MOST_EXACT
    return isSafe ? exactMultiple(top, bottom, mode) : undefined
  }
  const scaled = isTens ? (numbers.numbers[row] as number) / unit : (numbers.numbers[row] as number) * unit
  const error = isTens ? (numbers.errors[row] as number) / unit : (numbers.errors[row] as number) * unit
  const slack = error * (1 + UNIT) + Math.abs(scaled) * UNIT
  const low = nearMultiple(scaled - slack, mode)
  const high = nearMultiple(scaled + slack, mode)
  return low === high && Math.abs(low) * unit <= MOST_EXACT ? low : undefined
}

/** `top / bottom` as a whole number, by the rest that is left: all of it exact. */
function exactMultiple(top: number, bottom: number, mode: RoundingMode): number {
  const near = Math.floor(top / bottom)
  // Rounding the quotient may have brought it up to the next whole number, but no further.
  const below = near * bottom > top ? near - 1 : near
  const rest = top - below * bottom
  if (rest === 0) return below
  return ROUNDS_UP[mode](Math.sign(2 * rest - bottom), below) ? below + 1 : below
}

function nearMultiple(value: number, mode: RoundingMode): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest === 0) return below
  return ROUNDS_UP[mode](Math.sign(2 * rest - 1), below) ? below + 1 : below
}

/** As the reference semantics: how the rest compares with a half, and the lesser neighbour. */
const ROUNDS_UP: { readonly [M in RoundingMode]: (half: number, below: number) => boolean } = {
  half_away: (half, below) => half > 0 || (half === 0 && below >= 0),
  half_even: (half, below) => half > 0 || (half === 0 && below % 2 !== 0),
  half_up: half => half >= 0,
  up: () => true,
  down: () => false,
}
