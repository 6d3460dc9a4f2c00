/**
 * Rows sorted into classes. Columns of few different values share the class numbers of a partition,
 * so that a rule over them is evaluated once a class, and a column made of another costs no pass over the rows.
 */

import { identityKey } from '../../value/identity-key.ts'
import type { Value } from '../../value/value.ts'

export interface Partition {
  /** Tells partitions apart, and orders them: those made earlier first. */
  readonly id: number
  /** For each row its class. */
  readonly codes: Uint32Array
  /** Classes are numbered below this; some may have no rows. */
  readonly count: number
}

/** A row of each class; -1 for a class without rows. */
export function representatives({ codes, count }: Partition): Int32Array {
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
  for (let code = 0; code < partition.count; code += 1) {
    const value = values[code]
    const key = value === undefined ? '' : identityKey(value)
    const before = known.get(key)
    joined[code] = before ?? known.size
    if (before === undefined) known.set(key, known.size)
  }
  return known.size === partition.count
    ? { partition, count: partition.count }
    : { partition, joined, count: known.size }
}

/** A table of this many numbers is made rather than a map. */
const LARGEST_TABLE = 1 << 22

/**
 * The class numbers of the rows by several parts at once, and how many classes there are; undefined
 * when there are more than `most`.
 */
export function combineCodes(
  parts: readonly Part[],
  size: number,
  most: number,
): { readonly codes: Uint32Array; readonly count: number } | undefined {
  const [first, second, ...rest] = parts
  if (first === undefined) return { codes: new Uint32Array(size), count: 1 }
  if (second === undefined) {
    const { joined, partition, count } = first
    const codes = joined === undefined ? partition.codes : joinedCodes(partition.codes, joined)
    return count > most ? undefined : { codes, count }
  }
  const [third, ...others] = rest
  if (third !== undefined && first.count * second.count * third.count <= LARGEST_TABLE) {
    const three = combineThree(first, second, third, size, most)
    if (three === undefined || others.length === 0) return three
    const partition = { id: -1, ...three }
    return combineCodes([{ partition, count: three.count }, ...others], size, most)
  }
  const both =
    first.count * second.count <= LARGEST_TABLE
      ? combineByTable(first, second, size, most)
      : combineByMap(first, second, size, most)
  if (both === undefined || rest.length === 0) return both
  const partition = { id: -1, ...both }
  return combineCodes([{ partition, count: both.count }, ...rest], size, most)
}

function joinedCodes(codes: Uint32Array, joined: Int32Array): Uint32Array {
  const found = new Uint32Array(codes.length)
  for (let row = 0; row < codes.length; row += 1) found[row] = joined[codes[row] as number] as number
  return found
}

const identity = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index)

function combineByTable(left: Part, right: Part, size: number, most: number) {
  const first = (left.joined ?? identity(left.partition.count)).map(it => it * right.count)
  const second = right.joined ?? identity(right.partition.count)
  const table = new Int32Array(left.count * right.count).fill(-1)
  const codes = new Uint32Array(size)
  const [a, b] = [left.partition.codes, right.partition.codes]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place = (first[a[row] as number] as number) + (second[b[row] as number] as number)
    let code = table[place] as number
    if (code < 0) {
      if (count === most) return undefined
      code = count
      table[place] = code
      count += 1
    }
    codes[row] = code
  }
  return { codes, count }
}

/** In one pass, for columns that come three together. */
function combineThree(left: Part, middle: Part, right: Part, size: number, most: number) {
  const width = middle.count * right.count
  const first = (left.joined ?? identity(left.partition.count)).map(it => it * width)
  const second = (middle.joined ?? identity(middle.partition.count)).map(it => it * right.count)
  const third = right.joined ?? identity(right.partition.count)
  const table = new Int32Array(left.count * width).fill(-1)
  const codes = new Uint32Array(size)
  const [a, b, c] = [left.partition.codes, middle.partition.codes, right.partition.codes]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place =
      (first[a[row] as number] as number) +
      (second[b[row] as number] as number) +
      (third[c[row] as number] as number)
    let code = table[place] as number
    if (code < 0) {
      if (count === most) return undefined
      code = count
      table[place] = code
      count += 1
    }
    codes[row] = code
  }
  return { codes, count }
}

function combineByMap(left: Part, right: Part, size: number, most: number) {
  const known = new Map<number, number>()
  const codes = new Uint32Array(size)
  for (let row = 0; row < size; row += 1) {
    const place = joinedClass(left, row) * right.count + joinedClass(right, row)
    let code = known.get(place)
    if (code === undefined) {
      if (known.size === most) return undefined
      code = known.size
      known.set(place, code)
    }
    codes[row] = code
  }
  return { codes, count: known.size }
}

function joinedClass({ partition, joined }: Part, row: number): number {
  const code = partition.codes[row] as number
  return joined === undefined ? code : (joined[code] as number)
}
