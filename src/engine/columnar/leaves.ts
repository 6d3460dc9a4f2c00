/** What a formula reads on its row: the columns, look-ups, aggregates and slots that are not inside one another. */
import { partsOf } from '../../model/core-parts.ts'
import type {
  Core,
  CoreAggregateRows,
  CoreColumn,
  CoreLookUp,
  CoreShown,
  CoreSlotOf,
  CoreSlots,
} from '../../model/program.ts'

export type Leaf = CoreColumn | CoreLookUp | CoreShown | CoreSlotOf | CoreAggregateRows | CoreSlots

const LEAF_KINDS: ReadonlySet<Core['kind']> = new Set<Leaf['kind']>([
  'Column',
  'LookUp',
  'Shown',
  'SlotOf',
  'AggregateRows',
  'Slots',
])

export const isLeaf = (core: Core): core is Leaf => LEAF_KINDS.has(core.kind)

export function leavesOf(core: Core): readonly Leaf[] {
  const leaves: Leaf[] = []
  const visit = (part: Core): void => {
    if (isLeaf(part)) leaves.push(part)
    else for (const it of partsOf(part)) visit(it)
  }
  visit(core)
  return leaves
}
