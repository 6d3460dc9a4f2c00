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

/** The classes met so far: their number by place in a table over all that might be, and the row each was met on. */
interface Met {
  readonly codeAt: Int32Array
  readonly rows: Int32Array
}

function byTable(parts: readonly Part[], size: number, most: number): Combined | undefined {
  const places = parts.reduce((product, it) => product * it.count, 1)
  const room = Math.min(most, places)
  const met = { codeAt: new Int32Array(places).fill(-1), rows: new Int32Array(room) }
  const codes = newCodes(size, room)
  const isPlain = parts.every(it => it.joined === undefined)
  const [byTwo, byThree] = isPlain ? [numberPlainByTwo, numberPlainByThree] : [numberByTwo, numberByThree]
  const number = parts.length === 2 ? byTwo : byThree
  const count = number(parts, codes, met)
  return count === TOO_MANY ? undefined : { codes, count, rows: met.rows.slice(0, count) }
}

const TOO_MANY = -1

/** Numbers the rows' classes and tells how many there are. Nothing is called within the loop, which would slow it. */
type NumberRows = (parts: readonly Part[], codes: Uint16Array | Uint32Array, met: Met) => number

const numberByTwo: NumberRows = ([left, right], codes, { codeAt, rows }) => {
  if (left === undefined || right === undefined) return 0
  const [first, second] = [placesOf(left, right.count), placesOf(right, 1)]
  const [a, b] = [left.partition.codes, right.partition.codes]
  const [size, room] = [codes.length, rows.length]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place = (first[a[row] as number] as number) + (second[b[row] as number] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (count === room) return TOO_MANY
      code = count
      codeAt[place] = code
      rows[code] = row
      count += 1
    }
    codes[row] = code
  }
  return count
}

/** In one pass, for columns that come three together. */
const numberByThree: NumberRows = ([left, middle, right], codes, { codeAt, rows }) => {
  if (left === undefined || middle === undefined || right === undefined) return 0
  const first = placesOf(left, middle.count * right.count)
  const [second, third] = [placesOf(middle, right.count), placesOf(right, 1)]
  const [a, b, c] = [left.partition.codes, middle.partition.codes, right.partition.codes]
  const [size, room] = [codes.length, rows.length]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place =
      (first[a[row] as number] as number) +
      (second[b[row] as number] as number) +
      (third[c[row] as number] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (count === room) return TOO_MANY
      code = count
      codeAt[place] = code
      rows[code] = row
      count += 1
    }
    codes[row] = code
  }
  return count
}

/** Where classes are not joined, a product is found faster than it is looked up. */
const numberPlainByTwo: NumberRows = ([left, right], codes, { codeAt, rows }) => {
  if (left === undefined || right === undefined) return 0
  const ofRight = right.count
  const [a, b] = [left.partition.codes, right.partition.codes]
  const [size, room] = [codes.length, rows.length]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place = Math.imul(a[row] as number, ofRight) + (b[row] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (count === room) return TOO_MANY
      code = count
      codeAt[place] = code
      rows[code] = row
      count += 1
    }
    codes[row] = code
  }
  return count
}

const numberPlainByThree: NumberRows = ([left, middle, right], codes, { codeAt, rows }) => {
  if (left === undefined || middle === undefined || right === undefined) return 0
  const [ofMiddle, ofRight] = [middle.count, right.count]
  const [a, b, c] = [left.partition.codes, middle.partition.codes, right.partition.codes]
  const [size, room] = [codes.length, rows.length]
  let count = 0
  for (let row = 0; row < size; row += 1) {
    const place =
      Math.imul(Math.imul(a[row] as number, ofMiddle) + (b[row] as number), ofRight) + (c[row] as number)
    let code = codeAt[place] as number
    if (code < 0) {
      if (count === room) return TOO_MANY
      code = count
      codeAt[place] = code
      rows[code] = row
      count += 1
    }
    codes[row] = code
  }
  return count
}

/** Where each class stands in the table, as what it adds. */
const placesOf = ({ partition, joined }: Part, by: number): Int32Array =>
  Int32Array.from({ length: partition.count }, (_, code) => (joined?.[code] ?? code) * by)

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
