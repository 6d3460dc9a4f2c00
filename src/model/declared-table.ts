/** A table as declared: its keys, what it gives, its rows, and what its source says of them. */
import type { Span } from '../source/source.ts'
import type { Expression, Pattern, TypeExpression } from '../syntax/expression/ast.ts'
import type { Citation, Declared, Provenance, ScalarText } from './declared.ts'

export interface Table extends Declared, Provenance {
  readonly title: string
  readonly keys: readonly TableKey[]
  /** One value, named `value`, unless several are given names. */
  readonly gives: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  /** Declared complete: every key has a row. */
  readonly complete: boolean
  /** What a key without a row gives; an absence or a value. */
  readonly otherwise?: Expression
  /** Values between the rows lie on straight lines along this key. */
  readonly line?: Line
  /** Rows are the rows of this level instead: `value` is a column of it. */
  readonly level?: { readonly level: string; readonly at: Span }
  /** The file the rows came from, relative to the ruleset's folder. */
  readonly file?: string
  /** The year its figures are of, where that is not the year of the ruleset. */
  readonly year?: number
  /** What the source says of the rows, to which they are held. */
  readonly stated?: readonly Stated[]
  /** Columns of the file that say a year in every row, whether or not the table reads them. */
  readonly yearColumns?: readonly YearColumn[]
}

/** A statement about some of the rows of a table, or all of them. */
export interface Stated {
  /** Values of keys, as written: the rows that have them. */
  readonly for: ReadonlyMap<string, ScalarText>
  readonly rows?: { readonly count: number; readonly at: Span }
  /** By the name of a value. */
  readonly sum: ReadonlyMap<string, Expression>
  readonly least: ReadonlyMap<string, Expression>
  readonly greatest: ReadonlyMap<string, Expression>
  readonly cites: readonly Citation[]
  readonly at: Span
}

/** A column of a file whose cells are years. */
export interface YearColumn {
  readonly heading: string
  /** The key that is read from it, if any is. */
  readonly key?: string
  readonly cells: readonly { readonly text: string; readonly year: number; readonly at: Span }[]
}

export interface TableKey {
  readonly name: string
  readonly type: TypeExpression
  readonly at: Span
}

export interface TableColumn {
  readonly name: string
  readonly type: TypeExpression
  readonly unit?: string
  /** For a table that reads a level: the column of the level. */
  readonly column?: string
  readonly at: Span
}

/** A row: a pattern for each key, and what it gives. `unknown`: exists, we lack it. `none`: the law gives none. */
export interface TableRow {
  readonly keys: readonly Pattern[]
  readonly values: readonly TableCell[]
  readonly unconfirmed: boolean
  readonly cites: readonly Citation[]
  readonly at: Span
}

export type TableCell =
  | { readonly kind: 'value'; readonly value: Expression; readonly at: Span }
  | { readonly kind: 'unknown' | 'none'; readonly at: Span }

export interface Line {
  /** The key along which neighbouring rows are joined. */
  readonly along: string
  /** Which row counts where the key repeats, and where it repeats at the greatest key. */
  readonly atRepeat: 'first' | 'last'
  readonly atEnd: 'first' | 'last'
  /** What a key beyond both ends gives: `nearest` row, or an absence. */
  readonly outside: 'nearest' | Expression
  readonly at: Span
}
