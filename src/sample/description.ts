/**
 * The description of a sample as declared: which rows there are, and how each of their values is drawn.
 * Names are as written; what they mean in a program is settled when the description is compiled.
 */
import type { Declared, ScalarText } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import type { Expression } from '../syntax/expression/ast.ts'

export interface Description {
  readonly title: string
  readonly note?: string
  readonly seed: number
  /** The level that is counted, and how many rows of it a sample has unless told otherwise. */
  readonly size: { readonly level: string; readonly rows: number; readonly at: Span }
  readonly levels: ReadonlyMap<string, LevelDescription>
}

export interface LevelDescription extends Declared {
  /** The level whose rows these rows are in. */
  readonly in?: ScalarText
  /** How many rows there are in each of those; or a list of rows. */
  readonly rows?: DrawForm | ListedRows
  /** The first key; the following ones count on. */
  readonly key?: ScalarText
  readonly file?: string
  /** What is drawn and used, and not written. */
  readonly hidden: ReadonlyMap<string, DrawnColumn>
  readonly inputs: ReadonlyMap<string, DrawnColumn>
}

/** Rows that there are once each, or so many times, where their conditions hold. */
export interface ListedRows {
  readonly kind: 'listed'
  readonly rows: readonly ListedRow[]
}
export interface ListedRow {
  readonly when?: Expression
  readonly times?: Expression
  /** Draws of this row, in place of those of the level. */
  readonly columns: ReadonlyMap<string, DrawnColumn>
  readonly at: Span
}

export interface DrawnColumn extends Declared {
  /** For a hidden column: the dimensions it is drawn for. */
  readonly per: readonly ScalarText[]
  readonly draw: DrawForm
}

/** How a value is drawn. */
export type DrawForm = IsForm | MissingForm | ChooseForm | CutForm | EachForm | FirstForm

export interface IsForm {
  readonly kind: 'is'
  readonly is: Expression
}
/** Leaves the cell empty. */
export interface MissingForm {
  readonly kind: 'missing'
  readonly at: Span
}
/** One of several values, by weight. */
export interface ChooseForm {
  readonly kind: 'choose'
  readonly choices: readonly { readonly value: ScalarText; readonly weight: Expression }[]
  readonly at: Span
}
/** A number put in order among cut points: one more value than there are points. */
export interface CutForm {
  readonly kind: 'cut'
  readonly cut: Expression
  readonly values: readonly ScalarText[]
  readonly points: readonly { readonly number: number; readonly at: Span }[]
  readonly at: Span
}
/** One draw for each member of a dimension. */
export interface EachForm {
  readonly kind: 'each'
  readonly members: ReadonlyMap<string, { readonly at: Span; readonly draw: DrawForm }>
  readonly at: Span
}
/** The first case whose condition holds; an empty cell where none does. */
export interface FirstForm {
  readonly kind: 'first'
  readonly cases: readonly { readonly when?: Expression; readonly draw: DrawForm }[]
}
