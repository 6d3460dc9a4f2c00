/**
 * Columns as cells, or told by the class of a row. A column is made when it is first asked for, and what
 * computes it becomes a step of every call.
 */
import type { Column, ColumnId, Core, Program } from '../../model/program.ts'
import type { Value } from '../../value/value.ts'
import { publish } from '../reference/show.ts'
import type { Lowering } from './lowering.ts'
import { knownOf, type Operand, operandOf } from './operand.ts'
import { type Id, YES_ID } from './pool.ts'
import { type SheetLevel, ValueCells } from './sheet.ts'
import { type SlotCells, slotCells } from './slots.ts'
import { varietyOfColumn } from './variety.ts'

export class Columns {
  /** The columns that have to be loaded. */
  readonly inputs: ColumnId[] = []
  readonly #lowering: Lowering
  readonly #shown = new Map<ColumnId, ValueCells>()
  readonly #slots = new Map<ColumnId, SlotCells>()

  constructor(lowering: Lowering) {
    this.#lowering = lowering
  }

  /** A column on the rows of its level, from cells or by class. */
  read(id: ColumnId): Operand {
    const { level: name, content } = this.#column(id)
    const level = this.#lowering.level(name)
    const told = level.byClass.get(id)
    if (told !== undefined) return told
    if (level.columns.has(id) || content.kind === 'input' || !this.#lowering.classes.has(name))
      return operandOf(this.cells(id))
    const core = this.#lowering.folded(content.is)
    const found = core.kind === 'Slots' ? undefined : this.#lowering.rowFormula(core, name)
    if (found === undefined || !found.isOfRow) return operandOf(this.cells(id))
    level.byClass.set(id, found)
    return found
  }

  cells(id: ColumnId): ValueCells {
    const column = this.#column(id)
    const level = this.#lowering.level(column.level)
    const known = level.columns.get(id)
    if (known !== undefined) return known
    this.#lowering.relations.grouping(column.level)
    const formed = level.columns.get(id)
    if (formed !== undefined) return formed
    if (column.content.kind === 'rule') return this.#rule(column, column.content.is)
    return this.#shared(column, level) ?? this.#input(column, level)
  }

  #column(id: ColumnId): Column {
    return this.#lowering.setting.reader.column(id)
  }

  // --- inputs ----------------------------------------------------------------------------------------

  #input(column: Column, level: SheetLevel): ValueCells {
    this.inputs.push(column.id)
    const { program } = this.#lowering.setting
    const isOfCall = isText(column, program)
    return level.column(column.id, {
      variety: varietyOfColumn(column, program),
      isOfCall,
      isOfRow: !isOfCall,
    })
  }

  /** What says to which row asked about a row belongs is the key of that row. */
  #shared(column: Column, level: SheetLevel): ValueCells | undefined {
    const { inside: all } = this.#lowering.setting
    const inside = all.get(column.level)
    const [asked] = all.values()
    const part = asked === undefined ? -1 : (inside?.level.belongs.get(asked.name)?.indexOf(column.id) ?? -1)
    const id = asked?.level.key[part]
    if (id === undefined || inside?.kind === 'asked') return undefined
    const key = this.cells(id)
    const cells = level.column(column.id, { ...knownOf(key), isOfRow: false })
    this.#lowering.fill(level, cells, () => key.ids[0] as Id)
    return cells
  }

  // --- rules -----------------------------------------------------------------------------------------

  #rule(column: Column, written: Core): ValueCells {
    const core = this.#lowering.folded(written)
    const level = this.#lowering.level(column.level)
    if (core.kind === 'Slots') {
      const { total } = this.slots(column.id)
      level.columns.set(column.id, total)
      return total
    }
    const { read, ...known } = this.#lowering.rowFormula(core, column.level)
    const variety = Math.min(known.variety, varietyOfColumn(column, this.#lowering.setting.program))
    const cells = level.column(column.id, { ...known, variety })
    this.#lowering.fill(level, cells, read)
    return cells
  }

  slots(id: ColumnId): SlotCells {
    const known = this.#slots.get(id)
    if (known !== undefined) return known
    const { content, level } = this.#column(id)
    const core = content.kind === 'rule' ? this.#lowering.folded(content.is) : undefined
    if (core?.kind !== 'Slots') throw new RangeError(`${id} holds no slots`)
    const found = slotCells(core, level, this.#lowering)
    this.#slots.set(id, found)
    return found
  }

  /** The published values of a column. */
  shown(id: ColumnId): ValueCells {
    const known = this.#shown.get(id)
    if (known !== undefined) return known
    const column = this.#column(id)
    const value = this.cells(id)
    if (column.content.kind !== 'rule' || column.content.show === undefined) return value
    const level = this.#lowering.level(column.level)
    const instead = this.#instead(column)
    const rounded = this.#lowering.evaluations.memo([operandOf(value)], ([of], row) =>
      publish(withoutInstead(column), of as Value, level.row(row), this.#lowering.setting.reader),
    )
    const cells = level.keep(new ValueCells(level.room, { ...knownOf(value), isOfRow: false }))
    this.#shown.set(id, cells)
    this.#lowering.fill(
      level,
      cells,
      row => instead.find(it => it.when(row) === YES_ID)?.reason ?? rounded(row),
    )
    return cells
  }

  /** What stands in the place of values, and when. */
  #instead({ content, level }: Column) {
    const { pool } = this.#lowering
    const written = content.kind === 'rule' ? (content.show?.instead ?? []) : []
    return written.map(({ when, reason }) => ({
      when: this.#lowering.rowFormula(this.#lowering.folded(when), level).read,
      reason: pool.idOf(reason),
    }))
  }
}

function withoutInstead(column: Column): Column {
  const { content } = column
  if (content.kind !== 'rule' || content.show === undefined) return column
  return { ...column, content: { ...content, show: { ...content.show, instead: [] } } }
}

function isText({ type }: Column, program: Program): boolean {
  return type.alternatives.some(it => {
    if (it.kind !== 'key') return it.kind === 'text'
    const key = program.tables.get(it.table)?.keys.find(({ name }) => name === it.key)
    return key?.type.alternatives.some(({ kind }) => kind === 'text') === true
  })
}
