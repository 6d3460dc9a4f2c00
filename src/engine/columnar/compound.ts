/** What a formula reads that is made of other rows: aggregates, slots and what they were filled with. */
import { aggregateRows } from './aggregate/aggregate-rows.ts'
import { type TakenRows, takenRows } from './aggregate/taken-rows.ts'
import type { Columns } from './columns.ts'
import { gathered } from './gather.ts'
import type { Leaf } from './leaves.ts'
import { isNumeric } from './numbers.ts'
import { answer, isSpreadAsked } from './questions.ts'
import type { Vector } from './vector.ts'

export type Compound = Exclude<Leaf, { kind: 'Column' | 'LookUp' | 'Shown' }>
type OfKind<K extends Compound['kind']> = Extract<Compound, { kind: K }>

/** Undefined where no kernel can do it. */
export const compound = (core: Compound, level: string, columns: Columns): Vector | undefined =>
  (COMPOUNDS[core.kind] as Find<Compound>)(core, level, columns)

type Find<C extends Compound> = (core: C, level: string, columns: Columns) => Vector | undefined

const COMPOUNDS: { readonly [K in Compound['kind']]: Find<OfKind<K>> } = {
  Slots: (core, level, columns) => columns.slotResults(core, level)?.total,
  SlotOf: slotOf,
  AggregateRows: aggregated,
}

const SUMMED: ReadonlySet<string> = new Set(['sum', 'mean', 'sd', 'count', 'median', 'percentile'])

function aggregated(core: OfKind<'AggregateRows'>, level: string, columns: Columns): Vector | undefined {
  const inner = core.level
  const of = core.of && columns.sharedVector(core.of, inner)
  const taken = takenOf(core, level, columns)
  const answered = answer(core, of, taken, columns)
  if (answered !== undefined) return answered
  // The mean takes yes and no for numbers; of numbers it needs the same sums as the others.
  const isShare = core.operator === 'mean' && of !== undefined && !isNumeric(of)
  const isSpread = core.operator === 'sd' || isSpreadAsked(columns.program, core)
  return aggregateRows({
    core,
    rows: taken,
    isSpread,
    sums: find => columns.sums.of([taken, of, isShare, isSpread], find),
    of: of && (SUMMED.has(core.operator) ? of : (columns.dictionary(of) ?? of)),
    by: core.by.map(it => columns.vector(it.key, inner)).map(it => columns.dictionary(it) ?? it),
    args: core.args.map(it => columns.vector(it, level)),
    states: columns.states,
    order: columns.order,
    newId: () => columns.newId(),
    isBefore: columns.rows(inner).isBefore,
  })
}

/** The same rows for aggregates over the same rows on the same condition. */
function takenOf(core: OfKind<'AggregateRows'>, level: string, columns: Columns): TakenRows {
  const above = columns.levels.above(core.level, core.path)
  const where = core.where && columns.sharedVector(core.where, core.level)
  const owners = columns.rows(level).size
  return columns.taken.of([above, where], () => takenRows(owners, above, where, columns.states))
}

function slotOf(
  { column, path, what }: OfKind<'SlotOf'>,
  level: string,
  columns: Columns,
): Vector | undefined {
  const { content, level: owner } = columns.column(column)
  if (content.kind !== 'rule' || content.is.kind !== 'Slots') return undefined
  if (what.kind === 'slot')
    return level === content.is.level ? columns.exactFilling(content.is, owner)?.slot : undefined
  const fill = columns.slotResults(content.is, owner)?.fills.get(what.fill)?.[what.kind]
  return fill === undefined || path.length === 0 ? fill : gathered(fill, level, path, columns)
}
