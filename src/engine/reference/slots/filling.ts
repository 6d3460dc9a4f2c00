/** Slots filled: who got which place of a row's slots, what that is worth, and who was left out. */
import type { CoreSlots } from '../../../model/program.ts'
import {
  add,
  type Exact,
  exactFromRatio,
  isRational,
  multiply,
  rationalOf,
  toExactText,
  ZERO,
} from '../../../value/exact.ts'
import { type Absent, number, type Value } from '../../../value/value.ts'
import type { SlotsTrace } from '../../trace.ts'
import { type Refusal, refuse } from '../operators/operator.ts'
import type { Reader } from '../reader.ts'
import type { Row } from '../rows.ts'
import { type Assignment, assign, MOST_STEPS, type Problem } from './assignment.ts'
import { candidatesOf, countsOf, type RowCandidate } from './candidates.ts'
import { whyLost } from './lost.ts'

export interface Filling {
  /** The worth of all fills. */
  readonly total: Value
  /** The worth of each fill and how many copies it holds, by name. */
  readonly fills: ReadonlyMap<string, { readonly score: Value; readonly filled: Value }>
  /** The fills that the copies of a candidate got, in the order of the fills, each once a copy. */
  got(candidate: Row): readonly string[]
  /** Set where the slots cannot be filled. */
  readonly absence?: Absent
  trace(): SlotsTrace
}

export function fillSlots(core: CoreSlots, owner: Row, reader: Reader): Filling {
  const places = countsOf(
    core.fills.map(it => it.take),
    owner,
    reader,
  )
  if ('kind' in places) return unfilled(core, places)
  const most = countsOf(
    core.limits.map(it => it.atMost),
    owner,
    reader,
  )
  if ('kind' in most) return unfilled(core, most)
  const candidates = candidatesOf(core, owner, reader)
  if ('kind' in candidates) return unfilled(core, candidates)
  const inexact = candidates.find(it => it.worth.some(worth => worth !== undefined && !isRational(worth)))
  if (inexact !== undefined)
    return unfilled(core, reader.refuse(holdsRoot(inexact), core.score.at, inexact.row))
  const problem = problemOf(core, places, most, candidates)
  const assignment = assign(core.choose, problem)
  if (assignment === undefined)
    return unfilled(
      core,
      reader.refuse(refuse('evaluate/too-many-assignments', { limit: MOST_STEPS }), core.at, owner),
    )
  return filled(core, candidates, problem, assignment)
}

const holdsRoot = ({ worth }: RowCandidate): Refusal =>
  refuse('evaluate/score-holds-root', {
    found: toExactText(worth.find(it => it !== undefined && !isRational(it)) ?? ZERO),
  })

/** The same in whole numbers: all worths times their least common denominator. */
function problemOf(
  { limits, splitCopies }: CoreSlots,
  places: readonly number[],
  most: readonly number[],
  candidates: readonly RowCandidate[],
): Problem {
  const unit = candidates
    .flatMap(it => it.worth)
    .reduce((common, it) => leastCommonMultiple(common, rationalOf(it ?? ZERO)?.denominator ?? 1n), 1n)
  return {
    candidates: candidates.map(({ copies, worth, limits: counting }) => ({
      copies,
      worth: worth.map(it => (it === undefined ? undefined : wholeOf(it, unit))),
      limits: counting,
    })),
    places,
    limits: limits.map(({ counts }, index) => ({ counts, atMost: most[index] ?? 0 })),
    splitCopies,
  }
}

function wholeOf(value: Exact, unit: bigint): bigint {
  const { numerator, denominator } = rationalOf(value) ?? { numerator: 0n, denominator: 1n }
  return (numerator * unit) / denominator
}

const leastCommonMultiple = (left: bigint, right: bigint): bigint =>
  (left / commonDivisor(left, right)) * right
const commonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : commonDivisor(right, left % right)

// --- results ---------------------------------------------------------------------------------------

function filled(
  core: CoreSlots,
  candidates: readonly RowCandidate[],
  problem: Problem,
  assignment: Assignment,
): Filling {
  const scores = core.fills.map((_, fill) => worthOfFill(candidates, assignment, fill))
  const counts = core.fills.map((_, fill) => assignment.reduce((sum, it) => sum + (it[fill] ?? 0), 0))
  const got = candidates.map((_, index) => fillsOf(core, assignment[index] ?? []))
  const byRow = new Map(candidates.map(({ row }, index) => [row.index, got[index] ?? []]))
  return {
    total: number(scores.reduce(add, ZERO)),
    fills: new Map(
      core.fills.map(({ name }, fill) => [
        name,
        { score: number(scores[fill] ?? ZERO), filled: number(exactFromRatio(counts[fill] ?? 0)) },
      ]),
    ),
    got: it => byRow.get(it.index) ?? [],
    trace: () => ({
      candidates: candidates.map((candidate, index) => {
        const { row, score, copies } = candidate
        const fills = got[index] ?? []
        const base = { key: row.text, score, copies, got: fills }
        return fills.length > 0
          ? { ...base, worth: number(worthOf(candidate, assignment[index] ?? [])) }
          : { ...base, lost: whyLost(index, core, candidates, problem, assignment) }
      }),
    }),
  }
}

/** What the copies of a candidate are worth in the fills they got. */
const worthOf = ({ worth }: RowCandidate, placement: readonly number[]): Exact =>
  placement.reduce(
    (sum, copies, fill) =>
      copies === 0 ? sum : add(sum, multiply(worth[fill] ?? ZERO, exactFromRatio(copies))),
    ZERO,
  )

const worthOfFill = (candidates: readonly RowCandidate[], assignment: Assignment, fill: number): Exact =>
  candidates.reduce((sum, { worth }, index) => {
    const copies = assignment[index]?.[fill] ?? 0
    return copies === 0 ? sum : add(sum, multiply(worth[fill] ?? ZERO, exactFromRatio(copies)))
  }, ZERO)

const fillsOf = ({ fills }: CoreSlots, placement: readonly number[]): readonly string[] =>
  fills.flatMap(({ name }, fill) => Array.from({ length: placement[fill] ?? 0 }, () => name))

const unfilled = (core: CoreSlots, absence: Absent): Filling => ({
  total: absence,
  fills: new Map(core.fills.map(it => [it.name, { score: absence, filled: absence }])),
  got: () => [],
  absence,
  trace: () => ({ candidates: [] }),
})
