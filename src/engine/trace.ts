/**
 * How a value came about: a tree of steps. What a step lists is all that its value depends on, so
 * recomputing from the listed steps gives the value again, and nothing unlisted can change it.
 */
import type { ColumnId, Core, CoreDecide } from '../model/program.ts'
import type { Value } from '../value/value.ts'

export type Step = InputStep | ParameterStep | GivenStep | RuleStep

/** Which row something is about. */
export interface RowOf {
  readonly level: string
  readonly row: number
  /** The key of the row as text. */
  readonly key: string
}
/** Which cell of the results a step is about. */
export interface Cell extends RowOf {
  readonly column: ColumnId
}
export interface InputStep extends Cell {
  readonly kind: 'input'
  readonly value: Value
}
/** What is made of the value of a rule with a `show`. */
export interface Published {
  /** The value as published. */
  readonly shown?: Value
  /** How the published value came about from the value. */
  readonly publication?: Evaluation
}
/** A rule whose value a worked example gave. */
export interface GivenStep extends Cell, Published {
  readonly kind: 'given'
  readonly value: Value
}
export interface ParameterStep {
  readonly kind: 'parameter'
  readonly parameter: string
  readonly value: Value
}
/** Its parts, reads and memberships are found when they are asked for, so that a tree is as deep as it is read. */
export interface RuleStep extends Cell, Evaluation, Published {
  readonly kind: 'rule'
  readonly value: Value
}

/** What came of evaluating formulas on one row. */
export interface Evaluation {
  /** The evaluations of parts of the formula, innermost first: enough to write the formula with values put in. */
  readonly parts: readonly Part[]
  /**
   * The steps of the columns and parameters read, each once, in the order first read. The same cell
   * read in several places of a tree is the same step.
   */
  readonly reads: readonly Step[]
  /** The value depends on which rows these are: on the key columns of the levels on the way, and on their `where`. */
  readonly memberships: readonly Membership[]
  /**
   * Every evaluation on the way, constants too, and those on other rows for aggregates and slots: what
   * is not among them had no say in the value. Parts of decisions and tables say which row decided.
   */
  readonly touched: readonly Part[]
}
/** The rows of `level` that belong to the row `of`; `path` leads from them up to it, ending at its level. */
export interface Membership {
  readonly level: string
  readonly path: readonly string[]
  readonly of: RowOf
}

/** One evaluated part of a rule's formula. */
export interface Part {
  readonly of: Core
  readonly value: Value
  /** For a table: which row gave the value, as its place among the rows; undefined when none did. */
  readonly tableRow?: number
  /** For a value on the straight line between two rows: both of them. */
  readonly between?: readonly [number, number]
  readonly keys?: readonly Value[]
  /** For a decision: what became of each row up to the one that decided. */
  readonly decision?: DecisionTrace
  /** For an aggregate: how many rows there were, were taken, and were absent, by reason. */
  readonly aggregate?: AggregateTrace
  /** For slots among all that was evaluated: the fills that hold anything. */
  readonly filled?: readonly string[]
  /** For slots: every candidate, with what became of it. */
  readonly slots?: SlotsTrace
}
export interface DecisionTrace {
  readonly decide: CoreDecide
  /** The values of the columns that were looked at; undefined where none of the rows tried looked. */
  readonly on: readonly (Value | undefined)[]
  readonly rows: readonly {
    readonly index: number
    readonly result: 'matches' | 'does not match' | 'unknown'
    readonly failedAt?: number
  }[]
}
export interface AggregateTrace {
  readonly level: string
  /** Rows that belong, whether or not they satisfied the condition. */
  readonly rows: number
  /** Rows whose condition held, and of those the ones with a value. */
  readonly selected: number
  readonly present: number
  readonly absentByReason: ReadonlyMap<string, number>
  /** The selected rows' keys, for explanations; in key order. */
  readonly keys: readonly string[]
}
export interface SlotsTrace {
  readonly candidates: readonly SlotCandidate[]
}
export interface SlotCandidate {
  readonly key: string
  readonly score: Value
  readonly copies: number
  /** The fills its copies got, in order; empty for a loser. */
  readonly got: readonly string[]
  /** What it adds to the total: the score times the weight of each fill that its copies got. */
  readonly worth?: Value
  /**
   * Why it has no place: not accepted anywhere, no score, it would lower the total, a limit that these
   * have used up, or beaten by these, who fill the places that accept it.
   */
  readonly lost?: {
    readonly why: 'not accepted' | 'no score' | 'no gain' | 'limit' | 'beaten'
    readonly by: readonly string[]
  }
}
