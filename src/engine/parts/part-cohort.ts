/** The data of one part: some rows of the divided levels, and all of the others. */
import type { Value } from '../../value/value.ts'
import type { Codes, Cohort, CohortColumn, CohortLevel, Dictionary, ValueList } from '../cohort.ts'
import { type Rows, rowAt } from './row-parts.ts'

export interface PartCohort {
  readonly cohort: Cohort
  /** Of lists and columns of the part, which list of all data they are from. */
  readonly origins: ReadonlyMap<object, Origin>
}
export interface Origin {
  readonly list: ValueList
  /** The place in the list of a place in that of the part. */
  placeOf(place: number): number
}

/** `long`: lists of more values are cut to what a part has of them. */
export function partCohort(cohort: Cohort, parts: ReadonlyMap<string, Rows>, long = LONG): PartCohort {
  const windows = windowsOf(cohort, parts, long)
  const origins = new Map<object, Origin>(
    [...windows].map(([list, window]) => [window, { list, placeOf: it => window.sourceOf(it) }]),
  )
  const levels = [...cohort.levels].map(([name, level]) => {
    const rows = parts.get(name)
    return [name, rows === undefined ? level : partLevel(level, rows, windows, origins)] as const
  })
  return { cohort: { levels: new Map(levels) }, origins }
}

type Origins = Map<object, Origin>

function partLevel(level: CohortLevel, rows: Rows, windows: Windows, origins: Origins): CohortLevel {
  const known = new Map<CohortColumn, CohortColumn>()
  const parts = [...level.columns].map(([id, column]) => {
    const part = known.get(column) ?? partColumn(column, rows, windows)
    known.set(column, part)
    const { dictionary } = column
    if (dictionary === undefined)
      origins.set(part, { list: listOfRows(column, level.size), placeOf: it => rowAt(rows, it) })
    else if (dictionary.list !== undefined && !windows.has(dictionary.list))
      origins.set(dictionary.list, { list: dictionary.list, placeOf: it => it })
    return [id, part] as const
  })
  return { size: rows.size, columns: new Map(parts) }
}

const ofRows = new WeakMap<CohortColumn, ValueList>()

/** A column that has another value in every row, as the list of these. */
function listOfRows(column: CohortColumn, size: number): ValueList {
  const known = ofRows.get(column)
  if (known !== undefined) return known
  const list: ValueList = {
    size,
    hasAbsent: false,
    valueAt: place => (place >= 0 && place < size ? column.at(place) : undefined),
    all: () => Array.from({ length: size }, (_, row) => column.at(row)),
  }
  ofRows.set(column, list)
  return list
}

function partColumn(column: CohortColumn, rows: Rows, windows: Windows): CohortColumn {
  const { dictionary, isAscending } = column
  const at = (row: number) => column.at(rowAt(rows, row))
  const part: CohortColumn = isAscending === undefined ? { at } : { at, isAscending }
  if (dictionary === undefined) return part
  const { codes, list } = dictionary
  if (list === undefined)
    return { ...part, dictionary: { codes: codesAt(codes, rows), values: dictionary.values } }
  const window = windows.get(list)
  if (window === undefined) return { ...part, dictionary: overList(codesAt(codes, rows), list) }
  const places = new Uint32Array(rows.size)
  for (let row = 0; row < places.length; row += 1)
    places[row] = window.placeOf(codes[rowAt(rows, row)] as number)
  return { ...part, dictionary: overList(places, window) }
}

/** Values are made when they are asked for. */
export const overList = (codes: Codes, list: ValueList): Dictionary => ({
  codes,
  list,
  get values() {
    return list.all()
  },
})

function codesAt(codes: Codes, rows: Rows): Codes {
  if (rows.list === undefined) return codes.subarray(rows.from, rows.from + rows.size)
  const found = new (codes.constructor as Uint32ArrayConstructor)(rows.size)
  for (let row = 0; row < rows.size; row += 1) found[row] = codes[rows.list[row] as number] as number
  return found
}

// --- long lists --------------------------------------------------------------------------------------

const LONG = 4096

type Windows = ReadonlyMap<ValueList, Window>

/** Of every long list what comes up in a part, in any of its columns. */
function windowsOf(cohort: Cohort, parts: ReadonlyMap<string, Rows>, few: number): Windows {
  const used = new Map<ValueList, Used[]>()
  for (const [level, rows] of parts)
    for (const { dictionary } of new Set(cohort.levels.get(level)?.columns.values()))
      if (dictionary?.list !== undefined)
        used.set(dictionary.list, [...(used.get(dictionary.list) ?? []), { codes: dictionary.codes, rows }])
  const long = [...used].filter(([list, of]) => list.size > Math.max(few, rowsOf(of)))
  return new Map(long.map(([list, of]) => [list, new Window(list, of, few)]))
}

const rowsOf = (used: readonly Used[]): number => used.reduce((sum, it) => sum + it.rows.size, 0)

interface Used {
  readonly codes: Codes
  readonly rows: Rows
}

/** The values of a long list that come up in a part: one run of the list where they lie close together. */
class Window implements ValueList {
  readonly hasAbsent: boolean
  readonly #of: ValueList
  readonly #first: number
  readonly #last: number
  /** Where they do not: their places in the list, and the other way round. */
  readonly #sources: number[] = []
  readonly #places: Map<number, number> | undefined
  #all: readonly Value[] = []

  constructor(of: ValueList, used: readonly Used[], few: number) {
    this.hasAbsent = of.hasAbsent
    this.#of = of
    let [first, last] = [of.size, -1]
    for (const it of used)
      for (let row = 0; row < it.rows.size; row += 1) {
        const code = it.codes[rowAt(it.rows, row)] as number
        if (code < first) first = code
        if (code > last) last = code
      }
    this.#first = first
    this.#last = last
    if (last - first > Math.max(few, rowsOf(used) * 2)) this.#places = new Map()
  }

  get size(): number {
    return this.#places === undefined ? Math.max(0, this.#last - this.#first + 1) : this.#sources.length
  }

  placeOf(source: number): number {
    if (this.#places === undefined) return source - this.#first
    const known = this.#places.get(source)
    if (known !== undefined) return known
    this.#places.set(source, this.#sources.length)
    return this.#sources.push(source) - 1
  }

  sourceOf(place: number): number {
    return this.#places === undefined ? this.#first + place : (this.#sources[place] ?? -1)
  }

  valueAt(place: number): Value | undefined {
    return place < 0 || place >= this.size ? undefined : this.#of.valueAt(this.sourceOf(place))
  }

  all(): readonly Value[] {
    if (this.#all.length < this.size)
      this.#all = Array.from({ length: this.size }, (_, place) => this.valueAt(place)).flatMap(it => it ?? [])
    return this.#all
  }
}
