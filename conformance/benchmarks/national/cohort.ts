/** A drawn cohort as the data a program runs on, as a reader of files would give it. */
import { blankValue, cellReader } from '../../../src/data/cell.ts'
import { inputsOf, type LevelInput } from '../../../src/data/match-columns.ts'
import {
  type Cohort,
  type CohortColumn,
  type CohortLevel,
  constantColumn,
  dictionaryColumn,
} from '../../../src/engine/cohort.ts'
import type { Program } from '../../../src/model/program.ts'
import { text, type Value } from '../../../src/value/value.ts'
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
  const values = words.map((it): Value => {
    const value = read(it)
    if (value.kind === 'problem') throw new Error(`${id}: ${it}`)
    return value
  })
  return dictionaryColumn({ codes, values })
}
