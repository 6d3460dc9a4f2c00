/** One of several vectors, row by row, in one pass. */
import { builtInAbsence } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import { asBounded, isNumeric, leastCommonMultiple, numberTable } from './numbers.ts'
import { newCodes } from './partition.ts'
import { eitherRoots, NO_ROOTS } from './roots.ts'
import { IS_APART, IS_THERE, type States } from './states.ts'
import {
  type Bounded,
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
  const sources = vectors.map(it => sourceOf(it, states))
  const found = statesChosen({ codes, table }, sources)
  return (
    overOne({ codes, table }, sources, found) ??
    overMany({ codes, table }, sources, found) ??
    chosenBounded({ codes, table }, sources, found)
  )
}

/** Numbers by row, or by class: a column of few numbers need not be written out. */
interface Source {
  readonly numbers: Numbers
  readonly codes: Codes | undefined
}

function sourceOf(vector: Vector, states: States): Source {
  if (vector.kind !== 'dictionary') return { numbers: vector, codes: undefined }
  const { numbers, states: ofClasses, isPlain } = numberTable(vector, states)
  return { numbers: isPlain ? numbers : { ...numbers, states: ofClasses }, codes: vector.partition.codes }
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

function statesChosen({ codes, table }: Choosing, sources: readonly Source[]): Uint16Array {
  const found = new Uint16Array(codes.length)
  for (let row = 0; row < found.length; row += 1) {
    const which = table[codes[row] as number] as number
    const source = sources[which]
    if (source === undefined) found[row] = which - sources.length
    else if (source.numbers.states !== undefined)
      found[row] = source.numbers.states[
        source.codes === undefined ? row : (source.codes[row] as number)
      ] as number
  }
  return found
}

/** Greater denominators than these are kept by row. */
const MOST_COMMON = 1 << 20

/** A denominator for all, where numbers stay safe over it: with one for all rows numbers can become classes. */
function overOne({ codes, table }: Choosing, sources: readonly Source[], states: Uint16Array) {
  const ratios = ratiosOf(sources)
  const own = ratios?.map(it => it.denominators).filter(it => typeof it === 'number') ?? []
  if (ratios === undefined || own.length < ratios.length) return undefined
  const denominators = own.reduce(leastCommonMultiple, 1)
  if (denominators > MOST_COMMON && own.some(it => it !== own[0])) return undefined
  const factors = own.map(it => denominators / it)
  const numerators = new Float64Array(codes.length)
  for (let row = 0; row < numerators.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const which = table[codes[row] as number] as number
    const classes = sources[which]?.codes
    const at = classes === undefined ? row : (classes[row] as number)
    const numerator = ((ratios[which] as Ratios).numerators[at] as number) * (factors[which] as number)
    if (Math.abs(numerator) > MOST_EXACT) return undefined
    numerators[row] = numerator
  }
  return { kind: 'ratios', numerators, denominators, states } as const
}

function ratiosOf(sources: readonly Source[]): readonly Ratios[] | undefined {
  const ratios = sources.map(it => it.numbers).filter(it => it.kind === 'ratios')
  return ratios.length === sources.length ? ratios : undefined
}

function overMany({ codes, table }: Choosing, sources: readonly Source[], states: Uint16Array) {
  const ratios = ratiosOf(sources)
  if (ratios === undefined) return undefined
  const numerators = new Float64Array(codes.length)
  const denominators = new Float64Array(codes.length).fill(1)
  for (let row = 0; row < numerators.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const which = table[codes[row] as number] as number
    const classes = sources[which]?.codes
    const at = classes === undefined ? row : (classes[row] as number)
    const from = ratios[which] as Ratios
    numerators[row] = from.numerators[at] as number
    denominators[row] = denominatorAt(from, at)
  }
  return { kind: 'ratios', numerators, denominators, states } as const
}

function chosenBounded({ codes, table }: Choosing, sources: readonly Source[], states: Uint16Array): Numbers {
  const bounded = sources.map(it => asBounded(it.numbers))
  const numbers = new Float64Array(codes.length)
  const errors = new Float64Array(codes.length)
  for (let row = 0; row < numbers.length; row += 1) {
    if (states[row] !== IS_THERE) continue
    const which = table[codes[row] as number] as number
    const classes = sources[which]?.codes
    const at = classes === undefined ? row : (classes[row] as number)
    const from = bounded[which] as Bounded
    numbers[row] = from.numbers[at] as number
    errors[row] = from.errors[at] as number
  }
  const roots = bounded.reduce((found, it) => eitherRoots(found, it.roots), NO_ROOTS)
  return { kind: 'bounded', numbers, errors, roots, states }
}
