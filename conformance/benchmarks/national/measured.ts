/** What running one ruleset on its national cohort took. */
export interface Measured {
  readonly address: string
  /** Rows of each level of the data. */
  readonly rows: Readonly<Record<string, number>>
  /** How many rule columns there are, and how many cells they have together. */
  readonly columns: number
  readonly cells: number
  /** Cells that the reference semantics found one by one. */
  readonly apart: number
  /** Milliseconds of each run, the first one cold. */
  readonly spent: readonly { readonly wall: number; readonly processor: number }[]
  /** Bytes of objects and arrays, garbage included, when most of them were found after a column. */
  readonly held: number
  /** Bytes of a process of its own: with the data and before the first run, and at most. */
  readonly memory: { readonly data: number; readonly peak: number }
}
