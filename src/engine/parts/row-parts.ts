/** Which rows of the data are in which part: runs of the rows that divide, with the rows that belong to them. */
import type { Program } from '../../model/program.ts'
import type { Cohort } from '../cohort.ts'
import { orderOf } from '../order.ts'
import { joined, keyNumbers, keysOf } from './key-join.ts'
import type { Division } from './local-columns.ts'

/** Rows of a level, in their order. */
export type Rows = Uint32Array

/** For each part the rows of every divided level of the data. Rows that belong to none are in a part of their own. */
export function rowParts(
  program: Program,
  division: Division,
  cohort: Cohort,
  rowsInPart: number,
): readonly ReadonlyMap<string, Rows>[] {
  const owners = ownersOf(program, division, cohort)
  const count = [...owners.values()].reduce(
    (most, of) => of.reduce((before, it) => Math.max(before, it + 1), most),
    0,
  )
  const parts = Math.ceil(count / rowsInPart)
  const found = Array.from({ length: parts + 1 }, () => new Map<string, Rows>())
  for (const [level, of] of owners)
    for (const [part, rows] of rowsByPart(of, rowsInPart, parts).entries()) found[part]?.set(level, rows)
  return found.filter((it, part) => part < parts || [...it.values()].some(rows => rows.length > 0))
}

/** For each row of a divided level of the data the number of what it goes with; -1 for nothing. */
function ownersOf(program: Program, division: Division, cohort: Cohort): ReadonlyMap<string, Int32Array> {
  const order = orderOf(program.ruleset)
  const declared = program.levels.get(division.by)
  const base = declared?.groups?.level ?? division.by
  const keysOfBase = keysOf(cohort.levels.get(base), division.divided.get(base)?.anchor ?? [])
  // A level of the data divides row by row, also where keys come twice.
  const ofBase =
    declared?.groups === undefined
      ? Int32Array.from({ length: keysOfBase.size }, (_, row) => row)
      : keyNumbers(keysOfBase, order).of
  const found = new Map([[base, ofBase]])
  const ownersOfLevel = (level: string): Int32Array => {
    const known = found.get(level)
    if (known !== undefined) return known
    const { anchor, through } = division.divided.get(level) ?? {}
    const columns = anchor ?? program.levels.get(level)?.belongs.get(through ?? '') ?? []
    const key = program.levels.get(through ?? '')?.key ?? []
    const upper = anchor === undefined ? keysOf(cohort.levels.get(through ?? ''), key) : keysOfBase
    const above = anchor === undefined ? ownersOfLevel(through ?? '') : ofBase
    const rows = joined(keysOf(cohort.levels.get(level), columns), upper, order)
    const owners = rows.map(it => (it < 0 ? -1 : (above[it] as number)))
    found.set(level, owners)
    return owners
  }
  for (const it of division.divided.keys())
    if (program.levels.get(it)?.groups === undefined) ownersOfLevel(it)
  return found
}

/** The rows of each part, and in the end those of none. */
function rowsByPart(owners: Int32Array, rowsInPart: number, parts: number): readonly Rows[] {
  const partOf = (owner: number) => (owner < 0 ? parts : Math.floor(owner / rowsInPart))
  const ends = new Uint32Array(parts + 2)
  for (const it of owners) ends[partOf(it) + 1] = (ends[partOf(it) + 1] as number) + 1
  for (let part = 0; part <= parts; part += 1)
    ends[part + 1] = (ends[part + 1] as number) + (ends[part] as number)
  const next = ends.slice()
  const rows = new Uint32Array(owners.length)
  for (let row = 0; row < owners.length; row += 1) {
    const part = partOf(owners[row] as number)
    const at = next[part] as number
    rows[at] = row
    next[part] = at + 1
  }
  return Array.from({ length: parts + 1 }, (_, part) => rows.subarray(ends[part], ends[part + 1]))
}
