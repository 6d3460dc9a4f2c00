/** A drawn cohort as the data a program runs on, as a reader of files would give it. */
import { blankValue, cellReader } from '../../../src/data/cell.ts'
import { inputsOf, type LevelInput } from '../../../src/data/match-columns.ts'
import {
  type Cohort,
  type CohortColumn,
  type CohortLevel,
  constantColumn,
  dictionaryColumn,
  listedColumn,
  type ValueList,
} from '../../../src/engine/cohort.ts'
import type { Program } from '../../../src/model/program.ts'
import { text, type Value } from '../../../src/value/value.ts'
import { lazyList } from '../lazy-list.ts'
import type { CountedKey, DrawnColumn, DrawnLevel, DrawnWords } from './draw.ts'

export const cohortOf = (program: Program, levels: readonly DrawnLevel[]): Cohort => ({
  levels: new Map(levels.map(it => [it.name, levelOf(program, it)])),
})

function levelOf(program: Program, { name, size, columns }: DrawnLevel): CohortLevel {
  const byHeading = new Map(columns.map(it => [it.heading, it]))
  const filled = inputsOf(program, name).flatMap(input => {
    const drawn = byHeading.get(input.heading)
    const column = drawn === undefined ? blankColumn(input) : columnOf(program, input, drawn, size)
    return column === undefined ? [] : [[input.id, column] as const]
  })
  return { size, columns: new Map(filled) }
}

function blankColumn({ column }: LevelInput): CohortColumn | undefined {
  const value = blankValue(column)
  return value.kind === 'problem' ? undefined : constantColumn(value)
}

const columnOf = (program: Program, input: LevelInput, drawn: DrawnColumn, size: number): CohortColumn =>
  drawn.kind === 'counted' ? countedColumn(drawn, size) : wordsColumn(program, input, drawn)

const countedColumn = ({ prefix, digits, first }: CountedKey, size: number): CohortColumn => ({
  at: row => text(prefix + String(first + row).padStart(digits, '0')),
  // Beyond their digits keys no longer compare as they count.
  isAscending: first + size <= 10 ** digits,
})

function wordsColumn(
  program: Program,
  { id, column }: LevelInput,
  { words, codes }: DrawnWords,
): CohortColumn {
  const read = cellReader(program, column)
  const valueOfWord = (it: string): Value => {
    const value = read(it)
    if (value.kind === 'problem') throw new Error(`${id}: ${it}`)
    return value
  }
  return words.length > MANY
    ? listedColumn(codes, listOf(words, valueOfWord))
    : dictionaryColumn({ codes, values: words.map(valueOfWord) })
}

const MANY = 10_000
const lists: { readonly words: readonly string[]; readonly list: ValueList }[] = []

/** Columns of the same words share their list, as those of files that are read together do. */
function listOf(words: readonly string[], valueOfWord: (word: string) => Value): ValueList {
  const isSame = (other: readonly string[]) =>
    other.length === words.length && words.every((it, place) => other[place] === it)
  const known = lists.find(it => isSame(it.words))
  if (known !== undefined) return known.list
  const list = lazyList(words, valueOfWord)
  lists.push({ words, list })
  return list
}
