/** A rule as declared: a formula, a decision or slots, and how its value is published. */
import type { Span } from '../source/source.ts'
import type { Expression, Instead, Pattern, TypeExpression } from '../syntax/expression/ast.ts'
import type { RoundingMode } from '../value/exact.ts'
import type { Citation, Declared, Provenance } from './declared.ts'

/** How a value is published. */
export interface Show {
  readonly round?: number
  readonly mode: RoundingMode
  readonly as: 'number' | 'percent'
  /** Write a plus before positive numbers. */
  readonly sign: boolean
  /** The first of these whose condition holds is shown in place of the value. */
  readonly instead: readonly Instead[]
  readonly at: Span
}

export interface Rule extends Declared, Provenance {
  readonly level: string
  readonly title: string
  readonly note?: string
  readonly unit?: string
  readonly type?: TypeExpression
  readonly per: readonly string[]
  readonly body: RuleBody
  /** Written out, or the name of a style. */
  readonly show?: Show | { readonly style: string; readonly at: Span }
}

export type RuleBody = IsBody | EachBody | DecideBody | SlotsBody

export interface IsBody {
  readonly kind: 'is'
  readonly is: Expression
}

/** One formula for each member of the rule's (first) dimension. */
export interface EachBody {
  readonly kind: 'each'
  readonly each: ReadonlyMap<string, { readonly at: Span; readonly is: Expression }>
}

export interface DecideBody {
  readonly kind: 'decide'
  readonly policy: 'first' | 'unique'
  readonly on: readonly DecisionColumn[]
  readonly rows: readonly DecisionRow[]
  readonly at: Span
}

export interface DecisionColumn {
  /** The heading: the name given, or the text of the expression. */
  readonly name: string
  readonly is: Expression
  readonly at: Span
}

export interface DecisionRow {
  readonly cells: readonly Pattern[]
  readonly outcome: Expression
  readonly id?: string
  readonly note?: string
  readonly cites: readonly Citation[]
  readonly unconfirmed: boolean
  readonly at: Span
}

export interface SlotsBody {
  readonly kind: 'slots'
  /** The level the candidates are rows of, and which of them are candidates. */
  readonly from: string
  readonly where?: Expression
  readonly choose: 'best total' | 'in order'
  readonly score: Expression
  readonly copies?: Expression
  /** Whether the copies of one candidate may fill different fills. */
  readonly splitCopies: boolean
  readonly fills: readonly Fill[]
  readonly limits: readonly Limit[]
  readonly at: Span
}

export interface Fill {
  readonly name: string
  readonly take: Expression
  readonly accept: Expression
  readonly weight?: Expression
  readonly at: Span
}

export interface Limit {
  readonly name: string
  readonly atMost: Expression
  readonly where: Expression
  /** Whether a candidate counts once or once a copy. */
  readonly counts: 'candidates' | 'copies'
  readonly at: Span
}
