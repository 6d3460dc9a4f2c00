/** Types as written, with their names resolved. */
import { nearest } from '../diagnostics/nearest.ts'
import type { Bound, Type, TypeAlternative } from '../model/program.ts'
import type { Table } from '../model/ruleset.ts'
import type { Expression, RangePattern, TypeExpression } from '../syntax/expression/ast.ts'
import { exactOf } from './constant-number.ts'
import type { Environment } from './environment.ts'
import type { Lists } from './lists.ts'
import type { Reporter } from './reporter.ts'
import { codeType, DATE, isEmptyRange, NOTHING, NUMBER, TEXT, unionOf, WHOLE, YES_NO } from './types.ts'

interface TypeNames {
  readonly lists: Lists
  readonly tables: ReadonlyMap<string, Table>
  readonly reporter: Reporter
}

const BASIC: ReadonlyMap<string, Type> = new Map([
  ['number', NUMBER],
  ['whole', WHOLE],
  ['text', TEXT],
  ['yes/no', YES_NO],
  ['date', DATE],
])

export const readType = (names: TypeNames, type: TypeExpression): Type =>
  unionOf(type.alternatives.map(it => READ[it.kind](names, it as never)))

type Written = TypeExpression['alternatives'][number]

const READ: {
  [K in Written['kind']]: (names: TypeNames, written: Extract<Written, { kind: K }>) => Type
} = {
  NamedType: ({ lists, reporter }, { name, at }) => {
    const type = BASIC.get(name) ?? (lists.has(name) ? codeType(name) : undefined)
    if (type !== undefined) return type
    reporter.report('check/unknown-type', at, {
      name,
      nearest: nearest(name, [...BASIC.keys(), ...lists.keys()]),
    })
    return NOTHING
  },
  RangeType: ({ reporter }, { whole, range }) => {
    const ends = constantRange(range)
    if (ends === undefined) reporter.report('check/not-constant', range.at, { what: 'the range of a type' })
    else if (isEmptyRange(ends)) reporter.report('check/empty-range', range.at)
    else return { alternatives: [{ kind: 'number', whole, ...ends }] }
    return NOTHING
  },
  KeyType: ({ tables, reporter }, { table, key, at }) => {
    const declared = tables.get(table.name)
    if (declared?.keys.some(it => it.name === key.name)) {
      return { alternatives: [{ kind: 'key', table: table.name, key: key.name }] }
    }
    const candidates = declared === undefined ? tables.keys() : declared.keys.map(it => it.name)
    const name = declared === undefined ? table : key
    reporter.report('check/unknown-key', declared === undefined ? table.at : at, {
      table: table.name,
      key: key.name,
      nearest: nearest(name.name, candidates),
    })
    return NOTHING
  },
}

type Ends = { readonly from?: Bound; readonly to?: Bound }

/** The ends of a range of constant numbers; undefined where one is no constant number. */
export function constantRange({ from, to }: RangePattern): Ends | undefined {
  const [start, end] = [constantBound(from), constantBound(to)]
  if (start === null || end === null) return undefined
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) }
}

/** Null where there is a bound that is no constant. */
function constantBound(
  bound: { readonly bound: Expression; readonly inclusive: boolean } | undefined,
): Bound | undefined | null {
  if (bound === undefined) return undefined
  const value = exactOf(bound.bound)
  return value === undefined ? null : { value, inclusive: bound.inclusive }
}

/** The type with keys of tables taken for what those keys are. */
export function openKeys(type: Type, env: Pick<Environment, 'table'>): Type {
  if (!type.alternatives.some(it => it.kind === 'key')) return type
  const open = (alternative: TypeAlternative): Type => {
    if (alternative.kind !== 'key') return { alternatives: [alternative] }
    const key = env.table(alternative.table)?.keys.find(it => it.name === alternative.key)
    return key === undefined || key.type.alternatives.some(it => it.kind === 'key') ? NOTHING : key.type
  }
  return unionOf(type.alternatives.map(open))
}
