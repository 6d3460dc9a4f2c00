/**
 * Columns of keys: about as many different texts as rows. A class stands for a text of a list, and two
 * columns over one list are compared, picked from and grouped by the classes alone; the texts are only
 * looked at when a value is asked for.
 */
import type { Value } from '../../value/value.ts'
import { type Codes, type CohortColumn, countOf } from '../cohort.ts'
import { countedCodes, newCodes, type Partition } from './partition.ts'
import type { States } from './states.ts'
import type { Dictionary } from './vector.ts'

/** Different texts, none absent: classes from 0 on. The classes after them are the states of a run. */
export interface KeyList {
  readonly size: number
  /** Known to be in order; otherwise that is looked at when it matters. */
  readonly isAscending?: boolean
  /** The list of the data that it is, or the column that counts on, row by row. */
  readonly source?: object
  at(index: number): Value
}

/** A column over a list of keys. */
export interface KeyDictionary extends Dictionary {
  readonly keys: KeyList
}

export const isOfKeys = (it: Dictionary): it is KeyDictionary => it.keys !== undefined

const lists = new WeakMap<object, KeyList | 'none'>()

/**
 * The list of a column of the data that holds at least so many different texts; undefined for any other
 * column. `isOfTexts` says that its type has nothing else, so that values need not be looked at.
 */
export function keyListOf(
  column: CohortColumn,
  size: number,
  fewest: number,
  isOfTexts: boolean,
): KeyList | undefined {
  const { dictionary, isAscending } = column
  const length = dictionary !== undefined ? countOf(dictionary) : isAscending === true ? size : -1
  if (length < fewest || length === 0) return undefined
  const source = dictionary?.list ?? dictionary?.values ?? column
  const list = lists.get(source) ?? withSource(findList(column, size, isOfTexts), source) ?? 'none'
  lists.set(source, list)
  return list === 'none' ? undefined : list
}

const withSource = (list: KeyList | undefined, source: object): KeyList | undefined =>
  list && { ...list, source }

function findList(column: CohortColumn, size: number, isOfTexts: boolean): KeyList | undefined {
  const { dictionary } = column
  if (dictionary === undefined) {
    const isCounted = isOfTexts || column.at(0).kind === 'text'
    return isCounted ? { size, isAscending: true, at: index => column.at(index) } : undefined
  }
  const { list } = dictionary
  if (list !== undefined && isOfTexts)
    return list.hasAbsent ? undefined : listOf(list.size, index => list.valueAt(index))
  const { values } = dictionary
  return values.every(it => it.kind === 'text') ? listOf(values.length, index => values[index]) : undefined
}

const listOf = (size: number, valueAt: (index: number) => Value | undefined): KeyList => ({
  size,
  at(index) {
    const value = valueAt(index)
    if (value === undefined) throw new RangeError(`no key ${index} of ${size}`)
    return value
  },
})

/** A column of the data over its list, whose values are made when asked for. */
export const ofKeyList = (
  keys: KeyList,
  partition: Partition,
  all: () => readonly Value[],
): KeyDictionary => ({
  kind: 'dictionary',
  keys,
  partition,
  get values() {
    return all()
  },
})

/** Values are made into a list of their own only where something asks for them all. */
export function keyDictionary(keys: KeyList, codes: Codes, id: number, states: States): KeyDictionary {
  let values: readonly Value[] | undefined
  return {
    kind: 'dictionary',
    keys,
    partition: { id, codes, count: keys.size + states.truths.length },
    get values() {
      values ??= [...Array.from({ length: keys.size }, (_, index) => keys.at(index)), ...states.truths]
      return values
    },
  }
}

/** The class of a row without a key. */
export const classOfState = (keys: KeyList, state: number): number => keys.size + state

/** The keys of other rows; where a row belongs to none, the reason. */
export function gatheredKeys(
  { keys, partition }: KeyDictionary,
  above: Int32Array,
  id: number,
  states: States,
): KeyDictionary {
  const codes = newCodes(above.length, keys.size + states.truths.length)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    codes[row] = owner < 0 ? classOfState(keys, -1 - owner) : (partition.codes[owner] as number)
  }
  return keyDictionary(keys, codes, id, states)
}

/** A number for each class: the same for all keys, and one for each state. */
export function keyTable(
  { keys, partition }: KeyDictionary,
  ofKeys: number,
  ofStates: readonly number[],
): Uint16Array {
  const table = new Uint16Array(Math.max(partition.count, keys.size + ofStates.length)).fill(ofKeys)
  table.set(ofStates, keys.size)
  return table
}

/** Whether no class of a dictionary is one that is left apart; told without looking at every key. */
export function hasNoneApart({ keys, partition }: KeyDictionary, apart: number): boolean {
  const code = classOfState(keys, apart)
  for (let row = 0; row < partition.codes.length; row += 1) if (partition.codes[row] === code) return false
  return true
}

const ranks = new WeakMap<KeyList, Uint32Array>()

/** The places of the keys of a list in their order. */
export function ranksOfKeys(keys: KeyList): Uint32Array {
  const known = ranks.get(keys)
  if (known !== undefined) return known
  const found = isInOrder(keys) ? countedCodes(keys.size) : sortedRanks(keys)
  ranks.set(keys, found)
  return found
}

const textAt = (keys: KeyList, index: number): string => {
  const value = keys.at(index)
  return value.kind === 'text' ? value.text : ''
}

function isInOrder(keys: KeyList): boolean {
  if (keys.isAscending === true) return true
  let before = ''
  for (let index = 0; index < keys.size; index += 1) {
    const text = textAt(keys, index)
    if (index > 0 && text <= before) return false
    before = text
  }
  return true
}

/** Texts compare by code unit, as the order of values has it. */
function sortedRanks(keys: KeyList): Uint32Array {
  const texts = Array.from({ length: keys.size }, (_, index) => textAt(keys, index))
  const places = [...texts.keys()].sort((left, right) => {
    const [a = '', b = ''] = [texts[left], texts[right]]
    return a < b ? -1 : a > b ? 1 : 0
  })
  const found = new Uint32Array(keys.size)
  for (const [rank, index] of places.entries()) found[index] = rank
  return found
}
