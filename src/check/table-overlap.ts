/**
 * Finds rows of a table that have a key in common. Rows are first put together by their codes, so
 * that a long table is not compared row by row with itself.
 */
import type { Bound, KeyPattern, ProgramTable, ProgramTableRow } from '../model/program.ts'
import { compare } from '../value/exact.ts'
import { printValue } from './print-core.ts'
import type { Reporter } from './reporter.ts'
import { areRangesDisjoint, type Range } from './types.ts'

/** Rows with more combinations of codes than this are compared one by one. */
const MANY = 500

export function reportOverlaps(
  reporter: Reporter,
  table: string,
  { rows }: Pick<ProgramTable, 'rows'>,
): void {
  const groups = new Map<string, ProgramTableRow[]>()
  const wide: ProgramTableRow[] = []
  for (const row of rows) {
    const addresses = addressesOf(row)
    if (addresses === undefined) wide.push(row)
    for (const it of addresses ?? []) {
      const group = groups.get(it)
      if (group === undefined) groups.set(it, [row])
      else group.push(row)
    }
  }
  const clashes = [...groups.values()].flatMap(it => clashesIn(it))
  const others = wide.flatMap(it =>
    rows.filter(row => row !== it && overlap(row, it)).map(row => [row, it] as const),
  )
  for (const [one, other] of [...clashes, ...others]) {
    const [first, second] = rows.indexOf(one) < rows.indexOf(other) ? [one, other] : [other, one]
    const related = [{ at: first.at, label: 'this row has the key already' }]
    reporter.report('check/keys-overlap', second.at, { table }, { related })
  }
}

/** A text for each combination of values without a range; undefined where a key holds any value or there are many. */
function addressesOf({ keys }: ProgramTableRow): readonly string[] | undefined {
  let addresses: readonly string[] = ['']
  for (const key of keys) {
    if (key.kind === 'any') return undefined
    if (isRange(key)) addresses = addresses.map(it => `${it}|number`)
    else addresses = addresses.flatMap(it => valuesIn(key).map(value => `${it}|${value}`))
    if (addresses.length > MANY) return undefined
  }
  return addresses
}

const isRange = (key: KeyPattern): boolean =>
  key.kind === 'range' || (key.kind === 'equals' && key.value.kind === 'number')

function valuesIn(key: KeyPattern): readonly string[] {
  if (key.kind === 'codes') return key.codes.map(it => `${key.list}.${it}`)
  return key.kind === 'equals' ? [printValue(key.value)] : []
}

/** Rows in order of their first range can only clash with those that start before they end. */
function clashesIn(
  rows: readonly ProgramTableRow[],
): readonly (readonly [ProgramTableRow, ProgramTableRow])[] {
  const place = rows[0]?.keys.findIndex(isRange) ?? -1
  if (place < 0) return rows.slice(1).map(it => [rows[0] ?? it, it] as const)
  const ranged = rows.map(row => ({ row, range: rangeOf(row.keys[place]) }))
  const sorted = ranged.sort((a, b) => compareStarts(a.range.from, b.range.from))
  return sorted.flatMap(({ row, range }, index) => {
    const later = sorted.slice(index + 1)
    const end = later.findIndex(it => areRangesDisjoint(range, it.range))
    return later
      .slice(0, end < 0 ? undefined : end)
      .flatMap(it => (overlap(row, it.row) ? [[row, it.row] as const] : []))
  })
}

function compareStarts(a: Bound | undefined, b: Bound | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined)
  return compare(a.value, b.value) || Number(b.inclusive) - Number(a.inclusive)
}

/** The numbers a key holds; a single one is a range of its own. */
export function rangeOf(key: KeyPattern | undefined): Range {
  if (key?.kind === 'range') return key
  if (key?.kind !== 'equals' || key.value.kind !== 'number') return {}
  const bound = { value: key.value.number, inclusive: true }
  return { from: bound, to: bound }
}

const overlap = (one: ProgramTableRow, other: ProgramTableRow): boolean =>
  one.keys.every((key, index) => {
    const that = other.keys[index]
    return that === undefined || keysMeet(key, that)
  })

function keysMeet(one: KeyPattern, other: KeyPattern): boolean {
  if (one.kind === 'any' || other.kind === 'any') return true
  if (isRange(one) !== isRange(other)) return false
  if (isRange(one)) return !areRangesDisjoint(rangeOf(one), rangeOf(other))
  const values = new Set(valuesIn(one))
  return valuesIn(other).some(it => values.has(it))
}
