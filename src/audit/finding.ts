/** What an audit tells: findings that can be seen with one's own eyes, and what was searched for them. */
import type { ColumnId, Program, ProgramWaiver } from '../model/program.ts'
import type { FindingKind } from '../model/ruleset.ts'
import type { Value } from '../value/value.ts'
import type { PlacesReport } from './entries/places.ts'

export type { FindingKind }

export interface Finding {
  readonly kind: FindingKind
  /** Unique in an audit, and good as the name of a file. */
  readonly id: string
  readonly measure: ColumnId
  /** Other members of the measure's dimensions where the same holds. */
  readonly also: readonly ColumnId[]
  /** The finding in plain words. */
  readonly sentence: string
  /** How large it is, in the unit of the measure: what findings of a kind are ranked by. */
  readonly size: number
  /** The input that is changed, and its two values, where the finding is about a change. */
  readonly change?: { readonly input: ColumnId; readonly from: Value; readonly to: Value }
  /** What findings about other members have in common with it, beside the change. */
  readonly like?: string
  /** In how many of the comparisons it was seen: what findings of one size are ranked by. */
  readonly times?: number
  /** It comes about only where a value is missing that should be there. */
  readonly isLacking?: boolean
  /** When else it holds: `assessed.first: LOW, PART, MET or HIGH`. */
  readonly extent: readonly string[]
  /** What there is to see, before and after side by side. */
  readonly columns: readonly string[]
  readonly lines: readonly { readonly heading: string; readonly cells: readonly string[] }[]
  /** The measure along an input, from its worst value on, and the point at which the edge ends. */
  readonly picture?: {
    readonly points: readonly { readonly label: string; readonly value: number | undefined }[]
    readonly edge: number
  }
  readonly because?: Because
  /** A case file that shows it. */
  readonly caseFile: string
}

/** The row of the rules that makes it happen. */
export interface Because {
  readonly rule: string
  readonly row: string
  readonly note?: string
  readonly cites: readonly string[]
}

/** How one measure was searched. */
export interface Searched {
  readonly measure: ColumnId
  readonly how: 'exhaustive' | 'thinned' | 'entries' | 'sampled' | 'not searched'
  /** Classes of input that the rules can tell apart, or cohorts drawn. */
  readonly classes: number
  /** Changes of one input to a worse value, or rows left out, that were compared. */
  readonly changes: number
  /** Every row was looked at alone, and beside each of so many others from low to high. */
  readonly companions?: number
  /** All owners with so many entries of so many classes were looked at. */
  readonly complete?: readonly { readonly entries: number; readonly classes: number }[]
  /** Owners whose places are full, and owners drawn by chance, that were looked at. */
  readonly full?: number
  readonly drawn?: number
  /** Inputs that were varied, with the number of their classes. */
  readonly inputs: readonly { readonly column: ColumnId; readonly classes: number }[]
  /** What was held fixed, and at which values. */
  readonly held: readonly Held[]
  readonly findings: number
  readonly note?: string
}

export interface Held {
  readonly column: ColumnId
  readonly values: readonly Value[]
  readonly why:
    | 'given'
    | 'computed before the change'
    | 'known rows of a table'
    | 'supposed'
    | 'some of its values'
}

export interface Audit {
  readonly program: Program
  readonly findings: readonly Finding[]
  /** Findings that the ruleset lives with, and waivers of what was searched for and not found. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: ProgramWaiver }[]
  readonly stale: readonly ProgramWaiver[]
  readonly searched: readonly Searched[]
  /** For measures that fill places with entries: which entry each place would rather have. */
  readonly places: readonly PlacesReport[]
  /** Whether time ran out before everything was searched. */
  readonly isCut: boolean
}
