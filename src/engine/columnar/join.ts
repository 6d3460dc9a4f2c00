/** Which row of the data a key names, where keys are texts: one look for each different text. */
import type { RowsAbove } from './groups.ts'
import { isOfKeys, type KeyDictionary, type KeyList } from './key-values.ts'
import type { LevelRows } from './level-rows.ts'
import { IS_APART, type States } from './states.ts'
import type { Dictionary } from './vector.ts'

const tables = new WeakMap<object, WeakMap<object, Int32Array>>()

/**
 * For each row the row of the other level with its key, or `-1 - state`. Undefined where the keys are
 * not columns of keys on both sides.
 */
export function joinedByText(
  keys: readonly Dictionary[],
  rows: LevelRows,
  upper: Dictionary | undefined,
  notFound: number,
  states: States,
): RowsAbove | undefined {
  const [key, ...others] = keys
  if (key === undefined || others.length > 0 || upper === undefined) return undefined
  if (!isOfKeys(key) || !isOfKeys(upper)) return undefined
  const table = tableOf(key, rows, upper)
  const { codes } = key.partition
  const { size } = key.keys
  const found = new Int32Array(codes.length)
  for (let row = 0; row < found.length; row += 1) {
    const code = codes[row] as number
    if (code < size) {
      const at = table[code] as number
      found[row] = at < 0 ? notFound : at
    } else if (code - size === IS_APART) return undefined
    else found[row] = -1 - Math.min(code - size, states.truths.length - 1)
  }
  return found
}

/** For each key of the lower list the first row that has it; -1 for none. */
function tableOf({ keys }: KeyDictionary, rows: LevelRows, upper: KeyDictionary): Int32Array {
  const known = tables.get(keys)?.get(upper.partition.codes)
  if (known !== undefined) return known
  const table = keys === upper.keys ? firstRows(upper) : foundRows(keys, upper, rows)
  const ofLower = tables.get(keys) ?? new WeakMap<object, Int32Array>()
  ofLower.set(upper.partition.codes, table)
  tables.set(keys, ofLower)
  return table
}

/** Lists of the same data are mostly in the same order, so the next key is looked for near the last one found. */
function foundRows(keys: KeyList, upper: KeyDictionary, rows: LevelRows): Int32Array {
  const table = new Int32Array(keys.size).fill(-1)
  const rowOf = firstRows(upper)
  let next = 0
  for (let index = 0; index < table.length; index += 1) {
    const text = textAt(keys, index)
    if (text === undefined) continue
    const end = Math.min(next + NEAR, upper.keys.size)
    let place = next
    while (place < end && textAt(upper.keys, place) !== text) place += 1
    if (place < end) {
      table[index] = rowOf[place] as number
      next = place + 1
    } else table[index] = rows.find(text) ?? -1
  }
  return table
}

/** So many keys that nobody names may lie between two that are named. */
const NEAR = 8

function textAt(keys: KeyList, index: number): string | undefined {
  const value = keys.at(index)
  return value.kind === 'text' ? value.text : undefined
}

/** For each key of a list the first row that has it; -1 for none. */
function firstRows({ keys, partition }: KeyDictionary): Int32Array {
  const { codes } = partition
  const found = new Int32Array(keys.size).fill(-1)
  for (let row = codes.length - 1; row >= 0; row -= 1)
    if ((codes[row] as number) < keys.size) found[codes[row] as number] = row
  return found
}
