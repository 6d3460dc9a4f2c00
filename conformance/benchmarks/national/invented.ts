/** The invented cohorts of the works as drawn columns, so that they can be kept and run like the others. */
import { inventPupils, inventResults } from '../cohort.ts'
import { columnsOfPupils, columnsOfResults } from '../load.ts'
import type { DrawnLevel } from './draw.ts'

/** `rows`: pupils. */
export const inventedResults = (rows: number): readonly DrawnLevel[] =>
  levelsOf(columnsOfResults(inventResults(rows / PUPILS_W1)))

export const inventedPupils = (rows: number): readonly DrawnLevel[] =>
  levelsOf(columnsOfPupils(inventPupils(rows / PUPILS_W2)))

export const PUPILS_W1 = 550_000
export const PUPILS_W2 = 600_000

const levelsOf = (levels: ReturnType<typeof columnsOfResults>): readonly DrawnLevel[] =>
  Object.entries(levels).map(([name, { size, columns }]) => ({
    name,
    size,
    columns: Object.entries(columns).map(([id, { codes, words }]) => ({
      kind: 'words',
      heading: id.slice(name.length + 1),
      words,
      codes,
    })),
  }))
