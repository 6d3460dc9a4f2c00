/** Rounding to decimal places: of fractions exactly, of bounded numbers where the whole interval rounds alike. */
import type { RoundingMode } from '../../value/exact.ts'
import { UNIT } from './bounds.ts'
import { IS_APART, IS_THERE } from './states.ts'
import { type Bounded, MOST_EXACT, type Numbers, type Ratios } from './vector.ts'

/** More places than these are left to the reference semantics. */
const MOST_PLACES = 12

/** Undefined where the places are out of the range of this kernel. */
export function rounded(numbers: Numbers, places: number, mode: RoundingMode): Ratios | undefined {
  if (Math.abs(places) > MOST_PLACES) return undefined
  const unit = 10 ** Math.abs(places)
  if (places >= 0 && isWholeIn(numbers, unit)) return numbers
  const size = numbers.kind === 'ratios' ? numbers.numerators.length : numbers.numbers.length
  const multiples = new Float64Array(size)
  const states = numbers.states?.slice() ?? new Uint16Array(size)
  const rounding = { isTens: places < 0, unit, isUp: ROUNDS_UP[mode] }
  if (numbers.kind === 'ratios') roundRatios(numbers, rounding, multiples, states)
  else roundBounded(numbers, rounding, multiples, states)
  return places < 0
    ? { kind: 'ratios', numerators: multiples.map(it => it * unit), denominators: 1, states }
    : { kind: 'ratios', numerators: multiples, denominators: unit, states }
}

interface Rounding {
  /** Whether to tens, hundreds and so on rather than tenths and hundredths. */
  readonly isTens: boolean
  readonly unit: number
  readonly isUp: RoundsUp
}

/** Whether every number is a whole number of such parts already: then rounding changes nothing. */
const isWholeIn = (numbers: Numbers, unit: number): numbers is Ratios =>
  numbers.kind === 'ratios' && typeof numbers.denominators === 'number' && unit % numbers.denominators === 0

/** How often the unit goes into each fraction, rounded: as a whole number, by the rest that is left, all of it exact. */
function roundRatios(
  { numerators, denominators }: Ratios,
  { isTens, unit, isUp }: Rounding,
  multiples: Float64Array,
  states: Uint16Array,
): void {
  const [byTop, byBottom] = isTens ? [1, unit] : [unit, 1]
  for (let row = 0; row < multiples.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const top = (numerators[row] as number) * byTop
    const bottom =
      (typeof denominators === 'number' ? denominators : (denominators[row] as number)) * byBottom
    if (!(Math.abs(top) + bottom * 2 <= MOST_EXACT)) {
      states[row] = IS_APART
      continue
    }
    const near = Math.floor(top / bottom)
    // Rounding the quotient may have brought it up to the next whole number, but no further.
    const below = near * bottom > top ? near - 1 : near
    const rest = top - below * bottom
    multiples[row] = rest !== 0 && isUp(Math.sign(2 * rest - bottom), below) ? below + 1 : below
  }
}

/** Left apart where the ends of the interval do not round alike. */
function roundBounded(
  { numbers, errors }: Bounded,
  { isTens, unit, isUp }: Rounding,
  multiples: Float64Array,
  states: Uint16Array,
): void {
  for (let row = 0; row < multiples.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const scaled = isTens ? (numbers[row] as number) / unit : (numbers[row] as number) * unit
    const error = isTens ? (errors[row] as number) / unit : (errors[row] as number) * unit
    const slack = error * (1 + UNIT) + Math.abs(scaled) * UNIT
    const low = nearMultiple(scaled - slack, isUp)
    const isDecided = low === nearMultiple(scaled + slack, isUp) && Math.abs(low) * unit <= MOST_EXACT
    if (isDecided) multiples[row] = low
    else states[row] = IS_APART
  }
}

function nearMultiple(value: number, isUp: RoundsUp): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest !== 0 && isUp(Math.sign(2 * rest - 1), below) ? below + 1 : below
}

/** By how the rest compares with a half, and the lesser neighbour. */
type RoundsUp = (half: number, below: number) => boolean

/** As the reference semantics. */
const ROUNDS_UP: { readonly [M in RoundingMode]: RoundsUp } = {
  half_away: (half, below) => half > 0 || (half === 0 && below >= 0),
  half_even: (half, below) => half > 0 || (half === 0 && below % 2 !== 0),
  half_up: half => half >= 0,
  up: () => true,
  down: () => false,
}
