/**
 * The candidates for slots, with what the formulas say of each: its score, its copies, which fills
 * accept it with which weight, and which limits count it.
 */
import type { CoreSlots } from '../../../model/program.ts'
import { type Exact, multiply, ONE } from '../../../value/exact.ts'
import { type Absent, isAbsent, number, type Value } from '../../../value/value.ts'
import { isYes } from '../operators/logic.ts'
import { countOf, numberOf, refuseNumber } from '../operators/operator.ts'
import type { Reader } from '../reader.ts'
import type { Row } from '../rows.ts'

export interface RowCandidate {
  readonly row: Row
  readonly score: Value
  readonly copies: number
  /** For each fill, what a copy is worth there: score times weight. Undefined where it is not accepted. */
  readonly worth: readonly (Exact | undefined)[]
  /** The limits that count it, by their place. */
  readonly limits: readonly number[]
}

/** More of anything than this is a slip. */
const GREATEST_COUNT = 100_000

/** The rows that are candidates, in the order of their keys; or why they cannot be told. */
export function candidatesOf(core: CoreSlots, owner: Row, reader: Reader): readonly RowCandidate[] | Absent {
  const rows = reader
    .below(owner, core.level, core.path)
    .filter(it => core.where === undefined || isYes(reader.evaluate(core.where, it)))
  const candidates: RowCandidate[] = []
  for (const row of rows) {
    const candidate = candidateOf(core, row, reader)
    if ('kind' in candidate) return candidate
    candidates.push(candidate)
  }
  return candidates
}

/** A row without a score, or without a number of copies, is worth nothing and is accepted nowhere. */
function candidateOf(core: CoreSlots, row: Row, reader: Reader): RowCandidate | Absent {
  const score = reader.evaluate(core.score, row)
  if (isAbsent(score)) return noCandidate(row, score)
  const copies = core.copies === undefined ? number(ONE) : reader.evaluate(core.copies, row)
  if (isAbsent(copies)) return noCandidate(row, copies)
  const count = countOf(numberOf(copies), 0, GREATEST_COUNT)
  if (count === undefined)
    return reader.refuse(refuseNumber('a whole number of copies', numberOf(copies)), core.at, row)
  const worth = core.fills.map(it => worthIn(it, numberOf(score), row, reader))
  const limits = worth.some(it => it !== undefined) ? countedBy(core, row, reader) : []
  return { row, score, copies: count, worth, limits }
}

const noCandidate = (row: Row, score: Absent): RowCandidate => ({
  row,
  score,
  copies: 0,
  worth: [],
  limits: [],
})

/** A fill whose weight is absent does not take the candidate. */
function worthIn(
  { accept, weight }: CoreSlots['fills'][number],
  score: Exact,
  row: Row,
  reader: Reader,
): Exact | undefined {
  if (!isYes(reader.evaluate(accept, row))) return undefined
  if (weight === undefined) return score
  const factor = reader.evaluate(weight, row)
  return isAbsent(factor) ? undefined : multiply(score, numberOf(factor))
}

const countedBy = ({ limits }: CoreSlots, row: Row, reader: Reader): readonly number[] =>
  limits.flatMap(({ where }, index) => (isYes(reader.evaluate(where, row)) ? [index] : []))

/** How much each fill takes, or each limit allows; or why that cannot be told. */
export function countsOf(
  formulas: readonly CoreSlots['score'][],
  owner: Row,
  reader: Reader,
): readonly number[] | Absent {
  const counts: number[] = []
  for (const formula of formulas) {
    const value = reader.evaluate(formula, owner)
    if (isAbsent(value)) return value
    const count = countOf(numberOf(value), 0, GREATEST_COUNT)
    if (count === undefined)
      return reader.refuse(refuseNumber('a whole number of places', numberOf(value)), formula.at, owner)
    counts.push(count)
  }
  return counts
}
