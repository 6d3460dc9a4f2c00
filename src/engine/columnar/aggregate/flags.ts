/**
 * Several questions about the same rows, each answered by all or by some of them, in one pass: every
 * owner gets a bit for each question that a row of his settles. Owners of the same bits are one class,
 * so what is made of the answers costs no pass over the owners.
 */
import { NO, type Value, YES } from '../../../value/value.ts'
import { isInOrder, rowsBelow } from '../groups.ts'
import { type Partition, usedClasses } from '../partition.ts'
import { IS_NO, IS_YES, type States } from '../states.ts'
import { truthTable } from '../truth.ts'
import type { Dictionary, Vector } from '../vector.ts'
import type { TakenRows } from './taken-rows.ts'

/** Whether all or some of the rows are so. */
export interface Question {
  readonly operator: string
  readonly of: Dictionary
}

/** A bit of a mask for each question. */
export const MOST_QUESTIONS = 6

/** The truth of a row that settles each question, and the answer where none does. */
const SETTLING: Readonly<
  Record<string, { readonly truth: number; readonly settled: Value; readonly open: Value }>
> = {
  all: { truth: IS_NO, settled: NO, open: YES },
  some: { truth: IS_YES, settled: YES, open: NO },
}

/** Whether all or some can be told of values that are known to be yes or no on every row. */
export function isPlain(operator: string, of: Vector | undefined, states: States): of is Dictionary {
  if (SETTLING[operator] === undefined || of?.kind !== 'dictionary') return false
  return truthTable(of, states).every(it => it === IS_YES || it === IS_NO)
}

/** The answers, in the order of the questions, all of which are plain and over the same classes of rows. */
export function answersTo(
  questions: readonly Question[],
  rows: TakenRows,
  states: States,
  id: number,
): readonly Dictionary[] {
  const [first] = questions
  if (first === undefined) return []
  const bits = new Uint8Array(first.of.values.length)
  for (const [place, { operator, of }] of questions.entries()) {
    const table = truthTable(of, states)
    const settling = SETTLING[operator]?.truth
    for (const [code, truth] of table.entries())
      if (truth === settling) bits[code] = (bits[code] as number) | (1 << place)
  }
  const count = 1 << questions.length
  const partition = { id, codes: masksOf(rows, first.of.partition, bits), count }
  return questions.map(({ operator }, place) => {
    const { settled, open } = SETTLING[operator] ?? { settled: NO, open: NO }
    const values = Array.from({ length: count }, (_, mask) => ((mask >> place) & 1 ? settled : open))
    return { kind: 'dictionary', partition, values }
  })
}

function masksOf({ above, owners }: TakenRows, partition: Partition, bits: Uint8Array): Uint8Array {
  const masks = new Uint8Array(owners)
  const { codes } = partition
  // Questions about what is amiss are mostly settled by no row at all.
  if (usedClasses(partition).every((isUsed, code) => isUsed === 0 || bits[code] === 0)) return masks
  if (isInOrder(above)) {
    const { offsets } = rowsBelow(above, owners)
    for (let owner = 0; owner < owners; owner += 1) {
      const end = offsets[owner + 1] as number
      let mask = 0
      for (let row = offsets[owner] as number; row < end; row += 1)
        mask |= bits[codes[row] as number] as number
      masks[owner] = mask
    }
    return masks
  }
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner >= 0) masks[owner] = (masks[owner] as number) | (bits[codes[row] as number] as number)
  }
  return masks
}
