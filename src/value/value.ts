/**
 * What a cell can hold: a number, a text, yes or no, a date, a code - or nothing, for a stated reason.
 * An absent value is never zero and never turns into another kind of absence.
 */
import type { Exact } from './exact.ts'

export type Value = Present | Absent

export type Present = NumberValue | TextValue | YesNoValue | DateValue | CodeValue

export interface NumberValue {
  readonly kind: 'number'
  readonly number: Exact
}
export interface TextValue {
  readonly kind: 'text'
  readonly text: string
}
export interface YesNoValue {
  readonly kind: 'yes/no'
  readonly yes: boolean
}
/** A calendar day, written as in ISO 8601 (`2016-05-31`), so that text order is date order. */
export interface DateValue {
  readonly kind: 'date'
  readonly date: string
}
/** A member of a declared list of codes, or of a dimension; `list` is the name it was declared under. */
export interface CodeValue {
  readonly kind: 'code'
  readonly list: string
  readonly code: string
}

/** The four kinds of absence. `missing`: should be there, is not. `suppressed`: known, not published. */
export type AbsenceKind = 'missing' | 'not applicable' | 'excluded' | 'suppressed'

/** Nothing, and why. `reason` is a name from the ruleset's `reasons` or a built-in one. */
export interface Absent {
  readonly kind: 'absent'
  readonly absence: AbsenceKind
  readonly reason: string
}

export const YES: YesNoValue = { kind: 'yes/no', yes: true }
export const NO: YesNoValue = { kind: 'yes/no', yes: false }

export const yesNo = (yes: boolean): YesNoValue => (yes ? YES : NO)
export const number = (value: Exact): NumberValue => ({ kind: 'number', number: value })
export const text = (value: string): TextValue => ({ kind: 'text', text: value })
export const date = (value: string): DateValue => ({ kind: 'date', date: value })
export const code = (list: string, value: string): CodeValue => ({ kind: 'code', list, code: value })
export const absent = (absence: AbsenceKind, reason: string): Absent => ({ kind: 'absent', absence, reason })

export const isAbsent = (value: Value): value is Absent => value.kind === 'absent'

/** Reasons the language itself gives. Each is declared with its kind and text in the specification. */
export const BUILT_IN_REASONS = {
  no_value: { absence: 'missing', text: 'the input has no value' },
  no_row: { absence: 'missing', text: 'the table has no row for this key' },
  unknown_value: { absence: 'missing', text: 'the published value is not known to this ruleset' },
  none_given: { absence: 'not applicable', text: 'the rules give no value here' },
  not_in_dimension: { absence: 'not applicable', text: 'there is no such member here' },
  no_rows: { absence: 'not applicable', text: 'there is nothing to aggregate' },
  no_group: { absence: 'not applicable', text: 'the row belongs to no group at that level' },
  no_row_matches: { absence: 'not applicable', text: 'no row of the decision table matches' },
  division_by_zero: { absence: 'not applicable', text: 'division by zero' },
  no_such_slot: { absence: 'not applicable', text: 'nothing fills this slot' },
  not_computed: { absence: 'missing', text: 'the rule could not be computed; a diagnostic says why' },
} as const satisfies Record<string, { absence: AbsenceKind; text: string }>

export type BuiltInReason = keyof typeof BUILT_IN_REASONS

/** The absence for a built-in reason. */
export const builtInAbsence = (reason: BuiltInReason): Absent =>
  absent(BUILT_IN_REASONS[reason].absence, reason)
