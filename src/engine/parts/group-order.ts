/** Puts groups found part by part into the order of their keys, in which all groups come. */
import type { Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { type CohortColumn, type CohortLevel, countOf, type Dictionary } from '../cohort.ts'
import { orderOf, type ValueOrder } from '../order.ts'
import { overList } from './part-cohort.ts'

export function inKeyOrder(program: Program, name: string, level: CohortLevel): CohortLevel {
  const order = orderOf(program.ruleset)
  const keys = (program.levels.get(name)?.key ?? []).map(it => level.columns.get(it))
  if (isInOrder(keys, level.size, order)) return level
  const ranks = keys.map(it => ranksOf(it, level.size, order))
  const rows = Uint32Array.from({ length: level.size }, (_, row) => row).sort((left, right) => {
    for (const rank of ranks) {
      const found = (rank[left] as number) - (rank[right] as number)
      if (found !== 0) return found
    }
    return 0
  })
  return { size: level.size, columns: new Map([...level.columns].map(([id, it]) => [id, sorted(it, rows)])) }
}

function isInOrder(keys: readonly (CohortColumn | undefined)[], size: number, order: ValueOrder): boolean {
  for (let row = 1; row < size; row += 1) {
    const other = keys.find(it => it?.dictionary?.codes[row - 1] !== it?.dictionary?.codes[row])
    if (other !== undefined && order.compareKeys([other.at(row - 1)], [other.at(row)]) > 0) return false
  }
  return true
}

/** For each row the rank of its value among the different ones. */
function ranksOf(column: CohortColumn | undefined, size: number, order: ValueOrder): Uint32Array {
  const dictionary = column?.dictionary ?? { codes: new Uint32Array(size), values: [] }
  const places = Uint32Array.from({ length: countOf(dictionary) }, (_, place) => place)
  const value = valueIn(dictionary)
  places.sort((left, right) => order.compareKeys([value(left)], [value(right)]))
  const rankAt = new Uint32Array(places.length)
  for (const [rank, place] of places.entries()) rankAt[place] = rank
  return Uint32Array.from(dictionary.codes, it => rankAt[it] as number)
}

const valueIn =
  (dictionary: Dictionary) =>
  (place: number): Value => {
    const value = dictionary.list === undefined ? dictionary.values[place] : dictionary.list.valueAt(place)
    if (value === undefined) throw new RangeError(`no value ${place}`)
    return value
  }

function sorted(column: CohortColumn, rows: Uint32Array): CohortColumn {
  const { dictionary } = column
  const at = (row: number) => column.at(rows[row] ?? -1)
  if (dictionary === undefined) return { at }
  const codes = Uint32Array.from(rows, it => dictionary.codes[it] as number)
  const { list, values } = dictionary
  return { at, dictionary: list === undefined ? { codes, values } : overList(codes, list) }
}
