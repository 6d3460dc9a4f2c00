/** Numbers the texts of the cells that DuckDB gives, a column at a time. */
import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api'
import { hashOfPart, type TextNumbers } from '../text-numbers.ts'
import { GREATEST_WHOLE } from '../whole-numbers.ts'
import type {
  ColumnReading,
  ListedReading,
  SingleReading,
  TextReading,
  WholeReading,
} from './column-reading.ts'

export interface CellNumbers {
  /** What the cells are places among; undefined where they are the numbers of their texts. */
  readonly numbers?: Int32Array
  /** Every cell of a column of a chunk; the next chunk overwrites them. */
  of(chunk: DuckDBDataChunk, column: number): Int32Array
}

/** Room for numbers, used again and again. */
class Room {
  #numbers = new Int32Array(0)

  of(length: number): Int32Array<ArrayBuffer> {
    if (this.#numbers.length < length) this.#numbers = new Int32Array(length)
    return this.#numbers.subarray(0, length)
  }
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
    // An empty text that no cell holds would be taken for one that some does.
    const blank = texts.includes('') ? numbers.numberOfText('') : 0
    const numberAt = Int32Array.of(blank, ...texts.map(it => numbers.numberOfText(it)))
    return { numbers: numberAt, of: wholeItems }
  },
  whole: ({ hasBlanks }: WholeReading, numbers) => {
    const blank = hasBlanks ? numbers.numberOfText('') : 0
    const numberOf = (value: number): number => {
      if (value < 0 && hasBlanks) return blank
      return value >= 0 && value <= GREATEST_WHOLE
        ? numbers.numberOfWhole(value)
        : numbers.numberOfText(String(value))
    }
    const room = new Room()
    return {
      of: (chunk, column) => {
        const values = wholeItems(chunk, column)
        const found = room.of(chunk.rowCount)
        let [last, number] = [Number.NaN, 0]
        for (let row = 0; row < found.length; row += 1) {
          const value = values[row] as number
          // Rows of one key lie together.
          if (value !== last) number = numberOf(value)
          last = value
          found[row] = number
        }
        return found
      },
    }
  },
  text: (_: TextReading, numbers) => {
    const room = new Room()
    return { of: (chunk, column) => textNumbers(chunk, column, numbers, room.of(chunk.rowCount)) }
  },
  single: (_: SingleReading, numbers) => {
    const known = new Map<DuckDBValue, number>()
    return {
      of: (chunk, column) =>
        Int32Array.from(chunk.getColumnValues(column), it => {
          const before = known.get(it)
          if (before !== undefined) return before
          const number = numbers.numberOfText(String(it ?? ''))
          known.set(it, number)
          return number
        }),
    }
  },
}

/** The numbers of a column without any missing: where the package keeps them in an array, that array. */
function wholeItems(chunk: DuckDBDataChunk, column: number): Int32Array {
  const items: unknown = Reflect.get(chunk.getColumnVector(column), 'items')
  return items instanceof Int32Array ? items : Int32Array.from(chunk.getColumnValues(column), Number)
}

/** A text takes sixteen bytes: its length, and itself where it is no longer than the rest. */
const SIZE = 16
const LENGTH = 4

function textNumbers(
  chunk: DuckDBDataChunk,
  column: number,
  numbers: TextNumbers,
  found: Int32Array<ArrayBuffer>,
): Int32Array<ArrayBuffer> {
  const vector = chunk.getColumnVector(column)
  const view: unknown = Reflect.get(vector, 'dataView')
  if (!(view instanceof DataView))
    return Int32Array.from(chunk.getColumnValues(column), it => numbers.numberOfText(String(it)))
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  for (let row = 0; row < found.length; row += 1) {
    const length = view.getUint32(row * SIZE, true)
    const start = row * SIZE + LENGTH
    found[row] =
      length <= SIZE - LENGTH
        ? numbers.numberOf(bytes, start, start + length, hashOfPart(bytes, start, start + length))
        : numbers.numberOfText(String(vector.getItem(row)))
  }
  return found
}
