/**
 * Writes a level as an Arrow file, with the types that Parquet gets: whole numbers of 64 bits, other
 * numbers as doubles (the nearest ones), yes/no as booleans, dates as days, everything else as places
 * in a dictionary of texts; an absent value is null.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import {
  Bool,
  type Data,
  DateDay,
  Dictionary,
  Float64,
  Int32,
  Int64,
  makeData,
  Table,
  tableToIPC,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow'
import type { Run } from '../../engine/engine.ts'
import { type FileType, type ResultColumns, type TypedColumn, typedColumns } from '../write/result-columns.ts'

export function writeArrow(path: string, run: Run, level: string, columns: ResultColumns): void {
  const size = run.levels.get(level)?.size ?? 0
  const vectors = typedColumns(run, columns).map(
    (it, index) => [it.heading, new Vector([DATA[it.type](it, size, index)])] as const,
  )
  const provisional = `${path}.part`
  try {
    writeFileSync(provisional, tableToIPC(new Table(Object.fromEntries(vectors)), 'file'))
    renameSync(provisional, path)
  } finally {
    rmSync(provisional, { force: true })
  }
}

type ColumnData = (column: TypedColumn, size: number, index: number) => Data

const DATA: { readonly [K in FileType]: ColumnData } = {
  whole: (column, length) => {
    const data = new BigInt64Array(length)
    const nulls = each(column, length, (row, text) => {
      data[row] = wholeOf(text, column.heading)
    })
    return makeData({ type: new Int64(), length, data, ...nulls })
  },
  fraction: (column, length) => {
    const data = new Float64Array(length)
    const nulls = each(column, length, (row, text) => {
      data[row] = Number(text)
    })
    return makeData({ type: new Float64(), length, data, ...nulls })
  },
  'yes/no': (column, length) => {
    const data = new Uint8Array((length + 7) >> 3)
    const nulls = each(column, length, (row, text) => {
      if (text === 'yes') setBit(data, row)
    })
    return makeData({ type: new Bool(), length, data, ...nulls })
  },
  date: (column, length) => {
    const data = new Int32Array(length)
    const nulls = each(column, length, (row, text) => {
      data[row] = Date.parse(text) / A_DAY
    })
    return makeData({ type: new DateDay(), length, data, ...nulls })
  },
  text: (column, length, index) => {
    const data = new Int32Array(length)
    const places = new Map<string, number>()
    const nulls = each(column, length, (row, text) => {
      const place = places.get(text) ?? places.size
      if (place === places.size) places.set(text, place)
      data[row] = place
    })
    const dictionary = vectorFromArray([...places.keys()], new Utf8())
    // Numbered by hand, so that equal results are equal files.
    const type = new Dictionary(new Utf8(), new Int32(), index)
    return makeData({ type, length, data, dictionary, ...nulls })
  },
}

const A_DAY = 86_400_000

/** Hands every value there is to `set`; gives the bits of those there are, and how many there are not. */
function each(column: TypedColumn, size: number, set: (row: number, text: string) => void) {
  const nullBitmap = new Uint8Array((size + 7) >> 3)
  let nullCount = 0
  for (let row = 0; row < size; row += 1) {
    const text = column.text(row)
    if (text === null) nullCount += 1
    else {
      setBit(nullBitmap, row)
      set(row, text)
    }
  }
  return nullCount === 0 ? { nullCount } : { nullBitmap, nullCount }
}

function setBit(bits: Uint8Array, row: number): void {
  bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7))
}

function wholeOf(text: string, heading: string): bigint {
  const whole = BigInt(text)
  if (BigInt.asIntN(64, whole) !== whole) throw new RangeError(`${heading} holds ${text}, more than 64 bits`)
  return whole
}
