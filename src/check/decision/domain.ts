/**
 * What a column of a decision table can hold, as finitely many atoms: pieces no cell of the column
 * tells apart. Codes stand alone, numbers and dates are cut at the constants of the cells, and each
 * kind of absence is an atom of its own. A value that the cells compare with an expression is cut
 * into below, at and above that expression, since where it lies is not known before running.
 */
import { partsOfPattern } from '../../model/core-parts.ts'
import type { Core, CorePattern, MemberOf, Type, TypeAlternative } from '../../model/program.ts'
import type { DecideBody } from '../../model/ruleset.ts'
import type { Span } from '../../source/source.ts'
import { type Exact, exactFromRatio, floor, toDecimal } from '../../value/exact.ts'
import {
  type AbsenceKind,
  absent,
  code,
  date,
  NO,
  number,
  type Present,
  text,
  type Value,
  YES,
} from '../../value/value.ts'
import { constantOf, shapeOf } from './constant.ts'
import { dateOfDayNumber, dayNumberOf } from './day-number.ts'
import { cutNumbers, type NumberAlternative } from './number-line.ts'

/** What the checker knows about a decision table, for one member of its rule's dimensions. */
export interface DecisionContext {
  /** For each `on` column, in order. */
  readonly columns: readonly DecisionInput[]
  /** The codes of a list, or members of a dimension, the worst first where they are ranked. */
  readonly codesOf: (list: string) => readonly string[]
  /** The table as written: gives the places of cells. */
  readonly body?: DecideBody
  /** Where the table's rule is named; the whole table where left out. */
  readonly at?: Span
  /** The members this instance of the table is for; empty or left out where the rule has no dimensions. */
  readonly members?: readonly MemberOf[]
  /** The type of an expression that cells compare with, where it is known. */
  readonly typeOf?: (value: Core) => Type | undefined
}

/** What one `on` column can hold. */
export interface DecisionInput {
  readonly type: Type
  /** The kinds of absence it can have. */
  readonly absences: readonly AbsenceKind[]
  /** Whether it can be missing because an input was not given, which the table then has to decide. */
  readonly missingInput: boolean
}

/** A piece of what a column can hold, with a value of that piece to stand for all of it. */
export interface Atom {
  readonly value: Value
  /** How the sample is written: `N`, `12`, `missing`. */
  readonly text: string
  /** Where it lies to each expression that cells compare the column with, by the shape of the expression. */
  readonly sides: ReadonlyMap<string, Side>
}
/** `apart`: the value is of another kind, so that it is neither equal nor ordered. */
export type Side = 'below' | 'above' | 'at' | 'apart'

/** An expression that cells compare a column with. */
export interface Unknown {
  readonly shape: string
  readonly is: Core
}

/** The atoms of a column under these cells; undefined where there would be more than the limit. */
export function atomsOf(
  input: DecisionInput,
  cells: readonly CorePattern[],
  context: DecisionContext,
  limit: number,
): { readonly atoms: readonly Atom[]; readonly unknowns: readonly Unknown[] } | undefined {
  const values = cells.flatMap(partsOfPattern)
  const constants = values.flatMap(it => constantOf(it) ?? [])
  const unknowns = distinctUnknowns(values.filter(it => constantOf(it) === undefined))
  const present = presentValues(input.type, constants, context.codesOf)
  const absences = input.missingInput && !input.absences.includes('missing') ? ['missing' as const] : []
  const kinds = [...input.absences, ...absences]
  if (present.length * MOST_SIDES ** unknowns.length + kinds.length > limit) return undefined
  const isMixed = new Set(present.map(kindOf)).size > 1
  const atoms = present.flatMap(value =>
    sidesOf(value, unknowns, isMixed, context).map(sides => ({ value, text: textOfValue(value), sides })),
  )
  return { atoms: [...atoms, ...kinds.map(absentAtom)], unknowns }
}

/** The atom of a column that holds one constant, such as the member a rule's instance is for. */
export const constantAtom = (value: Present): Atom => ({ value, text: textOfValue(value), sides: new Map() })

const absentAtom = (kind: AbsenceKind): Atom => ({ value: absent(kind, kind), text: kind, sides: new Map() })

const distinctUnknowns = (values: readonly Core[]): readonly Unknown[] =>
  [...new Map(values.map(is => [shapeOf(is), is]))].map(([shape, is]) => ({ shape, is }))

const COMPARED: readonly Side[] = ['below', 'above', 'at']
const MOST_SIDES = COMPARED.length + 1

/** Every way a value can lie to the expressions, each taken by itself. */
const sidesOf = (
  value: Present,
  unknowns: readonly Unknown[],
  isMixed: boolean,
  context: DecisionContext,
): readonly ReadonlyMap<string, Side>[] =>
  unknowns.reduce<readonly ReadonlyMap<string, Side>[]>(
    (all, unknown) => {
      const sides = isMixed ? sidesOfMixed(value, unknown, context) : COMPARED
      return all.flatMap(known => sides.map(side => new Map([...known, [unknown.shape, side]])))
    },
    [new Map()],
  )

/** In a column of several kinds, an expression may be of another kind than the value; then no cell with it holds. */
function sidesOfMixed(value: Present, { is }: Unknown, context: DecisionContext): readonly Side[] {
  const type = context.typeOf?.(is)
  if (type === undefined) return [...COMPARED, 'apart']
  const kinds = type.alternatives.map(it => (it.kind === 'code' ? `code ${it.list}` : it.kind))
  if (!kinds.includes(kindOf(value)) && !kinds.includes('key')) return ['apart']
  return kinds.length === 1 ? COMPARED : [...COMPARED, 'apart']
}

/** Values of one kind can be compared with each other. */
const kindOf = (value: Present): string => (value.kind === 'code' ? `code ${value.list}` : value.kind)

// --- values of a type ----------------------------------------------------------------------------

function presentValues(
  type: Type,
  constants: readonly Present[],
  codesOf: DecisionContext['codesOf'],
): readonly Present[] {
  const numbers = type.alternatives.filter((it): it is NumberAlternative => it.kind === 'number')
  const cuts = constants.flatMap(it => (it.kind === 'number' ? [it.number] : []))
  const rest = type.alternatives.flatMap(it => VALUES[it.kind](it as never, constants, codesOf))
  return [...cutNumbers(numbers, cuts).map(number), ...distinct(rest)]
}

/** Values for each alternative of a type but numbers, whose alternatives are cut together. */
const VALUES: {
  [K in TypeAlternative['kind']]: (
    alternative: Extract<TypeAlternative, { kind: K }>,
    constants: readonly Present[],
    codesOf: DecisionContext['codesOf'],
  ) => readonly Present[]
} = {
  number: () => [],
  'yes/no': () => [YES, NO],
  code: ({ list, only }, _, codesOf) => (only ?? codesOf(list)).map(it => code(list, it)),
  text: (_, constants) => [...constants.filter(it => it.kind === 'text'), otherText(constants)],
  date: (_, constants) => cutDates(constants.flatMap(it => (it.kind === 'date' ? [it.date] : []))),
  /** Keys are held as the table holds them, so constants of any kind may be among them. */
  key: (_, constants) => [...constants, otherText(constants)],
}

function otherText(constants: readonly Present[]): Present {
  let other = 'another text'
  while (constants.some(it => it.kind === 'text' && it.text === other)) other = `yet ${other}`
  return text(other)
}

function cutDates(dates: readonly string[]): readonly Present[] {
  const cuts = dates.map(it => exactFromRatio(dayNumberOf(it)))
  return cutNumbers([{ kind: 'number', whole: true }], cuts).map(it => date(dateOfDay(it)))
}

const dateOfDay = (day: Exact): string => dateOfDayNumber(Number(floor(day)))

const distinct = (values: readonly Present[]): readonly Present[] => [
  ...new Map(values.map(it => [shapeOf(it), it])).values(),
]

/** A value as it is written in a cell. */
const TEXT: { [K in Present['kind']]: (value: Extract<Present, { kind: K }>) => string } = {
  number: it => toDecimal(it.number),
  text: it => it.text,
  'yes/no': it => (it.yes ? 'yes' : 'no'),
  date: it => it.date,
  code: it => it.code,
}
const textOfValue = (value: Present): string => TEXT[value.kind](value as never)
