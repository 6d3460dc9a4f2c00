/**
 * The rows above and below the rows of a call: to which group or row each belongs, and the lists of those
 * below, each found once for everything that asks for it.
 */
import type { ColumnId } from '../../model/program.ts'
import { type Above, absenceOf, allInOne, grouped, type Lists, listed } from './belonging.ts'
import type { Lowering } from './lowering.ts'
import type { Read } from './memo.ts'
import { knownOf, type Operand, operandOf } from './operand.ts'
import type { Id } from './pool.ts'
import { type InsideLevel, ownKey } from './scope.ts'
import { type Cells, ValueCells } from './sheet.ts'

/** To the row asked about, which every row belongs to. */
const ASKED: Above = () => 0

export class Relations {
  /** The key of each level of groups, as far as it tells them apart. */
  readonly groupKeys = new Map<string, readonly ValueCells[]>()
  readonly #lowering: Lowering
  readonly #groupings = new Map<string, Cells>()
  readonly #lists = new Map<string, Lists>()

  constructor(lowering: Lowering) {
    this.#lowering = lowering
  }

  /** Whether lists or groups are made of the rows of a level. */
  areOf(name: string): boolean {
    const { inside } = this.#lowering.setting
    return (
      [...this.#groupings.keys()].some(it => inside.get(it)?.level.groups?.level === name) ||
      [...this.#lists.keys()].some(it => it.startsWith(`${name}>`))
    )
  }

  // --- above -----------------------------------------------------------------------------------------

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

  /** Cells of the row itself, where there is a row above by the path. */
  whereAbove(cells: ValueCells, level: string, path: readonly string[]): Operand {
    const above = this.above(level, path)
    if (above === undefined || above === ASKED) return operandOf(cells)
    const read: Read = row => (above(row) < 0 ? absenceOf(above(row)) : (cells.ids[row] as Id))
    return { read, variety: cells.variety + 1, isOfCall: false, isOfRow: false }
  }

  #step(from: string, to: string): Above {
    if (this.#lowering.setting.inside.get(to)?.kind === 'asked') return ASKED
    const cells = this.grouping(to)
    if (cells === undefined) throw new RangeError(`${from} is not in ${to}`)
    return row => cells.ids[row] as number
  }

  // --- groups ----------------------------------------------------------------------------------------

  /** The group that each of the rows grouped is in; undefined where a level is none of groups. */
  grouping(name: string): Cells | undefined {
    const known = this.#groupings.get(name)
    if (known !== undefined) return known
    const inside = this.#lowering.setting.inside.get(name)
    if (inside?.kind !== 'groups') return undefined
    const keyCells = this.#keyCells(inside)
    const { above, step } = this.#grouped(inside, keyCells)
    this.groupKeys.set(name, [...keyCells.values()])
    this.#groupings.set(name, above)
    this.#lowering.steps.push(step)
    return above
  }

  /** Cells for the parts of a group's key; the part that all rows of a call share tells nothing. */
  #keyCells(inside: InsideLevel): ReadonlyMap<ColumnId, ValueCells> {
    const groups = this.#lowering.level(inside.name)
    const found = new Map<ColumnId, ValueCells>()
    for (const id of ownKey(inside)) {
      const known = { ...knownOf(this.#lowering.columns.cells(id)), isOfRow: false }
      const cells = groups.keep(new ValueCells(groups.room, known))
      groups.columns.set(this.#keyColumn(inside.name, inside.level.key.indexOf(id)), cells)
      found.set(id, cells)
    }
    return found
  }

  #grouped(
    { name, level }: InsideLevel,
    keyCells: ReadonlyMap<ColumnId, ValueCells>,
  ): ReturnType<typeof grouped> {
    const { columns, pool } = this.#lowering
    const { level: of = name, where } = level.groups ?? {}
    return grouped({
      groups: this.#lowering.level(name),
      of: this.#lowering.level(of),
      keys: [...keyCells.keys()].map(id => operandOf(columns.cells(id)).read),
      where: where && this.#lowering.rowFormula(this.#lowering.folded(where), of).read,
      keyCells: [...keyCells.values()],
      pool,
    })
  }

  #keyColumn(group: string, part: number): ColumnId {
    for (const { id, level, content } of this.#lowering.setting.program.columns.values())
      if (level === group && content.kind === 'input' && content.key === part) return id
    return `${group} ${part}`
  }

  // --- below -----------------------------------------------------------------------------------------

  /** The rows of a level below the rows of another. */
  lists(level: string, path: readonly string[], owners: string): Lists {
    const key = [level, ...path].join('>')
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    this.grouping(level)
    const above = this.above(level, path)
    const [rows, over] = [this.#lowering.level(level), this.#lowering.level(owners)]
    const { lists, step } = above === ASKED ? allInOne(rows, over) : listed(rows, over, above ?? (row => row))
    this.#lists.set(key, lists)
    this.#lowering.steps.push(step)
    return lists
  }

  /** Lists that something has asked for before. */
  knownLists(level: string, path: readonly string[]): Lists | undefined {
    return this.#lists.get([level, ...path].join('>'))
  }
}
