/**
 * Formulas as reads of cells. What a formula came to is remembered by the values it read, so that most
 * formulas are looked up; where those are of too many kinds, its parts are, and arithmetic, comparisons
 * and choices between them are done on numbers of values.
 */
import type { Core, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { isLeaf, type Leaf, leavesOf } from '../columnar/leaves.ts'
import type { Fold } from '../fold.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import type { CallReader } from './call-reader.ts'
import { Columns } from './columns.ts'
import { Evaluations } from './evaluations.ts'
import { leafRead } from './leaf-reads.ts'
import type { Read } from './memo.ts'
import type { Operand } from './operand.ts'
import { LOWER } from './operators.ts'
import type { Pool } from './pool.ts'
import { Relations } from './relations.ts'
import { RowClasses } from './row-classes.ts'
import type { Inside } from './scope.ts'
import { type Cells, SheetLevel } from './sheet.ts'
import { knownOfFormula } from './variety.ts'

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
  readonly columns: Columns
  readonly relations: Relations
  readonly evaluations: Evaluations
  readonly levels = new Map<string, SheetLevel>()
  /** What is done for a call once its inputs are there, in this order. */
  readonly steps: (() => void)[] = []
  /** Parts of formulas that are read from cells, for the reference semantics. */
  readonly parts = new Map<Core, Operand>()
  /** Classes of the rows that are given, of which there may be many. */
  readonly classes = new Map<string, RowClasses>()
  readonly #folded = new Map<Core, Core>()

  constructor(setting: Setting) {
    this.setting = setting
    this.pool = setting.pool
    this.evaluations = new Evaluations(setting.pool, setting.reader)
    this.relations = new Relations(this)
    this.columns = new Columns(this)
    for (const { name, kind } of setting.inside.values()) {
      const level = new SheetLevel(name)
      this.levels.set(name, level)
      if (kind === 'given') this.classes.set(name, new RowClasses(level, setting.pool))
    }
  }

  level(name: string): SheetLevel {
    const level = this.levels.get(name)
    if (level === undefined) throw new RangeError(`no rows of ${name} in a call`)
    return level
  }

  /** Whether anything depends on the rows of a level. */
  isRead(name: string): boolean {
    return this.level(name).columns.size > 0 || this.relations.areOf(name)
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
    if (isLeaf(core)) return leafRead(core, level, this)
    const leaves = this.#leaves(core, level)
    const variety = leaves.reduce((product, it) => product * it.variety, 1)
    if (variety > this.setting.few || leaves.some(it => it.isOfCall))
      return LOWER[core.kind](core as never, level, this)
    return this.whole(core, level, leaves)
  }

  constant(value: Value): Operand {
    const id = this.pool.idOf(value)
    return { read: () => id, variety: 1, isOfCall: false, isOfRow: true }
  }

  #leaves(core: Core, level: string): readonly Operand[] {
    const found = new Map<string, Operand>()
    for (const leaf of leavesOf(core)) found.set(nameOf(leaf, found.size), leafRead(leaf, level, this))
    return [...found.values()]
  }

  /** Looked up by what it reads, or evaluated each time where that is of this call only. */
  whole(core: Core, level: string, leaves: readonly Operand[] = this.#leaves(core, level)): Operand {
    const rows = this.level(level)
    const find = (row: number) => evaluate(core, rows.row(row), this.setting.reader)
    const read = this.evaluations.remembered(leaves, (_, row) => find(row))
    return { read, ...knownOfFormula(core, leaves) }
  }
}

/** Reads of the same column are one. */
const nameOf = (leaf: Leaf, index: number): string =>
  leaf.kind === 'Column' || leaf.kind === 'LookUp' || leaf.kind === 'Shown'
    ? [leaf.kind, leaf.column, ...(leaf.kind === 'Column' ? [] : leaf.path)].join(' ')
    : String(index)
