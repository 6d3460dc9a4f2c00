/** Which version the second ruleset should have, and a draft of the lines of its change log. */

import type { Address } from '../model/ruleset.ts'
import { type Change, mayMatter } from './change.ts'
import type { MeaningReport } from './meaning/meaning-report.ts'

export interface Proposal {
  /** `meaning`: some result may differ. `text`: only what is said of the rules. */
  readonly what: 'nothing' | 'text' | 'meaning'
  readonly says: string
  /** Changes to what a rule means are marked with a star. */
  readonly log: readonly string[]
}

export function propose(
  before: Address,
  after: Address,
  changes: readonly Change[],
  meaning: MeaningReport | undefined,
): Proposal {
  const matter = changes.filter(mayMatter)
  const isSame = meaning !== undefined && meaning.differs.length === 0 && meaning.open.length === 0
  const isPlain = isSame && meaning.added.length === 0 && meaning.removed.length === 0
  const what = changes.length === 0 ? 'nothing' : matter.length === 0 || isPlain ? 'text' : 'meaning'
  return { what, says: saying(what, before, after), log: logLines(changes, isPlain) }
}

function saying(what: Proposal['what'], before: Address, after: Address): string {
  if (what === 'nothing') return 'Nothing changed: no new version is needed.'
  const isSeries = before.ruleset === after.ruleset
  const isLater = isSeries && (before.year !== after.year || before.release !== after.release)
  const about =
    what === 'meaning' ? 'The meaning changed' : 'Only the text changed: every measure is the same'
  if (!isSeries) return `${about}. These are different rulesets, so neither is a version of the other.`
  if (isLater)
    return `${about}. They are of different years or releases, so their revisions count by themselves.`
  const next = before.revision + 1
  const isMoved = after.revision > before.revision
  return isMoved
    ? `${about}, and the revision moved from ${before.revision} to ${after.revision}.`
    : `${about}: this should be revision ${next} (it says ${after.revision}).`
}

/** So many lines are read; the rest is counted. */
const MOST = 40

function logLines(changes: readonly Change[], isPlain: boolean): readonly string[] {
  const matter = changes.filter(mayMatter)
  const others = changes.length - matter.length
  const told = matter
    .slice(0, MOST)
    .map(it => `- ${isPlain ? '' : '* '}${upperFirst(it.text)}${citesText(it)}.`)
  const more = matter.length > MOST ? [`- And ${matter.length - MOST} more changes to the rules.`] : []
  const rest =
    others === 0
      ? []
      : [`- ${others} ${others === 1 ? 'change' : 'changes'} of wording, sources or confirmation.`]
  return [...told, ...more, ...rest]
}

const citesText = ({ citesAfter }: Change): string =>
  citesAfter.length === 0 ? '' : ` (${citesAfter.join(', ')})`
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
