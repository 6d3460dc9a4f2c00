/**
 * Whether it matters how slots are filled: proves that `best total` and `in order` come to the same total,
 * or shows candidates on whom they do not. Which candidate gets which place is not compared.
 * spec: rules/slots
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Column, Core, CoreSlots, Program } from '../model/program.ts'
import type { Rule } from '../model/ruleset.ts'
import { compare, type Exact, ONE, sign } from '../value/exact.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { number } from '../value/value.ts'
import { type CandidateKind, candidateKinds, isOfOwner, isSameFormula } from './slots-cases.ts'
import { type Difference, findDifference } from './slots-difference.ts'

/** One note for each rule of slots: `slots/agree`, `slots/differ` or `slots/undecided`. */
export function slotsAgreement(program: Program): readonly Diagnostic[] {
  const notes = [...program.columns.values()].flatMap(column => {
    const { content } = column
    if (content.kind !== 'rule' || content.is.kind !== 'Slots') return []
    return [noteOf(program, column, content.rule, content.is)]
  })
  // A rule that is per member has a column for each, of which there is mostly one thing to say.
  const isFirst = (it: Diagnostic, at: number) => notes.findIndex(other => isSameNote(it, other)) === at
  return notes.filter(isFirst)
}

const isSameNote = (one: Diagnostic, other: Diagnostic): boolean =>
  one.code === other.code &&
  one.at.source === other.at.source &&
  one.at.start === other.at.start &&
  JSON.stringify(one.args) === JSON.stringify(other.args)

function noteOf(program: Program, column: Column, { name: rule, at }: Rule, slots: CoreSlots): Diagnostic {
  const kinds = candidateKinds(program, slots, column.level)
  const reason = whyTheSame(program, column.level, slots, kinds)
  if (reason !== undefined) return report('slots/agree', at, { rule, reason })
  const { searched, found } = findDifference(slots, kinds ?? [])
  if (found === undefined) return report('slots/undecided', at, { rule, searched })
  return report('slots/differ', at, {
    rule,
    candidates: candidatesText(found),
    best: textOfValue(number(found.bestTotal)),
    ordered: textOfValue(number(found.inOrder)),
  })
}

const candidatesText = ({ candidates }: Difference): string =>
  candidates.map(({ kind, score }) => `${score} (${kind.words()})`).join(' and ')

// --- proof -------------------------------------------------------------------------------------------

/**
 * Where an earlier fill accepts nothing that a later one does not, or nothing that it does, and counts
 * for no less there, putting the best it can take into it loses nothing: whatever another assignment has
 * in its place can change places with it. Limits and copies that stay together break such exchanges.
 */
function whyTheSame(
  program: Program,
  owner: string,
  { fills, limits, copies, splitCopies }: CoreSlots,
  kinds: readonly CandidateKind[] | undefined,
): string | undefined {
  if (fills.length <= 1) return 'there is one fill only'
  if (kinds === undefined || limits.length > 0 || (copies !== undefined && !splitCopies)) return undefined
  const pairs = fills.flatMap((_, earlier) =>
    fills.slice(earlier + 1).map((_, after) => [earlier, earlier + 1 + after] as const),
  )
  const meeting = pairs.filter(([earlier, later]) =>
    kinds.some(({ accepted }) => accepted[earlier] === true && accepted[later] === true),
  )
  if (meeting.length === 0) return 'no two fills accept the same candidate'
  const isNested = meeting.every(([earlier, later]) =>
    kinds.every(({ accepted }) => accepted[earlier] !== true || accepted[later] === true),
  )
  const isFalling = meeting.every(([earlier, later]) =>
    countsNoLess(program, owner, fills[earlier]?.weight, fills[later]?.weight),
  )
  return isNested && isFalling
    ? 'a fill that accepts what an earlier one does accepts all of it, and counts it no more'
    : undefined
}

/** Whether a weight, the same for every candidate, is known to be as great as another. */
function countsNoLess(
  program: Program,
  owner: string,
  earlier: Core | undefined,
  later: Core | undefined,
): boolean {
  const [left, right] = [constantOf(earlier), constantOf(later)]
  if (left !== undefined && right !== undefined) return sign(right) >= 0 && compare(left, right) >= 0
  if (earlier === undefined || later === undefined) return false
  return isSameFormula(earlier, later) && isOfOwner(earlier, program, owner)
}

function constantOf(weight: Core | undefined): Exact | undefined {
  if (weight === undefined) return ONE
  return weight.kind === 'Literal' && weight.value.kind === 'number' ? weight.value.number : undefined
}
