import type { Results } from '../cohort.ts'

/** By school; one without pupils has 0 `pupils`, and what cannot be computed is not a number. */
export interface SchoolResults {
  readonly pupils: Int32Array
  readonly inProgress: Int32Array
  readonly bestEight: Float64Array
  readonly progress: Float64Array
  readonly margin: Float64Array
  readonly isBelow: Uint8Array
}

export function byHand(data: Results): SchoolResults
