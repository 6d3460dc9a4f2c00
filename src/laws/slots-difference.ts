/**
 * Looks for a few candidates on whom the two ways of filling slots differ in total. The search draws by a
 * fixed sequence, fewest candidates first, those first for which little has to come together; finding none proves nothing.
 * spec: rules/slots
 */
import { assign, type Problem } from '../engine/reference/slots/assignment.ts'
import type { CoreSlots } from '../model/program.ts'
import { type Exact, exactFromRatio, isWhole, rationalOf, sign } from '../value/exact.ts'
import type { CandidateKind } from './slots-cases.ts'

export interface Drawn {
  readonly kind: CandidateKind
  readonly score: number
}
export interface Difference {
  readonly candidates: readonly Drawn[]
  readonly bestTotal: Exact
  readonly inOrder: Exact
}
export interface Search {
  /** How many sets of candidates were looked at. */
  readonly searched: number
  readonly found?: Difference
}

const SIZES = [2, 3, 4]
const DRAWS_OF_A_SIZE = 1000
const GREATEST_SCORE = 9

export function findDifference(slots: CoreSlots, kinds: readonly CandidateKind[]): Search {
  const places = countsIn(slots.fills.map(it => it.take))
  const most = countsIn(slots.limits.map(it => it.atMost))
  // Numbers that have to be computed are not guessed: a difference found so might be none.
  if (places === undefined || most === undefined) return { searched: 0 }
  /** A difference that equal scores make by the order of keys would be one of chance. */
  const compare = (candidates: readonly Drawn[]) =>
    compareWays(slots, places, most, candidates.toReversed()) && compareWays(slots, places, most, candidates)
  const useful = kinds.filter(isUseful)
  const common = search(
    useful.filter(it => it.rarity <= 1),
    compare,
  )
  if (common.found !== undefined) return common
  const all = search(useful, compare)
  return { ...all, searched: common.searched + all.searched }
}

type Compare = (candidates: readonly Drawn[]) => Difference | undefined

function search(kinds: readonly CandidateKind[], compare: Compare): Search {
  const groups = groupsOf(kinds)
  if (groups.length === 0) return { searched: 0 }
  const draw = sequence()
  let searched = 0
  for (const size of SIZES) {
    for (let count = 0; count < DRAWS_OF_A_SIZE; count++) {
      const group = groups[draw(groups.length)] ?? []
      const candidates = Array.from({ length: size }, () => ({
        kind: group[draw(group.length)],
        score: draw(GREATEST_SCORE + 1),
      })).flatMap(({ kind, score }) => (kind === undefined ? [] : [{ kind, score }]))
      searched += 1
      const found = compare(candidates)
      if (found !== undefined) return { searched, found: smaller(found, compare) }
    }
  }
  return { searched }
}

const isUseful = ({ accepted, weights, copies }: CandidateKind): boolean =>
  accepted.includes(true) && weights !== undefined && copies !== undefined && copies > 0 && copies < 10

/** Candidates that can be those of one row. */
function groupsOf(kinds: readonly CandidateKind[]): readonly (readonly CandidateKind[])[] {
  const owners = [...new Set(kinds.map(it => it.owner))]
  return owners.map(owner => kinds.filter(it => it.owner === owner))
}

function countsIn(formulas: readonly CoreSlots['score'][]): readonly number[] | undefined {
  const counts = formulas.map(it => {
    const value = it.kind === 'Literal' && it.value.kind === 'number' ? it.value.number : undefined
    return value !== undefined && isWhole(value) && sign(value) >= 0
      ? Number(rationalOf(value)?.numerator ?? 0n)
      : undefined
  })
  return counts.every(it => it !== undefined) ? counts : undefined
}

/** Numbers below a bound, always the same ones: a linear congruential sequence. */
function sequence(): (bound: number) => number {
  let state = 2016
  return bound => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** The same with scores as low as can be. */
function smaller(found: Difference, compare: Compare): Difference {
  for (const [at, { score }] of found.candidates.entries()) {
    for (let lower = 0; lower < score; lower++) {
      const next = compare(found.candidates.map((it, index) => (index === at ? { ...it, score: lower } : it)))
      if (next !== undefined) return smaller(next, compare)
    }
  }
  return found
}

function compareWays(
  { limits, splitCopies }: CoreSlots,
  places: readonly number[],
  most: readonly number[],
  candidates: readonly Drawn[],
): Difference | undefined {
  const ratios = candidates.map(({ kind }) => (kind.weights ?? []).map(it => rationalOf(it)))
  const unit = ratios.flat().reduce((product, it) => {
    const denominator = it?.denominator ?? 1n
    return product % denominator === 0n ? product : product * denominator
  }, 1n)
  const problem: Problem = {
    candidates: candidates.map(({ kind, score }, index) => ({
      copies: kind.copies ?? 1,
      worth: kind.accepted.map((accepts, fill) => {
        const { numerator, denominator } = ratios[index]?.[fill] ?? { numerator: 1n, denominator: 1n }
        return accepts ? (BigInt(score) * numerator * unit) / denominator : undefined
      }),
      limits: kind.limits,
    })),
    places,
    limits: limits.map(({ counts }, index) => ({ counts, atMost: most[index] ?? 0 })),
    splitCopies,
  }
  const [best, ordered] = [totalOf(problem, 'best total'), totalOf(problem, 'in order')]
  if (best === undefined || ordered === undefined || best === ordered) return undefined
  return { candidates, bestTotal: exactFromRatio(best, unit), inOrder: exactFromRatio(ordered, unit) }
}

function totalOf(problem: Problem, choose: CoreSlots['choose']): bigint | undefined {
  const assignment = assign(choose, problem)
  return assignment?.reduce(
    (sum, placement, index) =>
      placement.reduce(
        (own, copies, fill) => own + BigInt(copies) * (problem.candidates[index]?.worth[fill] ?? 0n),
        sum,
      ),
    0n,
  )
}
