/**
 * One row at a time: a program compiled once for a level and the outputs wanted, then called with a row
 * of the level and the rows below it. A call makes next to nothing: its cells are used again by the next.
 * Values and published values are those of the reference engine, which is asked where this cannot tell.
 */
import type { ColumnId, Core, Program, ProgramLevel } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { Run } from '../engine.ts'
import { folding } from '../fold.ts'
import { orderOf, type ValueOrder } from '../order.ts'
import { referenceEngine } from '../reference/reference-engine.ts'
import type { Row } from '../reference/rows.ts'
import { absenceOf } from './belonging.ts'
import { type CallCells, CallReader } from './call-reader.ts'
import { type CallRecord, type InputSource, TextsOfCall, textOfCell } from './inputs.ts'
import { LoadedLevel, type RowCheck } from './loaded-level.ts'
import { Lowering } from './lowering.ts'
import { type Id, NONE, Pool } from './pool.ts'
import { type Beyond, type Inside, insideOf, Needs, ownKey } from './scope.ts'
import type { SheetLevel, ValueCells } from './sheet.ts'
import { Snapshot } from './snapshot.ts'

/** What is to be computed. */
export interface CallRequest {
  readonly program: Program
  readonly level: ProgramLevel
  readonly outputs: readonly ColumnId[]
  readonly parameters: ReadonlyMap<string, Value>
  /** How an input is read. */
  source(column: ColumnId): InputSource
  readonly checks?: readonly RowCheck[]
  /** Formulas of no more combinations of values than these are looked up whole. */
  readonly few?: number
}

/** Rows given with the row asked about, by level. */
export type RowsBelow = Readonly<Record<string, readonly CallRecord[] | undefined>>

/** What came of a call: values to be read, rows that cannot be used, or a matter for the reference engine. */
export type CallStatus = 'done' | 'unusable' | 'by reference'

/** Why an output cannot be computed from one row and those below it. */
export interface OutputBeyond extends Beyond {
  readonly output: ColumnId
}

const FEW = 4096

/** Compiles; or says why that cannot be, of each output that cannot. */
export function compileCalls(request: CallRequest): Calls | readonly OutputBeyond[] {
  const { program, level, parameters } = request
  const order = orderOf(program.ruleset)
  const reader = new CallReader(program, order, parameters)
  const fold = folding(program, parameters, reader)
  const inside = insideOf(program, level)
  const needs = new Needs(program, inside, fold)
  const beyond = request.outputs.flatMap(output => {
    const found = needs.add(reader.column(output), true)
    return found === undefined ? [] : [{ ...found, output }]
  })
  return beyond.length > 0 ? beyond : new Calls(request, order, reader, fold, inside)
}

export class Calls implements CallCells {
  readonly inside: Inside
  /** The levels whose rows are given, the one asked about first. */
  readonly loaded: readonly LoadedLevel[]
  readonly #request: CallRequest
  readonly #order: ValueOrder
  readonly #pool: Pool
  readonly #lowering: Lowering
  readonly #texts: TextsOfCall
  readonly #steps: readonly (() => void)[]
  readonly #values: readonly ValueCells[]
  readonly #shown: readonly ValueCells[]
  #rows: RowsBelow = {}
  readonly #asked: CallRecord[] = [{}]

  constructor(
    request: CallRequest,
    order: ValueOrder,
    reader: CallReader,
    fold: (core: Core) => Core,
    inside: Inside,
  ) {
    const { program, few = FEW } = request
    this.inside = inside
    this.#request = request
    this.#order = order
    this.#pool = new Pool(order)
    this.#texts = new TextsOfCall(this.#pool)
    const isBefore = (level: string, row: number, other: number) => this.#isBefore(level, row, other)
    this.#lowering = new Lowering({ program, order, pool: this.#pool, reader, fold, inside, few, isBefore })
    reader.use(this)
    this.#values = request.outputs.map(it => this.#lowering.columns.cells(it))
    this.#shown = request.outputs.map(it => this.#lowering.columns.shown(it))
    this.#steps = this.#lowering.steps
    this.loaded = this.#loadedLevels()
    this.#pool.keepAll()
  }

  #loadedLevels(): readonly LoadedLevel[] {
    const checks = (this.#request.checks ?? []).filter(({ columns: [own = ''], level }) =>
      this.#lowering.levels.get(level)?.columns.has(own),
    )
    const needed = new Set(this.#lowering.columns.inputs)
    for (const it of checks) for (const id of it.columns) this.#lowering.columns.cells(id)
    const source = (id: ColumnId): InputSource => {
      const found = this.#request.source(id)
      return needed.has(id)
        ? found
        : { ...found, blank: found.blank ?? builtInAbsence('no_value'), mustBeThere: false }
    }
    const {
      columns: { inputs },
      evaluations: { forgetful },
    } = this.#lowering
    const loading = { pool: this.#pool, texts: this.#texts, forgetful, source }
    const [asked] = this.inside.values()
    return [...this.inside.values()]
      .filter(({ kind, name }) => kind === 'asked' || (kind === 'given' && this.#lowering.isRead(name)))
      .map(it => {
        const own = inputs.filter(id => this.#request.program.columns.get(id)?.level === it.name)
        const shared = it.shared.map((id, part) => ({
          own: source(id).name,
          asked: source(asked?.level.key[part] ?? '').name,
        }))
        const level = this.#lowering.level(it.name)
        const ofLevel = checks.filter(check => check.level === it.name)
        return new LoadedLevel(it, level, own, ofLevel, loading, shared, this.#lowering.classes.get(it.name))
      })
  }

  // --- calling ---------------------------------------------------------------------------------------

  /** Computes the outputs for one row. `rows` has a list for every level that is loaded with it. */
  run(record: CallRecord, rows: RowsBelow): CallStatus {
    if (this.#pool.isFull) this.#forget()
    for (const it of this.loaded) it.classes?.tidy()
    this.#texts.start()
    this.#lowering.evaluations.hasRefused = false
    this.#asked[0] = record
    this.#rows = rows
    const { loaded } = this
    for (let index = 0; index < loaded.length; index += 1) {
      const level = loaded[index] as LoadedLevel
      const records = index === 0 ? this.#asked : rows[level.inside.name]
      if (!Array.isArray(records) || !level.load(records, record)) return 'unusable'
      level.classes?.classify()
    }
    for (let index = 0; index < this.#steps.length; index += 1) (this.#steps[index] as () => void)()
    return this.#lowering.evaluations.hasRefused || this.#texts.hasRunOut ? 'by reference' : 'done'
  }

  /** How often all numbers of values have been forgotten: those of before mean nothing any more. */
  generation = 0

  #forget(): void {
    this.generation += 1
    this.#pool.forget()
    for (const it of this.#lowering.evaluations.forgetful) it.forget()
    for (const it of this.loaded) it.classes?.restart()
  }

  /** The number of an output's value after a call, by its place among the outputs. */
  idOf(output: number): Id {
    return (this.#values[output] as ValueCells).ids[0] as Id
  }
  shownIdOf(output: number): Id {
    return (this.#shown[output] as ValueCells).ids[0] as Id
  }
  valueOf(id: Id): Value {
    return this.#pool.valueOf(id)
  }
  /** Whether a number means something only until the next call. */
  isOfCall(id: Id): boolean {
    return this.#pool.isOfCall(id)
  }

  /** The cells of the last call, for good. */
  snapshot(): Snapshot {
    const records = this.loaded.map((_, index) => this.#recordsOf(index))
    const read = this.#pool.reader(this.#texts.count)
    return new Snapshot(this.#lowering.levels, this.loaded, records, read)
  }

  /** The rows of a snapshot, computed by the reference engine. */
  reference({ cohort }: Snapshot): Run {
    const { program, parameters } = this.#request
    return referenceEngine(program, cohort, { parameters })
  }

  #recordsOf(index: number): readonly CallRecord[] {
    return index === 0 ? this.#asked.slice() : (this.#rows[this.loaded[index]?.inside.name ?? ''] ?? [])
  }

  // --- for the reference semantics ---------------------------------------------------------------------

  value(column: ColumnId, row: number): Value | undefined {
    const level = this.#request.program.columns.get(column)?.level ?? ''
    const rows = this.#lowering.levels.get(level)
    const id = rows?.byClass.get(column)?.read(row) ?? rows?.columns.get(column)?.ids[row]
    return id === undefined ? undefined : this.#pool.valueOf(id)
  }
  held(core: Core, row: number): Value | undefined {
    const part = this.#lowering.parts.get(core)
    return part && this.#pool.valueOf(part.read(row))
  }
  above({ level, index }: Row, path: readonly string[]): Row | Absent {
    const at = this.#lowering.relations.above(level, path)?.(index) ?? index
    if (at >= 0) return this.#lowering.level(path.at(-1) ?? level).row(at)
    const absence = this.#pool.valueOf(absenceOf(at))
    return isAbsent(absence) ? absence : builtInAbsence('no_group')
  }
  below({ index }: Row, level: string, path: readonly string[]): readonly Row[] {
    const lists = this.#lowering.relations.knownLists(level, path)
    const rows: Row[] = []
    const lower = this.#lowering.level(level)
    for (let row = lists?.first.ids[index] ?? NONE; row !== NONE; row = lists?.next.ids[row] ?? NONE)
      rows.push(lower.row(row))
    return rows.sort((left, right) => (this.#isBefore(level, left.index, right.index) ? -1 : 1))
  }

  /** By the keys of the rows, and where these are the same by their places. */
  #isBefore(level: string, row: number, other: number): boolean {
    const inside = this.inside.get(level)
    const keys = inside === undefined ? [] : ownKey(inside)
    const of = (at: number) => keys.map((id, part) => this.#keyValue(level, id, part, at))
    const order = this.#order.compareKeys(of(row), of(other))
    return order === 0 ? row < other : order < 0
  }

  #keyValue(level: string, id: ColumnId, part: number, row: number): Value {
    const cells = this.#lowering.relations.groupKeys.get(level)?.[part] ?? this.#cellsOf(level, id)
    if (cells !== undefined) return this.#pool.valueOf(cells.ids[row] as Id)
    const index = this.loaded.findIndex(it => it.inside.name === level)
    const source = this.loaded[index]?.keys.get(id)
    const written = source && textOfCell(this.#recordsOf(index)[row]?.[source.name])
    return (written === undefined ? undefined : source?.read(written)) ?? builtInAbsence('no_value')
  }

  #cellsOf(level: string, id: ColumnId): ValueCells | undefined {
    return this.#level(level)?.columns.get(id)
  }
  #level(name: string): SheetLevel | undefined {
    return this.#lowering.levels.get(name)
  }
}
