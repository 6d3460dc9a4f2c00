/** Inputs as columns: over the dictionary they were read with where there is one, otherwise encoded here. */
import type { Column, InputContent } from '../../model/program.ts'
import { identityKey } from '../../value/identity-key.ts'
import { builtInAbsence, isAbsent, type Value } from '../../value/value.ts'
import { countOf } from '../cohort.ts'
import { NATION } from '../reference/rows.ts'
import type { Columns } from './columns.ts'
import { keyDictionary, keyListOf, ofKeyList } from './key-values.ts'
import { countedCodes, type Partition } from './partition.ts'
import type { Dictionary } from './vector.ts'

/** A group's key columns are its key; its other inputs come with its row in the data, if it has one. */
export function inputVector(
  { id, level, type }: Column,
  { key, default: standard }: InputContent,
  columns: Columns,
): Dictionary {
  const rows = columns.rows(level)
  const cells = columns.cohort.levels.get(level)?.columns.get(id)
  const isOfTexts = type.alternatives.length > 0 && type.alternatives.every(it => it.kind === 'text')
  const isBase = columns.program.levels.get(level)?.groups === undefined && level !== NATION
  if (isBase && key === undefined && cells?.dictionary !== undefined) {
    const partition = columns.levels.inputPartition(cells.dictionary, () => columns.newId())
    const { dictionary } = cells
    const keys = keyListOf(cells, rows.size, columns.fewestKeys, isOfTexts)
    if (keys !== undefined && dictionary.codes.length === rows.size)
      return ofKeyList(keys, partition, () => dictionary.values)
    const { codes, values } = dictionary
    const isFilled = standard === undefined || !values.some(isEmpty)
    const filled = isFilled ? values : values.map(it => (isEmpty(it) ? standard : it))
    if (codes.length === rows.size) return { kind: 'dictionary', partition, values: filled }
  }
  const counted =
    isBase && key === undefined && cells
      ? keyListOf(cells, rows.size, columns.fewestKeys, isOfTexts)
      : undefined
  if (counted !== undefined) {
    const codes = countedCodes(rows.size)
    return keyDictionary(counted, codes, columns.newId(), columns.states)
  }
  const ofGroup = key === undefined ? undefined : columns.levels.groupKey(level, key)
  if (ofGroup !== undefined) return ofGroup
  const valueAt = (row: number): Value => {
    const ofKey = key === undefined ? undefined : rows.row(row).key[key]
    if (ofKey !== undefined) return ofKey
    const source = rows.sourceAt(row)
    const value = (source === undefined ? undefined : cells?.at(source)) ?? NO_VALUE
    return isEmpty(value) ? (standard ?? value) : value
  }
  return encoded(rows.size, valueAt, columns.newId())
}

/** Values row by row as a dictionary. */
export function encoded(size: number, valueAt: (row: number) => Value, id: number): Dictionary {
  const known = new Map<Value | string, number>()
  const values: Value[] = []
  const codes = new Uint32Array(size)
  for (let row = 0; row < size; row += 1) {
    const value = valueAt(row)
    let code = known.get(value)
    if (code === undefined) {
      const key = identityKey(value)
      code = known.get(key) ?? values.push(value) - 1
      known.set(key, code)
      known.set(value, code)
    }
    codes[row] = code
  }
  return { kind: 'dictionary', partition: { id, codes, count: values.length }, values }
}

/** Inputs of more values than these are combined only where a formula does. */
const FEW_VALUES = 1_000

/** The partitions of the inputs of a level that have few values, in the order they are declared. */
export function inputPartitions(level: string, columns: Columns): readonly Partition[] {
  const found = new Set<Partition>()
  for (const [id, { dictionary }] of columns.cohort.levels.get(level)?.columns ?? []) {
    if (dictionary === undefined || countOf(dictionary) > FEW_VALUES) continue
    const vector = columns.program.columns.has(id) ? columns.settled(id).vector : undefined
    if (vector?.kind === 'dictionary' && vector.partition.count > 1) found.add(vector.partition)
  }
  return [...found].sort((left, right) => left.id - right.id)
}

const NO_VALUE = builtInAbsence('no_value')
const isEmpty = (value: Value): boolean => isAbsent(value) && value.reason === NO_VALUE.reason
