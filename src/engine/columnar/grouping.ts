/**
 * The groups of a level by its keys, in their order, without a key for each of millions: rows are sorted
 * by the places of their first keys, then within those by the places of the next.
 */
import { isAbsent, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import { type RowsAbove, rowsBelow } from './groups.ts'
import { isOfKeys, ranksOfKeys } from './key-values.ts'
import { APART, IS_YES, type States } from './states.ts'
import type { Dictionary } from './vector.ts'

export interface Grouped {
  readonly size: number
  /** For each row its group, or `-1 - state` of the absence that keeps it out. */
  readonly groupOf: RowsAbove
  /** A row of each group. */
  readonly rows: Int32Array
}

/** `isIn`: the truth of the condition on each row; `outside`: the state of rows for which it is no. */
export function groupedRows(
  keys: readonly Dictionary[],
  isIn: Codes | undefined,
  outside: number,
  states: States,
  order: ValueOrder,
): Grouped | undefined {
  const places = keys.map(it => placesOf(it, states, order))
  const [first, ...others] = places.filter(it => it !== undefined)
  if (first === undefined || others.length + 1 < keys.length) return undefined
  const groups = new Int32Array(first.codes.length)
  if (isIn === undefined && others.length === 0) placeEach(groups, first)
  else
    for (let row = 0; row < groups.length; row += 1) {
      const truth = isIn === undefined ? IS_YES : (isIn[row] as number)
      if (truth !== IS_YES) groups[row] = -1 - (truth === 0 ? outside : truth)
      else groups[row] = placeOrState(first, others, row)
    }
  let found: Numbered = { groups, count: first.count }
  for (const it of others) found = refined(found, it)
  return numbered(found)
}

// --- places ----------------------------------------------------------------------------------------

/** For each class its place in the order of the values, or `-1 - state`. */
interface Places {
  readonly codes: Codes
  readonly table: Int32Array
  readonly count: number
}

/** Undefined where two values of one place might be told apart, or where some are not settled. */
function placesOf(dictionary: Dictionary, states: States, order: ValueOrder): Places | undefined {
  const { codes } = dictionary.partition
  if (isOfKeys(dictionary)) {
    const { keys, partition } = dictionary
    const table = new Int32Array(partition.count)
    table.set(ranksOfKeys(keys))
    for (let code = keys.size; code < partition.count; code += 1) table[code] = -1 - (code - keys.size)
    return { codes, table, count: keys.size }
  }
  const { values } = dictionary
  const texts = textPlaces(values)
  if (texts !== undefined) return { codes, ...texts }
  if (!values.every(it => it !== APART && isSimple(it)) || hasSeveralLists(values)) return undefined
  const present = [...values.keys()].filter(code => !isAbsent(valueAt(values, code)))
  present.sort((left, right) => order.compareKeys([valueAt(values, left)], [valueAt(values, right)]))
  const table = Int32Array.from(values, it => (isAbsent(it) ? -1 - states.of(it) : 0))
  let place = -1
  for (const [index, code] of present.entries()) {
    const before = present[index - 1]
    const isNew =
      before === undefined || order.compareKeys([valueAt(values, before)], [valueAt(values, code)]) !== 0
    if (isNew) place += 1
    table[code] = place
  }
  return { codes, table, count: place + 1 }
}

const valueAt = (values: readonly Value[], code: number): Value => values[code] as Value

type TextPlaces = Pick<Places, 'table' | 'count'>

/** Texts are in the same order in every run on the same data, and need no order of values to compare. */
function textPlaces(values: readonly Value[]): TextPlaces | undefined {
  if (values[0]?.kind !== 'text') return undefined
  const known = textsKnown.get(values)
  if (known !== undefined && known.table.length === values.length) return known
  const texts: string[] = []
  for (const it of values) {
    if (it.kind !== 'text') return undefined
    texts.push(it.text)
  }
  const inOrder = [...new Set(texts)].sort()
  const placeOf = new Map(inOrder.map((text, place) => [text, place] as const))
  const found = { table: Int32Array.from(texts, it => placeOf.get(it) ?? 0), count: inOrder.length }
  textsKnown.set(values, found)
  return found
}

const textsKnown = new WeakMap<readonly Value[], TextPlaces>()

/** Numbers with roots are the same by their digits only. */
const isSimple = (value: Value): boolean => value.kind !== 'number' || value.number.roots.length === 0

/** Like-named codes of lists that meet are the same and have places of their own. */
const hasSeveralLists = (values: readonly Value[]): boolean =>
  new Set(values.flatMap(it => (it.kind === 'code' ? [it.list] : []))).size > 1

function placeEach(groups: Int32Array, { table, codes }: Places): void {
  const size = groups.length
  for (let row = 0; row < size; row += 1) groups[row] = table[codes[row] as number] as number
}

/** The first key that is absent says why a row is in no group. */
function placeOrState(first: Places, others: readonly Places[], row: number): number {
  const place = first.table[first.codes[row] as number] as number
  if (place < 0) return place
  for (let index = 0; index < others.length; index += 1) {
    const { table, codes } = others[index] as Places
    const other = table[codes[row] as number] as number
    if (other < 0) return other
  }
  return place
}

// --- groups ----------------------------------------------------------------------------------------

interface Numbered {
  /** Below zero for rows in no group. */
  readonly groups: Int32Array
  /** Groups are numbered below this; some may have no rows. */
  readonly count: number
}

/** Each group divided by one key more. */
function refined({ groups, count }: Numbered, { table, codes }: Places): Numbered {
  const { offsets, rows } = rowsBelow(groups, count)
  const found = groups.slice()
  const places = new Float64Array(Math.max(0, ...sizesOf(offsets)))
  let next = 0
  for (let group = 0; group < count; group += 1) {
    const [from, to] = [offsets[group] as number, offsets[group + 1] as number]
    // The place and the row as one number, so that numbers can be sorted.
    for (let at = from; at < to; at += 1) {
      const row = rows === undefined ? at : (rows[at] as number)
      places[at - from] = (table[codes[row] as number] as number) * ROWS + row
    }
    inOrder(places, to - from)
    let last = -1
    for (let at = 0; at < to - from; at += 1) {
      const both = places[at] as number
      const place = Math.floor(both / ROWS)
      if (place !== last) next += 1
      last = place
      found[both - place * ROWS] = next - 1
    }
  }
  return { groups: found, count: next }
}

/** More rows than a level has. */
const ROWS = 2 ** 30

function sizesOf(offsets: Uint32Array): readonly number[] {
  let most = 0
  for (let group = 1; group < offsets.length; group += 1)
    most = Math.max(most, (offsets[group] as number) - (offsets[group - 1] as number))
  return [most]
}

const FEW = 24

/** By insertion where there are few, which is nearly always. */
function inOrder(numbers: Float64Array, count: number): void {
  if (count > FEW) {
    numbers.subarray(0, count).sort()
    return
  }
  for (let index = 1; index < count; index += 1) {
    const number = numbers[index] as number
    let place = index
    for (; place > 0 && (numbers[place - 1] as number) > number; place -= 1)
      numbers[place] = numbers[place - 1] as number
    numbers[place] = number
  }
}

/** The first row of each group; -1 for one without rows. */
function firstRows(groups: Int32Array, count: number): Int32Array {
  const first = new Int32Array(count).fill(-1)
  let met = 0
  // Where no group is without rows, all are met soon.
  for (let row = 0; row < groups.length && met < count; row += 1) {
    const group = groups[row] as number
    if (group < 0 || (first[group] as number) >= 0) continue
    first[group] = row
    met += 1
  }
  return first
}

/** Numbered without gaps, with the first row of each. */
function numbered({ groups, count }: Numbered): Grouped {
  const first = firstRows(groups, count)
  const numbers = new Int32Array(count)
  let size = 0
  for (let group = 0; group < count; group += 1) {
    const row = first[group] as number
    if (row < 0) continue
    first[size] = row
    numbers[group] = size
    size += 1
  }
  if (size === count) return { size, groupOf: groups, rows: first }
  const groupOf = new Int32Array(groups.length)
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groups[row] as number
    groupOf[row] = group < 0 ? group : (numbers[group] as number)
  }
  return { size, groupOf, rows: first.slice(0, size) }
}
