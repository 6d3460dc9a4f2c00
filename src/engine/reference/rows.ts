/**
 * The rows of each level: those of a base level come from the data, those of a group level are the
 * keys that occur, `nation` has one. Which row belongs to which is told elsewhere.
 *
 * A group level has a row for each key that its grouped rows have, and for each key that its own
 * inputs come with, in the order of the keys: no order of the data changes them.
 */
import type { ProgramLevel } from '../../model/program.ts'
import { textOfValue } from '../../value/text-of-value.ts'
import { type Absent, builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import type { Cohort, CohortLevel } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import { keyOfGroup } from './belonging.ts'
import type { Reader } from './reader.ts'

export type Key = readonly Value[]

export interface Row {
  readonly level: string
  readonly index: number
  readonly key: Key
  /** The key as text, parts joined by ` / `. */
  readonly text: string
  /** Its place in the cohort; undefined for a group without inputs of its own. */
  readonly source: number | undefined
}

export interface LevelRows {
  readonly rows: readonly Row[]
  /** Ordered by key; rows of equal keys stay in their order. */
  readonly inKeyOrder: readonly Row[]
  readonly byText: ReadonlyMap<string, Row>
  /** By the identity of the key. */
  readonly byKey: ReadonlyMap<string, Row>
}

export const isRow = (it: Row | Absent): it is Row => 'index' in it
export const isKey = (it: Key | Absent): it is Key => !('kind' in it)

export const NATION = 'nation'

export function rowsOf(level: string, cohort: Cohort, reader: Reader): LevelRows {
  const data = cohort.levels.get(level)
  const { order } = reader
  const declared = reader.program.levels.get(level)
  if (level === NATION) return levelRows([makeRow(level, 0, [], data === undefined ? undefined : 0)], order)
  if (declared === undefined) throw new RangeError(`no level ${level}`)
  return declared.groups === undefined ? baseRows(declared, data, order) : groupRows(declared, data, reader)
}

/** The key parts as one text; no two keys share it. */
export const identityOf = (key: Key, order: ValueOrder): string =>
  key.length === 1 && key[0] !== undefined ? order.identity(key[0]) : JSON.stringify(key.map(order.identity))

function baseRows({ name, key }: ProgramLevel, data: CohortLevel | undefined, order: ValueOrder): LevelRows {
  const columns = key.map(it => data?.columns.get(it))
  const rows = Array.from({ length: data?.size ?? 0 }, (_, index) =>
    makeRow(
      name,
      index,
      columns.map(it => it?.at(index) ?? NO_VALUE),
      index,
    ),
  )
  return levelRows(rows, order)
}

function groupRows(level: ProgramLevel, data: CohortLevel | undefined, reader: Reader): LevelRows {
  const { order } = reader
  const keys = new Map<string, { readonly key: Key; readonly source: number | undefined }>()
  const columns = level.key.map(it => data?.columns.get(`${level.name}.${withoutLevel(it)}`))
  for (let source = 0; source < (data?.size ?? 0); source += 1) {
    const key = columns.map(it => it?.at(source) ?? NO_VALUE)
    if (!key.some(isAbsent)) keys.set(identityOf(key, order), { key, source })
  }
  for (const row of reader.levelRows(level.groups?.level ?? '').rows) {
    const key = keyOfGroup(row, level, reader)
    if (isKey(key) && !keys.has(identityOf(key, order)))
      keys.set(identityOf(key, order), { key, source: undefined })
  }
  const inOrder = [...keys.values()].sort((left, right) => order.compareKeys(left.key, right.key))
  return levelRows(
    inOrder.map(({ key, source }, index) => makeRow(level.name, index, key, source)),
    order,
  )
}

const NO_VALUE = builtInAbsence('no_value')

const withoutLevel = (column: string): string => column.slice(column.indexOf('.') + 1)

const makeRow = (level: string, index: number, key: Key, source: number | undefined): Row => ({
  level,
  index,
  key,
  text: key.map(textOfValue).join(' / '),
  source,
})

function levelRows(rows: readonly Row[], order: ValueOrder): LevelRows {
  return {
    rows,
    inKeyOrder: rows.toSorted((left, right) => order.compareKeys(left.key, right.key)),
    byText: firstOfEach(rows, it => it.text),
    byKey: firstOfEach(rows, it => identityOf(it.key, order)),
  }
}

function firstOfEach(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, Row> {
  const found = new Map<string, Row>()
  for (const row of rows) if (!found.has(key(row))) found.set(key(row), row)
  return found
}
