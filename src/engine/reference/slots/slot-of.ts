/** What became of slots: the worth or the number of a fill, or the fill that a candidate got. */
import type { CoreSlotOf, CoreSlots } from '../../../model/program.ts'
import { builtInAbsence, text, type Value } from '../../../value/value.ts'
import type { Reader } from '../reader.ts'
import { isRow, type Row } from '../rows.ts'

/** A candidate whose copies are in several fills is said to be in the first of them. */
export function slotOf(core: CoreSlotOf, row: Row, reader: Reader): Value {
  const { column, path, what } = core
  const owner = reader.above(row, path)
  if (!isRow(owner)) return owner
  const filling = reader.filling(slotsOf(column, reader), owner)
  reader.note(core, () => ({ slots: filling.trace() }))
  if (what.kind !== 'slot') return filling.fills.get(what.fill)?.[what.kind] ?? builtInAbsence('no_such_slot')
  const [fill] = filling.got(row)
  return fill === undefined ? (filling.absence ?? builtInAbsence('no_such_slot')) : text(fill)
}

function slotsOf(column: string, reader: Reader): CoreSlots {
  const { content } = reader.column(column)
  if (content.kind === 'rule' && content.is.kind === 'Slots') return content.is
  throw new RangeError(`${column} holds no slots`)
}
