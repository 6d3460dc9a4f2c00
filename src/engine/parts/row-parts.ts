/** Which rows of the data are in which part: runs of the rows that divide, with the rows that belong to them. */
import type { Program } from '../../model/program.ts'
import type { Cohort } from '../cohort.ts'
import { orderOf } from '../order.ts'
import { joined, keyNumbers, keysOf } from './key-join.ts'
import type { Division } from './local-columns.ts'

/** Rows of a level in their order: a run of them, or those of a list. */
export type Rows = RowRun | RowList
export interface RowRun {
  readonly from: number
  readonly size: number
  readonly list?: undefined
}
export interface RowList {
  readonly size: number
  readonly list: Uint32Array
}

export const rowAt = (rows: Rows, index: number): number =>
  rows.list === undefined ? rows.from + index : (rows.list[index] as number)

/** For each part the rows of every divided level of the data. Rows that belong to none are in a part of their own. */
export function rowParts(
  program: Program,
  division: Division,
  cohort: Cohort,
  rowsInPart: number,
): readonly ReadonlyMap<string, Rows>[] {
  const owners = new Owners(program, division, cohort)
  const { count } = owners
  const parts = Math.ceil(count / rowsInPart)
  const found = Array.from({ length: parts + 1 }, () => new Map<string, Rows>())
  for (const it of division.divided.keys()) {
    if (program.levels.get(it)?.groups !== undefined) continue
    const of = owners.of(it)
    const ofParts = of === undefined ? runs(count, rowsInPart, parts) : rowsByPart(of, rowsInPart, parts)
    for (const [part, rows] of ofParts.entries()) found[part]?.set(it, rows)
  }
  return found.filter((it, part) => part < parts || [...it.values()].some(rows => rows.size > 0))
}

/** For each row of a divided level of the data the number of what it goes with; -1 for nothing. */
class Owners {
  readonly count: number
  readonly #program: Program
  readonly #division: Division
  readonly #cohort: Cohort
  readonly #base: string
  readonly #known = new Map<string, Int32Array | undefined>()

  constructor(program: Program, division: Division, cohort: Cohort) {
    this.#program = program
    this.#division = division
    this.#cohort = cohort
    const declared = program.levels.get(division.by)
    this.#base = declared?.groups?.level ?? division.by
    const keys = this.#anchors(this.#base)
    // A level of the data divides row by row, also where keys come twice.
    const numbers = declared?.groups === undefined ? undefined : keyNumbers(keys, orderOf(program.ruleset))
    this.#known.set(this.#base, numbers?.of)
    this.count = numbers?.count ?? keys.size
  }

  /** Undefined for the level that divides: each row goes with itself. */
  of(level: string): Int32Array | undefined {
    if (this.#known.has(level)) return this.#known.get(level)
    const { anchor, through = '' } = this.#division.divided.get(level) ?? {}
    const upper = anchor === undefined ? through : this.#base
    const lower = this.#program.levels.get(level)
    const columns = anchor ?? lower?.belongs.get(through) ?? []
    const keys =
      anchor === undefined
        ? keysOf(this.#cohort.levels.get(through), this.#program.levels.get(through)?.key ?? [])
        : this.#anchors(this.#base)
    const order = orderOf(this.#program.ruleset)
    const owners = joined(keysOf(this.#cohort.levels.get(level), columns), keys, order)
    const above = this.of(upper)
    if (above !== undefined)
      for (let row = 0; row < owners.length; row += 1) {
        const owner = owners[row] as number
        owners[row] = owner < 0 ? -1 : (above[owner] as number)
      }
    this.#known.set(level, owners)
    return owners
  }

  #anchors(level: string) {
    return keysOf(this.#cohort.levels.get(level), this.#division.divided.get(level)?.anchor ?? [])
  }
}

/** Every row in the part that it counts into. */
const runs = (count: number, rowsInPart: number, parts: number): readonly Rows[] =>
  Array.from({ length: parts + 1 }, (_, part) => {
    const from = Math.min(part * rowsInPart, count)
    return { from, size: Math.min(rowsInPart, count - from) }
  })

/** The rows of each part, and in the end those of none: runs where they lie in the order of the parts. */
function rowsByPart(owners: Int32Array, rowsInPart: number, parts: number): readonly Rows[] {
  const partOf = (owner: number) => (owner < 0 ? parts : Math.floor(owner / rowsInPart))
  const starts = new Uint32Array(parts + 2)
  let isInOrder = true
  let last = 0
  for (let row = 0; row < owners.length; row += 1) {
    const part = partOf(owners[row] as number)
    starts[part + 1] = (starts[part + 1] as number) + 1
    if (part < last) isInOrder = false
    last = part
  }
  for (let part = 0; part <= parts; part += 1)
    starts[part + 1] = (starts[part + 1] as number) + (starts[part] as number)
  const ofEach = <T>(make: (from: number, to: number) => T): readonly T[] =>
    Array.from({ length: parts + 1 }, (_, part) => make(starts[part] as number, starts[part + 1] as number))
  if (isInOrder) return ofEach((from, to) => ({ from, size: to - from }))
  const next = starts.slice()
  const rows = new Uint32Array(owners.length)
  for (let row = 0; row < owners.length; row += 1) {
    const part = partOf(owners[row] as number)
    const at = next[part] as number
    rows[at] = row
    next[part] = at + 1
  }
  return ofEach((from, to) => ({ size: to - from, list: rows.subarray(from, to) }))
}
