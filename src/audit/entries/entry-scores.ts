/**
 * What a measure comes to for many owners at once, each with chosen entries and otherwise plain. Owners
 * with the same classes of entry, grouped and dated alike, are the same to the rules, and are computed
 * once.
 */
import { type CohortColumn, columnOf } from '../../engine/cohort.ts'
import type { Run } from '../../engine/engine.ts'
import type { GeneratedCohort, GeneratedRow } from '../../laws/generated-cohort.ts'
import { cohortOf } from '../../laws/generated-cohort.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import { exactFromRatio } from '../../value/exact.ts'
import { number, text, type Value } from '../../value/value.ts'
import { numberOf, type Searching } from '../search-rows.ts'
import { columnsOf, ForEveryKey, plainRow, plainValue, type TrialCohort } from '../trial-cohort.ts'
import { dayAfter, type Entry } from './entry-classes.ts'
import type { EntryModel } from './entry-model.ts'

/** The entries of an owner. */
export interface Entries {
  readonly entries: readonly Entry[]
  /** The place of the entry that is dated a day after the others. */
  readonly later?: number
}

/** Owners are computed so many at once; the clock is looked at in between. */
const CHUNK = 2000

export class EntryScores {
  computed = 0
  readonly #searching: Searching
  readonly #model: EntryModel
  readonly #held: ReadonlyMap<ColumnId, Value>
  readonly #known = new Map<string, number | undefined>()

  constructor(searching: Searching, model: EntryModel, held: ReadonlyMap<ColumnId, Value>) {
    this.#searching = searching
    this.#model = model
    this.#held = held
  }

  /** Undefined where the measure is absent, or not computed yet. */
  of(one: Entries): number | undefined {
    return this.#known.get(nameOf(one))
  }

  knows(one: Entries): boolean {
    return this.#known.has(nameOf(one))
  }

  /** Computes those that are not known yet; false where time ran out. */
  learn(all: Iterable<Entries>): boolean {
    let chunk = new Map<string, Entries>()
    for (const one of all) {
      const name = nameOf(one)
      if (this.#known.has(name)) continue
      chunk.set(name, one)
      if (chunk.size < CHUNK) continue
      if (this.#searching.isOver()) return false
      this.#compute(chunk)
      chunk = new Map()
    }
    if (chunk.size > 0 && this.#searching.isOver()) return false
    this.#compute(chunk)
    return true
  }

  #compute(chunk: ReadonlyMap<string, Entries>): void {
    if (chunk.size === 0) return
    const run = this.run([...chunk.values()])
    const { measure } = this.#model
    run.prepare?.(measure.id)
    for (const [at, name] of [...chunk.keys()].entries())
      this.#known.set(name, numberOf(run.value(measure.id, at)))
    this.computed += chunk.size
  }

  /** Owners in the order given, entry after entry. */
  run(all: readonly Entries[], program: Program = this.#searching.program): Run {
    const { engine, options, source } = this.#searching
    const { level, measure } = this.#model
    const owners = all.flatMap(({ entries }, owner) => entries.map(() => owner))
    const entries = all.flatMap(one => one.entries.map((_, at) => cellsOf(one, at, this.#model)))
    const ofEntries = columnsFor(program, level, entries.length, (it, at) => {
      if (this.#model.link.includes(it.id)) return text(ownerName(measure.level, owners[at] ?? 0))
      return entries[at]?.get(it.id) ?? plainValue(it, source)
    })
    const ofOwners = columnsFor(program, measure.level, all.length, it => plainValue(it, source))
    const cohort = {
      levels: new Map([
        [level, { size: entries.length, columns: ofEntries }],
        [measure.level, { size: all.length, columns: ofOwners }],
      ]),
    }
    return engine(program, cohort, { ...options, given: this.given() })
  }

  given(): Map<ColumnId, ReadonlyMap<string, Value>> {
    return new Map([...this.#held].map(([column, value]) => [column, new ForEveryKey(() => value)]))
  }

  /** One owner, as a case writes it. */
  trial(one: Entries): TrialCohort {
    const { program, source } = this.#searching
    const { level, measure, link } = this.#model
    const name = text(ownerName(measure.level, 0))
    const owner: GeneratedRow = plainRow(program, measure.level, 0, source)
    const rows = one.entries.map((_, at): GeneratedRow => {
      const row = plainRow(program, level, at, source)
      for (const [column, value] of cellsOf(one, at, this.#model)) row.set(column, value)
      for (const it of link) row.set(it, name)
      return row
    })
    const generated: GeneratedCohort = {
      levels: new Map<string, readonly GeneratedRow[]>([
        [level, rows],
        [measure.level, [owner]],
      ]),
    }
    return { generated, cohort: cohortOf(program, generated), given: this.given() }
  }
}

/** As plain rows of a level are named. */
export const ownerName = (level: string, at: number): string => `${level.slice(0, 1)}${at + 1}`

function cellsOf(
  { entries, later }: Entries,
  at: number,
  { days }: EntryModel,
): ReadonlyMap<ColumnId, Value> {
  const cells = entries[at]?.cells ?? new Map<ColumnId, Value>()
  if (at !== later) return cells
  const moved = days.flatMap(({ id }) => {
    const value = cells.get(id)
    return value?.kind === 'date' ? [[id, { kind: 'date', date: dayAfter(value.date) }] as const] : []
  })
  return new Map([...cells, ...moved])
}

function columnsFor(
  program: Program,
  level: string,
  size: number,
  valueAt: (column: Column, row: number) => Value,
): ReadonlyMap<ColumnId, CohortColumn> {
  const [key] = program.levels.get(level)?.key ?? []
  const rows = Array.from({ length: size }, (_, row) => row)
  return new Map(
    columnsOf(program, level)
      .filter(it => it.content.kind === 'input')
      .map(it => {
        const isNumber = it.type.alternatives.every(one => one.kind === 'number')
        const keyAt = (row: number) =>
          isNumber ? number(exactFromRatio(row + 1)) : text(ownerName(level, row))
        return [it.id, columnOf(rows.map(row => (it.id === key ? keyAt(row) : valueAt(it, row))))]
      }),
  )
}

/** Classes in order, with which of them belong together and which is later. */
function nameOf({ entries, later }: Entries): string {
  const sorted = entries
    .map((it, at) => ({ kind: it.kind, group: it.group, isLater: at === later }))
    .sort((a, b) => a.kind - b.kind || Number(a.isLater) - Number(b.isLater))
  const groups = new Map<string, number>()
  return sorted
    .map(({ kind, group, isLater }) => {
      const place = groups.get(group) ?? groups.size
      groups.set(group, place)
      return `${kind}.${place}${isLater ? '+' : ''}`
    })
    .join(' ')
}
