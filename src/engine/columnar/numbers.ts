/** Vectors as numbers: fractions where all of them are exact in whole numbers, otherwise numbers with a bound. */

import type { Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { approximate, errorUnlessZero } from './bounds.ts'
import { newCodes } from './partition.ts'
import { eitherRoots, NO_ROOTS, rootsOf } from './roots.ts'
import { APART, FIRST_ABSENCE, IS_APART, IS_THERE, type States } from './states.ts'
import {
  type Bounded,
  type Dictionary,
  denominatorAt,
  MOST_EXACT,
  type Numbers,
  type Ratios,
  safeRatio,
  sizeOf,
  type Vector,
} from './vector.ts'

/** What the classes of a dictionary are as numbers, by class. */
export interface NumberTable {
  readonly states: Uint16Array
  readonly numbers: Ratios | Bounded
  /** Whether a class may be left apart or absent. */
  readonly isPlain: boolean
}

/** By the run whose numbers for absences a table holds: data that several runs read share their values. */
const tablesOfRuns = new WeakMap<States, WeakMap<readonly Value[], NumberTable>>()

export function numberTable({ values }: Dictionary, states: States): NumberTable {
  const tables = tablesOfRuns.get(states) ?? new WeakMap<readonly Value[], NumberTable>()
  tablesOfRuns.set(states, tables)
  const known = tables.get(values)
  if (known?.states.length === values.length) return known
  const table = makeTable(values, states)
  tables.set(values, table)
  return table
}

function makeTable(values: readonly Value[], states: States): NumberTable {
  const found = new Uint16Array(values.length)
  for (let code = 0; code < values.length; code += 1) {
    const it = values[code] as Value
    if (it.kind !== 'number') found[code] = it.kind === 'absent' ? states.of(it) : IS_APART
  }
  const numbers = commonRatios(values) ?? bounded(values, found)
  return { states: found, numbers, isPlain: found.every(it => it === IS_THERE) }
}

const NOTHING = [0, 1] as const

/** All as fractions of one denominator, where the whole numbers stay safe. */
function commonRatios(values: readonly Value[]): Ratios | undefined {
  // The same value often stands for many classes.
  const known = new Map<Value, readonly [number, number] | undefined>()
  const ratioOf = (it: Value) => {
    if (it.kind !== 'number') return NOTHING
    if (!known.has(it)) known.set(it, safeRatio(it.number))
    return known.get(it)
  }
  const ratios = values.map(ratioOf)
  let common = 1
  for (const it of ratios) {
    if (it === undefined) return undefined
    common = leastCommonMultiple(common, it[1])
    if (common > MOST_EXACT) return undefined
  }
  const numerators = new Float64Array(ratios.length)
  for (let code = 0; code < ratios.length; code += 1) {
    const ratio = ratios[code] ?? NOTHING
    numerators[code] = ratio[0] * (common / ratio[1])
  }
  const isSafe = numerators.every(it => Math.abs(it) <= MOST_EXACT)
  return isSafe ? { kind: 'ratios', numerators, denominators: common } : undefined
}

function bounded(values: readonly Value[], states: Uint16Array): Bounded {
  const numbers = new Float64Array(values.length)
  const errors = new Float64Array(values.length)
  for (const [index, value] of values.entries()) {
    if (value.kind !== 'number') continue
    const near = approximate(value.number)
    if (near === undefined) states[index] = IS_APART
    numbers[index] = near?.number ?? 0
    errors[index] = near?.error ?? 0
  }
  const roots = values.map(it => (it.kind === 'number' ? rootsOf(it.number) : NO_ROOTS))
  return { kind: 'bounded', numbers, errors, roots: roots.reduce(eitherRoots, NO_ROOTS) }
}

export const leastCommonMultiple = (left: number, right: number): number =>
  (left / commonDivisor(left, right)) * right

export function commonDivisor(left: number, right: number): number {
  let a = left
  let b = right
  while (b !== 0) {
    const rest = a % b
    a = b
    b = rest
  }
  return a
}

// --- rows ------------------------------------------------------------------------------------------

/** The vector as numbers; what is no number is left apart. */
export function asNumbers(vector: Vector, states: States): Numbers {
  if (vector.kind !== 'dictionary') return vector
  const table = numberTable(vector, states)
  const { codes } = vector.partition
  const rows = table.isPlain ? undefined : gathered(new Uint16Array(codes.length), table.states, codes)
  const withStates = rows === undefined ? {} : { states: rows }
  const { numbers } = table
  if (numbers.kind === 'bounded')
    return {
      kind: 'bounded',
      numbers: gathered(new Float64Array(codes.length), numbers.numbers, codes),
      errors: gathered(new Float64Array(codes.length), numbers.errors, codes),
      roots: numbers.roots,
      ...withStates,
    }
  return {
    kind: 'ratios',
    numerators: gathered(new Float64Array(codes.length), numbers.numerators, codes),
    denominators: numbers.denominators,
    ...withStates,
  }
}

type Cells = Float64Array | Uint16Array

function gathered<T extends Cells>(into: T, table: T, codes: Codes): T {
  for (let row = 0; row < codes.length; row += 1) into[row] = table[codes[row] as number] as number
  return into
}

export function asBounded(numbers: Numbers): Bounded {
  if (numbers.kind === 'bounded') return numbers
  const { numerators, states } = numbers
  const size = numerators.length
  const found = new Float64Array(size)
  const errors = new Float64Array(size)
  for (let row = 0; row < size; row += 1) {
    const denominator = denominatorAt(numbers, row)
    const value = (numerators[row] as number) / denominator
    found[row] = value
    errors[row] = denominator === 1 ? 0 : errorUnlessZero(0, value)
  }
  return {
    kind: 'bounded',
    numbers: found,
    errors,
    roots: NO_ROOTS,
    ...(states === undefined ? {} : { states }),
  }
}

/** Whether every present value of a vector is a number. */
export const isNumeric = (vector: Vector): boolean =>
  vector.kind !== 'dictionary' ||
  (vector.keys === undefined && vector.values.every(it => it.kind === 'number' || it.kind === 'absent'))

/** Whole numbers of one denominator between these bounds become classes. */
const WIDEST_RANGE = 1 << 16

/** Numbers of few different values as classes; undefined where there are too many. */
export function asDictionary(
  vector: Vector,
  states: States,
  valueAt: (row: number) => Value,
  newId: () => number,
): Dictionary | undefined {
  if (vector.kind === 'dictionary') return vector
  if (vector.kind === 'bounded' || typeof vector.denominators !== 'number') return undefined
  const size = sizeOf(vector)
  const { numerators } = vector
  let [low, high] = [Infinity, -Infinity]
  for (let row = 0; row < size; row += 1) {
    const it = numerators[row] as number
    if (it < low) low = it
    if (it > high) high = it
  }
  if (size > 0 && !(high - low < WIDEST_RANGE)) return undefined
  const width = size > 0 ? high - low + 1 : 0
  const places = new Int32Array(width + states.truths.length).fill(-1)
  const values: Value[] = []
  const codes = newCodes(size, places.length)
  for (let row = 0; row < size; row += 1) {
    const state = vector.states === undefined ? IS_THERE : (vector.states[row] as number)
    const place = state === IS_THERE ? states.truths.length + (numerators[row] as number) - low : state
    let code = places[place] as number
    if (code < 0) {
      code = values.push(state === IS_APART ? APART : valueAt(row)) - 1
      places[place] = code
    }
    codes[row] = code
  }
  return { kind: 'dictionary', partition: { id: newId(), codes, count: values.length }, values }
}

export const isAbsence = (state: number): boolean => state >= FIRST_ABSENCE
