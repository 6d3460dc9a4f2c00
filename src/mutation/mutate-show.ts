/** Mistakes in how a value is published: places and mode of rounding, and what stands in its place left out. */

import type { Program, ProgramShow, RuleContent } from '../model/program.ts'
import type { Show } from '../model/ruleset.ts'
import { type Span, textOf } from '../source/source.ts'
import { ROUNDING_MODES } from '../value/exact.ts'
import type { MutationKind } from './mutant.ts'

export interface ShowChange {
  readonly kind: MutationKind
  readonly at: Span
  readonly before: string
  readonly after: string
  readonly show: ProgramShow
}

export function showChanges({ rule, show }: RuleContent, { ruleset }: Program): readonly ShowChange[] {
  const written = rule.show
  const declared = written && ('style' in written ? ruleset.styles.get(written.style)?.show : written)
  if (show === undefined || declared === undefined) return []
  return [
    ...placesChanges(show, declared),
    ...modeChanges(show, declared),
    ...show.instead.map(
      (it, index): ShowChange => ({
        kind: 'publication',
        at: it.when.at,
        before: `${it.reason.reason} when ${textOf(it.when.at)}`,
        after: '',
        show: { ...show, instead: show.instead.toSpliced(index, 1) },
      }),
    ),
  ]
}

function placesChanges(show: ProgramShow, { at }: Show): readonly ShowChange[] {
  const places = show.round
  if (places === undefined) return []
  return [places + 1, places - 1]
    .filter(it => it >= 0)
    .map(round => ({
      ...{
        kind: 'rounding',
        at: spanOfRound(at) ?? at,
        before: `round: ${places}`,
        after: `round: ${round}`,
      },
      show: { ...show, round },
    }))
}

/** Half of a published digit is what modes differ in. */
function modeChanges(show: ProgramShow, { at }: Show): readonly ShowChange[] {
  if (show.round === undefined) return []
  const mode = show.mode === 'half_even' ? ROUNDING_MODES[0] : 'half_even'
  return [
    {
      kind: 'rounding',
      at: spanOfRound(at) ?? at,
      before: `mode: ${show.mode}`,
      after: `mode: ${mode}`,
      show: { ...show, mode },
    },
  ]
}

function spanOfRound(at: Span): Span | undefined {
  const found = /\bround: *\d+/.exec(textOf(at))
  return found === null
    ? undefined
    : { source: at.source, start: at.start + found.index, end: at.start + found.index + found[0].length }
}
