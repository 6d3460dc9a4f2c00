/**
 * Runs a program for one row typed in by hand. Values are found lazily, so what is read and was not
 * given is what is left to ask; the first of it is read whatever the rest may be. Pure: who asks, and
 * how, is for others to say.
 */
import type { Cohort, CohortColumn, CohortLevel } from '../engine/cohort.ts'
import type { Run } from '../engine/engine.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import type { Column, ColumnId, Program, ProgramLevel } from '../model/program.ts'
import { builtInAbsence, text, type Value } from '../value/value.ts'
import { isMadeOfRows, type KnownLevels } from './made-of-rows.ts'
import { measuresInOrder } from './needed.ts'
import { keyIds, namedByItself, typedKey } from './typed-keys.ts'

/** Values by column, of the one row of its level. */
export type Answers = ReadonlyMap<ColumnId, Value>

export interface ReckonRequest {
  readonly program: Program
  readonly measures: readonly Column[]
  readonly answers: Answers
  /** Rows of further levels, several of each: the results of one entry. */
  readonly rows?: ReadonlyMap<string, readonly Answers[]>
  readonly parameters?: ReadonlyMap<string, Value>
}

/** Something that was read and has not been given. */
export interface Question {
  readonly column: Column
  /** The row, where there are several of the level, counted from 1. */
  readonly row?: number
  /** What holds where nothing is answered; undefined where there has to be an answer. */
  readonly blank?: Value
}

export interface Reckoning {
  readonly run: Run
  /** In the order in which it was read; the results hold once none of it has to be answered. */
  readonly asked: readonly Question[]
  readonly cells: readonly { readonly column: Column; readonly row: number }[]
}

/** The levels whose rows were typed in, all of them. */
export const knownLevels = (rows: ReckonRequest['rows']): KnownLevels => new Set(rows?.keys() ?? [])

export function reckon(request: ReckonRequest): Reckoning {
  const { program, parameters } = request
  const asked = new Map<string, Question>()
  const ask = (question: Question) => {
    const key = `${question.column.id} ${question.row ?? ''}`
    if (!asked.has(key)) asked.set(key, question)
  }
  const typing = new Typing(request, ask)
  const cohort = typing.cohort()
  const given = typing.given()
  const run = referenceEngine(program, cohort, { given, ...(parameters === undefined ? {} : { parameters }) })
  const cells = measuresInOrder(program, request.measures).flatMap(column => {
    const size = run.levels.get(column.level)?.size ?? 0
    return Array.from({ length: size }, (_, row) => ({ column, row }))
  })
  for (const { column, row } of cells) {
    run.value(column.id, row)
    run.shown(column.id, row)
  }
  return { run, asked: [...asked.values()], cells }
}

/** Answers as values that hold on every row of their levels. */
export const givenEverywhere = (answers: Answers): ReadonlyMap<ColumnId, ReadonlyMap<string, Value>> =>
  new Map([...answers].map(([id, value]) => [id, new OneAnswer(() => value)]))

/** What an input holds where nothing is said. */
export function blankOf({ content }: Column): Value | undefined {
  if (content.kind !== 'input') return undefined
  return content.default ?? (content.mayBeMissing ? builtInAbsence('no_value') : undefined)
}

type Ask = (question: Question) => void

/** The rows typed in, as a cohort and as values that stand for rules. */
class Typing {
  readonly #request: ReckonRequest
  readonly #ask: Ask
  readonly #known: KnownLevels
  readonly #itself: ReadonlySet<ColumnId>

  constructor(request: ReckonRequest, ask: Ask) {
    this.#request = request
    this.#ask = ask
    this.#known = knownLevels(request.rows)
    this.#itself = namedByItself(request.program)
  }

  /** Every column that may be asked for, of levels with one row. */
  given(): ReadonlyMap<ColumnId, ReadonlyMap<string, Value>> {
    const { program, answers } = this.#request
    const columns = [...program.columns.values()].filter(it => !this.#known.has(it.level))
    const mayBeAsked = columns.filter(
      it => answers.has(it.id) || this.#isInput(it) || isMadeOfRows(program, it, this.#known),
    )
    return new Map(mayBeAsked.map(it => [it.id, new OneAnswer(() => this.#answer(it))]))
  }

  #isInput({ content }: Column): boolean {
    return content.kind === 'input' && content.key === undefined
  }

  #answer(column: Column): Value {
    const answer = this.#request.answers.get(column.id)
    if (answer !== undefined) return answer
    if (this.#itself.has(column.id)) return this.#keyNamed(column)
    const blank = blankOf(column)
    this.#ask({ column, ...(blank === undefined ? {} : { blank }) })
    return blank ?? builtInAbsence('no_value')
  }

  /** A key given on another level holds here too: the team of the entry is the team. */
  #keyNamed(column: Column): Value {
    const { answers } = this.#request
    const same = [...answers].find(([id]) => this.#itself.has(id) && nameIn(id) === nameIn(column.id))
    return same?.[1] ?? typedKey()
  }

  cohort(): Cohort {
    const { program, rows } = this.#request
    const levels = new Map<string, CohortLevel>()
    for (const [name, of] of rows ?? []) levels.set(name, this.#severalRows(name, of))
    for (const name of this.#levelsAtHand()) {
      const level = program.levels.get(name)
      if (level !== undefined && !levels.has(name)) levels.set(name, this.#oneRow(level))
    }
    return { levels }
  }

  /** Levels of the measures, and the levels with rows of their own that those and typed rows belong to. */
  #levelsAtHand(): ReadonlySet<string> {
    const { program, measures, rows } = this.#request
    const asked = measures.map(it => it.level)
    const found = new Set<string>()
    const waiting = [...asked, ...(rows?.keys() ?? [])]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const level = program.levels.get(name)
      if (level === undefined || found.has(name)) continue
      found.add(name)
      waiting.push(...level.belongs.keys())
    }
    return new Set([...found].filter(it => this.#needsRow(it, found)))
  }

  /** A group has its rows from those it groups, unless none of these are at hand. */
  #needsRow(name: string, found: ReadonlySet<string>): boolean {
    const groups = this.#request.program.levels.get(name)?.groups
    return groups === undefined || !(found.has(groups.level) || this.#known.has(groups.level))
  }

  #oneRow(level: ProgramLevel): CohortLevel {
    const { program } = this.#request
    const keys = keyIds(level).flatMap(it => program.columns.get(it) ?? [])
    const columns = keys.map((it): [ColumnId, CohortColumn] => [it.id, { at: () => this.#keyOf(it) }])
    return { size: 1, columns: new Map(columns) }
  }

  #keyOf(column: Column): Value {
    const value = this.#answer(column)
    return value.kind === 'absent' ? typedKey() : value
  }

  #severalRows(name: string, rows: readonly Answers[]): CohortLevel {
    const columns = [...this.#request.program.columns.values()].filter(
      it => it.level === name && it.content.kind === 'input',
    )
    const at = (column: Column) => (row: number) => rows[row]?.get(column.id) ?? this.#unsaid(column, row)
    return { size: rows.length, columns: new Map(columns.map(it => [it.id, { at: at(it) }])) }
  }

  /** Rows are numbered where nothing else tells them apart. */
  #unsaid(column: Column, row: number): Value {
    if (this.#itself.has(column.id))
      return this.#saysWhereto(column) ? this.#keyNamed(column) : text(String(row + 1))
    const blank = blankOf(column)
    if (blank === undefined) this.#ask({ column, row: row + 1 })
    return blank ?? builtInAbsence('no_value')
  }

  #saysWhereto({ id, level: name }: Column): boolean {
    const above = this.#request.program.levels.get(name)?.belongs.values() ?? []
    return [...above].some(it => it.includes(id))
  }
}

const nameIn = (id: ColumnId): string => id.slice(id.indexOf('.') + 1)

/** The same value on every row, found when it is read. */
class OneAnswer extends Map<string, Value> {
  readonly #find: () => Value

  constructor(find: () => Value) {
    super()
    this.#find = find
  }

  override get(_row: string): Value {
    return this.#find()
  }
}
