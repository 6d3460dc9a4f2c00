/**
 * All rows that the rules can tell apart, as one long numbered list: every combination of a class of
 * each changed input, of what the unchanged inputs come to, and of the values of what is held. Computes
 * for each of them what the measure takes in.
 */

import { type CohortColumn, constantColumn } from '../engine/cohort.ts'
import type { Engine, RunOptions } from '../engine/engine.ts'
import { orderOf } from '../engine/order.ts'
import type { ValueSource } from '../laws/value-arbitrary.ts'
import type { ColumnId, Program } from '../model/program.ts'
import { exactFromRatio } from '../value/exact.ts'
import { number, text, type Value } from '../value/value.ts'
import type { InputClasses } from './input-classes.ts'
import type { RowModel } from './row-model.ts'
import { type Cells, columnsOf, ForEveryKey, type Given, plainValue } from './trial-cohort.ts'

/** One digit of the number of a row. */
export interface Digit {
  readonly size: number
  /** The changed input it is for. */
  readonly input?: InputClasses
  cells(at: number): Cells
}

export interface RowSpace {
  readonly digits: readonly Digit[]
  /** What is taken in of each row: rows of one tuple are the same to the measure. */
  readonly tupleOf: Uint32Array
  readonly tuples: readonly Tuple[]
}
export interface Tuple {
  readonly values: readonly Value[]
  /** The first row that has it. */
  readonly row: number
}

export const sizeOf = (digits: readonly Digit[]): number => digits.reduce((size, it) => size * it.size, 1)

/** Distance between rows that differ by one in a digit. */
export const strideOf = (digits: readonly Digit[], at: number): number => sizeOf(digits.slice(at + 1))

export const placeIn = (digits: readonly Digit[], at: number, row: number): number =>
  Math.floor(row / strideOf(digits, at)) % (digits[at]?.size ?? 1)

export function cellsOf(digits: readonly Digit[], row: number): Cells {
  return new Map(digits.flatMap((it, at) => [...it.cells(placeIn(digits, at, row))]))
}

export const digitOf = (column: ColumnId, values: readonly Value[]): Digit => ({
  size: values.length,
  cells: at => {
    const value = values[at]
    return new Map(value === undefined ? [] : [[column, value]])
  },
})

export const digitOfInput = (input: InputClasses): Digit => ({
  ...digitOf(
    input.column.id,
    input.classes.map(it => it.value),
  ),
  input,
})

/** Several columns that go together. */
export const digitOfCells = (all: readonly Cells[]): Digit => ({
  size: all.length,
  cells: at => all[at] ?? new Map(),
})

export interface SpaceOptions {
  readonly program: Program
  readonly engine: Engine
  readonly options: RunOptions
  readonly source: ValueSource
  readonly above: Cells
  readonly isOver: () => boolean
}

/** Rows computed at once. */
const CHUNK = 4096

/** Undefined where time ran out. */
export function tuplesOf(
  where: SpaceOptions,
  model: RowModel,
  digits: readonly Digit[],
  columns: readonly ColumnId[],
): RowSpace | undefined {
  const size = sizeOf(digits)
  const { identity } = orderOf(where.program.ruleset)
  const tupleOf = new Uint32Array(size)
  const tuples: Tuple[] = []
  const known = new Map<string, number>()
  for (let start = 0; start < size; start += CHUNK) {
    if (start > 0 && where.isOver()) return undefined
    const count = Math.min(CHUNK, size - start)
    const run = runChunk(where, model.rowLevel, digits, start, count)
    for (let row = 0; row < count; row++) {
      const values = columns.map(it => run.value(it, row))
      const name = values.map(identity).join('|')
      const tuple = known.get(name) ?? tuples.push({ values, row: start + row }) - 1
      known.set(name, tuple)
      tupleOf[start + row] = tuple
    }
  }
  return { digits, tupleOf, tuples }
}

function runChunk(
  { program, engine, options, source, above }: SpaceOptions,
  level: string,
  digits: readonly Digit[],
  start: number,
  count: number,
) {
  const columns = new Map<ColumnId, CohortColumn>()
  for (const column of columnsOf(program, level)) {
    if (column.content.kind === 'input') columns.set(column.id, constantColumn(plainValue(column, source)))
  }
  const [key] = program.levels.get(level)?.key ?? []
  const isNumber = program.columns.get(key ?? '')?.type.alternatives.every(it => it.kind === 'number')
  if (key !== undefined)
    columns.set(key, { at: row => (isNumber ? number(exactFromRatio(row)) : text(String(row))) })
  const given: Given = new Map([...above].map(([column, value]) => [column, new ForEveryKey(() => value)]))
  for (const [at, digit] of digits.entries()) {
    const stride = strideOf(digits, at)
    const cells = Array.from({ length: digit.size }, (_, place) => digit.cells(place))
    for (const column of cells[0]?.keys() ?? []) {
      const values = cells.map(it => it.get(column))
      const valueAt = (row: number): Value | undefined =>
        values[Math.floor((start + row) / stride) % digit.size]
      if (program.columns.get(column)?.content.kind === 'rule')
        given.set(column, new ForEveryKey(it => valueAt(Number.parseInt(it, 10))))
      else
        columns.set(column, {
          at: row => valueAt(row) ?? { kind: 'absent', absence: 'missing', reason: 'no_value' },
        })
    }
  }
  const cohort = { levels: new Map([[level, { size: count, columns }]]) }
  return engine(program, cohort, { ...options, given })
}
