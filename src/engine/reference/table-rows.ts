/**
 * The rows of a table, found by their keys. Keys that are constants or codes in every row are found
 * at once; the others are tried one after the other. A table over a level has the level's rows.
 */
import type { Bound, KeyPattern, ProgramTable } from '../../model/program.ts'
import { compare } from '../../value/exact.ts'
import { code, isAbsent, type Present, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { numberOf } from './operators/operator.ts'
import type { Reader } from './reader.ts'
import { identityOf } from './rows.ts'

/** Finds the rows whose keys match, but for the key along which values lie on a line; along that, they are in order. */
export type TableRows = (keys: readonly Present[]) => readonly TableRow[]

export interface TableRow {
  /** Place among the table's rows, or among the rows of its level. */
  readonly index: number
  readonly keys: readonly KeyPattern[]
  value(gives: number, reader: Reader): Value
}

/** What is written in a table is indexed once for all runs; the rows of a level are those of the run. */
export function tableRowsOf(table: ProgramTable, reader: Reader): TableRows {
  const { order } = reader
  if (table.level !== undefined) return indexed(table, rowsOfLevel(table.level, reader), order)
  const known = written.get(table)
  if (known?.order === order) return known.rows
  const rows = indexed(table, rowsWritten(table), order)
  written.set(table, { order, rows })
  return rows
}
const written = new WeakMap<ProgramTable, { readonly order: ValueOrder; readonly rows: TableRows }>()

function indexed(table: ProgramTable, rows: readonly TableRow[], order: ValueOrder): TableRows {
  const along = table.line?.along
  const positions = table.keys.map((_, index) => index).filter(it => it !== along)
  const constant = positions.filter(it => rows.every(row => isConstant(row.keys[it])))
  const tried = positions.filter(it => !constant.includes(it))
  const sorted = along === undefined ? rows : rows.toSorted((left, right) => compareAlong(left, right, along))
  const found = indexRows(sorted, constant, order)
  return keys => {
    const candidates = found.get(identityOf(pick(keys, constant), order)) ?? []
    return tried.length === 0
      ? candidates
      : candidates.filter(row => tried.every(it => matchesKey(row.keys[it], keys[it], order)))
  }
}

const rowsWritten = (table: ProgramTable): readonly TableRow[] =>
  table.rows.map(({ keys, values }, index) => ({
    index,
    keys,
    value: gives => values[gives] ?? fail(`${table.name} gives no value ${gives}`),
  }))

/** Rows with an absent key are at no place of the table. */
function rowsOfLevel(
  { level, keys, gives }: NonNullable<ProgramTable['level']>,
  reader: Reader,
): readonly TableRow[] {
  return reader.levelRows(level).inKeyOrder.flatMap(row => {
    const values = keys.map(it => reader.value(it, row))
    if (values.some(isAbsent)) return []
    const value: TableRow['value'] = (which, through) =>
      through.value(gives[which] ?? fail(`level ${level} gives no value ${which}`), row)
    return [{ index: row.index, keys: values.map(it => ({ kind: 'equals', value: it })), value }]
  })
}

function indexRows(
  rows: readonly TableRow[],
  indexed: readonly number[],
  order: ValueOrder,
): ReadonlyMap<string, readonly TableRow[]> {
  const found = new Map<string, TableRow[]>()
  for (const row of rows) {
    for (const key of combinations(indexed.map(it => constantsOf(row.keys[it])))) {
      const identity = identityOf(key, order)
      const others = found.get(identity)
      if (others === undefined) found.set(identity, [row])
      else others.push(row)
    }
  }
  return found
}

const combinations = (choices: readonly (readonly Value[])[]): readonly (readonly Value[])[] =>
  choices.reduce<readonly (readonly Value[])[]>(
    (before, values) => before.flatMap(it => values.map(value => [...it, value])),
    [[]],
  )

const isConstant = (pattern: KeyPattern | undefined): boolean =>
  pattern?.kind === 'equals' || pattern?.kind === 'codes'

function constantsOf(pattern: KeyPattern | undefined): readonly Value[] {
  if (pattern?.kind === 'equals') return [pattern.value]
  return pattern?.kind === 'codes' ? pattern.codes.map(it => code(pattern.list, it)) : []
}

const pick = (keys: readonly Present[], positions: readonly number[]): readonly Value[] =>
  positions.flatMap(it => keys[it] ?? [])

// --- keys ------------------------------------------------------------------------------------------

type MatchesKey<P extends KeyPattern> = (pattern: P, value: Present, order: ValueOrder) => boolean

const MATCHES_KEY: { readonly [K in KeyPattern['kind']]: MatchesKey<Extract<KeyPattern, { kind: K }>> } = {
  any: () => true,
  equals: (pattern, value, order) => !isAbsent(pattern.value) && order.same(pattern.value, value),
  codes: ({ list, codes }, value, order) => order.isOneOf(value, list, codes),
  range: ({ from, to }, value) =>
    value.kind === 'number' &&
    (from === undefined || isBeyond(value, from, 1)) &&
    (to === undefined || isBeyond(value, to, -1)),
}

const matchesKey = (
  pattern: KeyPattern | undefined,
  value: Present | undefined,
  order: ValueOrder,
): boolean =>
  pattern !== undefined &&
  value !== undefined &&
  (MATCHES_KEY[pattern.kind] as MatchesKey<KeyPattern>)(pattern, value, order)

function isBeyond(value: Present, bound: Bound, side: 1 | -1): boolean {
  const order = compare(numberOf(value), bound.value) * side
  return bound.inclusive ? order >= 0 : order > 0
}

const compareAlong = (left: TableRow, right: TableRow, along: number): number =>
  compare(placeOf(left, along), placeOf(right, along))

/** Where a row lies along a line. */
export function placeOf(row: TableRow, along: number) {
  const key = row.keys[along]
  if (key?.kind !== 'equals' || isAbsent(key.value)) return fail('a point of a line without a place')
  return numberOf(key.value)
}

function fail(message: string): never {
  throw new RangeError(message)
}
