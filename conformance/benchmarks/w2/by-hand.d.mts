import type { Pupils } from '../cohort.ts'

/** By school; shares and means of no pupils are not a number. */
export interface SchoolResults {
  readonly pupils: Int32Array
  readonly expected: Float64Array
  readonly higher: Float64Array
  readonly subjects: readonly {
    readonly count: Int32Array
    readonly progress: Float64Array
    readonly margin: Float64Array
  }[]
  readonly isBelow: Uint8Array
}

export function byHand(data: Pupils): SchoolResults
