/**
 * What a value reads: the columns its formula names, and those that decide which rows there are on
 * the levels it meets and which of them belong together. A column has two values: the exact one, and
 * the published one, which depends on the conditions of its style as well.
 */
import { partsOf } from '../model/core-parts.ts'
import type { ColumnId, Core, CoreAggregateRows, CoreSlots, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'

/** The exact or the published value of a column. */
export interface Node {
  readonly column: ColumnId
  readonly isPublished: boolean
}
/** A value read, and where. */
export interface Read extends Node {
  readonly at: Span
}

/** `entry.score`, `shown(entry.score)` */
export const nameOf = ({ column, isPublished }: Node): string => (isPublished ? `shown(${column})` : column)

type Columns = Pick<Program, 'columns' | 'levels' | 'tables'>

export function readsOf(program: Columns, { column: id, isPublished }: Node): readonly Read[] {
  const column = program.columns.get(id)
  if (column === undefined) return []
  if (column.content.kind === 'input') return keyReads(program, column.level, column.content.key)
  const { is, show, rule } = column.content
  const reader = new Reader(program)
  reader.rows(column.level, rule.at)
  if (isPublished) {
    reader.add({ column: id, isPublished: false, at: rule.at })
    for (const { when } of show?.instead ?? []) reader.read(when, column.level)
  } else {
    reader.read(is, column.level)
  }
  return [...reader.reads.values()]
}

/** The key column of a group is that of the rows grouped. */
function keyReads({ columns, levels }: Columns, level: string, key: number | undefined): readonly Read[] {
  const below = key === undefined ? undefined : levels.get(level)?.key[key]
  const content = below === undefined ? undefined : columns.get(below)?.content
  return below === undefined || content?.kind !== 'rule'
    ? []
    : [{ column: below, isPublished: false, at: content.rule.at }]
}

class Reader {
  readonly reads = new Map<string, Read>()
  readonly #program: Columns
  readonly #levels = new Set<string>()

  constructor(program: Columns) {
    this.#program = program
  }

  /** What the formula reads that stands on a row of the level. */
  read(core: Core, level: string): void {
    if (core.kind === 'Column') this.#add(core.column, core.at)
    if (core.kind === 'LookUp' || core.kind === 'Shown' || core.kind === 'SlotOf') {
      this.add({ column: core.column, isPublished: core.kind === 'Shown', at: core.at })
      this.#way(level, core.path, core.at)
    }
    if (core.kind === 'Table') this.#table(core.table, core.at)
    if (core.kind === 'AggregateRows') this.#aggregate(core, level)
    else if (core.kind === 'Slots') this.#slots(core, level)
    else for (const part of partsOf(core)) this.read(part, level)
  }

  /** What decides which rows a level has. */
  rows(level: string, at: Span): void {
    if (this.#levels.has(level)) return
    this.#levels.add(level)
    const { groups, key } = this.#program.levels.get(level) ?? { key: [] }
    if (groups === undefined) return
    for (const it of key) this.#add(it, at)
    if (groups.where !== undefined) this.read(groups.where, groups.level)
    this.rows(groups.level, at)
  }

  add(read: Read): void {
    const name = nameOf(read)
    if (!this.reads.has(name)) this.reads.set(name, read)
  }

  #add(column: ColumnId, at: Span): void {
    this.add({ column, isPublished: false, at })
  }

  /** What leads from a row up to the rows it belongs to. */
  #way(from: string, path: readonly string[], at: Span): void {
    let level = from
    for (const above of path) {
      for (const it of this.#program.levels.get(level)?.belongs.get(above) ?? []) this.#add(it, at)
      this.rows(above, at)
      level = above
    }
  }

  #table(name: string, at: Span): void {
    const table = this.#program.tables.get(name)
    const columns = table?.level === undefined ? [] : [...table.level.keys, ...table.level.gives]
    for (const it of columns) this.#add(it, at)
    if (table?.level !== undefined) this.rows(table.level.level, at)
  }

  #aggregate({ level: inner, path, of, where, by, args, at }: CoreAggregateRows, outer: string): void {
    this.rows(inner, at)
    this.#way(inner, path, at)
    for (const part of [of, where, ...by.map(it => it.key)]) if (part !== undefined) this.read(part, inner)
    for (const part of args) this.read(part, outer)
  }

  #slots({ level: inner, path, where, score, copies, fills, limits, at }: CoreSlots, owner: string): void {
    this.rows(inner, at)
    this.#way(inner, path, at)
    const candidate = [
      where,
      score,
      copies,
      ...fills.flatMap(it => [it.accept, it.weight]),
      ...limits.map(it => it.where),
    ]
    for (const part of candidate) if (part !== undefined) this.read(part, inner)
    for (const part of [...fills.map(it => it.take), ...limits.map(it => it.atMost)]) this.read(part, owner)
  }
}
