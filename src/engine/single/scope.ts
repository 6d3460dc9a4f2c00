/**
 * What a call has to compute: the columns that the wanted ones depend on, on the row that is asked about
 * and on the rows below it. A rule that looks at any other row cannot be computed from these, and is named.
 */
import { partsOf } from '../../model/core-parts.ts'
import type { Column, ColumnId, Core, Program, ProgramLevel } from '../../model/program.ts'
import type { Span } from '../../source/source.ts'
import type { Fold } from '../fold.ts'

/** A level whose rows a call has. */
export interface InsideLevel {
  readonly name: string
  /** The one row asked about, rows given with it, or groups of rows that are inside. */
  readonly kind: 'asked' | 'given' | 'groups'
  readonly level: ProgramLevel
  /** The parts of its key that only say to which row asked about it belongs. */
  readonly shared: readonly ColumnId[]
}
/** The levels of a call by name, the one asked about first. */
export type Inside = ReadonlyMap<string, InsideLevel>

/** Why an output cannot be computed from one row and those below it. */
export interface Beyond {
  /** The rule that looks at other rows. */
  readonly rule: ColumnId
  /** The level whose rows it looks at. */
  readonly level: string
  readonly at: Span
}

/** The rows that belong to one row of a base level: all that name it as theirs, and groups of theirs alone. */
export function insideOf(program: Program, asked: ProgramLevel): Inside {
  const inside = new Map<string, InsideLevel>([
    [asked.name, { name: asked.name, kind: 'asked', level: asked, shared: [] }],
  ])
  for (const level of program.levels.values())
    if (level.groups === undefined && level.name !== asked.name && level.belongs.has(asked.name))
      inside.set(level.name, {
        name: level.name,
        kind: 'given',
        level,
        shared: level.belongs.get(asked.name) ?? [],
      })
  for (let before = 0; before < inside.size; ) {
    before = inside.size
    for (const level of program.levels.values())
      if (!inside.has(level.name) && isGroupInside(level, asked.name, inside)) {
        const grouped = program.levels.get(level.groups?.level ?? '')
        const shared = grouped?.belongs.get(asked.name) ?? []
        inside.set(level.name, { name: level.name, kind: 'groups', level, shared })
      }
  }
  return inside
}

/** The parts of a key that tell the rows of one call apart. */
export const ownKey = ({ level, shared }: InsideLevel): readonly ColumnId[] =>
  level.key.filter(it => !shared.includes(it))

/** Whether the rows of a group all belong to the same row, because that is part of its key. */
function isGroupInside({ groups, key, belongs }: ProgramLevel, asked: string, inside: Inside): boolean {
  const grouped = groups && inside.get(groups.level)
  if (grouped === undefined || grouped.kind === 'asked' || !belongs.has(asked)) return false
  return grouped.level.belongs.get(asked)?.every(it => key.includes(it)) === true
}

/** Whether a step from a row to the one it belongs to stays inside. */
export function isStepInside(from: string, to: string, inside: Inside): boolean {
  if (from === to) return true
  const target = inside.get(to)
  return target?.kind === 'asked' || (target?.kind === 'groups' && target.level.groups?.level === from)
}

/** Finds the columns that columns depend on. */
export class Needs {
  readonly columns = new Set<ColumnId>()
  readonly #program: Program
  readonly #inside: Inside
  readonly #fold: Fold
  /** Of columns met before, what keeps them from being computed. */
  readonly #known = new Map<ColumnId, Beyond>()
  #rule: ColumnId = ''
  #beyond: Beyond | undefined

  constructor(program: Program, inside: Inside, fold: Fold) {
    this.#program = program
    this.#inside = inside
    this.#fold = fold
  }

  /** Adds an output and all it depends on; says why where that is not possible. */
  add(column: Column, isShown: boolean): Beyond | undefined {
    this.#beyond = undefined
    this.#need(column.id)
    if (isShown) this.#publication(column)
    return this.#beyond
  }

  #need(id: ColumnId): void {
    this.#beyond ??= this.#known.get(id)
    if (this.#beyond !== undefined || this.columns.has(id)) return
    const column = this.#program.columns.get(id)
    if (column === undefined) throw new RangeError(`no column ${id}`)
    this.columns.add(id)
    const level = this.#inside.get(column.level)
    if (level?.kind === 'groups') this.#group(level)
    if (this.#beyond !== undefined) this.#known.set(id, this.#beyond)
    if (this.#beyond !== undefined || column.content.kind !== 'rule') return
    const { is } = column.content
    this.#within(id, () => this.#visit(this.#fold(is), column.level))
    if (this.#beyond !== undefined) this.#known.set(id, this.#beyond)
  }

  /** What a group says of itself stands in data that a call does not have. */
  #read(id: ColumnId, at: Span): void {
    const column = this.#program.columns.get(id)
    const isOfGroup = column !== undefined && this.#inside.get(column.level)?.kind === 'groups'
    if (isOfGroup && column.content.kind === 'input' && column.content.key === undefined)
      this.#beyond ??= { rule: this.#rule, level: column.level, at }
    this.#need(id)
  }

  #within(rule: ColumnId, visit: () => void): void {
    const outer = this.#rule
    this.#rule = rule
    visit()
    this.#rule = outer
  }

  #publication({ id, level, content }: Column): void {
    for (const { when } of (content.kind === 'rule' && content.show?.instead) || [])
      this.#within(id, () => this.#visit(this.#fold(when), level))
  }

  /** Which rows a group has depends on the columns it is grouped by. */
  #group(inside: InsideLevel): void {
    const { level } = inside
    for (const it of ownKey(inside)) this.#need(it)
    const { groups } = level
    if (groups?.where !== undefined) this.#visit(this.#fold(groups.where), groups.level)
  }

  #path(from: string, path: readonly string[], at: Span): void {
    let level = from
    for (const to of path) {
      if (!isStepInside(level, to, this.#inside)) this.#beyond ??= { rule: this.#rule, level: to, at }
      const target = this.#inside.get(to)
      if (target?.kind === 'groups') this.#group(target)
      level = to
    }
  }

  #visit(core: Core, level: string): void {
    if (this.#beyond !== undefined) return
    if (core.kind === 'Column') this.#read(core.column, core.at)
    else if (core.kind === 'LookUp' || core.kind === 'SlotOf' || core.kind === 'Shown') {
      this.#path(level, core.path, core.at)
      if (this.#beyond === undefined) this.#read(core.column, core.at)
      const column = this.#program.columns.get(core.column)
      if (core.kind === 'Shown' && column !== undefined) this.#publication(column)
    } else if (core.kind === 'AggregateRows' || core.kind === 'Slots') this.#below(core, level)
    else {
      const table = core.kind === 'Table' ? this.#program.tables.get(core.table)?.level : undefined
      if (table !== undefined) this.#beyond = { rule: this.#rule, level: table.level, at: core.at }
      for (const it of partsOf(core)) this.#visit(it, level)
    }
  }

  /** Formulas about lower rows are read there, the others on the row itself. */
  #below(core: Extract<Core, { kind: 'AggregateRows' | 'Slots' }>, level: string): void {
    if (!this.#inside.has(core.level)) this.#beyond = { rule: this.#rule, level: core.level, at: core.at }
    this.#path(core.level, core.path, core.at)
    const lower = this.#inside.get(core.level)
    if (lower?.kind === 'groups') this.#group(lower)
    const own =
      core.kind === 'Slots'
        ? [...core.fills.map(it => it.take), ...core.limits.map(it => it.atMost)]
        : core.args
    for (const it of partsOf(core)) this.#visit(it, own.includes(it) ? level : core.level)
  }
}
