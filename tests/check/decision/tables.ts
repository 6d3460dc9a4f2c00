/** Decision tables written shortly, for tests: `missing`, `A or B`, `1..5`, `..<f`, `not A` as cells. */
import type { DecisionContext, DecisionInput } from '../../../src/check/decision/domain.ts'
import type { Core, CoreDecide, CorePattern, Type, TypeAlternative } from '../../../src/model/program.ts'
import { type Source, type Span, spanOf } from '../../../src/source/source.ts'
import { type Exact, exactFromDigits, ZERO } from '../../../src/value/exact.ts'
import { code, NO, number, type Value, YES } from '../../../src/value/value.ts'

export const CODES: Readonly<Record<string, readonly string[]>> = {
  outcome: ['A', 'B', 'N'],
  assessment: ['PKF', 'PKG', 'HNM', 'EXS'],
}
const codesOf = (list: string): readonly string[] => CODES[list] ?? []

export const exact = (digits: string): Exact => exactFromDigits(digits) ?? ZERO
const places: Source = { name: '<test>', text: '' }
export const nowhere: Span = spanOf(places, 0, 0)
/** A span whose text is the given one, for expressions that are named in diagnostics. */
const spanWith = (text: string): Span => spanOf({ name: '<test>', text }, 0, text.length)

export const literal = (value: Value): Core => ({ kind: 'Literal', value, at: nowhere })
export const column = (name: string): Core => ({ kind: 'Column', column: name, at: spanWith(name) })

export const whole = (from?: string, to?: string): TypeAlternative => numeric(true, from, to)
export const real = (from?: string, to?: string): TypeAlternative => numeric(false, from, to)
const numeric = (isWhole: boolean, from?: string, to?: string): TypeAlternative => ({
  kind: 'number',
  whole: isWhole,
  ...(from === undefined ? {} : { from: { value: exact(from), inclusive: true } }),
  ...(to === undefined ? {} : { to: { value: exact(to), inclusive: true } }),
})
export const list = (name: string, only?: readonly string[]): TypeAlternative => ({
  kind: 'code',
  list: name,
  ...(only === undefined ? {} : { only }),
})
export const yesNoType: TypeAlternative = { kind: 'yes/no' }

export const input = (alternatives: readonly TypeAlternative[], missing = false): DecisionInput => ({
  type: { alternatives },
  absences: missing ? ['missing'] : [],
  missingInput: missing,
})

/** What cells compare with is a number. */
const NUMBER: Type = { alternatives: [real()] }

const ABSENCE = new Set(['absent', 'present', 'missing', 'excluded', 'suppressed'])

/** A cell from its text. Lower-case words that are no keyword are columns, so their value is not known. */
export function cell(text: string): CorePattern {
  if (text === 'any') return { kind: 'any' }
  if (text.startsWith('not ')) return { kind: 'not', pattern: cell(text.slice(4)) }
  if (text.includes(' or ')) return { kind: 'one of', alternatives: text.split(' or ').map(cell) }
  if (ABSENCE.has(text)) return { kind: 'absent', which: text as 'absent' }
  const range = /^(.*?)\.\.(<?)(.*)$/.exec(text)
  if (range === null) return { kind: 'equals', value: value(text) }
  const [, from = '', open = '', to = ''] = range
  return {
    kind: 'range',
    ...(from === '' ? {} : { from: { value: value(from), inclusive: true } }),
    ...(to === '' ? {} : { to: { value: value(to), inclusive: open === '' } }),
  }
}

function value(text: string): Core {
  if (/^-?\d/.test(text)) return literal(number(exact(text)))
  if (text === 'yes' || text === 'no') return literal(text === 'yes' ? YES : NO)
  const holder = Object.entries(CODES).find(([, codes]) => codes.includes(text))
  return holder === undefined ? column(text) : literal(code(holder[0], text))
}

export interface TableSpec {
  readonly policy?: 'first' | 'unique'
  /** Column names with what they hold; a literal in place of the column's own value is possible. */
  readonly on: Readonly<Record<string, DecisionInput>>
  readonly reads?: Readonly<Record<string, Core>>
  readonly rows: readonly (readonly string[])[]
  readonly index?: readonly number[]
  readonly member?: string
}

export function table(spec: TableSpec): { readonly decide: CoreDecide; readonly context: DecisionContext } {
  const names = Object.keys(spec.on)
  const decide: CoreDecide = {
    kind: 'Decide',
    policy: spec.policy ?? 'first',
    on: names.map(name => ({ name, is: spec.reads?.[name] ?? column(name) })),
    rows: spec.rows.map((cells, position) => ({
      cells: cells.map(cell),
      outcome: literal(YES),
      index: spec.index?.[position] ?? position,
      cites: [],
      at: spanWith(cells.join(', ')),
    })),
    at: nowhere,
  }
  const members = spec.member === undefined ? [] : [{ dimension: 'subject', member: spec.member }]
  return { decide, context: { columns: Object.values(spec.on), codesOf, members, typeOf: () => NUMBER } }
}
