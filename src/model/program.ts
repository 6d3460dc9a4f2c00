/**
 * A checked ruleset, ready to run: one node for each rule and member of its dimensions, in an order
 * in which every node comes after the nodes it reads, with all names resolved and all types known.
 * Engines see nothing else.
 */
import type { Span } from '../source/source.ts'
import type { Exact, RoundingMode } from '../value/exact.ts'
import type { AbsenceKind, Absent, Value } from '../value/value.ts'
import type { Citation, Law, Rule, Ruleset, Waiver } from './ruleset.ts'

export interface Program {
  readonly ruleset: Ruleset
  readonly levels: ReadonlyMap<string, ProgramLevel>
  /** Inputs and rules, a column for each member; keys are column ids. */
  readonly columns: ReadonlyMap<ColumnId, Column>
  /** Ids of the rule columns in an order in which each comes after those it reads. */
  readonly order: readonly ColumnId[]
  readonly tables: ReadonlyMap<string, ProgramTable>
  readonly parameters: ReadonlyMap<string, ProgramParameter>
  readonly laws: ReadonlyMap<string, ProgramLaw>
  readonly waivers?: readonly ProgramWaiver[]
}

/** A law with its names resolved. */
export interface ProgramLaw {
  readonly name: string
  readonly title: string
  /** Values of parameters the law is about. */
  readonly set: ReadonlyMap<string, Value>
  readonly claim: ProgramHolds | ProgramBetter
  readonly law: Law
}
/** A waiver with its names resolved. */
export interface ProgramWaiver {
  readonly waiver: Waiver
  /** Findings about any of these columns. */
  readonly measures: readonly ColumnId[]
  /** Any of these inputs; every one where there is none. */
  readonly inputs: readonly ColumnId[]
  readonly to?: Value
}
/** Yes, or absent, on every row of the level: one claim for each member of `per`. */
export interface ProgramHolds {
  readonly kind: 'holds'
  readonly level: string
  readonly claims: readonly { readonly members: readonly MemberOf[]; readonly holds: Core }[]
}
/** A better value in any of the inputs never lowers any of the columns. */
export interface ProgramBetter {
  readonly kind: 'better'
  readonly inputs: readonly ColumnId[]
  readonly neverLowers: readonly ColumnId[]
}

/** `entry.result.first`: level, name and members, joined by dots. */
export type ColumnId = string

export interface ProgramLevel {
  readonly name: string
  readonly title: string
  /** Ids of the columns that make the key, of this level (base) or of the level it groups. */
  readonly key: readonly ColumnId[]
  readonly groups?: { readonly level: string; readonly where?: Core }
  /**
   * Direct belonging: the rows of the other level whose key equals these columns of this one.
   * `nation` is the level of one row to which every row belongs.
   */
  readonly belongs: ReadonlyMap<string, readonly ColumnId[]>
}

export interface Column {
  readonly id: ColumnId
  readonly level: string
  readonly name: string
  readonly title: string
  /** The members this column is for, by dimension, in the order of `per`. */
  readonly members: readonly MemberOf[]
  readonly type: Type
  readonly unit?: string
  /** The kinds of absence that a value of it can have; empty where it is always there. */
  readonly absences: readonly AbsenceKind[]
  readonly content: InputContent | RuleContent
}
export interface MemberOf {
  readonly dimension: string
  readonly member: string
}
export interface InputContent {
  readonly kind: 'input'
  readonly mayBeMissing: boolean
  /** The data have to have a column for it, whatever its empty cells mean. */
  readonly needsColumn?: boolean
  readonly default?: Value
  readonly earlier?: { readonly years: number; readonly column: string }
  /**
   * On a group level, for a column that it is grouped by: which of the level's `key` columns, from 0.
   * Its value on a group is what the grouped rows share.
   */
  readonly key?: number
}
export interface RuleContent {
  readonly kind: 'rule'
  readonly rule: Rule
  readonly is: Core
  readonly show?: ProgramShow
}
export interface ProgramShow {
  readonly round?: number
  readonly mode: RoundingMode
  readonly as: 'number' | 'percent'
  readonly sign: boolean
  readonly instead: readonly { readonly when: Core; readonly reason: Absent }[]
}

/** The type of a value: any of the alternatives. Absence is not part of it. */
export interface Type {
  readonly alternatives: readonly TypeAlternative[]
}
export type TypeAlternative =
  | { readonly kind: 'number'; readonly whole: boolean; readonly from?: Bound; readonly to?: Bound }
  | { readonly kind: 'text' }
  | { readonly kind: 'yes/no' }
  | { readonly kind: 'date' }
  /** A code of a list, or a member of a dimension. `only` where narrowed to some of them. */
  | { readonly kind: 'code'; readonly list: string; readonly only?: readonly string[] }
  | { readonly kind: 'key'; readonly table: string; readonly key: string }
export interface Bound {
  readonly value: Exact
  readonly inclusive: boolean
}

export interface ProgramParameter {
  readonly name: string
  readonly title: string
  readonly type: Type
  readonly unit?: string
  /** Undefined: the caller has to give it. */
  readonly default?: Value
}

/** A table with its rows as values. */
export interface ProgramTable {
  readonly name: string
  readonly title: string
  readonly keys: readonly { readonly name: string; readonly type: Type }[]
  readonly gives: readonly { readonly name: string; readonly type: Type; readonly unit?: string }[]
  readonly rows: readonly ProgramTableRow[]
  readonly complete: boolean
  readonly otherwise?: Core
  readonly line?: {
    readonly along: number
    readonly atRepeat: 'first' | 'last'
    readonly atEnd: 'first' | 'last'
    readonly outside: 'nearest' | Core
  }
  /** For a table that reads a level: key columns and value columns of that level, in order. */
  readonly level?: {
    readonly level: string
    readonly keys: readonly ColumnId[]
    readonly gives: readonly ColumnId[]
  }
  readonly cites: readonly Citation[]
}
export interface ProgramTableRow {
  readonly keys: readonly KeyPattern[]
  readonly values: readonly Value[]
  readonly cites: readonly Citation[]
  readonly at: Span
}
/** Keys hold constants only, so that a table is data and nothing else. */
export type KeyPattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'equals'; readonly value: Value }
  | { readonly kind: 'range'; readonly from?: Bound; readonly to?: Bound }
  | { readonly kind: 'codes'; readonly list: string; readonly codes: readonly string[] }

// --- core expressions ----------------------------------------------------------------------------

export type Core =
  | CoreLiteral
  | CoreColumn
  | CoreLookUp
  | CoreParameter
  | CoreTable
  | CoreUnary
  | CoreBinary
  | CoreMatch
  | CoreIf
  | CoreOtherwise
  | CoreCall
  | CoreAggregateRows
  | CoreAggregateMembers
  | CoreShown
  | CoreDecide
  | CoreSlots
  | CoreSlotOf

/** A constant; an absence constant too (`excluded(no_score)`). */
export interface CoreLiteral {
  readonly kind: 'Literal'
  readonly value: Value
  readonly at: Span
}
/** A column of the row at hand. */
export interface CoreColumn {
  readonly kind: 'Column'
  readonly column: ColumnId
  readonly at: Span
}
/** A column of the row of another level that the row at hand belongs to. `path`: level after level, ending there. */
export interface CoreLookUp {
  readonly kind: 'LookUp'
  readonly path: readonly string[]
  readonly column: ColumnId
  readonly at: Span
}
export interface CoreParameter {
  readonly kind: 'Parameter'
  readonly parameter: string
  readonly at: Span
}
export interface CoreTable {
  readonly kind: 'Table'
  readonly table: string
  readonly keys: readonly Core[]
  /** Which of the values the table gives. */
  readonly gives: number
  readonly at: Span
}
export interface CoreUnary {
  readonly kind: 'Unary'
  readonly operator: '-' | 'not'
  readonly operand: Core
  readonly at: Span
}
export interface CoreBinary {
  readonly kind: 'Binary'
  readonly operator: '+' | '-' | '*' | '/' | '^' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or'
  readonly left: Core
  readonly right: Core
  readonly at: Span
}
/** Yes where the operand matches; unknown (absent) where the pattern looks at an absent operand. */
export interface CoreMatch {
  readonly kind: 'Match'
  readonly operand: Core
  readonly pattern: CorePattern
  readonly at: Span
}
export interface CoreIf {
  readonly kind: 'If'
  readonly condition: Core
  readonly yes: Core
  readonly no: Core
  readonly at: Span
}
export interface CoreOtherwise {
  readonly kind: 'Otherwise'
  readonly value: Core
  readonly fallback: Core
  readonly at: Span
}
/** A function over the values of one row: `round`, `sqrt`, `mean(a, b)`; `operator` is its id in the specification. */
export interface CoreCall {
  readonly kind: 'Call'
  readonly operator: string
  readonly args: readonly Core[]
  /** Settled when checking: a rounding mode or a percentile method. */
  readonly option?: string
  readonly at: Span
}
/** Over the rows of `level` that belong to the row at hand (`path` leads from there up to here). */
export interface CoreAggregateRows {
  readonly kind: 'AggregateRows'
  readonly operator: string
  readonly level: string
  readonly path: readonly string[]
  /** Undefined counts rows. */
  readonly of?: Core
  readonly where?: Core
  readonly by: readonly CoreOrdering[]
  readonly args: readonly Core[]
  readonly option?: string
  readonly at: Span
}
export interface CoreOrdering {
  readonly key: Core
  readonly direction: 'best first' | 'worst first'
}
/** Over the members of a dimension, written out. */
export interface CoreAggregateMembers {
  readonly kind: 'AggregateMembers'
  readonly operator: string
  readonly dimension: string
  readonly items: readonly {
    readonly member: string
    readonly of?: Core
    readonly where?: Core
    readonly by: readonly CoreOrdering[]
  }[]
  readonly args: readonly Core[]
  readonly option?: string
  readonly at: Span
}
/** The published value of a rule column: rounded, or absent where something stands in its place. */
export interface CoreShown {
  readonly kind: 'Shown'
  /** A column of the row at hand or, with a path, of a row it belongs to. */
  readonly column: ColumnId
  readonly path: readonly string[]
  readonly at: Span
}
export interface CoreDecide {
  readonly kind: 'Decide'
  readonly policy: 'first' | 'unique'
  readonly on: readonly { readonly name: string; readonly is: Core }[]
  readonly rows: readonly CoreDecisionRow[]
  readonly at: Span
}
export interface CoreDecisionRow {
  readonly cells: readonly CorePattern[]
  readonly outcome: Core
  /** Position among the rows as written, from 0: rows that cannot apply to a member are left out. */
  readonly index: number
  readonly id?: string
  readonly note?: string
  readonly cites: readonly Citation[]
  readonly at: Span
}
/** The total of the candidates chosen. */
export interface CoreSlots {
  readonly kind: 'Slots'
  readonly level: string
  readonly path: readonly string[]
  readonly where?: Core
  readonly choose: 'best total' | 'in order'
  readonly score: Core
  readonly copies?: Core
  readonly splitCopies: boolean
  readonly fills: readonly {
    readonly name: string
    readonly take: Core
    readonly accept: Core
    readonly weight?: Core
  }[]
  readonly limits: readonly {
    readonly name: string
    readonly atMost: Core
    readonly where: Core
    readonly counts: 'candidates' | 'copies'
  }[]
  readonly at: Span
}
/** A result of filling slots: the score or count of one fill, or the slot that a candidate got. */
export interface CoreSlotOf {
  readonly kind: 'SlotOf'
  /** The column that holds the slots. */
  readonly column: ColumnId
  /** From a candidate up to that column's row; empty on that row itself. */
  readonly path: readonly string[]
  readonly what: { readonly kind: 'score' | 'filled'; readonly fill: string } | { readonly kind: 'slot' }
  readonly at: Span
}

export type CorePattern = {
  /** Where it is written; a pattern made when checking has no place. */
  readonly at?: Span
} & (
  | { readonly kind: 'any' }
  | {
      readonly kind: 'absent'
      readonly which: 'absent' | 'present' | 'missing' | 'excluded' | 'suppressed' | 'not applicable'
    }
  | { readonly kind: 'equals'; readonly value: Core }
  | { readonly kind: 'codes'; readonly list: string; readonly codes: readonly string[] }
  | { readonly kind: 'range'; readonly from?: CoreBound; readonly to?: CoreBound }
  | { readonly kind: 'one of'; readonly alternatives: readonly CorePattern[] }
  | { readonly kind: 'not'; readonly pattern: CorePattern }
)
export interface CoreBound {
  readonly value: Core
  readonly inclusive: boolean
}
