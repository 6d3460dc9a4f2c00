/**
 * Aggregation over rows and over the members of a dimension. What is aggregated is first listed, one
 * item for each row or member whose condition holds, in the order of the keys; operators do the rest.
 */
import type { Core, CoreAggregateMembers, CoreAggregateRows, CoreOrdering } from '../../model/program.ts'
import { isAbsent, type Present, type Value, YES } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import type { AggregateTrace } from '../trace.ts'
import { AGGREGATES, applyAggregate } from './operators/aggregate.ts'
import { isYes } from './operators/logic.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'

interface Item {
  /** The key of the row, or the member. */
  readonly key: string
  readonly value: Value
  readonly by: readonly Value[]
}
/** The formulas evaluated for one row or member. */
interface Formulas {
  readonly of?: Core
  readonly where?: Core
  readonly by: readonly CoreOrdering[]
}

export function aggregateRows(core: CoreAggregateRows, row: Row, reader: Reader): Value {
  const rows = reader.below(row, core.level, core.path)
  const items: Item[] = []
  for (const it of rows)
    if (isSelected(core, it, reader.aside)) items.push(itemOf(core, it.text, it, reader.aside))
  return aggregate(core, core.by, items, rows.length, row, reader)
}

export function aggregateMembers(core: CoreAggregateMembers, row: Row, reader: Reader): Value {
  const items = core.items
    .filter(it => isSelected(it, row, reader))
    .map(it => itemOf(it, it.member, row, reader))
  return aggregate(core, core.items[0]?.by ?? [], items, core.items.length, row, reader)
}

const isSelected = ({ where }: Formulas, row: Row, reader: Reader): boolean =>
  where === undefined || isYes(reader.evaluate(where, row))

/** Counting rows is counting a value that each of them has. */
const itemOf = ({ of, by }: Formulas, key: string, row: Row, reader: Reader): Item => ({
  key,
  value: of === undefined ? YES : reader.evaluate(of, row),
  by: by.length === 0 ? UNORDERED : by.map(it => reader.evaluate(it.key, row)),
})

const UNORDERED: readonly Value[] = []

function aggregate(
  core: CoreAggregateRows | CoreAggregateMembers,
  by: readonly CoreOrdering[],
  items: readonly Item[],
  rows: number,
  row: Row,
  reader: Reader,
): Value {
  const operator = AGGREGATES[core.operator]
  if (operator === undefined) throw new RangeError(`no aggregate ${core.operator}`)
  reader.note(core, () => ({ aggregate: traceOf(core, items, rows) }))
  const args: Present[] = []
  for (const arg of core.args) {
    const value = reader.evaluate(arg, row)
    if (isAbsent(value)) return value
    args.push(value)
  }
  const values = (by.length === 0 ? items : inOrder(items, by, reader.order)).map(it => it.value)
  const result = applyAggregate(operator, values, args, { order: reader.order, option: core.option })
  return result.kind === 'refused' ? reader.refuse(result, core.at, row) : result
}

/** By the first ordering, then the next; items that tie stay in the order of their keys, absent keys come last. */
const inOrder = (items: readonly Item[], by: readonly CoreOrdering[], order: ValueOrder): readonly Item[] =>
  items.toSorted((left, right) => {
    for (const [index, { direction }] of by.entries()) {
      const found = compareKeys(left.by[index], right.by[index], direction, order)
      if (found !== 0) return found
    }
    return 0
  })

function compareKeys(
  left: Value | undefined,
  right: Value | undefined,
  direction: CoreOrdering['direction'],
  order: ValueOrder,
): number {
  if (!isThere(left) || !isThere(right)) return Number(isThere(right)) - Number(isThere(left))
  return direction === 'best first' ? order.compare(right, left) : order.compare(left, right)
}

const isThere = (value: Value | undefined): value is Present => value !== undefined && !isAbsent(value)

function traceOf(
  core: CoreAggregateRows | CoreAggregateMembers,
  items: readonly Item[],
  rows: number,
): AggregateTrace {
  const absences = items.flatMap(({ value }) => (isAbsent(value) ? [value.reason] : []))
  const absentByReason = new Map<string, number>()
  for (const reason of absences) absentByReason.set(reason, (absentByReason.get(reason) ?? 0) + 1)
  return {
    level: core.kind === 'AggregateRows' ? core.level : core.dimension,
    rows,
    selected: items.length,
    present: items.length - absences.length,
    absentByReason,
    keys: items.map(it => it.key),
  }
}
