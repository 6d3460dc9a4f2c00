/** The data of one part: some rows of the divided levels, and all of the others. */
import type { Value } from '../../value/value.ts'
import {
  type Codes,
  type Cohort,
  type CohortColumn,
  type CohortLevel,
  countOf,
  type Dictionary,
  type ValueList,
} from '../cohort.ts'
import type { Rows } from './row-parts.ts'

export function partCohort(cohort: Cohort, parts: ReadonlyMap<string, Rows>): Cohort {
  const lists = new Map<object, PartList>()
  const levels = [...cohort.levels].map(([name, level]) => {
    const rows = parts.get(name)
    return [name, rows === undefined ? level : partLevel(level, rows, lists)] as const
  })
  return { levels: new Map(levels) }
}

function partLevel({ columns }: CohortLevel, rows: Rows, lists: Map<object, PartList>): CohortLevel {
  const known = new Map<CohortColumn, CohortColumn>()
  const parts = [...columns].map(([id, column]) => {
    const part = known.get(column) ?? partColumn(column, rows, lists)
    known.set(column, part)
    return [id, part] as const
  })
  return { size: rows.length, columns: new Map(parts) }
}

function partColumn(column: CohortColumn, rows: Rows, lists: Map<object, PartList>): CohortColumn {
  const { dictionary, isAscending } = column
  const at = (row: number) => column.at(sourceOf(rows, row))
  const part: CohortColumn = isAscending === undefined ? { at } : { at, isAscending }
  if (dictionary === undefined) return part
  const { codes, list } = dictionary
  if (list === undefined)
    return { ...part, dictionary: { codes: gathered(codes, rows), values: dictionary.values } }
  if (countOf(dictionary) <= Math.max(FEW, rows.length))
    return { ...part, dictionary: overList(gathered(codes, rows), list) }
  const ofPart = lists.get(list) ?? new PartList(list)
  lists.set(list, ofPart)
  const places = Uint32Array.from(rows, it => ofPart.placeOf(codes[it] as number))
  return { ...part, dictionary: overList(places, ofPart) }
}

/** Values are made when they are asked for. */
const overList = (codes: Codes, list: ValueList): Dictionary => ({
  codes,
  list,
  get values() {
    return list.all()
  },
})

/** Lists of so many values are taken as they are. */
const FEW = 4096

function sourceOf(rows: Rows, row: number): number {
  const source = rows[row]
  if (source === undefined) throw new RangeError(`row ${row} of ${rows.length}`)
  return source
}

function gathered(codes: Codes, rows: Rows): Codes {
  const found = new (codes.constructor as Uint32ArrayConstructor)(rows.length)
  for (let row = 0; row < rows.length; row += 1) found[row] = codes[rows[row] as number] as number
  return found
}

/** The values of a long list that come up in a part; columns that share the list share these. */
class PartList implements ValueList {
  readonly hasAbsent: boolean
  readonly #of: ValueList
  readonly #places = new Map<number, number>()
  readonly #sources: number[] = []
  #all: readonly Value[] = []

  constructor(of: ValueList) {
    this.#of = of
    this.hasAbsent = of.hasAbsent
  }

  get size(): number {
    return this.#sources.length
  }

  placeOf(source: number): number {
    const known = this.#places.get(source)
    if (known !== undefined) return known
    this.#places.set(source, this.#sources.length)
    return this.#sources.push(source) - 1
  }

  valueAt(place: number): Value | undefined {
    const source = this.#sources[place]
    return source === undefined ? undefined : this.#of.valueAt(source)
  }

  all(): readonly Value[] {
    if (this.#all.length < this.size) this.#all = this.#sources.flatMap(it => this.#of.valueAt(it) ?? [])
    return this.#all
  }
}
