/** Numbers the texts of the cells that DuckDB gives, a column at a time. */
import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api'
import { PairNumbers } from '../pair-numbers.ts'
import type { TextNumbers } from '../text-numbers.ts'
import type { ColumnReading, ListedReading, SingleReading, WholeReading } from './column-reading.ts'

export interface CellNumbers {
  /** The number of every cell of a column of a chunk. */
  of(chunk: DuckDBDataChunk, column: number): Int32Array<ArrayBuffer>
}

export const cellNumbers = (reading: ColumnReading, numbers: TextNumbers): CellNumbers =>
  (NUMBERS[reading.kind] as (reading: ColumnReading, numbers: TextNumbers) => CellNumbers)(reading, numbers)

const NUMBERS: {
  [K in ColumnReading['kind']]: (
    reading: Extract<ColumnReading, { kind: K }>,
    numbers: TextNumbers,
  ) => CellNumbers
} = {
  listed: ({ texts }: ListedReading, numbers) => {
    const numberAt = Int32Array.from(['', ...texts], it => numbers.numberOfText(it))
    return {
      of: (chunk, column) => {
        const places = wholeItems(chunk, column)
        const found = new Int32Array(chunk.rowCount)
        for (let row = 0; row < found.length; row += 1) found[row] = numberAt[places[row] as number] as number
        return found
      },
    }
  },
  whole: (_: WholeReading, numbers) => {
    const items = new PairNumbers()
    const numberAt: number[] = []
    return {
      of: (chunk, column) => {
        const values = wholeItems(chunk, column)
        const found = new Int32Array(chunk.rowCount)
        for (let row = 0; row < found.length; row += 1) {
          const value = values[row] as number
          const item = items.numberOf(value, 0)
          if (item === numberAt.length) numberAt.push(numbers.numberOfText(String(value)))
          found[row] = numberAt[item] as number
        }
        return found
      },
    }
  },
  single: (_: SingleReading, numbers) => {
    const known = new Map<DuckDBValue, number>()
    return {
      of: (chunk, column) => {
        const found = new Int32Array(chunk.rowCount)
        let last: DuckDBValue | undefined
        let number = 0
        for (const [row, value] of chunk.getColumnValues(column).entries()) {
          if (value !== last || row === 0) number = numberOf(value, known, numbers)
          last = value
          found[row] = number
        }
        return found
      },
    }
  },
}

function numberOf<T>(value: T, known: Map<T, number>, numbers: TextNumbers): number {
  const before = known.get(value)
  if (before !== undefined) return before
  const number = numbers.numberOfText(String(value ?? ''))
  known.set(value, number)
  return number
}

/** The numbers of a column without any missing: where the package keeps them in an array, that array. */
function wholeItems(chunk: DuckDBDataChunk, column: number): ArrayLike<number> {
  const items: unknown = Reflect.get(chunk.getColumnVector(column), 'items')
  const isWhole = items instanceof Int32Array || items instanceof Uint16Array
  return isWhole ? items : chunk.getColumnValues(column).map(Number)
}
