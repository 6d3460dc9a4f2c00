/** All or some of the rows, by Kleene's logic. */
import type { Codes } from '../../cohort.ts'
import type { RowsAbove } from '../groups.ts'
import { IS_APART, IS_NO, IS_YES } from '../states.ts'
import { truthCodes, truths, truthTable } from '../truth.ts'
import type { Vector } from '../vector.ts'
import { type AggregateKernel, type Aggregation, selectionOf } from './aggregation.ts'

export const all: AggregateKernel = it => kleene(it, IS_NO, IS_YES)
export const some: AggregateKernel = it => kleene(it, IS_YES, IS_NO)

/**
 * All or some. Which absence counts where nothing decides is a matter of the order of the rows, so
 * owners with different ones are left apart.
 */
function kleene(it: Aggregation, settles: number, otherwise: number): Vector | undefined {
  const { of, states, owners, above, newId } = it
  if (of === undefined) return undefined
  const selection = selectionOf(it)
  const table = of.kind === 'dictionary' ? truthTable(of, states) : undefined
  const codes = of.kind === 'dictionary' ? of.partition.codes : truthCodes(of, states)
  const found = new Uint16Array(owners).fill(otherwise)
  const isPlain = table?.every(it => it === settles || it === otherwise) === true
  if (isPlain && table !== undefined && selection === undefined) {
    markSettled(codes, table, above, found, settles)
    return truths(found, states, newId())
  }
  const apart = new Uint8Array(owners)
  for (let row = 0; row < above.length; row += 1) {
    const code = codes[row] as number
    const truth = table === undefined ? code : (table[code] as number)
    // Most rows make no difference, whoever they belong to.
    if (truth === otherwise && selection === undefined) continue
    const owner = above[row] as number
    if (owner < 0) continue
    if (selection !== undefined) {
      const taken = selection.table[selection.codes[row] as number] as number
      if (taken === IS_APART) apart[owner] = 1
      if (taken !== IS_YES || truth === otherwise) continue
    }
    if (truth === IS_APART) apart[owner] = 1
    const before = found[owner] as number
    if (before === settles) continue
    if (truth === settles || before === otherwise) found[owner] = truth
    else if (before !== truth) found[owner] = IS_APART
  }
  for (let owner = 0; owner < owners; owner += 1) if (apart[owner] === 1) found[owner] = IS_APART
  return truths(found, states, newId())
}

/** Where every row has one or the other truth: a row with the one settles its owner. */
function markSettled(
  codes: Codes,
  table: Uint16Array,
  above: RowsAbove,
  found: Uint16Array,
  settles: number,
): void {
  for (let row = 0; row < codes.length; row += 1) {
    if (table[codes[row] as number] !== settles) continue
    const owner = above[row] as number
    if (owner >= 0) found[owner] = settles
  }
}
