/** Matches rows of the data by their keys. Keys of one column are looked at once for each different value. */
import type { ColumnId } from '../../model/program.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import { type CohortColumn, type CohortLevel, countOf, type Dictionary } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import { identityOf } from '../reference/rows.ts'

export interface Keys {
  readonly size: number
  readonly columns: readonly (CohortColumn | undefined)[]
}

export const keysOf = (level: CohortLevel | undefined, columns: readonly ColumnId[]): Keys => ({
  size: level?.size ?? 0,
  columns: columns.map(it => level?.columns.get(it)),
})

/** For each row of the lower level the first row of the upper one with its key; -1 for none. */
export function joined(lower: Keys, upper: Keys, order: ValueOrder): Int32Array {
  const [left, right] = [onlyDictionary(lower), onlyDictionary(upper)]
  if (left?.list !== undefined && left.list === right?.list) {
    const rowAt = firstRows(right.codes, countOf(right))
    const found = new Int32Array(lower.size)
    for (let row = 0; row < found.length; row += 1) found[row] = rowAt[left.codes[row] as number] as number
    return found
  }
  const numbers = new Map<string, number>()
  numbered(upper, order, numbers)
  const count = numbers.size
  const rowOf = firstRows(numbered(upper, order, numbers), count)
  return numbered(lower, order, numbers).map(it => (it < 0 || it >= count ? -1 : (rowOf[it] as number)))
}

/** For each row the number of its key among the different ones, in the order in which they come up; -1 for no key. */
export function keyNumbers(
  keys: Keys,
  order: ValueOrder,
): { readonly of: Int32Array; readonly count: number } {
  const numbers = new Map<string, number>()
  const of = numbered(keys, order, numbers)
  return { of, count: numbers.size }
}

function numbered(keys: Keys, order: ValueOrder, numbers: Map<string, number>): Int32Array {
  const numberOf = (key: readonly Value[]): number => {
    if (key.some(isAbsent)) return -1
    const identity = identityOf(key, order)
    const known = numbers.get(identity) ?? numbers.size
    if (known === numbers.size) numbers.set(identity, known)
    return known
  }
  const dictionary = onlyDictionary(keys)
  const found = new Int32Array(keys.size)
  if (dictionary === undefined) {
    for (let row = 0; row < keys.size; row += 1)
      found[row] = keys.columns.length === 0 ? -1 : numberOf(keys.columns.flatMap(it => it?.at(row) ?? []))
    return found
  }
  const numberAt = new Int32Array(countOf(dictionary)).fill(NOT_ASKED)
  const { list, codes } = dictionary
  const valueAt = (code: number) => (list === undefined ? dictionary.values[code] : list.valueAt(code))
  for (let row = 0; row < keys.size; row += 1) {
    const code = codes[row] as number
    if (numberAt[code] === NOT_ASKED) {
      const value = valueAt(code)
      numberAt[code] = value === undefined ? -1 : numberOf([value])
    }
    found[row] = numberAt[code] as number
  }
  return found
}

const NOT_ASKED = -2

/** The dictionary of keys that are one column over one. */
function onlyDictionary({ columns, size }: Keys): Dictionary | undefined {
  const [column, ...others] = columns
  const dictionary = others.length === 0 ? column?.dictionary : undefined
  return dictionary !== undefined && dictionary.codes.length >= size ? dictionary : undefined
}

function firstRows(codes: ArrayLike<number>, count: number): Int32Array {
  const rows = new Int32Array(count).fill(-1)
  for (let row = codes.length - 1; row >= 0; row -= 1) {
    const code = codes[row] as number
    if (code >= 0) rows[code] = row
  }
  return rows
}
