/**
 * The entries that formulas over several entries can tell apart. Every value of every input that is
 * always given is tried with every other it fits; inputs that may be missing are given where something
 * is missing without them. Entries that are the same to all formulas are one class, whatever code they
 * are grouped by: a class knows an entry for each of its codes.
 */
import { shapeOf } from '../../check/decision/constant.ts'
import { type KeyBeside, keyInputs } from '../../data/key-beside.ts'
import { columnOf } from '../../engine/cohort.ts'
import { isBetter } from '../../laws/better-value.ts'
import { valuesOf } from '../../laws/value-arbitrary.ts'
import type { Column, ColumnId, Program } from '../../model/program.ts'
import { exactFromRatio, sign } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, number, type Present, text, type Value } from '../../value/value.ts'
import { inputClasses } from '../input-classes.ts'
import { matchesIn, signatureIn } from '../input-use.ts'
import type { Searching } from '../search-rows.ts'
import { type Cells, columnsOf, plainValue } from '../trial-cohort.ts'
import type { EntryModel } from './entry-model.ts'

export interface EntryClass {
  readonly place: number
  /** What the class shares with others that differ in what is used as it is, such as points. */
  readonly sort: string
  /** An entry for each thing it is grouped by, the plainest first. */
  readonly entries: readonly Entry[]
}
export interface Entry {
  readonly cells: Cells
  readonly kind: number
  /** What groups it with others, as text. */
  readonly group: string
}
/** Classes of entry that come without a number given by hand, which could be any. */
export const ordinary = (classes: readonly EntryClass[]): readonly EntryClass[] =>
  classes.filter(it => it.entries[0] !== undefined && !isOdd(it.entries[0]))

export const isOdd = ({ cells }: Entry): boolean => [...cells.values()].some(it => it.kind === 'number')

/** An entry with a worse value of one input. */
export interface Worse {
  readonly to: Entry
  readonly input: ColumnId
}

export interface EntryClasses {
  readonly classes: readonly EntryClass[]
  readonly worse: ReadonlyMap<Entry, readonly Worse[]>
  /** Entries tried, and whether some were left out; whether time ran out before all were. */
  readonly tried: number
  readonly isThinned: boolean
  readonly isCut: boolean
}

/** Entries tried at most, before and after giving inputs that may be missing. */
const MOST_ENTRIES = 30_000
const MOST_GIVEN = 12_000
/** Entries computed at once; the clock is looked at in between. */
const CHUNK = 2000

export function entryClasses(searching: Searching, model: EntryModel): EntryClasses {
  const { rows, isThinned } = plainEntries(searching, model)
  const found = new Classes(searching, model)
  found.add(rows)
  let isThinnedHere = isThinned
  for (let round = 0; round < 2; round++) {
    const lacking = found.lacking()
    const given = lacking.flatMap(cells =>
      model.optional
        .filter(it => isAbsent(cells.get(it.id) ?? NONE))
        .flatMap(it => givenValues(it, searching, model).map(value => new Map([...cells, [it.id, value]]))),
    )
    isThinnedHere ||= given.length > MOST_GIVEN
    found.add(spreadOver(given, MOST_GIVEN))
  }
  return {
    classes: found.classes,
    worse: worseEntries(searching, model, found),
    tried: found.tried,
    isThinned: isThinnedHere,
    isCut: searching.isOver(),
  }
}

const NONE = builtInAbsence('no_value')

/** A number that the rules only take over is tried at a few values: each would be a class of its own. */
const MOST_NUMBERS_GIVEN = 4
/** Of what only groups entries, so many are given of each sort that rules tell apart. */
const MOST_GROUPS_GIVEN = 6

function givenValues({ type }: Column, { program, source }: Searching, model: EntryModel): readonly Value[] {
  const values = valuesOf(type, source)
  const grouping = model.seen.find(
    it =>
      model.groupedBy.includes(it.column) &&
      shapeOf(program.columns.get(it.column)?.type ?? {}) === shapeOf(type),
  )
  if (grouping !== undefined) {
    const sorts = Map.groupBy(values, it => matchesIn(grouping.use, it, source))
    return [...sorts.values()].flatMap(it => spreadOver(it, MOST_GROUPS_GIVEN))
  }
  const { number: numbers = [], other = [] } = Object.groupBy(values, it =>
    it.kind === 'number' ? 'number' : 'other',
  )
  const above = numbers.filter(it => it.kind === 'number' && sign(it.number) > 0)
  return [...other, ...spreadOver(above, MOST_NUMBERS_GIVEN)]
}

// --- rows ------------------------------------------------------------------------------------------

/** Every combination of what is always given; keys of tables as they fit the others. */
function plainEntries({ program, source, isOver }: Searching, model: EntryModel) {
  const keys = keyInputs(program, model.level)
  const isKey = (it: Column) => keys.some(key => key.column.id === it.id && key.beside.length > 0)
  const day = lastDay(source.constants.dates)
  const start: Cells = new Map<ColumnId, Value>([
    ...model.optional.map(it => [it.id, NONE] as const),
    ...model.days.map(it => [it.id, { kind: 'date', date: day } as const] as const),
  ])
  let rows: readonly Cells[] = [start]
  let isThinned = false
  for (const column of [...model.required].sort((a, b) => Number(isKey(a)) - Number(isKey(b)))) {
    const key = keys.find(it => it.column.id === column.id)
    const values = key === undefined || !isKey(column) ? valuesFor(column, program, source) : undefined
    const all = rows.flatMap(cells =>
      isOver() ? [] : (values ?? fitting(key, cells)).map(value => new Map([...cells, [column.id, value]])),
    )
    isThinned ||= all.length > MOST_ENTRIES
    rows = spreadOver(all, MOST_ENTRIES)
  }
  return { rows, isThinned }
}

const fitting = (key: KeyBeside | undefined, cells: Cells): readonly Present[] =>
  key === undefined ? [] : distinct(key.fitting(key.beside.map(it => cells.get(it.id) ?? NONE)))

const distinct = (values: readonly Present[]): readonly Present[] => [
  ...new Map(values.map(it => [shapeOf(it), it])).values(),
]

function valuesFor(column: Column, program: Program, source: Searching['source']): readonly Value[] {
  const formulas = [...program.columns.values()].flatMap(it =>
    it.content.kind === 'rule' ? [it.content.is] : [],
  )
  const { classes } = inputClasses(column, formulas, source)
  return classes.map(it => it.value)
}

/** So many of them, spread over all. */
export function spreadOver<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all
  const wanted = new Set(Array.from({ length: most }, (_, at) => Math.floor((at * all.length) / most)))
  return all.filter((_, at) => wanted.has(at))
}

/** A day after every day that the rules name, in the summer of a later year; and the day after it. */
export function lastDay(dates: readonly string[]): string {
  const years = dates.map(it => Number(it.slice(0, 4)))
  return `${Math.max(2000, ...years) + 2}-06-01`
}
export const dayAfter = (day: string): string => `${day.slice(0, 8)}02`

// --- classes ---------------------------------------------------------------------------------------

class Classes {
  readonly classes: { readonly place: number; readonly sort: string; readonly entries: Entry[] }[] = []
  tried = 0
  readonly #searching: Searching
  readonly #model: EntryModel
  readonly #bySignature = new Map<string, number>()
  readonly #byRow = new Map<string, Entry>()
  #lacking = new Map<string, Cells>()

  constructor(searching: Searching, model: EntryModel) {
    this.#searching = searching
    this.#model = model
  }

  /** Rows of new classes for which something is missing; each only once. */
  lacking(): readonly Cells[] {
    const found = [...this.#lacking.values()]
    this.#lacking = new Map()
    return found
  }

  find(cells: Cells): Entry | undefined {
    return this.#byRow.get(nameOfCells(cells))
  }

  /** As many as there is time for. */
  add(rows: readonly Cells[]): void {
    for (let start = 0; start < rows.length && !this.#searching.isOver(); start += CHUNK)
      this.#addChunk(rows.slice(start, start + CHUNK))
  }

  #addChunk(rows: readonly Cells[]): void {
    const { seen, groupedBy } = this.#model
    const values = valuesSeen(this.#searching, this.#model, rows)
    this.tried += rows.length
    for (const [row, cells] of rows.entries()) {
      const signature = seen.map(({ column, use }, at) => {
        const value = values(at, row)
        if (!groupedBy.includes(column)) return signatureIn(use, value, this.#searching.source)
        return isAbsent(value) ? value.reason : `group ${matchesIn(use, value, this.#searching.source)}`
      })
      const lacks = seen.some((_, at) => isMissing(values(at, row)))
      const name = signature.join('|')
      const isNew = !this.#bySignature.has(name)
      const group = seen
        .flatMap(({ column }, at) => (groupedBy.includes(column) ? [shapeOf(values(at, row))] : []))
        .join('|')
      const kind = this.#bySignature.get(name) ?? this.classes.length
      if (isNew) {
        this.#bySignature.set(name, kind)
        const sort = signature.filter((_, at) => seen[at]?.use.isItself !== true).join('|')
        this.classes.push({ place: kind, sort, entries: [] })
      }
      const entry = { cells, kind, group }
      const entries = this.classes[kind]?.entries
      if (entries?.every(it => it.group !== group)) entries.push(entry)
      this.#byRow.set(nameOfCells(cells), entry)
      if (lacks && isNew) this.#lacking.set(name, cells)
    }
  }

  rows(): Iterable<Entry> {
    return this.#byRow.values()
  }
}

const isMissing = (value: Value): boolean => value.kind === 'absent' && value.absence === 'missing'

const nameOfCells = (cells: Cells): string =>
  [...cells]
    .map(([column, value]) => `${column} ${shapeOf(value)}`)
    .sort()
    .join('\n')

/** What formulas see of each row. */
function valuesSeen(
  { program, engine, options, source }: Searching,
  { level, seen, link }: EntryModel,
  rows: readonly Cells[],
): (seen: number, row: number) => Value {
  const [key] = program.levels.get(level)?.key ?? []
  const inputs = columnsOf(program, level).filter(it => it.content.kind === 'input')
  const columns = inputs.map(it => {
    const plain = link.includes(it.id) ? text('o') : plainValue(it, source)
    const at = (row: number) => (it.id === key ? text(String(row)) : (rows[row]?.get(it.id) ?? plain))
    const isNumber = it.id === key && it.type.alternatives.every(one => one.kind === 'number')
    return [
      it.id,
      isNumber
        ? { at: (row: number) => number(exactFromRatio(row)) }
        : columnOf(rows.map((_, row) => at(row))),
    ] as const
  })
  const cohort = { levels: new Map([[level, { size: rows.length, columns: new Map(columns) }]]) }
  const run = engine(program, cohort, options)
  for (const { column } of seen) run.prepare?.(column)
  return (at, row) => run.value(seen[at]?.column ?? '', row)
}

// --- worse entries ---------------------------------------------------------------------------------

/** For each entry of a class what a worse value of one input makes of it, where that is another class. */
function worseEntries(
  { source, isOver }: Searching,
  { changed }: EntryModel,
  found: Classes,
): ReadonlyMap<Entry, readonly Worse[]> {
  const worse = new Map<Entry, Worse[]>()
  for (const { id } of changed) {
    const rest = ({ cells }: Entry) => nameOfCells(new Map([...cells].filter(([column]) => column !== id)))
    const alike = Map.groupBy(found.rows(), rest)
    for (const entries of alike.values()) {
      if (isOver()) return worse
      for (const from of entries)
        for (const to of entries) {
          const isWorse = isBetter(from.cells.get(id) ?? NONE, to.cells.get(id) ?? NONE, source.lists)
          if (isWorse && from.kind !== to.kind)
            worse.set(from, [...(worse.get(from) ?? []), { to, input: id }])
        }
    }
  }
  return worse
}
