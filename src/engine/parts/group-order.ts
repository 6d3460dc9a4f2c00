/** Puts groups found part by part into the order of their keys, in which all groups come. */
import type { Program } from '../../model/program.ts'
import type { CohortColumn, CohortLevel } from '../cohort.ts'
import { orderOf, type ValueOrder } from '../order.ts'

export function inKeyOrder(program: Program, name: string, level: CohortLevel): CohortLevel {
  const order = orderOf(program.ruleset)
  const ranks = (program.levels.get(name)?.key ?? []).map(it =>
    ranksOf(level.columns.get(it), level.size, order),
  )
  const compare = (left: number, right: number): number => {
    for (const rank of ranks) {
      const found = (rank[left] as number) - (rank[right] as number)
      if (found !== 0) return found
    }
    return 0
  }
  let isInOrder = true
  for (let row = 1; row < level.size && isInOrder; row += 1) isInOrder = compare(row - 1, row) < 0
  if (isInOrder) return level
  const rows = Uint32Array.from({ length: level.size }, (_, row) => row).sort(compare)
  return { size: level.size, columns: new Map([...level.columns].map(([id, it]) => [id, sorted(it, rows)])) }
}

/** For each row the rank of its value among the different ones. */
function ranksOf(column: CohortColumn | undefined, size: number, order: ValueOrder): Uint32Array {
  const { codes, values } = column?.dictionary ?? { codes: new Uint32Array(size), values: [] }
  const places = [...values.entries()]
    .sort(([, left], [, right]) => order.compareKeys([left], [right]))
    .map(([place]) => place)
  const rankAt = new Uint32Array(values.length)
  for (const [rank, place] of places.entries()) rankAt[place] = rank
  return Uint32Array.from(codes, it => rankAt[it] as number)
}

function sorted(column: CohortColumn, rows: Uint32Array): CohortColumn {
  const { dictionary } = column
  const at = (row: number) => column.at(rows[row] ?? -1)
  if (dictionary === undefined) return { at }
  const codes = Uint32Array.from(rows, it => dictionary.codes[it] as number)
  return { at, dictionary: { codes, values: dictionary.values } }
}
