/** What fills weigh: the same for all owners of a class. */
import type { CoreSlots } from '../../../model/program.ts'
import type { Codes } from '../../cohort.ts'
import type { Columns } from '../columns.ts'
import { hoisted } from '../hoist.ts'
import { numberTable } from '../numbers.ts'
import { IS_THERE } from '../states.ts'
import type { Dictionary } from '../vector.ts'

export interface Weights {
  /** The class of each owner. */
  readonly codes: Codes
  /** The weights of all fills for a class, class after class. */
  readonly table: Float64Array
  /** Classes with a weight that is not known, below zero, or less than that of the fill around. */
  readonly apart: Uint8Array
}

/** Undefined where a weight depends on the candidate, or is no whole number. `around` is as in nesting. */
export function weightsOf(
  { fills, path }: CoreSlots,
  level: string,
  around: Int32Array,
  columns: Columns,
): Weights | undefined {
  const written: (Dictionary | undefined)[] = []
  for (const { weight } of fills) {
    const ofOwner = weight && hoisted(weight, path)
    const found = ofOwner && columns.dictionary(columns.vector(ofOwner, level))
    if (weight !== undefined && found === undefined) return undefined
    written.push(found)
  }
  const classes = columns.classesOf(
    written.filter(it => it !== undefined),
    level,
  )
  if (classes === undefined) return undefined
  const { partition, rows } = classes
  const table = new Float64Array(rows.length * fills.length).fill(1)
  const apart = new Uint8Array(rows.length)
  for (const [fill, dictionary] of written.entries()) {
    if (dictionary === undefined) continue
    const { numbers, states } = numberTable(dictionary, columns.states)
    if (numbers.kind !== 'ratios' || numbers.denominators !== 1) return undefined
    for (const [code, row] of rows.entries()) {
      if (row < 0) continue
      const place = dictionary.partition.codes[row] as number
      if (states[place] !== IS_THERE) apart[code] = 1
      table[code * fills.length + fill] = numbers.numerators[place] as number
    }
  }
  markUnordered(table, apart, around)
  return { codes: partition.codes, table, apart }
}

function markUnordered(table: Float64Array, apart: Uint8Array, around: Int32Array): void {
  for (let code = 0; code < apart.length; code += 1)
    for (const [fill, outer] of around.entries()) {
      const own = table[code * around.length + fill] as number
      const least = outer < 0 ? 0 : (table[code * around.length + outer] as number)
      if (own < 0 || own < least) apart[code] = 1
    }
}
