/** What a formula reads on its row - columns, look-ups, published values, aggregates, slots - as reads of cells. */
import { builtInAbsence } from '../../value/value.ts'
import type { Leaf } from '../columnar/leaves.ts'
import { aggregateCells } from './aggregates.ts'
import type { Lowering } from './lowering.ts'
import { type Operand, operandOf } from './operand.ts'
import { slotCells } from './slots.ts'

type LeafReads = {
  readonly [K in Leaf['kind']]: (
    leaf: Extract<Leaf, { kind: K }>,
    level: string,
    lowering: Lowering,
  ) => Operand
}

/** Columns keep their cells themselves; of other leaves those found before are read again. */
export function leafRead(leaf: Leaf, level: string, lowering: Lowering): Operand {
  const known = lowering.parts.get(leaf)
  if (known !== undefined) return known
  const found = LEAF_READS[leaf.kind](leaf as never, level, lowering)
  if (leaf.kind !== 'Column' && leaf.kind !== 'LookUp') lowering.parts.set(leaf, found)
  return found
}

const LEAF_READS: LeafReads = {
  Column: ({ column }, _, { columns }) => columns.read(column),
  LookUp: ({ column, path }, level, { columns, relations }) =>
    relations.lookedUp(columns.cells(column), level, path),
  Shown: ({ column, path }, level, { columns, relations }) =>
    relations.lookedUp(columns.shown(column), level, path),
  AggregateRows: (core, level, lowering) => operandOf(aggregateCells(core, level, lowering)),
  Slots: (core, level, lowering) => operandOf(slotCells(core, level, lowering).total),
  SlotOf({ what, column, path }, level, lowering) {
    const slots = lowering.columns.slots(column)
    if (what.kind === 'slot') return lowering.relations.whereAbove(slots.slotOf(), level, path)
    const cells = slots.fills.get(what.fill)?.[what.kind]
    return cells === undefined
      ? lowering.constant(builtInAbsence('no_such_slot'))
      : lowering.relations.lookedUp(cells, level, path)
  },
}
