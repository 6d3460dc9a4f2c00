/**
 * A rule's formula twice: as written, and with the values of names, tables and aggregates put in.
 * Works on the text of the rule and the places of its parts, so the author's own layout is kept.
 */
import type { Part } from '../engine/trace.ts'
import type { Core } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { textOf } from '../source/source.ts'
import type { Value } from '../value/value.ts'
import { describeValue, wordOf } from './describe-value.ts'

/** Parts whose text is replaced by their value; what lies inside them is told elsewhere. */
const REPLACED: ReadonlySet<Core['kind']> = new Set([
  'Column',
  'LookUp',
  'Parameter',
  'Table',
  'AggregateRows',
  'AggregateMembers',
  'Shown',
  'SlotOf',
])

export interface Formula {
  /** The branch that counts, where the formula has several; otherwise the whole. */
  readonly formula: string
  readonly withValues?: string
  /** The conditions that led to the branch. */
  readonly since: readonly { readonly condition: string; readonly holds: boolean }[]
}

/** Undefined for decision tables and slots, which are explained row by row. */
export function formulaOf(
  is: Core,
  value: Value,
  parts: readonly Part[],
  ruleset: Ruleset,
): Formula | undefined {
  if (is.kind === 'Decide' || is.kind === 'Slots') return undefined
  const { branch, since } = branchTaken(is, parts)
  const formula = oneLine(textOf(branch.at))
  const withValues = oneLine(putIn(branch, parts, ruleset))
  const result = wordOf(describeValue(value, ruleset))
  return { formula, since, ...(withValues === formula || withValues === result ? {} : { withValues }) }
}

/** Goes past the conditions that were decided, so that nobody has to read the branches not taken. */
function branchTaken(
  is: Core,
  parts: readonly Part[],
): { readonly branch: Core; readonly since: Formula['since'] } {
  if (is.kind !== 'If') return { branch: is, since: [] }
  const holds = parts.findLast(it => it.of === is.condition)?.value
  if (holds?.kind !== 'yes/no') return { branch: is, since: [] }
  const rest = branchTaken(holds.yes ? is.yes : is.no, parts)
  const here = { condition: oneLine(textOf(is.condition.at)), holds: holds.yes }
  return { branch: rest.branch, since: [here, ...rest.since] }
}

/** The text of a formula with values in place of its outermost replaceable parts. */
function putIn(is: Core, parts: readonly Part[], ruleset: Ruleset): string {
  const inside = parts.filter(
    ({ of }) => REPLACED.has(of.kind) && of.at.source === is.at.source && within(of, is),
  )
  const outermost = inside.filter(
    part => !inside.some(other => other !== part && strictlyWithin(part.of, other.of)),
  )
  const byPlace = new Map(outermost.map(part => [part.of.at.start, part]))
  const ordered = [...byPlace.values()].sort((a, b) => a.of.at.start - b.of.at.start)
  let text = ''
  let from = is.at.start
  for (const { of, value } of ordered) {
    text += is.at.source.text.slice(from, of.at.start) + wordOf(describeValue(value, ruleset))
    from = of.at.end
  }
  return text + is.at.source.text.slice(from, is.at.end)
}

const within = (inner: Core, outer: Core): boolean =>
  inner.at.start >= outer.at.start && inner.at.end <= outer.at.end

const strictlyWithin = (inner: Core, outer: Core): boolean =>
  within(inner, outer) && inner.at.end - inner.at.start < outer.at.end - outer.at.start

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
