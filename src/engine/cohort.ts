/**
 * The data a program runs on: for each level that has inputs, its rows and their input columns.
 * Values are checked before they get here, so engines meet no unknown code and no number out of range.
 */
import type { ColumnId } from '../model/program.ts'
import type { Value } from '../value/value.ts'

export interface Cohort {
  readonly levels: ReadonlyMap<string, CohortLevel>
}

/** Rows `0 .. size-1`. A group level listed here holds the inputs of its groups, found by their key columns. */
export interface CohortLevel {
  readonly size: number
  /** Input columns by id; `at(row)` is constant-time. Key columns of a group level come under the id `level.key`. */
  readonly columns: ReadonlyMap<ColumnId, CohortColumn>
}
export interface CohortColumn {
  at(row: number): Value
  /** How a column read from a file is held: the place of each row's value among its distinct values. */
  readonly dictionary?: Dictionary
  /** Each row's value is greater than that of the row before it, as keys that count on are. */
  readonly isAscending?: boolean
}
/** Places in a list, as narrow as the list is short. */
export type Codes = Uint8Array | Uint16Array | Uint32Array
export interface Dictionary {
  readonly codes: Codes
  readonly values: readonly Value[]
  /** The list that the values are taken from, where they are made when asked for. */
  readonly list?: ValueList
}
/** Columns that are matched with one another may share a list, some values of which one of them may lack. */
export interface ValueList {
  readonly size: number
  readonly hasAbsent: boolean
  /** One of them, without making the others. */
  valueAt(place: number): Value | undefined
  all(): readonly Value[]
}

/** How many values there are, without making them. */
export const countOf = (dictionary: Dictionary): number => dictionary.list?.size ?? dictionary.values.length

/** A column over its distinct values; no object for each cell. */
export const dictionaryColumn = (dictionary: Dictionary): CohortColumn => ({
  dictionary,
  at: row => present(dictionary.values[dictionary.codes[row] ?? -1], row, dictionary.codes),
})

/** A column over a list of values that are made when asked for. */
export const listedColumn = (codes: Codes, list: ValueList): CohortColumn => ({
  dictionary: {
    codes,
    list,
    get values() {
      return list.all()
    },
  },
  at: row => present(list.valueAt(codes[row] ?? -1), row, codes),
})

function present(value: Value | undefined, row: number, { length }: Codes): Value {
  if (value === undefined) throw new RangeError(`row ${row} of ${length}`)
  return value
}

/** A column with the same value in every row. */
export const constantColumn = (value: Value): CohortColumn => ({ at: () => value })

/** A column over an array of values. */
export const columnOf = (values: readonly Value[]): CohortColumn => ({
  at(row) {
    const value = values[row]
    if (value === undefined) throw new RangeError(`row ${row} of ${values.length}`)
    return value
  },
})
