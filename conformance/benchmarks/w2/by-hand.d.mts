import type { Pupils } from '../cohort.ts'

/** Of a school; shares of no pupils are not a number. */
export interface SchoolResult {
  readonly pupils: number
  readonly expected: number
  readonly higher: number
  readonly subjects: readonly { readonly count: number; readonly progress: number; readonly margin: number }[]
  readonly isBelow: boolean
}

export function byHand(data: Pupils): readonly SchoolResult[]
