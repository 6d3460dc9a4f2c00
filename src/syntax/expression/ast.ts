/**
 * The tree of an expression, of a cell of a decision table and of a type, as the author wrote it.
 * Names are not resolved here: whether `A` is a column or a code is decided by checking.
 * Every node carries the span of its text.
 */
import type { Span } from '../../source/source.ts'

export type Expression =
  | NumberLiteral
  | TextLiteral
  | YesNoLiteral
  | Name
  | Member
  | Call
  | Aggregate
  | Unary
  | Binary
  | Is
  | If
  | Otherwise
  | Invalid

/** `12`, `1.50`, `65%`: `digits` is the text without the percent sign. */
export interface NumberLiteral {
  readonly kind: 'NumberLiteral'
  readonly digits: string
  readonly percent: boolean
  readonly at: Span
}
/** `'A*'`: a text, or a code whose spelling is no word. */
export interface TextLiteral {
  readonly kind: 'TextLiteral'
  readonly text: string
  readonly at: Span
}
export interface YesNoLiteral {
  readonly kind: 'YesNoLiteral'
  readonly yes: boolean
  readonly at: Span
}
/** A bare word: a column, parameter, dimension, level, code. `2C` and `P1i` are words too. */
export interface Name {
  readonly kind: 'Name'
  readonly name: string
  readonly at: Span
}
/** `of.name`: a member of a dimension, a column of a level looked up, or one of several values of a table. */
export interface Member {
  readonly kind: 'Member'
  readonly of: Expression
  readonly name: Name
  readonly at: Span
}
/** `callee(args)`: a table, a function, or an absence such as `excluded(no_score)`. */
export interface Call {
  readonly kind: 'Call'
  readonly callee: Name
  readonly args: readonly Expression[]
  readonly at: Span
}
/** `callee(of over source where condition by a best first, b, args)`: has at least one of the clauses. */
export interface Aggregate {
  readonly kind: 'Aggregate'
  readonly callee: Name
  readonly of: Expression
  /** The level or dimension after `over`; absent when `of` itself names it, as in `count(entry where ...)`. */
  readonly over?: Name
  readonly where?: Expression
  readonly by: readonly Ordering[]
  readonly args: readonly Expression[]
  readonly at: Span
}
export interface Ordering {
  readonly key: Expression
  readonly direction: 'best first' | 'worst first'
  readonly at: Span
}
export interface Unary {
  readonly kind: 'Unary'
  readonly operator: '-' | 'not'
  readonly operand: Expression
  readonly at: Span
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or'
export interface Binary {
  readonly kind: 'Binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
  readonly at: Span
}
/** `operand is [not] pattern`. */
export interface Is {
  readonly kind: 'Is'
  readonly operand: Expression
  readonly negated: boolean
  readonly pattern: Pattern
  readonly at: Span
}
export interface If {
  readonly kind: 'If'
  readonly condition: Expression
  readonly yes: Expression
  readonly no: Expression
  readonly at: Span
}
/** `value otherwise fallback`: the fallback when the value is absent, whatever the kind. */
export interface Otherwise {
  readonly kind: 'Otherwise'
  readonly value: Expression
  readonly fallback: Expression
  readonly at: Span
}
/** What is left where the text could not be read; checking accepts it silently. */
export interface Invalid {
  readonly kind: 'Invalid'
  readonly at: Span
}

/** A cell of a decision table, a key of a table, or what follows `is`. */
export type Pattern =
  | AnyPattern
  | AbsentPattern
  | ValuePattern
  | RangePattern
  | OneOfPattern
  | NotPattern
  | InvalidPattern

export interface AnyPattern {
  readonly kind: 'AnyPattern'
  readonly at: Span
}
/** `absent`, `present`, `missing`, `excluded`, `suppressed`, `not applicable`. */
export interface AbsentPattern {
  readonly kind: 'AbsentPattern'
  readonly which: 'absent' | 'present' | 'missing' | 'excluded' | 'suppressed' | 'not applicable'
  readonly at: Span
}
/** A value to be equal to: a code, a list of codes by name, a literal, or any expression. */
export interface ValuePattern {
  readonly kind: 'ValuePattern'
  readonly value: Expression
  readonly at: Span
}
/** `80..120`, `12..<18`, `..<12`, `18..`, `above 0`, `below -0.5`, `at least 65%`, `at most 10`, `B..D`. */
export interface RangePattern {
  readonly kind: 'RangePattern'
  readonly from?: { readonly bound: Expression; readonly inclusive: boolean }
  readonly to?: { readonly bound: Expression; readonly inclusive: boolean }
  readonly at: Span
}
export interface OneOfPattern {
  readonly kind: 'OneOfPattern'
  readonly alternatives: readonly Pattern[]
  readonly at: Span
}
export interface NotPattern {
  readonly kind: 'NotPattern'
  readonly pattern: Pattern
  readonly at: Span
}
export interface InvalidPattern {
  readonly kind: 'InvalidPattern'
  readonly at: Span
}

/** A type as written: alternatives joined by `or`. */
export interface TypeExpression {
  readonly kind: 'TypeExpression'
  readonly alternatives: readonly TypeAlternative[]
  readonly at: Span
}
export type TypeAlternative =
  | {
      readonly kind: 'NamedType'
      readonly name: 'number' | 'whole' | 'text' | 'yes/no' | 'date' | (string & {})
      readonly at: Span
    }
  /** `80..120` holds whole numbers only; `number 0..1` any number between; bounds as in a range pattern. */
  | { readonly kind: 'RangeType'; readonly whole: boolean; readonly range: RangePattern; readonly at: Span }
  /** `key of point_score.outcome`: whatever is a key of that table, together with the keys before it. */
  | { readonly kind: 'KeyType'; readonly table: Name; readonly key: Name; readonly at: Span }

/** An entry of a style's `instead` list: `small when in_progress < 6`. */
export interface Instead {
  readonly kind: 'Instead'
  readonly reason: Name
  readonly when: Expression
  readonly at: Span
}
