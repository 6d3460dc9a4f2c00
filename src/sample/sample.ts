/** A description made ready: what is done for each row, and what of it is written. */
import type { Cell, DrawnRow } from './cell.ts'

export interface Sample {
  readonly title: string
  readonly seed: number
  /** The level that is counted, and how many rows of it there are unless told otherwise. */
  readonly size: { readonly level: string; readonly rows: number }
  /** The level above all others, with those below it. */
  readonly root: SampleLevel
  /** All levels, each after the one it is in. */
  readonly levels: readonly SampleLevel[]
}

export interface SampleLevel {
  readonly name: string
  readonly rows: RowsIn
  readonly plans: readonly RowPlan[]
  readonly key: KeyPlan | undefined
  /** Cells that hold the key of the row above, and where that is kept there. */
  readonly copies: readonly { readonly slot: number; readonly above: number }[]
  /** Cells of a key that is drawn: rows that repeat it are left out. */
  readonly drawnKey: readonly number[]
  /** Whether keys are told apart within the row above only, because its key is part of theirs. */
  readonly isKeyWithin: boolean
  readonly file: SampleFile | undefined
  readonly below: readonly SampleLevel[]
}

/** How many rows there are: without end, so many in each row above, or as many of each plan as it says. */
export type RowsIn =
  | { readonly kind: 'endless' }
  | { readonly kind: 'counted'; readonly in: (above: DrawnRow) => number }
  | { readonly kind: 'listed' }

export interface RowPlan {
  /** How many such rows there are in the row above; each of the plans has its own number. */
  readonly times: (above: DrawnRow) => number
  /** In an order in which each comes after what it needs. */
  readonly steps: readonly { readonly slot: number; readonly on: (row: DrawnRow) => Cell }[]
}

/** `S` and 4 digits from 1 on. */
export interface KeyPlan {
  readonly slots: readonly number[]
  readonly prefix: string
  readonly digits: number
  readonly first: number
}

export interface SampleFile {
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly slot: number }[]
}
