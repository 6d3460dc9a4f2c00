/**
 * A mutant: the ruleset with one mistake in it, of the kinds that people make when they write rules or
 * copy them. What is written once is one mutant, however many columns it was written out into.
 */
import type { ColumnId, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import type { Edit } from './change.ts'

/** What sort of mistake. */
export const MUTATION_KINDS = {
  threshold: 'a threshold moved by one step',
  comparison: 'an end of a comparison or range taken in or left out, or a comparison turned',
  constant: 'a number moved by one step',
  negation: 'a condition turned into its opposite',
  logic: '`and` for `or`, or the other way round',
  term: 'one of several conditions left out',
  condition: 'the condition of an aggregate left out',
  code: 'a code left out of a pattern',
  'decision row': 'a row of a decision table left out',
  'row order': 'two neighbouring rows of a decision table swapped',
  otherwise: 'what stands in for an absent value left out',
  arithmetic: 'plus for minus, times for divided by, or the other way round',
  aggregate: 'another aggregate or function: `min` for `max`, `all` for `some`',
  order: 'the worst first for the best first, or the other way round',
  rounding: 'rounded to one place more or less, or another way',
  take: 'one place of a slot more or less',
  weight: 'another weight of a slot',
  slots: 'slots filled another way',
  publication: 'what stands in place of a published value left out',
  default: 'another default of a parameter',
  'table row': 'a row of a table left out',
  'table rows swapped': 'what two neighbouring rows of a table give, swapped',
  'table bound': 'the bound between two ranges of a table moved by one step, or on the other side',
} as const
export type MutationKind = keyof typeof MUTATION_KINDS

export interface Mutant {
  /** The same for the same change of the same text, in programs checked from that text at other times. */
  readonly id: string
  readonly kind: MutationKind
  /** The rule, table, style, dimension or parameter that it is in: `entry.score`, `table points`. */
  readonly owner: string
  readonly at: Span
  readonly before: string
  readonly after: string
  /** Parts of the program: a value that rests on none of them cannot tell the mutant. */
  readonly sites: readonly object[]
  /** Rule columns whose formula, or whose publication alone, it changes. */
  readonly columns: readonly ColumnId[]
  readonly isOfPublication: boolean
  /** The program with the change. */
  apply(): Program
  /** How the text is edited to get the change, where checking might refuse it then. */
  readonly edit?: Edit
  /** Whether checking would refuse the tables with this change. */
  isRefused(): boolean
}
