/** Which row of the data a key names, where keys are texts: one look for each different text. */
import type { RowsAbove } from './groups.ts'
import { isOfKeys, type KeyDictionary } from './key-values.ts'
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
  const table = new Int32Array(keys.size).fill(-1)
  const { codes } = upper.partition
  if (keys === upper.keys)
    for (let row = codes.length - 1; row >= 0; row -= 1) table[codes[row] as number] = row
  else
    for (let index = 0; index < keys.size; index += 1) {
      const value = keys.at(index)
      table[index] = (value.kind === 'text' ? rows.find(value.text) : undefined) ?? -1
    }
  const ofLower = tables.get(keys) ?? new WeakMap<object, Int32Array>()
  ofLower.set(upper.partition.codes, table)
  tables.set(keys, ofLower)
  return table
}
