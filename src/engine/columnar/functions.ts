/** Functions of the numbers of one row, by their ids in the specification. Those not here are left to the reference semantics. */
import { ROUNDING_MODES } from '../../value/exact.ts'
import { builtInAbsence } from '../../value/value.ts'
import { type Arithmetic, arithmetic, negative } from './arithmetic.ts'
import { BoundedBuilder, RatioBuilder } from './builders.ts'
import { choose } from './choose.ts'
import { comparison } from './compare.ts'
import { asBounded } from './numbers.ts'
import { ONE_ROOT } from './roots.ts'
import { rounded } from './rounding.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import type { Bounded, Numbers } from './vector.ts'

export interface FunctionSettings {
  readonly states: States
  readonly option: string | undefined
  readonly newId: () => number
  /** A whole number in all rows. */
  constant(value: number, size: number): Numbers
}
/** Undefined where the kernel cannot do it. */
export type RowFunction = (args: readonly Numbers[], settings: FunctionSettings) => Numbers | undefined

export const ROW_FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  round: ([value, places], { option }) => {
    const count = places === undefined ? 0 : wholeInAllRows(places)
    const mode = ROUNDING_MODES.find(it => it === option) ?? 'half_away'
    return value === undefined || count === undefined ? undefined : rounded(value, count, mode)
  },
  floor: ([value]) => value && rounded(value, 0, 'down'),
  ceiling: ([value]) => value && rounded(value, 0, 'up'),
  abs: ([value], settings) => value && extreme('>=', [value, negative(value)], settings),
  sqrt: ([value]) => value && root(asBounded(value)),
  min: (args, settings) => extreme('<=', args, settings),
  max: (args, settings) => extreme('>=', args, settings),
  sum: (args, { states }) => folded('+', args, states),
  mean: (args, settings) => {
    const sum = folded('+', args, settings.states)
    return sum && arithmetic('/', sum, settings.constant(args.length, lengthOf(sum)), settings.states)
  },
  'mean-present': meanPresent,
}

const lengthOf = (numbers: Numbers): number =>
  numbers.kind === 'ratios' ? numbers.numerators.length : numbers.numbers.length

function folded(operator: Arithmetic, [first, ...rest]: readonly Numbers[], states: States) {
  return rest.reduce<Numbers | undefined>((sum, it) => sum && arithmetic(operator, sum, it, states), first)
}

/** The one number that all rows have, where it is whole. */
function wholeInAllRows(numbers: Numbers): number | undefined {
  if (numbers.kind !== 'ratios' || numbers.denominators !== 1 || numbers.states !== undefined)
    return undefined
  const [first] = numbers.numerators
  return numbers.numerators.every(it => it === first) ? first : undefined
}

function extreme(
  operator: '<=' | '>=',
  [first, ...rest]: readonly Numbers[],
  { states, newId }: FunctionSettings,
): Numbers | undefined {
  let best = first
  for (const it of rest) {
    if (best === undefined) return undefined
    const chosen = choose(comparison(operator, best, it), best, it, states, newId)
    if (chosen === undefined || chosen.kind === 'dictionary') return undefined
    best = chosen
  }
  return best
}

/** A number that may be below zero is left apart. There is no root of a number that holds one. */
function root({ numbers, errors, roots, states }: Bounded): Bounded | undefined {
  if (roots.most > 0) return undefined
  const result = new BoundedBuilder(numbers.length, states)
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] as number
    const error = errors[row] as number
    if (error === 0 && number === 0) result.set(row, 0, 0)
    else if (number > 2 * error) result.set(row, Math.sqrt(number), error / Math.sqrt(number - error))
    else result.state(row, IS_APART)
  }
  return { ...result.finish(), roots: ONE_ROOT }
}

/** The mean of the values that are there, of whole or decimal numbers only. */
function meanPresent(args: readonly Numbers[], { states }: FunctionSettings): Numbers | undefined {
  const [first] = args
  if (first === undefined) return undefined
  const size = lengthOf(first)
  const none = states.of(builtInAbsence('no_rows'))
  const result = new RatioBuilder(size, apartWhereAny(args, size))
  for (let row = 0; row < size; row += 1) {
    let [sum, count, scale, greatest] = [0, 0, 1, 0]
    for (const it of args) {
      if (it.kind !== 'ratios' || typeof it.denominators !== 'number') return undefined
      if ((it.states?.[row] ?? IS_THERE) !== IS_THERE) continue
      sum = sum * it.denominators + (it.numerators[row] as number) * scale
      greatest = Math.max(greatest, Math.abs(sum), Math.abs((it.numerators[row] as number) * scale))
      scale *= it.denominators
      count += 1
    }
    if (count === 0) result.absent(row, none)
    else result.set(row, sum, scale * count, greatest)
  }
  return result.finish()
}

function apartWhereAny(args: readonly Numbers[], size: number): Uint16Array {
  const found = new Uint16Array(size)
  for (const { states } of args)
    for (let row = 0; states !== undefined && row < size; row += 1)
      if (states[row] === IS_APART) found[row] = IS_APART
  return found
}
