/**
 * What a column reads: the columns its formula names, and those that decide which rows there are on
 * the levels it meets and which of them belong together.
 */
import { partsOf } from '../model/core-parts.ts'
import type { ColumnId, Core, CoreAggregateRows, CoreSlots, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'

/** A column read, and where. */
export interface Read {
  readonly column: ColumnId
  readonly at: Span
}

type Columns = Pick<Program, 'columns' | 'levels' | 'tables'>

export function readsOf(program: Columns, id: ColumnId): readonly Read[] {
  const column = program.columns.get(id)
  if (column === undefined) return []
  if (column.content.kind === 'input') return keyReads(program, column.level, column.content.key)
  const { is, show, rule } = column.content
  const reads = new Map<ColumnId, Read>()
  const reader = new Reader(program, reads)
  reader.rows(column.level, rule.at)
  reader.read(is, column.level)
  for (const { when } of show?.instead ?? []) reader.read(when, column.level)
  return [...reads.values()]
}

/** The key column of a group is that of the rows grouped. */
function keyReads({ columns, levels }: Columns, level: string, key: number | undefined): readonly Read[] {
  const below = key === undefined ? undefined : levels.get(level)?.key[key]
  const content = below === undefined ? undefined : columns.get(below)?.content
  return below === undefined || content?.kind !== 'rule' ? [] : [{ column: below, at: content.rule.at }]
}

class Reader {
  readonly #program: Columns
  readonly #reads: Map<ColumnId, Read>
  readonly #levels = new Set<string>()

  constructor(program: Columns, reads: Map<ColumnId, Read>) {
    this.#program = program
    this.#reads = reads
  }

  /** What the formula reads that stands on a row of the level. */
  read(core: Core, level: string): void {
    if (core.kind === 'Column') this.#add(core.column, core.at)
    if (core.kind === 'LookUp' || core.kind === 'Shown' || core.kind === 'SlotOf') {
      this.#add(core.column, core.at)
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

  #add(column: ColumnId, at: Span): void {
    if (!this.#reads.has(column)) this.#reads.set(column, { column, at })
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
