/** The rows of every level of a run and which belong together, found when first asked for. */
import type { ProgramLevel } from '../../model/program.ts'
import { type Absent, builtInAbsence, isAbsent } from '../../value/value.ts'
import { type Codes, type Cohort, countOf, type Dictionary as InputDictionary } from '../cohort.ts'
import { identityOf, type Key, NATION } from '../reference/rows.ts'
import type { Columns } from './columns.ts'
import { combineCodes } from './combine.ts'
import { type Grouped, groupedRows } from './grouping.ts'
import { followed, type RowsAbove, rowsBelow, rowsOf } from './groups.ts'
import { joinedByText } from './join.ts'
import { isOfKeys, keyDictionary } from './key-values.ts'
import { baseRows, GroupRows, LevelRows, nationRow } from './level-rows.ts'
import { newCodes, type Partition, representatives } from './partition.ts'
import { APART, IS_NO, IS_YES } from './states.ts'
import { truthCodes } from './truth.ts'
import { type Dictionary, heldValue } from './vector.ts'

export class Levels {
  readonly #columns: Columns
  readonly #cohort: Cohort
  readonly #rows = new Map<string, LevelRows>()
  /** For group levels, the group of each row grouped. */
  readonly #groupOf = new Map<string, RowsAbove>()
  readonly #groupKeys = new Map<string, readonly Dictionary[]>()
  readonly #above = new Map<string, RowsAbove>()
  readonly #gathered = new Map<string, Partition>()
  readonly #inputs = new Map<InputDictionary, Partition>()

  constructor(columns: Columns, cohort: Cohort) {
    this.#columns = columns
    this.#cohort = cohort
  }

  get names(): readonly string[] {
    return [...new Set([...this.#columns.program.levels.keys(), NATION])]
  }

  rows(level: string): LevelRows {
    const known = this.#rows.get(level)
    if (known !== undefined) return known
    const rows = this.#find(level)
    this.#rows.set(level, rows)
    return rows
  }

  #find(level: string): LevelRows {
    const data = this.#cohort.levels.get(level)
    const { order } = this.#columns
    if (level === NATION) return nationRow(level, data !== undefined, order)
    const declared = this.#columns.program.levels.get(level)
    if (declared === undefined) throw new RangeError(`no level ${level}`)
    if (declared.groups !== undefined) return this.#findGroups(declared)
    const keys = declared.key.map(it => data?.columns.get(it))
    return baseRows(level, data, keys, order)
  }

  /** Rows of the data that share a dictionary share its partition. */
  inputPartition(dictionary: InputDictionary, newId: () => number): Partition {
    const known = this.#inputs.get(dictionary)
    if (known !== undefined) return known
    const partition = { id: newId(), codes: dictionary.codes, count: countOf(dictionary) }
    this.#inputs.set(dictionary, partition)
    return partition
  }

  // --- groups ----------------------------------------------------------------------------------------

  #findGroups(level: ProgramLevel): LevelRows {
    return this.#groupsByPlaces(level) ?? this.#groupsByKeys(level)
  }

  /** Without an object for each group; only where groups have no data of their own. */
  #groupsByPlaces(level: ProgramLevel): LevelRows | undefined {
    const { states, order } = this.#columns
    const inner = level.groups?.level ?? ''
    if (level.key.length === 0 || (this.#cohort.levels.get(level.name)?.size ?? 0) > 0) return undefined
    const keys = level.key.map(it => this.#columns.classes(it))
    const isIn = this.#settledTruth(level.groups?.where, inner)
    const grouped = groupedRows(keys, isIn, states.of(builtInAbsence('no_group')), states, order)
    if (grouped === undefined) return undefined
    this.#groupOf.set(level.name, grouped.groupOf)
    this.#groupKeys.set(
      level.name,
      keys.map(it => this.#keyOfGroups(it, grouped)),
    )
    const { rows } = grouped
    const keyAt = (row: number): Key => keys.map(it => heldValue(it, rows[row] as number, states) ?? NO_VALUE)
    return new LevelRows(level.name, grouped.size, keyAt, () => undefined, order)
  }

  #keyOfGroups(of: Dictionary, { rows }: Grouped): Dictionary {
    const codes = newCodes(rows.length, of.partition.count)
    for (let row = 0; row < rows.length; row += 1)
      codes[row] = of.partition.codes[rows[row] as number] as number
    const id = this.#columns.newId()
    if (isOfKeys(of)) return keyDictionary(of.keys, codes, id, this.#columns.states)
    return { kind: 'dictionary', partition: { id, codes, count: of.partition.count }, values: of.values }
  }

  /** A key column of a group level, where its groups were found by places. */
  groupKey(level: string, index: number): Dictionary | undefined {
    this.rows(level)
    return this.#groupKeys.get(level)?.[index]
  }

  #groupsByKeys(level: ProgramLevel): LevelRows {
    const data = this.#cohort.levels.get(level.name)
    const groups = new GroupRows(this.#columns.order)
    const cells = level.key.map(it => data?.columns.get(`${level.name}.${it.slice(it.indexOf('.') + 1)}`))
    for (let source = 0; source < (data?.size ?? 0); source += 1)
      groups.addFromData(
        cells.map(it => it?.at(source) ?? NO_VALUE),
        source,
      )
    const found = this.#keysOf(level, key => groups.add(key))
    const { rows, placed } = groups.finish(level.name)
    for (let row = 0; row < found.length; row += 1) {
      const place = found[row] as number
      if (place >= 0) found[row] = placed[place] as number
    }
    this.#groupOf.set(level.name, found)
    return rows
  }

  /** For each row grouped the place that `add` gives its key, or the absence that keeps it out. */
  #keysOf(level: ProgramLevel, add: (key: Key) => number): Int32Array {
    const inner = level.groups?.level ?? ''
    const where = level.groups?.where
    const { states } = this.#columns
    const isIn = where && this.#settledTruth(where, inner)
    const keys = level.key.map(it => this.#columns.classes(it))
    const outside = states.of(builtInAbsence('no_group'))
    const found = this.#byKey(keys, this.rows(inner).size, add, isIn)
    if (isIn !== undefined)
      for (let row = 0; row < found.length; row += 1) {
        const truth = isIn[row] as number
        if (truth === IS_NO) found[row] = -1 - outside
        else if (truth !== IS_YES) found[row] = -1 - truth
      }
    return found
  }

  /** A condition on every row, those left apart settled. */
  #settledTruth(where: NonNullable<ProgramLevel['groups']>['where'], level: string): Codes | undefined {
    if (where === undefined) return undefined
    const { states, reader } = this.#columns
    const truth = truthCodes(this.#columns.vector(where, level), states).slice()
    const apart = states.of(APART)
    for (let row = 0; row < truth.length; row += 1)
      if (truth[row] === apart) truth[row] = states.ofTruth(reader.evaluate(where, this.rows(level).row(row)))
    return truth
  }

  /** For each row what `place` says of its key, or its first absence; asked once for each different key. */
  #byKey(keys: readonly Dictionary[], size: number, place: (key: Key) => number, isIn?: Codes): Int32Array {
    const parts = keys.map(({ partition }) => ({ partition, count: partition.count }))
    const inOrOut = { id: -1, codes: isIn ?? newCodes(0, 1), count: this.#columns.states.truths.length }
    const all = isIn === undefined ? parts : [...parts, { partition: inOrOut, count: inOrOut.count }]
    const combined = combineCodes(all, size, Infinity)
    if (combined === undefined) throw new RangeError('keys are combined without a limit')
    const rows = representatives({ id: -1, ...combined })
    const places = rows.map(row => {
      if (row < 0 || (isIn !== undefined && isIn[row] !== IS_YES)) return -1
      const key = keys.map(it => it.values[it.partition.codes[row] as number] ?? NO_VALUE)
      const missing = key.find(isAbsent)
      return missing === undefined ? place(key) : -1 - this.#columns.states.of(missing)
    })
    const found = new Int32Array(size)
    for (let row = 0; row < size; row += 1) found[row] = places[combined.codes[row] as number] as number
    return found
  }

  // --- belonging -------------------------------------------------------------------------------------

  /** For each row of a level the one it belongs to, level after level. */
  above(level: string, path: readonly string[]): RowsAbove {
    const key = [level, ...path].join('>')
    const known = this.#above.get(key)
    if (known !== undefined) return known
    const found = this.#way(level, path)
    this.#above.set(key, found)
    return found
  }

  #way(level: string, path: readonly string[]): RowsAbove {
    const last = path.at(-1)
    if (last === undefined) return Int32Array.from({ length: this.rows(level).size }, (_, row) => row)
    const before = path.slice(0, -1)
    if (before.length === 0) return this.#directlyAbove(level, last)
    return followed(this.above(level, before), this.above(before.at(-1) ?? '', [last]))
  }

  #directlyAbove(level: string, upper: string): RowsAbove {
    const size = this.rows(level).size
    if (level === upper) return Int32Array.from({ length: size }, (_, row) => row)
    const declared = this.#columns.program.levels.get(upper)
    if (upper === NATION || declared === undefined) return new Int32Array(size)
    const rows = this.rows(upper)
    const group = declared.groups?.level === level ? this.#groupOf.get(upper) : undefined
    if (group !== undefined) return group
    const columns = this.#columns.program.levels.get(level)?.belongs.get(upper)
    const { states, order } = this.#columns
    const none = (reason: 'no_row' | 'no_group') => -1 - states.of(builtInAbsence(reason))
    if (columns === undefined) return new Int32Array(size).fill(none('no_group'))
    const notFound = none(declared.groups === undefined ? 'no_row' : 'no_group')
    return this.#remembered(level, upper, columns, notFound, () => {
      const keys = columns.map(it => this.#columns.classes(it))
      return (
        joinedByText(keys, rows, this.#textKey(upper), notFound, states) ??
        this.#byKey(keys, size, key => rows.byIdentity(identityOf(key, order)) ?? notFound)
      )
    })
  }

  /** The key of a level of the data that is one column. */
  #textKey(level: string): Dictionary | undefined {
    const declared = this.#columns.program.levels.get(level)
    const [key, ...others] = declared?.key ?? []
    const isOne = declared?.groups === undefined && key !== undefined && others.length === 0
    return isOne ? this.#columns.classes(key) : undefined
  }

  /** Which rows of the data belong together is the same in every run on it, where the keys are inputs. */
  #remembered(
    level: string,
    upper: string,
    columns: readonly string[],
    notFound: number,
    find: () => RowsAbove,
  ): RowsAbove {
    const [column, ...others] = columns
    const [key, ...otherKeys] = this.#columns.program.levels.get(upper)?.key ?? []
    const lower = this.#cohort.levels.get(level)?.columns.get(column ?? '')?.dictionary
    const of = this.#cohort.levels.get(upper)?.columns.get(key ?? '')?.dictionary
    const isSimple = others.length === 0 && otherKeys.length === 0 && lower !== undefined && of !== undefined
    const known = lower && of && joins.get(lower)?.get(of)
    if (isSimple && known !== undefined) return known
    if (!isSimple || (lower.list?.hasAbsent ?? lower.values.some(isAbsent))) return find()
    const found =
      lower.list !== undefined && lower.list === of.list ? joinedByPlace(lower, of, notFound) : find()
    // Absences are numbered by the run, so only complete joins are kept.
    if (!found.some(it => it < 0)) joins.set(lower, new WeakMap([[of, found]]))
    return found
  }

  below(level: string, path: readonly string[], owner: number): readonly number[] {
    const owners = this.rows(path.at(-1) ?? level).size
    return rowsOf(rowsBelow(this.above(level, path), owners), owner)
  }

  gatheredPartition(
    partition: Partition,
    level: string,
    path: readonly string[],
    find: (above: RowsAbove) => Partition,
  ): Partition {
    const key = `${partition.id} ${[level, ...path].join('>')}`
    const known = this.#gathered.get(key)
    if (known !== undefined) return known
    const found = { ...find(this.above(level, path)), id: this.#columns.newId() }
    this.#gathered.set(key, found)
    return found
  }
}

/** Columns that share a list of values are matched by the places of these; of rows with equal keys the first counts. */
function joinedByPlace(lower: InputDictionary, upper: InputDictionary, notFound: number): RowsAbove {
  if (isCounted(upper))
    return lower.codes instanceof Uint32Array ? asRows(lower.codes) : Int32Array.from(lower.codes)
  const rowAt = new Int32Array(countOf(upper)).fill(notFound)
  for (let row = upper.codes.length - 1; row >= 0; row -= 1) rowAt[upper.codes[row] as number] = row
  const found = new Int32Array(lower.codes.length)
  for (let row = 0; row < found.length; row += 1) found[row] = rowAt[lower.codes[row] as number] as number
  return found
}

/** Whether places are the numbers of the rows. */
function isCounted(dictionary: InputDictionary): boolean {
  const { codes } = dictionary
  if (countOf(dictionary) !== codes.length) return false
  for (let row = 0; row < codes.length; row += 1) if (codes[row] !== row) return false
  return true
}

/** The same numbers, of which there are never so many that the sign would matter. */
const asRows = ({ buffer, byteOffset, length }: Uint32Array): RowsAbove =>
  new Int32Array(buffer, byteOffset, length)

const joins = new WeakMap<InputDictionary, WeakMap<InputDictionary, RowsAbove>>()

const NO_VALUE: Absent = builtInAbsence('no_value')
