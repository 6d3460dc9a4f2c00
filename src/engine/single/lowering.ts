/**
 * Columns and formulas as reads of cells. What a formula came to is remembered by the values it read, so
 * that most formulas are looked up; where those are of too many kinds, its parts are, and arithmetic,
 * comparisons and choices between them are done on numbers of values.
 */
import type { Column, ColumnId, Core, Program } from '../../model/program.ts'
import { builtInAbsence, type Value } from '../../value/value.ts'
import type { Leaf } from '../columnar/leaves.ts'
import { isLeaf, leavesOf } from '../columnar/leaves.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import { publish } from '../reference/show.ts'
import { aggregateCells } from './aggregates.ts'
import { type Above, absenceOf, allInOne, grouped, type Lists, listed } from './belonging.ts'
import type { CallReader } from './call-reader.ts'
import { attempted, type Fold } from './fold.ts'
import { type Forgetful, type Read, remembered } from './memo.ts'
import { LOWER } from './operators.ts'
import { type Id, NONE, type Pool, YES_ID } from './pool.ts'
import { RowClasses } from './row-classes.ts'
import { type Inside, ownKey } from './scope.ts'
import { type Cells, type Known, SheetLevel, ValueCells } from './sheet.ts'
import { type SlotCells, slotCells } from './slots.ts'
import { knownOfFormula, varietyOfColumn } from './variety.ts'

/** A formula on the rows of a level. */
export interface Operand extends Known {
  readonly read: Read
}

export interface Setting {
  readonly program: Program
  readonly order: ValueOrder
  readonly pool: Pool
  readonly reader: CallReader
  readonly fold: Fold
  readonly inside: Inside
  /** Formulas of no more combinations of values than these are looked up whole. */
  readonly few: number
  /** Tells whether a row comes before another in the order of their keys. */
  isBefore(level: string, row: number, other: number): boolean
}

export class Lowering {
  readonly setting: Setting
  readonly pool: Pool
  readonly levels = new Map<string, SheetLevel>()
  /** What is done for a call once its inputs are there, in this order. */
  readonly steps: (() => void)[] = []
  readonly inputs: ColumnId[] = []
  /** Parts of formulas that are read from cells, for the reference semantics. */
  readonly parts = new Map<Core, Operand>()
  readonly shown = new Map<ColumnId, ValueCells>()
  readonly forgetful: Forgetful[] = []
  /** Classes of the rows that are given, of which there may be many. */
  readonly classes = new Map<string, RowClasses>()
  /** The key of each level of groups, as far as it tells them apart. */
  readonly groupKeys = new Map<string, readonly ValueCells[]>()
  hasRefused = false
  readonly #above = new Map<string, Cells>()
  readonly #lists = new Map<string, Lists>()
  readonly #slots = new Map<ColumnId, SlotCells>()
  readonly #folded = new Map<Core, Core>()

  constructor(setting: Setting) {
    this.setting = setting
    this.pool = setting.pool
    for (const { name, kind } of setting.inside.values()) {
      const level = new SheetLevel(name)
      this.levels.set(name, level)
      if (kind === 'given') this.classes.set(name, new RowClasses(level, setting.pool))
    }
  }

  /** Whether anything depends on the rows of a level. */
  isRead(name: string): boolean {
    const groups = [...this.#above.keys()].some(
      it => this.setting.inside.get(it)?.level.groups?.level === name,
    )
    return (
      groups ||
      this.level(name).columns.size > 0 ||
      [...this.#lists.keys()].some(it => it.startsWith(`${name}>`))
    )
  }

  knownLists(level: string, path: readonly string[]): Lists | undefined {
    return this.#lists.get([level, ...path].join('>'))
  }

  level(name: string): SheetLevel {
    const level = this.levels.get(name)
    if (level === undefined) throw new RangeError(`no rows of ${name} in a call`)
    return level
  }

  // --- columns ---------------------------------------------------------------------------------------

  /** A column on the rows of its level, from cells or by class. */
  read(id: ColumnId): Operand {
    const { level, content } = this.setting.reader.column(id)
    const told = this.level(level).byClass.get(id)
    if (told !== undefined) return told
    const isKnown = this.level(level).columns.has(id)
    if (isKnown || content.kind === 'input' || !this.classes.has(level)) return operandOf(this.column(id))
    const core = this.folded(content.is)
    const found = core.kind === 'Slots' ? undefined : this.rowFormula(core, level)
    if (found === undefined || !found.isOfRow) return operandOf(this.column(id))
    this.level(level).byClass.set(id, found)
    return found
  }

  column(id: ColumnId): ValueCells {
    const column = this.setting.reader.column(id)
    const level = this.level(column.level)
    const known = level.columns.get(id)
    if (known !== undefined) return known
    const isGroup = this.setting.inside.get(column.level)?.kind === 'groups'
    if (isGroup) this.#grouping(column.level)
    const formed = level.columns.get(id)
    if (formed !== undefined) return formed
    if (column.content.kind === 'rule') return this.#rule(column, column.content.is)
    return this.#shared(column, level) ?? this.#input(column, level)
  }

  #input(column: Column, level: SheetLevel): ValueCells {
    this.inputs.push(column.id)
    const variety = varietyOfColumn(column, this.setting.program)
    const isOfCall = isText(column, this.setting.program)
    return level.column(column.id, { variety, isOfCall, isOfRow: !isOfCall })
  }

  /** What says to which row asked about a row belongs is the key of that row. */
  #shared(column: Column, level: SheetLevel): ValueCells | undefined {
    const inside = this.setting.inside.get(column.level)
    const [asked] = this.setting.inside.values()
    const part = asked === undefined ? -1 : (inside?.level.belongs.get(asked.name)?.indexOf(column.id) ?? -1)
    const id = asked?.level.key[part]
    if (id === undefined || inside?.kind === 'asked') return undefined
    const key = this.column(id)
    const cells = level.column(column.id, { ...knownOf(key), isOfRow: false })
    this.fill(level, cells, () => key.ids[0] as Id)
    return cells
  }

  #rule(column: Column, written: Core): ValueCells {
    const core = this.folded(written)
    const level = this.level(column.level)
    if (core.kind === 'Slots') {
      const { total } = this.slots(column.id)
      level.columns.set(column.id, total)
      return total
    }
    const { read, ...known } = this.rowFormula(core, column.level)
    const variety = Math.min(known.variety, varietyOfColumn(column, this.setting.program))
    const cells = level.column(column.id, { ...known, variety })
    this.fill(level, cells, read)
    return cells
  }

  /** Computes cells for all rows of a level. */
  fill(level: SheetLevel, cells: Cells, read: Read): void {
    this.steps.push(() => {
      const { ids } = cells
      const { size } = level
      for (let row = 0; row < size; row += 1) ids[row] = read(row)
    })
  }

  /** A formula as this compilation has it; the same each time, so that its parts keep their cells. */
  folded(core: Core): Core {
    const known = this.#folded.get(core)
    if (known !== undefined) return known
    const folded = this.setting.fold(core)
    this.#folded.set(core, folded)
    return folded
  }

  slots(id: ColumnId): SlotCells {
    const known = this.#slots.get(id)
    if (known !== undefined) return known
    const { content, level } = this.setting.reader.column(id)
    const core = content.kind === 'rule' ? this.folded(content.is) : undefined
    if (core?.kind !== 'Slots') throw new RangeError(`${id} holds no slots`)
    const found = slotCells(core, level, this)
    this.#slots.set(id, found)
    return found
  }

  /** The published values of a column. */
  shownCells(id: ColumnId): ValueCells {
    const column = this.setting.reader.column(id)
    const { content } = column
    const show = content.kind === 'rule' ? content.show : undefined
    const known = this.shown.get(id)
    if (known !== undefined) return known
    const value = this.column(id)
    if (content.kind !== 'rule' || show === undefined) return value
    const level = this.level(column.level)
    const instead = show.instead.map(({ when, reason }) => ({
      when: this.rowFormula(this.folded(when), column.level).read,
      reason: this.pool.idOf(reason),
    }))
    const plain = { ...column, content: { ...content, show: { ...show, instead: [] } } }
    const rounded = this.memo([operandOf(value)], ([of], row) =>
      publish(plain, of as Value, level.row(row), this.setting.reader),
    )
    const cells = level.keep(new ValueCells(level.room, { ...knownOf(value), isOfRow: false }))
    this.shown.set(id, cells)
    this.fill(level, cells, row => instead.find(it => it.when(row) === YES_ID)?.reason ?? rounded(row))
    return cells
  }

  // --- formulas --------------------------------------------------------------------------------------

  /** A formula asked for on row after row: by class where it follows from the inputs of the row. */
  rowFormula(core: Core, level: string): Operand {
    const found = this.formula(core, level)
    const classes = this.classes.get(level)
    const isPlain = core.kind === 'Literal' || core.kind === 'Column'
    return !found.isOfRow || isPlain || classes === undefined
      ? found
      : { ...found, read: classes.byClass(found.read) }
  }

  formula(core: Core, level: string): Operand {
    if (core.kind === 'Literal') return this.constant(core.value)
    if (isLeaf(core)) return this.leaf(core, level)
    const leaves = this.leaves(core, level)
    const variety = leaves.reduce((product, it) => product * it.variety, 1)
    if (variety > this.setting.few || leaves.some(it => it.isOfCall))
      return LOWER[core.kind](core as never, level, this)
    return this.whole(core, level, leaves)
  }

  constant(value: Value): Operand {
    const id = this.pool.idOf(value)
    return { read: () => id, variety: 1, isOfCall: false, isOfRow: true }
  }

  leaves(core: Core, level: string): readonly Operand[] {
    const found = new Map<string, Operand>()
    for (const leaf of leavesOf(core)) found.set(nameOf(leaf, found.size), this.leaf(leaf, level))
    return [...found.values()]
  }

  /** Looked up by what it reads, or evaluated each time where that is of this call only. */
  whole(core: Core, level: string, leaves: readonly Operand[] = this.leaves(core, level)): Operand {
    const rows = this.level(level)
    const find = (row: number) => evaluate(core, rows.row(row), this.setting.reader)
    const read = this.#remembered(leaves, (_, row) => find(row))
    return { read, ...knownOfFormula(core, leaves) }
  }

  /** What becomes of values, remembered by them. */
  memo(operands: readonly Operand[], find: (values: readonly Value[], row: number) => Value): Read {
    return this.#remembered(operands, (ids, row) =>
      find(
        Array.from(ids, it => this.pool.valueOf(it)),
        row,
      ),
    )
  }

  #remembered(operands: readonly Operand[], find: (ids: ArrayLike<Id>, row: number) => Value): Read {
    const reads = operands.map(it => it.read)
    const settled = (ids: ArrayLike<Id>, row: number) => this.#settle(() => find(ids, row))
    if (operands.length > 0 && !operands.some(it => it.isOfCall))
      return remembered(reads, settled, this.pool, this.forgetful)
    return row =>
      this.kept(
        settled(
          reads.map(it => it(row)),
          row,
        ),
      )
  }

  /** The value of an evaluation; what it refuses is for the reference engine to say. */
  #settle(evaluation: () => Value): Id {
    const value = attempted(evaluation)
    if (!this.setting.reader.takeRefusal() && value !== undefined) return this.pool.idOf(value)
    this.hasRefused = true
    return NONE
  }

  /** What cannot be told here makes the call a matter for the reference engine. */
  kept(id: Id): Id {
    if (id !== NONE) return id
    this.hasRefused = true
    return this.pool.notComputed
  }

  // --- leaves ----------------------------------------------------------------------------------------

  leaf(core: Leaf, level: string): Operand {
    if (core.kind === 'Column') return this.read(core.column)
    if (core.kind === 'LookUp') return this.lookedUp(this.column(core.column), level, core.path)
    const known = this.parts.get(core)
    if (known !== undefined) return known
    const found =
      core.kind === 'Shown'
        ? this.lookedUp(this.shownCells(core.column), level, core.path)
        : core.kind === 'SlotOf'
          ? this.#slotOf(core, level)
          : operandOf(
              core.kind === 'Slots' ? slotCells(core, level, this).total : aggregateCells(core, level, this),
            )
    this.parts.set(core, found)
    return found
  }

  #slotOf({ what, column, path }: Extract<Leaf, { kind: 'SlotOf' }>, level: string): Operand {
    const slots = this.slots(column)
    if (what.kind === 'slot') return this.#below(slots.slotOf(), level, path)
    const cells = slots.fills.get(what.fill)?.[what.kind]
    return cells === undefined
      ? this.constant(builtInAbsence('no_such_slot'))
      : this.lookedUp(cells, level, path)
  }

  /** Cells of the row itself, where there is a row above by the path. */
  #below(cells: ValueCells, level: string, path: readonly string[]): Operand {
    const above = this.above(level, path)
    if (above === undefined || above === ASKED) return operandOf(cells)
    const read: Read = row => (above(row) < 0 ? absenceOf(above(row)) : (cells.ids[row] as Id))
    return { read, variety: cells.variety + 1, isOfCall: false, isOfRow: false }
  }

  /** Cells of the row above, or the reason why there is none. */
  lookedUp(cells: ValueCells, level: string, path: readonly string[]): Operand {
    const above = this.above(level, path)
    if (above === undefined) return operandOf(cells)
    const { variety, isOfCall } = cells
    const isOfRow = false
    if (above === ASKED) return { read: () => cells.ids[0] as Id, variety, isOfCall, isOfRow }
    const read: Read = row => {
      const at = above(row)
      return at < 0 ? absenceOf(at) : (cells.ids[at] as Id)
    }
    return { read, variety: variety + 1, isOfCall, isOfRow }
  }

  // --- rows ------------------------------------------------------------------------------------------

  /** The row above by a path; undefined where that is the row itself. */
  above(level: string, path: readonly string[]): Above | undefined {
    let found: Above | undefined
    let from = level
    for (const to of path) {
      if (to === from) continue
      const step = this.#step(from, to)
      const before = found
      found = before === undefined ? step : row => (before(row) < 0 ? before(row) : step(before(row)))
      if (step === ASKED && before === undefined) found = ASKED
      from = to
    }
    return found
  }

  #step(from: string, to: string): Above {
    if (this.setting.inside.get(to)?.kind === 'asked') return ASKED
    const cells = this.#grouping(to)
    if (cells === undefined) throw new RangeError(`${from} is not in ${to}`)
    return row => cells.ids[row] as number
  }

  /** The group that each of the rows grouped is in. The part of the key that all rows of a call share tells nothing. */
  #grouping(name: string): Cells | undefined {
    const known = this.#above.get(name)
    if (known !== undefined) return known
    const inside = this.setting.inside.get(name)
    const declared = inside?.level
    if (inside === undefined || declared?.groups === undefined) return undefined
    const groups = this.level(name)
    const { level: of, where } = declared.groups
    const keys = ownKey(inside).map(id => ({ id, cells: this.column(id) }))
    const condition = where && this.rowFormula(this.folded(where), of).read
    const keyCells = keys.map(({ cells }) =>
      groups.keep(new ValueCells(groups.room, { ...knownOf(cells), isOfRow: false })),
    )
    for (const [part, { id }] of keys.entries())
      groups.columns.set(this.#keyColumn(name, declared.key.indexOf(id)), keyCells[part] as ValueCells)
    const { above, step } = grouped({
      groups,
      of: this.level(of),
      keys: keys.map(
        ({ cells }) =>
          row =>
            cells.ids[row] as Id,
      ),
      where: condition,
      keyCells,
      pool: this.pool,
    })
    this.groupKeys.set(name, keyCells)
    this.#above.set(name, above)
    this.steps.push(step)
    return above
  }

  #keyColumn(group: string, part: number): ColumnId {
    for (const { id, level, content } of this.setting.program.columns.values())
      if (level === group && content.kind === 'input' && content.key === part) return id
    return `${group} ${part}`
  }

  /** The rows of a level below the rows of another. */
  lists(level: string, path: readonly string[], owners: string): Lists {
    const key = [level, ...path].join('>')
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    if (this.setting.inside.get(level)?.kind === 'groups') this.#grouping(level)
    const above = this.above(level, path)
    const { lists, step } =
      above === ASKED
        ? allInOne(this.level(level), this.level(owners))
        : listed(this.level(level), this.level(owners), above ?? (row => row))
    this.#lists.set(key, lists)
    this.steps.push(step)
    return lists
  }
}

/** To the row asked about, which every row belongs to. */
const ASKED: Above = () => 0

export const operandOf = (cells: ValueCells): Operand => ({
  read: row => cells.ids[row] as Id,
  ...knownOf(cells),
})

const knownOf = ({ variety, isOfCall, isOfRow }: Known): Known => ({ variety, isOfCall, isOfRow })

/** Reads of the same column are one. */
const nameOf = (leaf: Leaf, index: number): string =>
  leaf.kind === 'Column' || leaf.kind === 'LookUp' || leaf.kind === 'Shown'
    ? [leaf.kind, leaf.column, ...(leaf.kind === 'Column' ? [] : leaf.path)].join(' ')
    : String(index)

function isText({ type }: Column, program: Program): boolean {
  return type.alternatives.some(it => {
    if (it.kind !== 'key') return it.kind === 'text'
    const key = program.tables.get(it.table)?.keys.find(({ name }) => name === it.key)
    return key?.type.alternatives.some(({ kind }) => kind === 'text') === true
  })
}
