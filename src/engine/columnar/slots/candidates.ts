/** Candidates for slots by class: who accepts them, what they are worth, how many copies there are. */
import type { CoreSlots } from '../../../model/program.ts'
import type { Codes } from '../../cohort.ts'
import type { Columns } from '../columns.ts'
import { numberTable } from '../numbers.ts'
import { FIRST_ABSENCE, IS_APART, IS_THERE, IS_YES } from '../states.ts'
import { truthTable } from '../truth.ts'
import type { Dictionary } from '../vector.ts'

export interface Candidates {
  readonly codes: Codes
  /** A bit for each fill. */
  readonly accepted: Int32Array
  readonly scores: Float64Array
  readonly denominator: number
  readonly copies: Int32Array
  /** Classes that are left apart. */
  readonly apart: Uint8Array
}

/** Undefined where there are too many classes, or scores that are no fractions of one denominator. */
export function candidatesOf(core: CoreSlots, columns: Columns): Candidates | undefined {
  const inner = core.level
  const vectorOf = (formula: CoreSlots['score'] | undefined) => {
    const vector = formula && columns.vector(formula, inner)
    return vector && columns.dictionary(vector)
  }
  const score = vectorOf(core.score)
  const [where, copies] = [vectorOf(core.where), vectorOf(core.copies)]
  const accepts = core.fills.map(it => vectorOf(it.accept))
  const isMissing = (formula: unknown, found: unknown) => formula !== undefined && found === undefined
  if (score === undefined || isMissing(core.where, where) || isMissing(core.copies, copies)) return undefined
  const all = [score, where, copies, ...accepts].filter(it => it !== undefined)
  if (accepts.some(it => it === undefined)) return undefined
  const classes = columns.classesOf(all, inner)
  if (classes === undefined) return undefined
  return readClasses(
    { score, where, copies, accepts: accepts.filter(it => it !== undefined) },
    core,
    classes,
    columns,
  )
}

interface Sources {
  readonly score: Dictionary
  readonly where: Dictionary | undefined
  readonly copies: Dictionary | undefined
  readonly accepts: readonly Dictionary[]
}

function readClasses(
  { score, where, copies, accepts }: Sources,
  { splitCopies }: CoreSlots,
  { partition, rows }: NonNullable<ReturnType<Columns['classesOf']>>,
  { states }: Columns,
): Candidates | undefined {
  const scores = numberTable(score, states)
  const counts = copies && numberTable(copies, states)
  if (scores.numbers.kind !== 'ratios' || typeof scores.numbers.denominators !== 'number') return undefined
  if (counts !== undefined && (counts.numbers.kind !== 'ratios' || counts.numbers.denominators !== 1))
    return undefined
  const { numerators, denominators: denominator } = scores.numbers
  const copyNumbers = counts?.numbers.kind === 'ratios' ? counts.numbers.numerators : undefined
  const taken = where && truthTable(where, states)
  const tables = accepts.map(it => truthTable(it, states))
  const found = {
    codes: partition.codes,
    accepted: new Int32Array(partition.count),
    scores: new Float64Array(partition.count),
    denominator,
    copies: new Int32Array(partition.count).fill(1),
    apart: new Uint8Array(partition.count),
  }
  const at = (dictionary: Dictionary, row: number) => dictionary.partition.codes[row] as number
  for (const [code, row] of rows.entries()) {
    if (row < 0) continue
    const isTaken = taken === undefined || where === undefined ? IS_YES : (taken[at(where, row)] as number)
    const scoreState = scores.states[at(score, row)] as number
    const copyState = copies === undefined ? IS_THERE : (counts?.states[at(copies, row)] as number)
    if (isTaken === IS_APART || (isTaken === IS_YES && scoreState === IS_APART)) found.apart[code] = 1
    if (isTaken !== IS_YES || scoreState !== IS_THERE) continue
    if (copyState === IS_APART) found.apart[code] = 1
    if (copyState >= FIRST_ABSENCE) continue
    const value = numerators[at(score, row)] as number
    const count = copies === undefined ? 1 : (copyNumbers?.[at(copies, row)] as number)
    let accepted = 0
    for (const [fill, table] of tables.entries()) {
      const truth = table[at(accepts[fill] as Dictionary, row)] as number
      if (truth === IS_APART) found.apart[code] = 1
      if (truth === IS_YES) accepted |= 1 << fill
    }
    const isOdd = count < 0 || count > MOST_COPIES || (count > 1 && !splitCopies)
    if (isOdd || (accepted !== 0 && value < 0)) found.apart[code] = 1
    found.accepted[code] = count === 0 ? 0 : accepted
    found.scores[code] = value
    found.copies[code] = Math.min(Math.max(count, 0), MOST_COPIES)
  }
  return found
}

const MOST_COPIES = 64
