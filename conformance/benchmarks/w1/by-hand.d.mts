import type { Results } from '../cohort.ts'

/** Of a school; `pupils` is 0 where it has none. */
export interface SchoolResult {
  readonly pupils: number
  readonly inProgress: number
  readonly bestEight: number
  readonly progress: number
  readonly margin: number
  readonly isBelow: boolean
}

export function byHand(data: Results): readonly SchoolResult[]
