/** Why a candidate got no place, and whom it lost to. */
import type { CoreSlots } from '../../../model/program.ts'
import { sign } from '../../../value/exact.ts'
import type { SlotCandidate } from '../../trace.ts'
import { type Assignment, assign, type Problem } from './assignment.ts'
import type { RowCandidate } from './candidates.ts'

type Lost = NonNullable<SlotCandidate['lost']>

/** A limit is why a candidate lost when it would have a place if no limit counted it. */
export function whyLost(
  index: number,
  core: CoreSlots,
  candidates: readonly RowCandidate[],
  problem: Problem,
  assignment: Assignment,
): Lost {
  const loser = candidates[index]
  if (loser === undefined || loser.copies === 0) return { why: 'no score', by: [] }
  const accepting = core.fills.flatMap((_, fill) => (loser.worth[fill] === undefined ? [] : [fill]))
  if (accepting.length === 0) return { why: 'not accepted', by: [] }
  if (accepting.every(fill => isLoss(loser, fill))) return { why: 'no gain', by: [] }
  const placed = candidates.filter((_, at) => (assignment[at] ?? []).some(it => it > 0))
  if (hasPlaceWithoutLimits(index, core, problem))
    return { why: 'limit', by: keys(placed.filter(it => it.limits.some(at => loser.limits.includes(at)))) }
  const rivals = candidates.filter((_, at) => accepting.some(fill => (assignment[at]?.[fill] ?? 0) > 0))
  return { why: 'beaten', by: keys(rivals) }
}

const isLoss = ({ worth }: RowCandidate, fill: number): boolean => {
  const here = worth[fill]
  return here !== undefined && sign(here) < 0
}

function hasPlaceWithoutLimits(index: number, core: CoreSlots, problem: Problem): boolean {
  const candidates = problem.candidates.map((it, at) => (at === index ? { ...it, limits: [] } : it))
  if (problem.candidates[index]?.limits.length === 0) return false
  return (assign(core.choose, { ...problem, candidates })?.[index] ?? []).some(it => it > 0)
}

const keys = (candidates: readonly RowCandidate[]): readonly string[] => candidates.map(it => it.row.text)
