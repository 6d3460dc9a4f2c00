/**
 * Aggregates over the rows below a row. Sums and counts do not depend on the order of rows; where an
 * order decides - which of equals comes first, which absence is told - rows stand in that of their keys.
 */
import type { CoreAggregateRows } from '../../model/program.ts'
import { builtInAbsence } from '../../value/value.ts'
import { evaluate } from '../reference/evaluate.ts'
import { reduced } from './arithmetic.ts'
import type { Lists } from './belonging.ts'
import type { Lowering } from './lowering.ts'
import type { Read } from './memo.ts'
import type { Operand } from './operand.ts'
import { type Id, KIND, NO_ID, NONE, type Pool, YES_ID } from './pool.ts'
import { ValueCells } from './sheet.ts'
import { MANY } from './variety.ts'

/** The aggregate on every row of a level. */
export function aggregateCells(core: CoreAggregateRows, level: string, lowering: Lowering): ValueCells {
  const owners = lowering.level(level)
  const lists = lowering.relations.lists(core.level, core.path, level)
  const rows: Rows = {
    lists,
    of: core.of && lowering.rowFormula(core.of, core.level),
    where: core.where && lowering.rowFormula(core.where, core.level).read,
    by: core.by.map(it => ({
      read: lowering.rowFormula(it.key, core.level).read,
      sign: it.direction === 'best first' ? -1 : 1,
    })),
    pool: lowering.pool,
    isBefore: (row, other) => lowering.setting.isBefore(core.level, row, other),
  }
  const kernel = core.args.length === 0 ? KERNELS[core.operator]?.(rows) : undefined
  const read = kernel ?? byReference(core, level, lowering)
  const isChosen = CHOSEN.has(core.operator)
  const isTruth = core.operator === 'some' || core.operator === 'all'
  const variety = isTruth ? 3 : isChosen ? (rows.of?.variety ?? MANY) + 1 : MANY
  const cells = owners.keep(
    new ValueCells(owners.room, {
      variety,
      isOfCall: isChosen && rows.of?.isOfCall === true,
      isOfRow: false,
    }),
  )
  lowering.fill(owners, cells, row => lowering.evaluations.kept(read(row)))
  return cells
}

/** Aggregates that give one of the values. */
const CHOSEN = new Set(['first', 'min', 'max', 'only'])

/** All that goes in is evaluated by the reference semantics, which reads it from cells where it has any. */
function byReference(core: CoreAggregateRows, level: string, lowering: Lowering): Read {
  // Everything that is read has to be in cells before.
  const rows = lowering.level(level)
  for (const it of core.args) lowering.formula(it, level)
  return lowering.evaluations.memo([], (_, row) => evaluate(core, rows.row(row), lowering.setting.reader))
}

// --- kernels ---------------------------------------------------------------------------------------

interface Rows {
  readonly lists: Lists
  /** Undefined counts rows. */
  readonly of: Operand | undefined
  readonly where: Read | undefined
  readonly by: readonly { readonly read: Read; readonly sign: 1 | -1 }[]
  readonly pool: Pool
  isBefore(row: number, other: number): boolean
}
/** `NONE` where the kernel cannot tell. */
type Kernel = (rows: Rows) => Read | undefined

const KERNELS: Readonly<Record<string, Kernel>> = {
  count: counting,
  sum: rows => rows.of && summing(rows, rows.of.read, 'sum'),
  mean: rows => rows.of && summing(rows, rows.of.read, 'mean'),
  some: rows => rows.of && deciding(rows, rows.of.read, YES_ID, NO_ID),
  all: rows => rows.of && deciding(rows, rows.of.read, NO_ID, YES_ID),
  min: rows => rows.of && choosing(rows, [{ read: rows.of.read, sign: 1 }]),
  max: rows => rows.of && choosing(rows, [{ read: rows.of.read, sign: -1 }]),
  first: rows => choosing(rows, rows.by),
}

function counting({ lists, of, where, pool }: Rows): Read {
  const read = of?.read
  return owner => {
    let count = 0
    const { ids: next } = lists.next
    for (let row = lists.first.ids[owner] as number; row !== NONE; row = next[row] as number) {
      if (where !== undefined && where(row) !== YES_ID) continue
      if (read === undefined || pool.kinds[read(row)] !== KIND.absent) count += 1
    }
    return pool.ratio(count, 1)
  }
}

/** The mean takes yes for one and no for zero. */
function summing({ lists, where, pool }: Rows, of: Read, what: 'sum' | 'mean'): Read {
  const empty = what === 'sum' ? pool.ratio(0, 1) : pool.idOf(builtInAbsence('no_rows'))
  return owner => {
    let numerator = 0
    let denominator = 1
    let count = 0
    const { ids: next } = lists.next
    for (let row = lists.first.ids[owner] as number; row !== NONE; row = next[row] as number) {
      if (where !== undefined && where(row) !== YES_ID) continue
      const id = of(row)
      const kind = pool.kinds[id] as number
      if (kind === KIND.absent) continue
      count += 1
      if (kind === KIND['yes/no']) {
        numerator += id * denominator
        continue
      }
      const over = pool.denominators[id] as number
      const added = pool.numerators[id] as number
      if (over === denominator) numerator += added
      else {
        if (over === 0) return NONE
        numerator = numerator * over + added * denominator
        denominator *= over
      }
      if (!(Math.abs(numerator) <= SAFE && denominator <= SAFE)) return NONE
    }
    if (count === 0) return empty
    return reduced(pool, numerator, what === 'sum' ? denominator : denominator * count)
  }
}

/** So small that neither factor of a product can have lost digits. */
const SAFE = 2 ** 26

/** Yes for some and no for all settles it; else the first absence does, then everything is the other. */
function deciding({ lists, where, pool, isBefore }: Rows, of: Read, settles: Id, other: Id): Read {
  return owner => {
    let absence = NONE
    let absentRow = NONE
    const { ids: next } = lists.next
    for (let row = lists.first.ids[owner] as number; row !== NONE; row = next[row] as number) {
      if (where !== undefined && where(row) !== YES_ID) continue
      const id = of(row)
      if (id === settles) return settles
      if (id === other || id === absence) continue
      if (pool.kinds[id] !== KIND.absent) return NONE
      if (absence === NONE || isBefore(row, absentRow)) [absence, absentRow] = [id, row]
    }
    return absence === NONE ? other : absence
  }
}

/** The value of the row that comes first: absent keys come last, and of equals the first by the key of the row. */
function choosing({ lists, of, where, pool, isBefore }: Rows, by: Rows['by']): Read | undefined {
  if (of === undefined) return undefined
  const empty = pool.idOf(builtInAbsence('no_rows'))
  const isThere = (id: Id) => pool.kinds[id] !== KIND.absent
  const comesBefore = (row: number, best: number): boolean => {
    for (const { read, sign } of by) {
      const left = read(row)
      const right = read(best)
      if (left === right) continue
      const order =
        isThere(left) && isThere(right)
          ? sign * pool.compare(left, right)
          : Number(isThere(right)) - Number(isThere(left))
      if (order !== 0) return order < 0
    }
    return isBefore(row, best)
  }
  const { read } = of
  return owner => {
    let best = NONE
    const { ids: next } = lists.next
    for (let row = lists.first.ids[owner] as number; row !== NONE; row = next[row] as number) {
      if (where !== undefined && where(row) !== YES_ID) continue
      if (!isThere(read(row))) continue
      if (best === NONE || comesBefore(row, best)) best = row
    }
    return best === NONE ? empty : read(best)
  }
}
