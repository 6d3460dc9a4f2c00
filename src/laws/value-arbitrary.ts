/**
 * Values of a type for generated cohorts: few different ones, so that equal values happen, and those
 * at which rules change their mind. Simple ones come first, which is where shrinking leads.
 */
import fc from 'fast-check'
import { shapeOf } from '../check/decision/constant.ts'
import { fromWorst, type Lists } from '../check/lists.ts'
import type { Bound, ProgramTable, Type, TypeAlternative } from '../model/program.ts'
import {
  add,
  compare,
  divide,
  type Exact,
  exactFromRatio,
  isWhole,
  ONE,
  subtract,
  toExactText,
  ZERO,
} from '../value/exact.ts'
import { code, date, NO, number, type Present, text, YES } from '../value/value.ts'
import type { Constants } from './constants.ts'

export interface ValueSource {
  readonly lists: Lists
  readonly constants: Constants
  readonly tables: ReadonlyMap<string, ProgramTable>
}

/** Values of the type, each alternative about as often as the others. */
export function valueArbitrary(type: Type, source: ValueSource): fc.Arbitrary<Present> {
  const pools = type.alternatives
    .map(it => POOLS[it.kind](it as never, source))
    .filter(it => it.length > 0)
    .map(it => fc.constantFrom(...it))
  return pools.length === 0 ? fc.constant(text('')) : fc.oneof({ withCrossShrink: true }, ...pools)
}

/** Every value that an input of the type is generated with, the simplest first. */
export const valuesOf = (type: Type, source: ValueSource): readonly Present[] =>
  type.alternatives.flatMap(it => POOLS[it.kind](it as never, source))

type NumberType = Extract<TypeAlternative, { kind: 'number' }>

const POOLS: {
  [K in TypeAlternative['kind']]: (
    alternative: Extract<TypeAlternative, { kind: K }>,
    source: ValueSource,
  ) => readonly Present[]
} = {
  number: (it, { constants }) => numbersOf(it, constants.numbers).map(number),
  text: (_, { constants }) =>
    [...new Set(['a', 'b', 'c', ...constants.texts.filter(isWritten)])].slice(0, POOL_LIMIT).map(text),
  'yes/no': () => [NO, YES],
  date: (_, { constants }) => [...new Set([...constants.dates, '2000-01-01', '2000-01-02'])].map(date),
  code: ({ list, only }, { lists }) => codesOf(list, only, lists).map(it => code(list, it)),
  key: ({ table, key }, { tables }) => keysOf(tables.get(table), key),
}

/** What a cell of data can say: nothing around it counts. */
const isWritten = (it: string): boolean => it !== '' && it.trim() === it

function codesOf(list: string, only: readonly string[] | undefined, lists: Lists): readonly string[] {
  const known = lists.get(list)
  const codes = known === undefined ? [] : fromWorst(known)
  return only === undefined ? codes : codes.filter(it => only.includes(it))
}

function keysOf(table: ProgramTable | undefined, key: string): readonly Present[] {
  const position = table?.keys.findIndex(it => it.name === key) ?? -1
  const values = (table?.rows ?? []).flatMap(({ keys }): readonly Present[] => {
    const pattern = keys[position]
    if (pattern?.kind === 'codes') return pattern.codes.map(it => code(pattern.list, it))
    return pattern?.kind === 'equals' && pattern.value.kind !== 'absent' ? [pattern.value] : []
  })
  return [...new Map(values.map(it => [shapeOf(it), it])).values()]
}

// --- numbers -------------------------------------------------------------------------------------

/** A pool larger than this would hardly ever hold the same value twice. */
const POOL_LIMIT = 40

/** The ends of the range, its middle, the program's constants in it, and what lies right beside those. */
function numbersOf(type: NumberType, constants: readonly Exact[]): readonly Exact[] {
  const ends = [type.from?.value, type.to?.value].flatMap(it => it ?? [])
  const plain = [0, 1, 2, 3, 10].map(it => exactFromRatio(it))
  const inside = [...ends, middleOf(type), ...plain, ...constants].filter(it => holds(type, it))
  const step = type.whole ? ONE : exactFromRatio(1, 2)
  const beside = inside.flatMap(it => [add(it, step), subtract(it, step)]).filter(it => holds(type, it))
  return evenlyTaken(distinct([...inside, ...beside]), POOL_LIMIT)
}

function middleOf({ from, to, whole }: NumberType): Exact {
  if (from === undefined || to === undefined) return ZERO
  const middle = divide(add(from.value, to.value), exactFromRatio(2)) ?? ZERO
  return whole && !isWhole(middle) ? add(middle, exactFromRatio(1, 2)) : middle
}

const holds = ({ from, to, whole }: NumberType, value: Exact): boolean =>
  (!whole || isWhole(value)) && isWithin(value, from, 1) && isWithin(value, to, -1)

function isWithin(value: Exact, bound: Bound | undefined, direction: 1 | -1): boolean {
  if (bound === undefined) return true
  const order = compare(value, bound.value) * direction
  return order > 0 || (order === 0 && bound.inclusive)
}

const distinct = (values: readonly Exact[]): readonly Exact[] => [
  ...new Map(values.map(it => [toExactText(it), it])).values(),
]

/** So many of the values, spread over all of them. */
function evenlyTaken<T>(values: readonly T[], limit: number): readonly T[] {
  if (values.length <= limit) return values
  return Array.from(
    { length: limit },
    (_, index) => values[Math.floor((index * values.length) / limit)],
  ).flatMap(it => it ?? [])
}
