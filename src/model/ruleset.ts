/**
 * A ruleset as declared: everything the document says, with names still as written and expressions
 * as syntax trees. Built from the document, changed by overlays before that, judged by checking.
 */
import type { Span } from '../source/source.ts'
import type { Expression, Instead, Pattern, TypeExpression } from '../syntax/expression/ast.ts'
import type { RoundingMode } from '../value/exact.ts'
import type { AbsenceKind, Value } from '../value/value.ts'

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

/** What every named thing has. `at` is the span of the name, `whole` of everything declared under it. */
export interface Declared {
  readonly name: string
  readonly at: Span
  readonly whole: Span
}

/** A document that a value or rule is taken from. */
export interface SourceWork extends Declared {
  readonly title: string
  readonly publisher?: string
  readonly date?: string
  readonly link?: string
  readonly standing: 'official' | 'secondary' | 'derived' | 'inferred'
}

/** `guide-2016 p12`: a source and a place in it. */
export interface Citation {
  readonly source: string
  readonly place: string
  readonly at: Span
}

/** What can be said of any rule, table or parameter about where it comes from. */
export interface Provenance {
  readonly cites: readonly Citation[]
  readonly unconfirmed: boolean
}

/** What may have citations, and usually has none. */
export interface Cited {
  readonly cites?: readonly Citation[]
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

/** A YAML scalar as written, with where. */
export interface ScalarText {
  readonly text: string
  readonly at: Span
}

export interface Table extends Declared, Provenance {
  readonly title: string
  readonly keys: readonly TableKey[]
  /** One value, named `value`, unless several are given names. */
  readonly gives: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  /** Declared complete: every key has a row. */
  readonly complete: boolean
  /** What a key without a row gives; an absence or a value. */
  readonly otherwise?: Expression
  /** Values between the rows lie on straight lines along this key. */
  readonly line?: Line
  /** Rows are the rows of this level instead: `value` is a column of it. */
  readonly level?: { readonly level: string; readonly at: Span }
  /** The file the rows came from, relative to the ruleset's folder. */
  readonly file?: string
  /** The year its figures are of, where that is not the year of the ruleset. */
  readonly year?: number
  /** What the source says of the rows, to which they are held. */
  readonly stated?: readonly Stated[]
  /** Columns of the file that say a year in every row, whether or not the table reads them. */
  readonly yearColumns?: readonly YearColumn[]
}

/** A statement about some of the rows of a table, or all of them. */
export interface Stated {
  /** Values of keys, as written: the rows that have them. */
  readonly for: ReadonlyMap<string, ScalarText>
  readonly rows?: { readonly count: number; readonly at: Span }
  /** By the name of a value. */
  readonly sum: ReadonlyMap<string, Expression>
  readonly least: ReadonlyMap<string, Expression>
  readonly greatest: ReadonlyMap<string, Expression>
  readonly cites: readonly Citation[]
  readonly at: Span
}

/** A column of a file whose cells are years. */
export interface YearColumn {
  readonly heading: string
  /** The key that is read from it, if any is. */
  readonly key?: string
  readonly cells: readonly { readonly text: string; readonly year: number; readonly at: Span }[]
}
export interface TableKey {
  readonly name: string
  readonly type: TypeExpression
  readonly at: Span
}
export interface TableColumn {
  readonly name: string
  readonly type: TypeExpression
  readonly unit?: string
  /** For a table that reads a level: the column of the level. */
  readonly column?: string
  readonly at: Span
}
/** A row: a pattern for each key, and what it gives. `unknown`: exists, we lack it. `none`: the law gives none. */
export interface TableRow {
  readonly keys: readonly Pattern[]
  readonly values: readonly TableCell[]
  readonly unconfirmed: boolean
  readonly cites: readonly Citation[]
  readonly at: Span
}
export type TableCell =
  | { readonly kind: 'value'; readonly value: Expression; readonly at: Span }
  | { readonly kind: 'unknown' | 'none'; readonly at: Span }

export interface Line {
  /** The key along which neighbouring rows are joined. */
  readonly along: string
  /** Which row counts where the key repeats, and where it repeats at the greatest key. */
  readonly atRepeat: 'first' | 'last'
  readonly atEnd: 'first' | 'last'
  /** What a key beyond both ends gives: `nearest` row, or an absence. */
  readonly outside: 'nearest' | Expression
  readonly at: Span
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

/** How a value is published. */
export interface Show {
  readonly round?: number
  readonly mode: RoundingMode
  readonly as: 'number' | 'percent'
  /** Write a plus before positive numbers. */
  readonly sign: boolean
  /** The first of these whose condition holds is shown in place of the value. */
  readonly instead: readonly Instead[]
  readonly at: Span
}

export interface Rule extends Declared, Provenance {
  readonly level: string
  readonly title: string
  readonly note?: string
  readonly unit?: string
  readonly type?: TypeExpression
  readonly per: readonly string[]
  readonly body: RuleBody
  /** Written out, or the name of a style. */
  readonly show?: Show | { readonly style: string; readonly at: Span }
}

export type RuleBody = IsBody | EachBody | DecideBody | SlotsBody

export interface IsBody {
  readonly kind: 'is'
  readonly is: Expression
}
/** One formula for each member of the rule's (first) dimension. */
export interface EachBody {
  readonly kind: 'each'
  readonly each: ReadonlyMap<string, { readonly at: Span; readonly is: Expression }>
}
export interface DecideBody {
  readonly kind: 'decide'
  readonly policy: 'first' | 'unique'
  readonly on: readonly DecisionColumn[]
  readonly rows: readonly DecisionRow[]
  readonly at: Span
}
export interface DecisionColumn {
  /** The heading: the name given, or the text of the expression. */
  readonly name: string
  readonly is: Expression
  readonly at: Span
}
export interface DecisionRow {
  readonly cells: readonly Pattern[]
  readonly outcome: Expression
  readonly id?: string
  readonly note?: string
  readonly cites: readonly Citation[]
  readonly unconfirmed: boolean
  readonly at: Span
}
export interface SlotsBody {
  readonly kind: 'slots'
  /** The level the candidates are rows of, and which of them are candidates. */
  readonly from: string
  readonly where?: Expression
  readonly choose: 'best total' | 'in order'
  readonly score: Expression
  readonly copies?: Expression
  /** Whether the copies of one candidate may fill different fills. */
  readonly splitCopies: boolean
  readonly fills: readonly Fill[]
  readonly limits: readonly Limit[]
  readonly at: Span
}
export interface Fill {
  readonly name: string
  readonly take: Expression
  readonly accept: Expression
  readonly weight?: Expression
  readonly at: Span
}
export interface Limit {
  readonly name: string
  readonly atMost: Expression
  readonly where: Expression
  /** Whether a candidate counts once or once a copy. */
  readonly counts: 'candidates' | 'copies'
  readonly at: Span
}

/** A claim the machine tests on generated cohorts. */
export interface Law extends Declared {
  readonly title: string
  /** Parameter values the law is about. */
  readonly set: ReadonlyMap<string, ScalarText>
  readonly claim: HoldsClaim | BetterClaim
  readonly knownFailures: readonly ScalarText[]
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

export type { Value }
