/** Which row of a call belongs to which: given rows to the row asked about, rows to the groups they form. */
import { builtInAbsence } from '../../value/value.ts'
import type { Read } from './memo.ts'
import { type Id, KIND, NONE, type Pool, YES_ID } from './pool.ts'
import { Cells, type SheetLevel } from './sheet.ts'

/** The place of the row above, or `noRow` of the reason why there is none. */
export type Above = (row: number) => number

/** An absence where the place of a row is expected. */
export const noRow = (absence: Id): number => -1 - absence
export const absenceOf = (found: number): Id => -1 - found

/** The rows below each row, as lists: the first of each, and of each row the next; -1 ends a list. */
export interface Lists {
  readonly first: Cells
  readonly next: Cells
}

/** All rows of a level in one list, of the row asked about. */
export function allInOne(level: SheetLevel, asked: SheetLevel): { lists: Lists; step: () => void } {
  const lists = { first: asked.keep(new Cells(asked.room)), next: level.keep(new Cells(level.room)) }
  const step = () => {
    const { ids: next } = lists.next
    const { size } = level
    lists.first.ids[0] = size === 0 ? NONE : 0
    for (let row = 0; row < size; row += 1) next[row] = row + 1
    if (size > 0) next[size - 1] = NONE
  }
  return { lists, step }
}

/** The rows of a level by the row above that each belongs to. */
export function listed(
  level: SheetLevel,
  owners: SheetLevel,
  above: Above,
): { lists: Lists; step: () => void } {
  const lists = { first: owners.keep(new Cells(owners.room)), next: level.keep(new Cells(level.room)) }
  const step = () => {
    const { ids: first } = lists.first
    const { ids: next } = lists.next
    first.fill(NONE, 0, owners.size)
    for (let row = level.size - 1; row >= 0; row -= 1) {
      const owner = above(row)
      if (owner < 0) continue
      next[row] = first[owner] as number
      first[owner] = row
    }
  }
  return { lists, step }
}

/** What a level of groups is made of. */
export interface Grouping {
  readonly groups: SheetLevel
  readonly of: SheetLevel
  /** The parts of the key on the rows grouped. */
  readonly keys: readonly Read[]
  readonly where: Read | undefined
  /** Where the groups keep their key. */
  readonly keyCells: readonly Cells[]
  readonly pool: Pool
}

/** Forms the groups, in the order in which their first rows come. */
export function grouped({ groups, of, keys, where, keyCells, pool }: Grouping): {
  above: Cells
  step: () => void
} {
  const above = of.keep(new Cells(of.room))
  const outside = pool.idOf(builtInAbsence('no_group'))
  const key = new Int32Array(keys.length)
  /** The first absence among the parts of the key; none where all are there. */
  const readKey = (row: number): Id => {
    for (let part = 0; part < keys.length; part += 1) {
      const id = (keys[part] as Read)(row)
      if (pool.kinds[id] === KIND.absent) return id
      key[part] = id
    }
    return NONE
  }
  const isGroup = (group: number): boolean => {
    for (let part = 0; part < keys.length; part += 1)
      if (!pool.same((keyCells[part] as Cells).ids[group] as Id, key[part] as Id)) return false
    return true
  }
  const groupOf = (row: number): number => {
    const isIn = where === undefined ? YES_ID : where(row)
    if (isIn !== YES_ID) return noRow(pool.kinds[isIn] === KIND.absent ? isIn : outside)
    const absence = readKey(row)
    if (absence !== NONE) return noRow(absence)
    for (let group = 0; group < groups.size; group += 1) if (isGroup(group)) return group
    const group = groups.size
    groups.resize(group + 1)
    for (let part = 0; part < keys.length; part += 1) (keyCells[part] as Cells).ids[group] = key[part] as Id
    return group
  }
  const step = () => {
    groups.resize(0)
    for (let row = 0; row < of.size; row += 1) above.ids[row] = groupOf(row)
  }
  return { above, step }
}
