/** One of several vectors, row by row, in one pass. */
import { builtInAbsence } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { asBounded, asNumbers, isNumeric, leastCommonMultiple } from './numbers.ts'
import { newCodes } from './partition.ts'
import { eitherRoots, NO_ROOTS } from './roots.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import {
  type Dictionary,
  denominatorAt,
  MOST_EXACT,
  type Numbers,
  type Ratios,
  type Vector,
} from './vector.ts'

/** Which vector a row takes its value from, by its place among them, or their number plus the state it has instead. */
export interface Choosing {
  readonly codes: Codes
  /** Of each code what it chooses. */
  readonly table: Int32Array
}

/** Undefined where they have no common form: numbers of many values beside values that are none. */
export function chooseMany(
  { codes, table }: Choosing,
  vectors: readonly Vector[],
  states: States,
  newId: () => number,
): Vector | undefined {
  const dictionaries = vectors.filter((it): it is Dictionary => it.kind === 'dictionary')
  if (dictionaries.length === vectors.length)
    return chosenValues({ codes, table }, dictionaries, states, newId())
  if (!vectors.every(isNumeric)) return undefined
  const numbers = vectors.map(it => asNumbers(it, states))
  const ratios = numbers.filter((it): it is Ratios => it.kind === 'ratios')
  const found = statesChosen({ codes, table }, numbers)
  if (ratios.length < numbers.length) return chosenBounded({ codes, table }, numbers, found)
  return overOne({ codes, table }, ratios, found) ?? overMany({ codes, table }, ratios, found)
}

function chosenValues(
  { codes, table }: Choosing,
  dictionaries: readonly Dictionary[],
  states: States,
  id: number,
): Dictionary {
  const values = [...dictionaries.flatMap(it => it.values), ...states.truths.slice(IS_APART)]
  const found = newCodes(codes.length, values.length)
  let offset = 0
  const offsets = dictionaries.map(({ values: own }) => {
    const here = offset
    offset += own.length
    return here
  })
  const ofStates = offset - IS_APART - dictionaries.length
  const places = dictionaries.map(it => it.partition.codes)
  const isUsed = new Uint8Array(values.length)
  for (let row = 0; row < found.length; row += 1) {
    const which = table[codes[row] as number] as number
    found[row] =
      which < places.length
        ? (offsets[which] as number) + ((places[which] as Codes)[row] as number)
        : ofStates + which
    isUsed[found[row] as number] = 1
  }
  // What no row has should not keep the others from being numbers.
  const used = values.map((it, code) => (isUsed[code] === 1 ? it : UNUSED))
  return { kind: 'dictionary', partition: { id, codes: found, count: used.length }, values: used }
}

const UNUSED = builtInAbsence('no_value')

function statesChosen({ codes, table }: Choosing, numbers: readonly Numbers[]): Uint16Array {
  const found = new Uint16Array(codes.length)
  for (let row = 0; row < found.length; row += 1) {
    const which = table[codes[row] as number] as number
    found[row] = which < numbers.length ? (numbers[which]?.states?.[row] ?? IS_THERE) : which - numbers.length
  }
  return found
}

/** Greater denominators than these are kept by row. */
const MOST_COMMON = 1 << 20

function overOne(
  { codes, table }: Choosing,
  ratios: readonly Ratios[],
  states: Uint16Array,
): Ratios | undefined {
  let denominators = 1
  for (const it of ratios) {
    if (typeof it.denominators !== 'number') return undefined
    denominators = leastCommonMultiple(denominators, it.denominators)
    if (denominators > MOST_COMMON) return undefined
  }
  const factors = ratios.map(it => denominators / denominatorAt(it, 0))
  const numerators = new Float64Array(codes.length)
  for (let row = 0; row < numerators.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const which = table[codes[row] as number] as number
    const numerator = ((ratios[which] as Ratios).numerators[row] as number) * (factors[which] as number)
    if (Math.abs(numerator) > MOST_EXACT) return undefined
    numerators[row] = numerator
  }
  return { kind: 'ratios', numerators, denominators, states }
}

function overMany({ codes, table }: Choosing, ratios: readonly Ratios[], states: Uint16Array): Ratios {
  const numerators = new Float64Array(codes.length)
  const denominators = new Float64Array(codes.length).fill(1)
  for (let row = 0; row < numerators.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const from = ratios[table[codes[row] as number] as number] as Ratios
    numerators[row] = from.numerators[row] as number
    denominators[row] = denominatorAt(from, row)
  }
  return { kind: 'ratios', numerators, denominators, states }
}

function chosenBounded({ codes, table }: Choosing, all: readonly Numbers[], states: Uint16Array): Numbers {
  const bounded = all.map(asBounded)
  const numbers = new Float64Array(codes.length)
  const errors = new Float64Array(codes.length)
  for (let row = 0; row < numbers.length; row += 1) {
    const from = bounded[table[codes[row] as number] as number]
    if (from === undefined) continue
    numbers[row] = from.numbers[row] as number
    errors[row] = from.errors[row] as number
  }
  const roots = bounded.reduce((found, it) => eitherRoots(found, it.roots), NO_ROOTS)
  return { kind: 'bounded', numbers, errors, roots, states }
}
