/** Everything a comparison says, as data in plain words: what the forms of output are made from. */
import type { Change } from './change.ts'
import type { EffectReport } from './effect/effect-report.ts'
import type { MeaningReport } from './meaning/meaning-report.ts'
import type { Proposal } from './propose.ts'
import type { FileDifference } from './source-difference.ts'

export const LAYERS = ['source', 'structure', 'meaning', 'effect'] as const
export type Layer = (typeof LAYERS)[number]

export interface DiffReport {
  readonly before: Edition
  readonly after: Edition
  readonly source?: readonly FileDifference[]
  readonly structure?: readonly Change[]
  readonly meaning?: MeaningReport
  readonly effect?: EffectReport
  /** What the version should be, where structure or meaning was compared. */
  readonly proposal?: Proposal
}
export interface Edition {
  readonly address: string
  readonly title: string
}
