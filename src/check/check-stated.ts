/**
 * Holds the rows of a table to what their source says of them: how many there are, what they add up to,
 * the least and the greatest. A digit swapped in copying comes out here. Works on any rows of a table of
 * that form, so that a changed table can be held to the same statements.
 * spec: tables/stated
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { KeyPattern, ProgramTable, ProgramTableRow } from '../model/program.ts'
import type { ScalarText, Stated } from '../model/ruleset.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import { add, compare, type Exact, equal, ZERO } from '../value/exact.ts'
import { textOfValue } from '../value/text-of-value.ts'
import { number, type Value } from '../value/value.ts'
import { exactOf, numberOf } from './constant-number.ts'
import { rangeOf } from './table-overlap.ts'

export type StatedTable = Pick<ProgramTable, 'name' | 'keys' | 'gives' | 'rows'>

/** What the rows do not bear out; statements that are not numbers are reported as such. */
export const checkStated = (table: StatedTable, stated: readonly Stated[]): readonly Diagnostic[] =>
  stated.flatMap(it => checkStatement(table, it))

function checkStatement(table: StatedTable, stated: Stated): readonly Diagnostic[] {
  const rows = rowsMeant(table, stated)
  const numbers = MEASURES.flatMap(({ what, key, of }) =>
    [...stated[key]].flatMap(([name, is]) => held(table, { what, of, name, is, rows })),
  )
  return [...checkCount(table, stated, rows), ...numbers]
}

function checkCount(
  { name }: StatedTable,
  { rows: stated }: Stated,
  rows: readonly ProgramTableRow[],
): readonly Diagnostic[] {
  // A row written with alternatives is one row, however many keys it stands for.
  const found = new Set(rows.map(({ at }) => `${at.source.name} ${at.start} ${at.end}`)).size
  if (stated === undefined || stated.count === found) return []
  return [
    report('check/unlike-stated', stated.at, {
      ...{ table: name, what: 'number of rows', stated: stated.count, found },
    }),
  ]
}

// --- which rows ------------------------------------------------------------------------------------

const rowsMeant = ({ keys, rows }: StatedTable, { for: meant }: Stated): readonly ProgramTableRow[] =>
  rows.filter(row =>
    [...meant].every(([name, value]) => {
      const pattern = row.keys[keys.findIndex(it => it.name === name)]
      return pattern !== undefined && holds(pattern, value)
    }),
  )

const holds = (pattern: KeyPattern, value: ScalarText): boolean =>
  HOLDS[pattern.kind](pattern as never, value.text)

const HOLDS: {
  [K in KeyPattern['kind']]: (pattern: Extract<KeyPattern, { kind: K }>, text: string) => boolean
} = {
  any: () => true,
  equals: ({ value }, text) => {
    const exact = value.kind === 'number' ? exactIn(text) : undefined
    return exact === undefined ? textOfValue(value) === text : isNumber(value, exact)
  },
  codes: ({ codes }, text) => codes.includes(text),
  range: (pattern, text) => {
    const exact = exactIn(text)
    const { from, to } = rangeOf(pattern)
    if (exact === undefined) return false
    const isAbove = from === undefined || compare(exact, from.value) >= (from.inclusive ? 0 : 1)
    return isAbove && (to === undefined || compare(exact, to.value) <= (to.inclusive ? 0 : -1))
  },
}

const isNumber = (value: Value, exact: Exact): boolean =>
  value.kind === 'number' && equal(value.number, exact)

const exactIn = (text: string): Exact | undefined => {
  const [, digits, percent] = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  return digits === undefined ? undefined : numberOf(digits, percent === '%')
}

// --- what is said of them --------------------------------------------------------------------------

interface Measure {
  readonly what: string
  readonly key: 'sum' | 'least' | 'greatest'
  /** Of all values, of which there is at least one. */
  readonly of: (values: readonly Exact[]) => Exact
}
const MEASURES: readonly Measure[] = [
  { what: 'sum', key: 'sum', of: values => values.reduce(add, ZERO) },
  { what: 'least value', key: 'least', of: values => values.reduce((a, b) => (compare(b, a) < 0 ? b : a)) },
  {
    ...{ what: 'greatest value', key: 'greatest' },
    of: values => values.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
  },
]

interface Claim {
  readonly what: string
  readonly of: Measure['of']
  /** Of the value. */
  readonly name: string
  readonly is: Expression
  readonly rows: readonly ProgramTableRow[]
}

function held(table: StatedTable, { what, of, name, is, rows }: Claim): readonly Diagnostic[] {
  const stated = exactOf(is)
  if (stated === undefined) return [report('check/not-constant', is.at, { what: 'what a source states' })]
  const index = table.gives.findIndex(it => it.name === name)
  const values = rows.flatMap(it => it.values[index] ?? [])
  // A value that exists and is not known leaves nothing to hold the others to.
  if (values.some(it => it.kind === 'absent' && it.reason === 'unknown_value')) return []
  const numbers = values.flatMap(it => (it.kind === 'number' ? [it.number] : []))
  const found = numbers.length === 0 ? undefined : of(numbers)
  if (found !== undefined && equal(found, stated)) return []
  const whole = table.gives.length > 1 ? `${what} of \`${name}\`` : what
  return [
    report('check/unlike-stated', is.at, {
      ...{ table: table.name, what: whole, stated: textOfValue(number(stated)) },
      found: found === undefined ? 'no number' : textOfValue(number(found)),
    }),
  ]
}
