/** One change of one expression, before the same changes of all the columns it was written out into are put together. */
import type { Core } from '../model/program.ts'
import { type Span, textOf } from '../source/source.ts'
import type { MutationKind } from './mutant.ts'

export interface Change {
  readonly kind: MutationKind
  /** What is written otherwise, and how. */
  readonly at: Span
  /** The text at the place unless given. */
  readonly before?: string
  readonly after: string
  /** How the text is edited to get the change, where checking might refuse it then. */
  readonly edit?: Edit
  /** What takes the place of the expression. */
  readonly core: Core
  /** Where not the expression itself: what a value has to rest on to tell the change. */
  readonly sites?: readonly object[]
}

export interface Edit {
  readonly at: Span
  readonly text: string
}

/** The text of an expression with an operator between two of its parts replaced. */
export function withOperator(whole: Core, left: Core, right: Core, from: string, to: string): string {
  const { source, start, end } = whole.at
  const between = source.text.slice(left.at.end, right.at.start)
  return (
    source.text.slice(start, left.at.end) + between.replace(from, to) + source.text.slice(right.at.start, end)
  )
}

export const spanBetween = ({ at: from }: { at: Span }, { at: to }: { at: Span }): Span => ({
  source: from.source,
  start: from.start,
  end: Math.max(from.end, to.end),
})

/** Text on one line, as it is told. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

export const written = (at: Span): string => oneLine(textOf(at))
