/**
 * What is known of a ruleset while its formulas are checked: the names it declares with their types,
 * and what each column turns out to hold, which is found out when it is first asked for.
 */
import type { Core, MemberOf, ProgramParameter, ProgramTable, Type } from '../model/program.ts'
import type { Rule, Ruleset } from '../model/ruleset.ts'
import type { AbsenceKind } from '../value/value.ts'
import type { Absence } from './absence.ts'
import type { Belonging } from './belonging.ts'
import type { DecisionInstance } from './decision/analyse-decision.ts'
import type { DeclaredColumn, DeclaredColumns } from './declared-columns.ts'
import type { Facts, Outcomes } from './facts.ts'
import type { Lists } from './lists.ts'
import type { Reporter } from './reporter.ts'

export interface Environment {
  readonly ruleset: Ruleset
  readonly reporter: Reporter
  readonly lists: Lists
  readonly columns: DeclaredColumns
  readonly belonging: Belonging
  /** A table by name, elaborated when first asked for. */
  table(name: string): KnownTable | undefined
  readonly parameters: ReadonlyMap<string, ProgramParameter>
  /** Every decision table elaborated so far, an instance for each combination of members. */
  readonly decisions: Map<Rule, DecisionInstance[]>
  /** What a column holds for one combination of members; it is elaborated when first asked for. */
  know(column: DeclaredColumn, members: readonly MemberOf[]): KnownColumn
}

export interface KnownColumn {
  readonly id: string
  readonly type: Type
  readonly unit?: string
  readonly absence: Absence
  /** What a yes or no of this column tells about its own row. */
  readonly outcomes?: Outcomes
  /** Of a rule; left out where a column is asked for while it is being elaborated. */
  readonly is?: Core
}

export interface KnownTable extends ProgramTable {
  /** The kinds of absence that its rows give. */
  readonly absences: readonly AbsenceKind[]
  /** Those that a key without a row gives. */
  readonly withoutRow: readonly AbsenceKind[]
  /** Whether there is a row for every value of the keys' types. */
  readonly hasRowForAll: boolean
  readonly at: DeclaredColumn['at']
}

/** Where an expression stands. */
export interface Context {
  readonly env: Environment
  /** The level whose row is at hand; empty where no row is, as in the rows of a table. */
  readonly level: string
  /** Members of the dimensions in scope. */
  readonly members: ReadonlyMap<string, string>
  readonly facts: Facts
  /** Set where an absent value is spoken of by what stands around: by `otherwise`, say. */
  readonly spokenFor?: boolean
}

/** An expression with its names resolved, and what is known of its value. */
export interface Typed {
  readonly core: Core
  readonly type: Type
  readonly unit?: string
  readonly absence: Absence
  /** For a condition. */
  readonly outcomes?: Outcomes
}
