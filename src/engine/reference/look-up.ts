/** What a table gives for its keys: the value of the row, or a value on the line between two rows. */
import type { CoreTable, ProgramTable } from '../../model/program.ts'
import { add, compare, divide, type Exact, multiply, subtract, ZERO } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, number, type Present, type Value } from '../../value/value.ts'
import { numberOf } from './operators/operator.ts'
import type { PartDetails, Reader } from './reader.ts'
import type { Row } from './rows.ts'
import { placeOf, type TableRow } from './table-rows.ts'

/** A table is asked only when all its keys are there. */
export function lookUp(core: CoreTable, row: Row, reader: Reader): Value {
  const keys: Present[] = []
  for (const key of core.keys) {
    const value = reader.evaluate(key, row)
    if (isAbsent(value)) return value
    keys.push(value)
  }
  const table = reader.program.tables.get(core.table)
  if (table === undefined) throw new RangeError(`no table ${core.table}`)
  const rows = reader.tableRows(core.table)(keys)
  const found = table.line === undefined ? rowFound(rows[0]) : onLine(rows, keys, table.line)
  reader.note(core, () => ({ keys, ...detailsOf(found) }))
  return valueFound(found, core, table, row, reader)
}

/** Where a value comes from. */
type Found =
  | { readonly kind: 'row'; readonly row: TableRow }
  /** Such a part of the way from one row to the next. */
  | { readonly kind: 'between'; readonly from: TableRow; readonly to: TableRow; readonly part: Exact }
  | { readonly kind: 'outside' | 'no row' }

const rowFound = (row: TableRow | undefined): Found =>
  row === undefined ? { kind: 'no row' } : { kind: 'row', row }

function detailsOf(found: Found): PartDetails {
  if (found.kind === 'row') return { tableRow: found.row.index }
  return found.kind === 'between' ? { between: [found.from.index, found.to.index] } : {}
}

function valueFound(
  found: Found,
  { gives }: CoreTable,
  table: ProgramTable,
  row: Row,
  reader: Reader,
): Value {
  if (found.kind === 'row') return found.row.value(gives, reader)
  if (found.kind === 'between')
    return between(found.from.value(gives, reader), found.to.value(gives, reader), found.part)
  const instead = found.kind === 'outside' ? table.line?.outside : table.otherwise
  if (instead === undefined || instead === 'nearest') return builtInAbsence('no_row')
  return reader.aside.evaluate(instead, row)
}

/** Absent where either end of the line is: there is no line to be on then. */
function between(from: Value, to: Value, part: Exact): Value {
  if (isAbsent(from)) return from
  if (isAbsent(to)) return to
  const start = numberOf(from)
  return number(add(start, multiply(part, subtract(numberOf(to), start))))
}

// --- lines -----------------------------------------------------------------------------------------

type Line = NonNullable<ProgramTable['line']>

/**
 * The points of a line are in order, several at one place perhaps. At a place with points one of
 * them counts; between two places the line goes from the last point of the one to the first of the other.
 */
function onLine(points: readonly TableRow[], keys: readonly Present[], line: Line): Found {
  const key = keys[line.along]
  const [first, last] = [points[0], points.at(-1)]
  if (key === undefined || first === undefined || last === undefined) return { kind: 'no row' }
  const place = numberOf(key)
  const after = countUpTo(points, place, line.along)
  const from = points[after - 1]
  const to = points[after]
  if (from !== undefined && compare(placeOf(from, line.along), place) === 0)
    return atPoint(points, place, line)
  if (from !== undefined && to !== undefined)
    return { kind: 'between', from, to, part: partOf(from, to, place, line) }
  if (line.outside !== 'nearest') return { kind: 'outside' }
  return atPoint(points, placeOf(from === undefined ? first : last, line.along), line)
}

/** Of the points at one place, the one that counts. */
function atPoint(points: readonly TableRow[], place: Exact, { along, atEnd, atRepeat }: Line): Found {
  const end = countUpTo(points, place, along)
  const here = points.slice(0, end).filter(it => compare(placeOf(it, along), place) === 0)
  const which = end === points.length ? atEnd : atRepeat
  return rowFound(which === 'first' ? here[0] : here.at(-1))
}

/** How many points lie at or before a place. */
function countUpTo(points: readonly TableRow[], place: Exact, along: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const point = points[middle]
    if (point !== undefined && compare(placeOf(point, along), place) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Which part of the way from one point to the next a place is. */
function partOf(from: TableRow, to: TableRow, place: Exact, { along }: Line): Exact {
  const start = placeOf(from, along)
  return divide(subtract(place, start), subtract(placeOf(to, along), start)) ?? ZERO
}
