/** The data of one part: some rows of the divided levels, and all of the others. */
import type { Value } from '../../value/value.ts'
import type { Codes, Cohort, CohortColumn, CohortLevel, Dictionary, ValueList } from '../cohort.ts'
import { type Rows, rowAt } from './row-parts.ts'

export function partCohort(cohort: Cohort, parts: ReadonlyMap<string, Rows>): Cohort {
  const windows = windowsOf(cohort, parts)
  const levels = [...cohort.levels].map(([name, level]) => {
    const rows = parts.get(name)
    return [name, rows === undefined ? level : partLevel(level, rows, windows)] as const
  })
  return { levels: new Map(levels) }
}

function partLevel({ columns }: CohortLevel, rows: Rows, windows: Windows): CohortLevel {
  const known = new Map<CohortColumn, CohortColumn>()
  const parts = [...columns].map(([id, column]) => {
    const part = known.get(column) ?? partColumn(column, rows, windows)
    known.set(column, part)
    return [id, part] as const
  })
  return { size: rows.size, columns: new Map(parts) }
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
const overList = (codes: Codes, list: ValueList): Dictionary => ({
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

/** Lists of so many values are taken as they are. */
const FEW = 4096

type Windows = ReadonlyMap<ValueList, Window>

/** Of every long list what comes up in a part, in any of its columns. */
function windowsOf(cohort: Cohort, parts: ReadonlyMap<string, Rows>): Windows {
  const used = new Map<ValueList, Used[]>()
  for (const [level, rows] of parts)
    for (const { dictionary } of new Set(cohort.levels.get(level)?.columns.values()))
      if (dictionary?.list !== undefined)
        used.set(dictionary.list, [...(used.get(dictionary.list) ?? []), { codes: dictionary.codes, rows }])
  const long = [...used].filter(([list, of]) => list.size > Math.max(FEW, rowsOf(of)))
  return new Map(long.map(([list, of]) => [list, new Window(list, of)]))
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

  constructor(of: ValueList, used: readonly Used[]) {
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
    if (last - first > Math.max(FEW, rowsOf(used) * 2)) this.#places = new Map()
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

  valueAt(place: number): Value | undefined {
    if (place < 0 || place >= this.size) return undefined
    return this.#of.valueAt(this.#places === undefined ? this.#first + place : (this.#sources[place] ?? -1))
  }

  all(): readonly Value[] {
    if (this.#all.length < this.size)
      this.#all = Array.from({ length: this.size }, (_, place) => this.valueAt(place)).flatMap(it => it ?? [])
    return this.#all
  }
}
