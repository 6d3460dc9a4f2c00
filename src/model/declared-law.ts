/** Laws as declared, and waivers of what an audit finds. */
import type { Expression } from '../syntax/expression/ast.ts'
import type { Citation, Declared, ScalarText } from './declared.ts'

/** A claim the machine tests on generated cohorts. */
export interface Law extends Declared {
  readonly title: string
  /** Parameter values the law is about. */
  readonly set: ReadonlyMap<string, ScalarText>
  readonly claim: HoldsClaim | BetterClaim
  readonly knownFailures: readonly ScalarText[]
}

/** `holds` is yes, or absent, on every row of the level, for every member of `per`. */
export interface HoldsClaim {
  readonly kind: 'holds'
  readonly level: string
  readonly per: readonly string[]
  readonly holds: Expression
}

/** Replacing the value of an input by a better one never lowers the column. */
export interface BetterClaim {
  readonly kind: 'better'
  readonly better: readonly Expression[]
  readonly neverLowers: Expression
}

/** What an audit can find. */
export const FINDING_KINDS = [
  /** A worse value of an input takes a row out of a measure, and the measure rises. */
  'left out',
  /** A worse value brings a row into a measure, and the measure rises. */
  'let in',
  /** A worse value counts for more than a better one. */
  'worse counts for more',
  /** A measure falls with an entry that counts for something by itself. */
  'better not entered',
  /** A measure rises when an entry is left out that counts for nothing by itself. */
  'better left out',
  /** Whoever has this value cannot get above zero, whatever the rest. */
  'out of reach',
  /** One step of an input moves a measure by far more than other steps. */
  'cliff edge',
  /** One row moves a status from one code to another. */
  'one row decides',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** A finding of an audit that the rules live with, and why. */
export interface Waiver extends Declared {
  readonly finding: FindingKind
  readonly measure: Expression
  /** The input that is made worse, and its worse value; any unless given. */
  readonly input?: Expression
  readonly to?: ScalarText
  readonly reason: string
  readonly cites: readonly Citation[]
}
