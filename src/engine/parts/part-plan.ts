/**
 * What is computed on parts of the rows and what afterwards on all of them. Local columns that are asked
 * for, or that other columns need, are kept from every part; so are local parts of formulas that need all
 * rows, as columns of their own. In the program that remains, what was kept is data. Pure.
 */
import type {
  Column,
  ColumnId,
  Core,
  Program,
  ProgramLevel,
  ProgramShow,
  RuleContent,
} from '../../model/program.ts'
import { formKey } from '../columnar/form-key.ts'
import { leavesOf } from '../columnar/leaves.ts'
import { type Division, keyColumnsOf } from './local-columns.ts'
import { mayRefuse } from './may-refuse.ts'
import { mapPlaced } from './placed-parts.ts'

export interface PartPlan {
  readonly division: Division
  /** The program with the parts of formulas that are kept as columns of their own: what runs on each part. */
  readonly inParts: Program
  /** What is kept of every part. */
  readonly kept: readonly KeptAs[]
  /** What runs on all rows in the end, over what was kept. Groups that are divided are rows of its data. */
  readonly rest: Program
  /** The levels whose rows can be known in the end. */
  readonly levels: ReadonlySet<string>
}
/** A column of the program of parts, and the input it is of the rest. */
export interface KeptAs {
  readonly level: string
  readonly column: ColumnId
  readonly as: ColumnId
}

/** What is asked for in the end: columns, exact and published, and levels whose rows are to be known. */
export interface Wanted {
  readonly columns: Iterable<ColumnId>
  readonly levels: Iterable<string>
}

export function planParts(program: Program, division: Division, { columns, levels }: Wanted): PartPlan {
  const planner = new Planner(program, division)
  for (const it of columns) planner.need(it)
  for (const it of levels) planner.needRows(it)
  return planner.finish()
}

class Planner {
  readonly #program: Program
  readonly #division: Division
  readonly #rest = new Map<ColumnId, Column>()
  readonly #kept = new Map<ColumnId, KeptAs>()
  readonly #extracted = new Map<string, Column>()
  readonly #levels = new Map<string, ProgramLevel>()
  /** That of the formula at hand, for the columns made of its parts. */
  #rule: RuleContent['rule'] | undefined

  constructor(program: Program, division: Division) {
    this.#program = program
    this.#division = division
  }

  /** Sees to it that the rest can tell a column, exact and published. */
  need(id: ColumnId): void {
    const column = this.#program.columns.get(id)
    if (column === undefined || this.#rest.has(id)) return
    this.#rest.set(id, column)
    this.needRows(column.level)
    const { content, level } = column
    if (content.kind === 'input') {
      if (this.#isOfDividedGroups(column)) this.#rest.set(id, this.#keepKey(column))
      return
    }
    const isKept = this.#division.divided.has(level) && this.#division.isLocal(id)
    const before = this.#rule
    this.#rule = content.rule
    const is = isKept ? this.#keep(column, content.is) : this.#rewritten(content.is, level)
    const show = content.show && this.#rewrittenShow(content.show, level)
    this.#rest.set(id, { ...column, content: { ...content, is, ...(show && { show }) } })
    this.#rule = before
  }

  finish(): PartPlan {
    const { columns, order, levels } = this.#program
    const extracted = [...this.#extracted.values()]
    // The key of a group is a column of it, whether anything reads it or not.
    const inputs = [...columns.values()].filter(
      it => it.content.kind === 'input' && !this.#isOfDividedGroups(it),
    )
    return {
      division: this.#division,
      inParts: {
        ...this.#program,
        columns: new Map([...columns, ...extracted.map(it => [it.id, it] as const)]),
        order: [...order, ...extracted.map(it => it.id)],
      },
      kept: [...this.#kept.values()],
      rest: {
        ...this.#program,
        columns: new Map([...inputs.map(it => [it.id, it] as const), ...this.#rest]),
        order: order.filter(it => this.#rest.has(it)),
        levels: new Map([...levels].map(([name, it]) => [name, this.#levels.get(name) ?? it])),
      },
      levels: new Set(
        [...levels].flatMap(([name, it]) =>
          it.groups === undefined || this.#levels.has(name) ? [name] : [],
        ),
      ),
    }
  }

  // --- what is kept ----------------------------------------------------------------------------------

  /** Keeps a column of the program of parts; gives what stands for it. */
  #keep(column: Column, { at }: Core): Core {
    const as = `${column.id} kept`
    if (!this.#kept.has(column.id)) {
      this.#kept.set(column.id, { level: column.level, column: column.id, as })
      this.#rest.set(as, { ...column, id: as, content: { kind: 'input', mayBeMissing: false } })
    }
    return { kind: 'Column', column: as, at }
  }

  #keepKey(column: Column): Column {
    const { id, level } = column
    this.#kept.set(id, { level, column: id, as: id })
    return { ...column, content: { kind: 'input', mayBeMissing: false } }
  }

  /** A local part of a formula as a column of its own; the same one for parts that are written alike. */
  #extract(core: Core, level: string, rule: RuleContent['rule']): Core {
    const key = `${level} ${formKey(core)}`
    const name = `part ${this.#extracted.size + 1}`
    const column: Column = this.#extracted.get(key) ?? {
      id: `${level}.${name}`,
      level,
      name,
      title: name,
      members: [],
      type: { alternatives: [] },
      absences: [],
      content: { kind: 'rule', rule, is: core },
    }
    this.#extracted.set(key, column)
    this.needRows(level)
    return this.#keep(column, core)
  }

  // --- what needs all rows -----------------------------------------------------------------------------

  #rewritten(core: Core, level: string): Core {
    if (core.kind === 'Column') this.need(core.column)
    else if (this.#rule !== undefined && this.#isExtracted(core, level))
      return this.#extract(core, level, this.#rule)
    if (core.kind === 'LookUp' || core.kind === 'Shown' || core.kind === 'SlotOf') {
      this.#needWay(level, core.path)
      this.need(core.column)
    }
    if (core.kind === 'AggregateRows' || core.kind === 'Slots') {
      this.needRows(core.level)
      this.#needWay(core.level, core.path)
    }
    if (core.kind === 'Table') this.#needTable(core.table)
    return mapPlaced(core, level, (part, at) => this.#rewritten(part, at))
  }

  #isExtracted(core: Core, level: string): boolean {
    return (
      this.#division.divided.has(level) &&
      leavesOf(core).length > 0 &&
      this.#division.isLocalFormula(core, level) &&
      !mayRefuse(core)
    )
  }

  #rewrittenShow(show: ProgramShow, level: string): ProgramShow {
    const instead = show.instead.map(it => ({ ...it, when: this.#rewritten(it.when, level) }))
    return { ...show, instead }
  }

  #needTable(name: string): void {
    const ofLevel = this.#program.tables.get(name)?.level
    if (ofLevel === undefined) return
    this.needRows(ofLevel.level)
    for (const it of [...ofLevel.keys, ...ofLevel.gives]) this.need(it)
  }

  #needWay(level: string, path: readonly string[]): void {
    for (const [index, above] of path.entries()) {
      const lower = path[index - 1] ?? level
      for (const it of this.#program.levels.get(lower)?.belongs.get(above) ?? []) this.need(it)
      this.needRows(above)
    }
  }

  /** What says which rows a level has: the keys of its rows, and for groups those of the rows grouped. */
  needRows(name: string): void {
    const level = this.#program.levels.get(name)
    if (level === undefined || this.#levels.has(name)) return
    this.#levels.set(name, level)
    const own = keyColumnsOf(this.#program, name)
    for (const it of own) this.need(it)
    const { groups, ...others } = level
    if (groups === undefined) return
    if (this.#division.divided.has(name)) {
      this.#levels.set(name, { ...others, key: own })
      return
    }
    for (const it of level.key) this.need(it)
    this.needRows(groups.level)
    const before = this.#rule
    this.#rule = undefined
    const where = groups.where && this.#rewritten(groups.where, groups.level)
    this.#rule = before
    this.#levels.set(name, { ...level, groups: { ...groups, ...(where && { where }) } })
  }

  #isOfDividedGroups({ level }: Column): boolean {
    return this.#division.divided.has(level) && this.#program.levels.get(level)?.groups !== undefined
  }
}
