/**
 * A ruleset as declared: everything the document says, with names still as written and expressions
 * as syntax trees. Built from the document, changed by overlays before that, judged by checking.
 */
import type { Span } from '../source/source.ts'
import type { Expression, TypeExpression } from '../syntax/expression/ast.ts'
import type { AbsenceKind } from '../value/value.ts'
import type { Cited, Declared, Provenance, ScalarText } from './declared.ts'
import type { Law, Waiver } from './declared-law.ts'
import type { Rule, Show } from './declared-rule.ts'
import type { Table } from './declared-table.ts'

export type { Citation, Cited, Declared, Provenance, ScalarText } from './declared.ts'
export type { BetterClaim, FindingKind, HoldsClaim, Law, Waiver } from './declared-law.ts'
export { FINDING_KINDS } from './declared-law.ts'
export type {
  DecideBody,
  DecisionColumn,
  DecisionRow,
  EachBody,
  Fill,
  IsBody,
  Limit,
  Rule,
  RuleBody,
  Show,
  SlotsBody,
} from './declared-rule.ts'
export type {
  Line,
  Stated,
  Table,
  TableCell,
  TableColumn,
  TableKey,
  TableRow,
  YearColumn,
} from './declared-table.ts'

export interface Ruleset {
  /** Version of the language, `1.0`. */
  readonly language: string
  readonly address: Address
  readonly title: string
  readonly note?: string
  /** `illustrative` rulesets hold figures no one published as rules; a `draft` need not be cited. */
  readonly status: 'official' | 'illustrative' | 'draft'
  /** Which year it was made from, and what of that nobody has looked at since. */
  readonly inherited?: Inherited
  readonly sources: ReadonlyMap<string, SourceWork>
  readonly reasons: ReadonlyMap<string, Reason>
  readonly dimensions: ReadonlyMap<string, Dimension>
  readonly codes: ReadonlyMap<string, CodeList>
  readonly levels: ReadonlyMap<string, Level>
  readonly tables: ReadonlyMap<string, Table>
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly styles: ReadonlyMap<string, Style>
  /** Rules by level, then by name, in the order of the file. */
  readonly rules: ReadonlyMap<string, ReadonlyMap<string, Rule>>
  readonly laws: ReadonlyMap<string, Law>
  /** What an audit finds and the rules live with; undefined where nothing is waived. */
  readonly waivers?: ReadonlyMap<string, Waiver>
  readonly at: Span
}

/** `example@2018/final.1`: rule year, and release with revision of its specification. */
export interface Address {
  readonly ruleset: string
  readonly year: number
  readonly release: string
  readonly revision: number
}

/** What was taken over from the ruleset of another year. */
export interface Inherited {
  readonly from: Address
  /** Names that have not been compared with this year's sources, as far as what they name is there. */
  readonly unconfirmed: readonly InheritedName[]
}

/** `tables`, `points`: a section and a name in it. Rows are named after what they are rows of: `points.A`. */
export interface InheritedName {
  readonly section: InheritedSection
  readonly name: string
  readonly at: Span
}

/** What can be taken over; `head` holds title, note and status, `files` what lies beside the ruleset. */
export const INHERITED_SECTIONS = [
  'head',
  'sources',
  'reasons',
  'dimensions',
  'codes',
  'levels',
  'inputs',
  'tables',
  'parameters',
  'styles',
  'rules',
  'laws',
  'waivers',
  'files',
] as const

export type InheritedSection = (typeof INHERITED_SECTIONS)[number]

/** A document that a value or rule is taken from. */
export interface SourceWork extends Declared {
  readonly title: string
  readonly publisher?: string
  readonly date?: string
  readonly link?: string
  readonly standing: 'official' | 'secondary' | 'derived' | 'inferred'
}

/** A cause of absence that rules of this ruleset can give. `shown` stands in place of the number. */
export interface Reason extends Declared, Cited {
  readonly absence: AbsenceKind
  readonly text: string
  readonly shown?: string
}

/** The members of a dimension are codes; a dimension `of` a level has a condition for each member. */
export interface Dimension extends Declared, Cited {
  readonly members: readonly Member[]
  /** Dimensions whose like-named members are the same thing as this one's, declared on either side. */
  readonly meets: readonly string[]
  /** The level whose rows the members select, for a dimension of overlapping groups. */
  readonly of?: string
}

export interface Member {
  readonly name: string
  readonly title: string
  /** For a dimension `of` a level: which of its rows are in the group. */
  readonly condition?: Expression
  readonly at: Span
}

export interface CodeList extends Declared, Cited {
  /** Codes in the order written. */
  readonly codes: readonly Code[]
  /** Whether the order written ranks the codes, and which end is the better one. */
  readonly order?: 'worst first' | 'best first'
}

export interface Code {
  readonly code: string
  readonly title: string
  /** Other spellings accepted in data and in cells. */
  readonly aliases: readonly string[]
  readonly at: Span
}

/**
 * A level: a kind of row. A base level has a key in the data; a group level is made of the rows of
 * another that share the values of `by`. Both may have inputs of their own.
 */
export interface Level extends Declared, Cited {
  readonly title: string
  /** Names of the columns that identify a row. For a group level, the columns it is grouped by. */
  readonly key: readonly string[]
  readonly groups?: { readonly level: string; readonly by: readonly string[]; readonly where?: Expression }
  /** Levels this one's rows belong to, and the columns of this level that hold that level's key. */
  readonly in: ReadonlyMap<string, readonly string[]>
  readonly inputs: ReadonlyMap<string, Input>
}

export interface Input extends Declared, Provenance {
  readonly title: string
  readonly type: TypeExpression
  readonly unit?: string
  readonly per: readonly string[]
  readonly mayBeMissing: boolean
  /** Whether the data have to have a column for it, whatever its empty cells mean. */
  readonly needsColumn: boolean
  /** What an empty cell means; text as written, read by the input's type. */
  readonly default?: ScalarText
  /** Filled from the results of the ruleset of so many years before, from the named column. */
  readonly earlier?: { readonly years: number; readonly column: string }
}

export interface Parameter extends Declared, Provenance {
  readonly title: string
  /** `one of:` choices, or a type. */
  readonly choices?: readonly { readonly name: string; readonly at: Span }[]
  readonly type?: TypeExpression
  readonly unit?: string
  readonly default?: ScalarText
}

export interface Style extends Declared, Cited {
  readonly show: Show
}
