/**
 * What every engine offers: a program and a cohort in, the value of every column of every row out.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ColumnId, Program } from '../model/program.ts'
import type { Value } from '../value/value.ts'
import type { Codes, Cohort } from './cohort.ts'
import type { Step } from './trace.ts'

export interface RunOptions {
  /** Values of parameters by name; the defaults hold for the others. */
  readonly parameters?: ReadonlyMap<string, Value>
  /** Values that stand in for rules: worked examples often start half way. Keyed by column, then row key. */
  readonly given?: ReadonlyMap<ColumnId, ReadonlyMap<string, Value>>
}

export interface Run {
  readonly program: Program
  /** Levels in the order of the program, with the keys of their rows. `nation` has one row with the key ``. */
  readonly levels: ReadonlyMap<string, RunLevel>
  /** The exact value of a column, input or rule. */
  value(column: ColumnId, row: number): Value
  /** The published value: rounded, or absent where something stands in its place. */
  shown(column: ColumnId, row: number): Value
  /** Computes a column on all rows, where the engine does that at once; others compute when values are asked for. */
  prepare?(column: ColumnId): void
  /** The rows of a column in classes of equal values, where the engine has them; equal values may be in several classes. */
  classes?(column: ColumnId): Classes
  /** How a value came about. Tracing recomputes this one value. */
  trace(column: ColumnId, row: number): Step
  /** What went wrong while evaluating so far, at the place in the rules: an `only` over differing values, say. */
  readonly diagnostics: readonly Diagnostic[]
}

/** For each row the number of its class, below `count`. */
export interface Classes {
  readonly codes: Codes
  readonly count: number
  /** For a column of keys: classes below `size` are places in a list of the data, or rows of a column that counts on. */
  readonly keys?: { readonly size: number; readonly source?: object }
}
export interface EncodedColumn extends Classes {
  valueAt(row: number): Value
}

export interface RunLevel {
  readonly name: string
  readonly size: number
  /** The key of a row as text; parts of a composite key are joined by ` / `. */
  key(row: number): string
  /** The row with a key, or undefined. */
  find(key: string): number | undefined
}

export type Engine = (program: Program, cohort: Cohort, options?: RunOptions) => Run
