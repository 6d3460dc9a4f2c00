/**
 * Rows sorted into classes. Columns of few different values share the class numbers of a partition,
 * so that a rule over them is evaluated once a class, and a column made of another costs no pass over the rows.
 */

import { identityKey } from '../../value/identity-key.ts'
import type { Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'

export interface Partition {
  /** Tells partitions apart, and orders them: those made earlier first. */
  readonly id: number
  /** For each row its class. */
  readonly codes: Codes
  /** Classes are numbered below this; some may have no rows. */
  readonly count: number
  /** A row of each class, where they are known already; see `representatives`. */
  readonly rows?: Int32Array
}

/** Room for codes below a count. */
export const newCodes = (size: number, count: number): Uint16Array | Uint32Array =>
  count <= 1 << 16 ? new Uint16Array(size) : new Uint32Array(size)

let zeros = new Uint16Array(0)

/** All rows in one class: the same zeros for every level of every run, which nobody writes to. */
export function sameCodes(size: number): Uint16Array {
  if (zeros.length < size) zeros = new Uint16Array(size)
  return zeros.subarray(0, size)
}

/** Every row by itself. */
export function countedCodes(size: number): Uint32Array {
  const codes = new Uint32Array(size)
  for (let row = 0; row < size; row += 1) codes[row] = row
  return codes
}

/** A row of each class; -1 for a class without rows. */
export function representatives({ codes, count, rows: known }: Partition): Int32Array {
  if (known !== undefined) return known
  const rows = new Int32Array(count).fill(-1)
  let found = 0
  for (let row = 0; row < codes.length && found < count; row += 1) {
    const code = codes[row] as number
    if ((rows[code] as number) >= 0) continue
    rows[code] = row
    found += 1
  }
  return rows
}

const used = new WeakMap<Codes, Uint8Array>()

/** For each class whether any row is in it. */
export function usedClasses(partition: Partition): Uint8Array {
  const { codes, count } = partition
  const known = used.get(codes)
  if (known !== undefined && known.length === count) return known
  // A row of each class is often known, and where every class has one it is soon met.
  const found = Uint8Array.from(representatives(partition), row => (row < 0 ? 0 : 1))
  used.set(codes, found)
  return found
}

/** Classes of one partition joined where they cannot be told apart. */
export interface Part {
  readonly partition: Partition
  /** The joined class of each class; undefined where none are joined. */
  readonly joined?: Int32Array
  readonly count: number
}

/** Classes of equal values joined into one. */
export function joinedByValue(partition: Partition, values: readonly Value[]): Part {
  const joined = new Int32Array(partition.count)
  const known = new Map<string, number>()
  // Most equal values are the same object, and need no text to be told equal.
  const same = new Map<Value | undefined, number>()
  for (let code = 0; code < partition.count; code += 1) {
    const value = values[code]
    let place = same.get(value)
    if (place === undefined) {
      const key = value === undefined ? '' : identityKey(value)
      place = known.get(key) ?? known.size
      known.set(key, place)
      same.set(value, place)
    }
    joined[code] = place
  }
  return known.size === partition.count
    ? { partition, count: partition.count }
    : { partition, joined, count: known.size }
}
