/** The classes of rows by several partitions at once, numbered in the order in which they turn up. */
import type { Codes } from '../cohort.ts'
import { newCodes, type Part } from './partition.ts'

export interface Combined {
  readonly codes: Codes
  readonly count: number
  /** A row of each class. */
  readonly rows?: Int32Array
}

/** A table of this many numbers is made rather than a map. */
const LARGEST_TABLE = 1 << 22

/** Undefined when there are more than `most`. */
export function combineCodes(parts: readonly Part[], size: number, most: number): Combined | undefined {
  const [first, second, third, ...others] = parts
  if (first === undefined) return { codes: newCodes(size, 1), count: 1 }
  if (second === undefined) return first.count > most ? undefined : alone(first)
  const isByThree = third !== undefined && first.count * second.count * third.count <= LARGEST_TABLE
  const joined = isByThree
    ? byTable([first, second, third], size, most)
    : first.count * second.count <= LARGEST_TABLE
      ? byTable([first, second], size, most)
      : byMap(first, second, size, most)
  const rest = isByThree ? others : parts.slice(2)
  if (joined === undefined || rest.length === 0) return joined
  const partition = { id: -1, ...joined }
  return combineCodes([{ partition, count: joined.count }, ...rest], size, most)
}

function alone({ partition, joined, count }: Part): Combined {
  const { codes, rows } = partition
  if (joined === undefined) return { codes, count, ...(rows === undefined ? {} : { rows }) }
  const found = newCodes(codes.length, count)
  for (let row = 0; row < codes.length; row += 1) found[row] = joined[codes[row] as number] as number
  return { codes: found, count }
}

/** Where each class of each part stands in a table over all of them, as a sum. */
function stridesOf(parts: readonly Part[]): readonly Int32Array[] {
  let stride = 1
  return parts
    .toReversed()
    .map(({ partition, joined, count }) => {
      const by = stride
      stride *= count
      return Int32Array.from({ length: partition.count }, (_, code) => (joined?.[code] ?? code) * by)
    })
    .reverse()
}

/** The classes met so far: their number by place in the table, and the row each was met on. */
interface Met {
  readonly codeAt: Int32Array
  readonly rows: number[]
}

function byTable(parts: readonly Part[], size: number, most: number): Combined | undefined {
  const places = parts.reduce((product, it) => product * it.count, 1)
  const met = { codeAt: new Int32Array(places).fill(-1), rows: [] }
  const codes = newCodes(size, Math.min(most, places))
  const isFull = (parts.length === 2 ? numberByTwo : numberByThree)(parts, codes, met, most)
  return isFull ? undefined : { codes, count: met.rows.length, rows: Int32Array.from(met.rows) }
}

/** Whether there are more classes than `most`. */
function numberByTwo(
  [left, right]: readonly Part[],
  codes: Uint16Array | Uint32Array,
  { codeAt, rows }: Met,
  most: number,
): boolean {
  if (left === undefined || right === undefined) return false
  const [first, second] = stridesOf([left, right]) as [Int32Array, Int32Array]
  const [a, b] = [left.partition.codes, right.partition.codes]
  const size = codes.length
  for (let row = 0; row < size; row += 1) {
    const place = (first[a[row] as number] as number) + (second[b[row] as number] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (rows.length === most) return true
      code = rows.push(row) - 1
      codeAt[place] = code
    }
    codes[row] = code
  }
  return false
}

/** In one pass, for columns that come three together. */
function numberByThree(
  [left, middle, right]: readonly Part[],
  codes: Uint16Array | Uint32Array,
  { codeAt, rows }: Met,
  most: number,
): boolean {
  if (left === undefined || middle === undefined || right === undefined) return false
  const [first, second, third] = stridesOf([left, middle, right]) as [Int32Array, Int32Array, Int32Array]
  const [a, b, c] = [left.partition.codes, middle.partition.codes, right.partition.codes]
  const size = codes.length
  for (let row = 0; row < size; row += 1) {
    const place =
      (first[a[row] as number] as number) +
      (second[b[row] as number] as number) +
      (third[c[row] as number] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (rows.length === most) return true
      code = rows.push(row) - 1
      codeAt[place] = code
    }
    codes[row] = code
  }
  return false
}

function byMap(left: Part, right: Part, size: number, most: number): Combined | undefined {
  const known = new Map<number, number>()
  const rows: number[] = []
  const codes = newCodes(size, most)
  for (let row = 0; row < size; row += 1) {
    const place = joinedClass(left, row) * right.count + joinedClass(right, row)
    let code = known.get(place)
    if (code === undefined) {
      if (known.size === most) return undefined
      code = rows.push(row) - 1
      known.set(place, code)
    }
    codes[row] = code
  }
  return { codes, count: known.size, rows: Int32Array.from(rows) }
}

function joinedClass({ partition, joined }: Part, row: number): number {
  const code = partition.codes[row] as number
  return joined === undefined ? code : (joined[code] as number)
}
