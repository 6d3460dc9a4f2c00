/**
 * Rows by what several truths are on them: few classes, however many values the truths were made of. What
 * follows from the truths is then found once for each class.
 */
import { type Combined, combineCodes } from './combine.ts'
import type { Part, Partition } from './partition.ts'
import type { States } from './states.ts'
import { truthTable } from './truth.ts'
import type { Dictionary } from './vector.ts'

/** The classes with a row of each; undefined where there are so many that they are of no use. */
export function classesOfTruths(
  truths: readonly Dictionary[],
  size: number,
  states: States,
): (Combined & { readonly rows: Int32Array }) | undefined {
  const byPartition = Map.groupBy(truths, it => it.partition)
  const parts = [...byPartition].map(([partition, own]) => joinedByTruths(partition, own, states))
  const combined = combineCodes(
    parts.filter(it => it.count > 1),
    size,
    MOST_CLASSES,
  )
  if (combined === undefined) return undefined
  return { ...combined, rows: combined.rows ?? firstRows(combined) }
}

const MOST_CLASSES = 1 << 16

/** Classes on which all truths are the same are one. */
function joinedByTruths(partition: Partition, truths: readonly Dictionary[], states: States): Part {
  const tables = [...new Set(truths.map(it => it.values))].map(values => truthTable({ values }, states))
  const joined = new Int32Array(partition.count)
  const known = new Map<number, number>()
  let count = Math.min(1, partition.count)
  for (const table of tables) {
    known.clear()
    for (let code = 0; code < joined.length; code += 1) {
      const place = (joined[code] as number) * MOST_STATES + (table[code] as number)
      const before = known.get(place)
      const next = before ?? known.size
      if (before === undefined) known.set(place, next)
      joined[code] = next
    }
    count = known.size
  }
  return { partition, joined, count }
}

/** More than there are states, which are numbers of 16 bits. */
const MOST_STATES = 1 << 16

function firstRows({ codes, count }: Combined): Int32Array {
  const rows = new Int32Array(count)
  for (let row = codes.length - 1; row >= 0; row -= 1) rows[codes[row] as number] = row
  return rows
}
