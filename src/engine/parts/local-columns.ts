/**
 * What can be computed on a part of the rows alone. The rows of one level, and of those below it that say
 * which of its rows they belong to, are divided into parts; every part has the whole of all other data.
 * A column is local where its value on a row is the same whichever rows the other parts have. Pure, and on
 * the safe side: what it cannot tell is not local.
 */
import type { ColumnId, Core, Program, ProgramLevel } from '../../model/program.ts'
import { NATION } from '../reference/rows.ts'
import { placedParts } from './placed-parts.ts'

export interface Division {
  /** The level whose rows are divided. */
  readonly by: string
  /** Levels each row of which is in one part alone, and how that is found. */
  readonly divided: ReadonlyMap<string, DividedLevel>
  /** Whether a column is the same on a row in a part as among all rows. */
  isLocal(column: ColumnId): boolean
  /** Whether a formula is, on rows of a level. */
  isLocalFormula(core: Core, level: string): boolean
}

export interface DividedLevel {
  readonly level: string
  /** Columns of the level with the key of the row it goes with; undefined where it goes with a row of `through`. */
  readonly anchor?: readonly ColumnId[]
  readonly through?: string
}

/**
 * How the rows of a level are there in a part: each in one part; all in every part; of groups, those that
 * a row of the part is in; or not known without the other parts.
 */
type Presence = 'divided' | 'whole' | 'spread' | 'unknown'

export const divisionBy = (program: Program, level: string): Division => new Locality(program, level)

class Locality implements Division {
  readonly by: string
  readonly #program: Program
  readonly #divided = new Map<string, DividedLevel>()
  readonly #presence = new Map<string, Presence>()
  readonly #columns = new Map<ColumnId, boolean>()

  constructor(program: Program, by: string) {
    this.by = by
    this.#program = program
    const own = program.levels.get(by)
    if (own === undefined) throw new RangeError(`no level ${by}`)
    // Groups without data of their own divide the rows that they are made of.
    const base = own.groups?.level ?? by
    this.#divide(own.groups === undefined ? by : base, own.key)
    const others = [...program.levels.values()].filter(it => it.groups === undefined && it.name !== base)
    for (const _ of others) for (const it of others) this.#divideBase(it)
    for (const it of program.levels.keys()) this.#presenceOf(it)
  }

  get divided(): ReadonlyMap<string, DividedLevel> {
    return this.#divided
  }

  isLocal(id: ColumnId): boolean {
    const known = this.#columns.get(id)
    if (known !== undefined) return known
    // What reads itself is settled when checking; here it ends the search.
    this.#columns.set(id, false)
    const column = this.#program.columns.get(id)
    const isThere = column !== undefined && this.#presenceOf(column.level) !== 'unknown'
    const { content } = column ?? {}
    const isLocal =
      isThere &&
      content !== undefined &&
      (content.kind === 'input' || this.isLocalFormula(content.is, column.level))
    this.#columns.set(id, isLocal)
    return isLocal
  }

  isLocalFormula(core: Core, level: string): boolean {
    return (
      this.#reads(core, level) && placedParts(core, level).every(it => this.isLocalFormula(it.core, it.level))
    )
  }

  /** Whether what the formula reads itself, not in its parts, is local. */
  #reads(core: Core, level: string): boolean {
    if (core.kind === 'Column') return this.isLocal(core.column)
    if (core.kind === 'LookUp' || core.kind === 'SlotOf')
      return this.#isWay(level, core.path) && this.isLocal(core.column)
    if (core.kind === 'Shown') return this.#isWay(level, core.path) && this.#isShownLocal(core.column)
    if (core.kind === 'AggregateRows' || core.kind === 'Slots')
      return this.#isWholeBelow(core.level, core.path)
    return core.kind !== 'Table' || this.#isTableLocal(core.table)
  }

  #isShownLocal(id: ColumnId): boolean {
    const column = this.#program.columns.get(id)
    const show = column?.content.kind === 'rule' ? column.content.show : undefined
    return (
      column !== undefined &&
      this.isLocal(id) &&
      (show?.instead ?? []).every(it => this.isLocalFormula(it.when, column.level))
    )
  }

  #isTableLocal(name: string): boolean {
    const ofLevel = this.#program.tables.get(name)?.level
    if (ofLevel === undefined) return true
    return (
      this.#presenceOf(ofLevel.level) === 'whole' &&
      [...ofLevel.keys, ...ofLevel.gives].every(it => this.isLocal(it))
    )
  }

  // --- rows ----------------------------------------------------------------------------------------

  #divide(level: string, anchor: readonly ColumnId[]): void {
    this.#divided.set(level, { level, anchor })
    this.#presence.set(level, 'divided')
  }

  /** A level of the data goes with the rows that divide, or with those of another level that does. */
  #divideBase({ name, belongs }: ProgramLevel): void {
    if (this.#divided.has(name)) return
    const isOfData = (columns: readonly ColumnId[]) =>
      columns.length > 0 && columns.every(it => this.#program.columns.get(it)?.content.kind === 'input')
    const direct = belongs.get(this.by)
    const through = [...belongs].find(
      ([above, columns]) => this.#divided.has(above) && above !== this.by && isOfData(columns),
    )
    if (direct !== undefined && isOfData(direct)) this.#divide(name, direct)
    else if (through !== undefined && this.#program.levels.get(through[0])?.groups === undefined) {
      this.#divided.set(name, { level: name, through: through[0] })
      this.#presence.set(name, 'divided')
    }
  }

  #presenceOf(name: string): Presence {
    const known = this.#presence.get(name)
    if (known !== undefined) return known
    this.#presence.set(name, 'unknown')
    const level = this.#program.levels.get(name)
    const found =
      level === undefined ? 'unknown' : level.groups === undefined ? 'whole' : this.#presenceOfGroups(level)
    this.#presence.set(name, found)
    return found
  }

  #presenceOfGroups(level: ProgramLevel): Presence {
    const { groups, key, name } = level
    if (groups === undefined) return 'whole'
    const below = this.#presenceOf(groups.level)
    const isKnown =
      key.every(it => this.isLocal(it)) &&
      (groups.where === undefined || this.isLocalFormula(groups.where, groups.level))
    if (below === 'unknown' || !isKnown) return 'unknown'
    if (below !== 'divided') return below
    const anchor = this.#divided.get(groups.level)?.anchor?.map(it => key.indexOf(it))
    if (anchor === undefined || anchor.includes(-1) || groups.where !== undefined || this.#hasData(name))
      return 'spread'
    const own = keyColumnsOf(this.#program, name)
    this.#divided.set(name, { level: name, anchor: anchor.flatMap(it => own[it] ?? []) })
    return 'divided'
  }

  /** Groups with inputs of their own are all there in every part. */
  #hasData(name: string): boolean {
    return [...this.#program.columns.values()].some(
      ({ level, content }) => level === name && content.kind === 'input' && content.key === undefined,
    )
  }

  #isWay(level: string, path: readonly string[]): boolean {
    return path.every((above, index) => this.#isStep(path[index - 1] ?? level, above))
  }

  /** Whether a row of a part finds the row it belongs to in its part, if there is one anywhere. */
  #isStep(from: string, to: string): boolean {
    if (to === NATION) return true
    const [lower, upper] = [this.#program.levels.get(from), this.#program.levels.get(to)]
    const columns = lower?.belongs.get(to) ?? []
    const presence = this.#presenceOf(to)
    if (upper === undefined || presence === 'unknown' || !columns.every(it => this.isLocal(it))) return false
    if (presence === 'whole' || upper.groups?.level === from) return true
    return presence === 'divided' && this.#goTogether(from, to, columns)
  }

  /** Whether a row and the one it belongs to are in the same part, by the columns that say which that is. */
  #goTogether(from: string, to: string, columns: readonly ColumnId[]): boolean {
    const [lower, upper] = [this.#divided.get(from), this.#divided.get(to)]
    if (lower === undefined || upper === undefined) return false
    if (lower.through === to) return true
    const key = keyColumnsOf(this.#program, to)
    const anchored = to === this.by ? columns : upper.anchor?.map(it => columns[key.indexOf(it)])
    return (
      anchored !== undefined &&
      lower.anchor?.length === anchored.length &&
      lower.anchor.every((it, index) => it === anchored[index])
    )
  }

  /** Whether all rows that belong to a row of the last level of the path are in its part. */
  #isWholeBelow(level: string, path: readonly string[]): boolean {
    const presences = [level, ...path].map(it => (it === NATION ? 'whole' : this.#presenceOf(it)))
    const [first = 'unknown'] = presences
    const isOne = (first === 'divided' || first === 'whole') && presences.every(it => it === first)
    return isOne && this.#isWay(level, path)
  }
}

/** The columns of a level that make its key: of a group level, its own and not those of the rows grouped. */
export function keyColumnsOf({ levels, columns }: Program, name: string): readonly ColumnId[] {
  const level = levels.get(name)
  if (level?.groups === undefined) return level?.key ?? []
  const own = [...columns.values()].filter(it => it.level === name)
  return level.key.flatMap(
    (_, index) => own.find(({ content }) => content.kind === 'input' && content.key === index)?.id ?? [],
  )
}
