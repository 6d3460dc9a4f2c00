import { IS_APART, IS_NO, IS_YES } from '../states.ts'
import { truthCodes, truths, truthTable } from '../truth.ts'
import type { AggregateKernel, Aggregation } from './aggregation.ts'

export const all: AggregateKernel = it => kleene(it, IS_NO, IS_YES)
export const some: AggregateKernel = it => kleene(it, IS_YES, IS_NO)

/**
 * All or some. Which absence counts where nothing decides is a matter of the order of the rows, so
 * owners with different ones are left apart.
 */
function kleene({ of, states, rows, newId }: Aggregation, settles: number, otherwise: number) {
  if (of === undefined) return undefined
  const { above, owners, apart } = rows
  const table = of.kind === 'dictionary' ? truthTable(of, states) : undefined
  const codes = of.kind === 'dictionary' ? of.partition.codes : truthCodes(of, states)
  const found = new Uint16Array(owners).fill(otherwise)
  for (let row = 0; row < above.length; row += 1) {
    const code = codes[row] as number
    const truth = table === undefined ? code : (table[code] as number)
    // Most rows make no difference, whoever they belong to.
    if (truth === otherwise) continue
    const owner = above[row] as number
    if (owner < 0) continue
    const before = found[owner] as number
    if (before === IS_APART) continue
    if (truth === IS_APART) found[owner] = IS_APART
    else if (before === settles) continue
    else if (truth === settles || before === otherwise) found[owner] = truth
    else if (before !== truth) found[owner] = UNDECIDED
  }
  for (let owner = 0; owner < owners; owner += 1)
    if (apart?.[owner] === 1 || found[owner] === UNDECIDED) found[owner] = IS_APART
  return truths(found, states, newId())
}

/** Different absences, which a row that settles the owner still overrides. */
const UNDECIDED = 0xffff
