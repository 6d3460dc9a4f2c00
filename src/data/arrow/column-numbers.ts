/**
 * Numbers the texts of an Arrow column without making a text for a cell: cells of a dictionary by the
 * place of their value in it, texts by their bytes, all other values by their bits.
 */
import { type Data, DataType, type Vector } from 'apache-arrow'
import { PairNumbers } from '../pair-numbers.ts'
import { hashOfPart, type TextNumbers } from '../text-numbers.ts'
import { DamagedArrow } from './damaged.ts'
import { type Words, type WordType, wordTypeOf } from './value-words.ts'

/** Gives the number of every cell of rows `[from, to)` of a column. */
export type ColumnNumbers = (data: Data, from: number, to: number) => Int32Array<ArrayBuffer>

/** Undefined for a type whose values are not the text of one cell. */
export function columnNumbers(type: DataType, numbers: TextNumbers): ColumnNumbers | undefined {
  if (!DataType.isDictionary(type)) return plainNumbers(type, numbers)
  const values = plainNumbers(type.dictionary, numbers)
  return values === undefined ? undefined : listedNumbers(values, numbers)
}

function plainNumbers(type: DataType, numbers: TextNumbers): ColumnNumbers | undefined {
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return textNumbers(numbers)
  if (DataType.isUtf8View(type)) return viewNumbers(numbers)
  if (DataType.isBool(type)) return yesNoNumbers(numbers)
  if (DataType.isNull(type)) return (_, from, to) => new Int32Array(to - from).fill(numbers.numberOfText(''))
  const words = wordTypeOf(type)
  return words === undefined ? undefined : wordNumbers(words, numbers)
}

/** Fills what there is a value for by `numberAt`; all else is the empty text. */
function filled(
  data: Data,
  [from, to]: readonly [number, number],
  numbers: TextNumbers,
  numberAt: (row: number) => number,
): Int32Array<ArrayBuffer> {
  const found = new Int32Array(to - from)
  const bits: Uint8Array | undefined = data.nullBitmap
  if (bits === undefined || bits.length === 0) {
    for (let row = from; row < to; row += 1) found[row - from] = numberAt(row)
    return found
  }
  const blank = numbers.numberOfText('')
  for (let row = from; row < to; row += 1) {
    const isThere = (((bits[row >> 3] as number) >> (row & 7)) & 1) === 1
    found[row - from] = isThere ? numberAt(row) : blank
  }
  return found
}

function demand(isSo: boolean): void {
  if (!isSo) throw new DamagedArrow('a column holds less than it says')
}

function listedNumbers(values: ColumnNumbers, numbers: TextNumbers): ColumnNumbers {
  const parts = new WeakMap<Data, Int32Array>()
  let last: Vector | undefined
  let numberOf: Int32Array = new Int32Array(0)
  const partOf = (part: Data): Int32Array => {
    const known = parts.get(part) ?? values(part, 0, part.length)
    parts.set(part, known)
    return known
  }
  return (data, from, to) => {
    const { dictionary } = data
    if (dictionary !== last || last === undefined) {
      numberOf = joined((dictionary?.data ?? []).map(partOf))
      last = dictionary
    }
    const places: ArrayLike<number | bigint> = data.values
    demand(places.length >= data.length)
    return filled(data, [from, to], numbers, row => {
      const number = numberOf[Number(places[row])]
      if (number === undefined) throw new DamagedArrow('a dictionary holds less than its column refers to')
      return number
    })
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const all = new Int32Array(parts.reduce((sum, it) => sum + it.length, 0))
  let at = 0
  for (const it of parts) {
    all.set(it, at)
    at += it.length
  }
  return all
}

function textNumbers(numbers: TextNumbers): ColumnNumbers {
  return (data, from, to) => {
    const bytes: Uint8Array = data.values
    const ends: ArrayLike<number | bigint> = data.valueOffsets
    demand(data.length === 0 || ends.length > data.length)
    return filled(data, [from, to], numbers, row => {
      const start = Number(ends[row])
      const end = Number(ends[row + 1])
      demand(start >= 0 && start <= end && end <= bytes.length)
      return numbers.numberOf(bytes, start, end, hashOfPart(bytes, start, end))
    })
  }
}

/** Texts of up to twelve bytes stand in the column itself, longer ones in buffers beside it. */
function viewNumbers(numbers: TextNumbers): ColumnNumbers {
  return (data, from, to) => {
    const views: Uint8Array = data.values
    demand(views.length >= data.length * 16)
    const words = new DataView(views.buffer, views.byteOffset, views.byteLength)
    return filled(data, [from, to], numbers, row => {
      const length = words.getInt32(row * 16, true)
      const isNear = length <= 12
      const bytes = isNear ? views : data.variadicBuffers[words.getInt32(row * 16 + 8, true)]
      const start = isNear ? row * 16 + 4 : words.getInt32(row * 16 + 12, true)
      if (bytes === undefined || length < 0 || start < 0 || start + length > bytes.length) {
        throw new DamagedArrow('a column holds less than it says')
      }
      return numbers.numberOf(bytes, start, start + length, hashOfPart(bytes, start, start + length))
    })
  }
}

function yesNoNumbers(numbers: TextNumbers): ColumnNumbers {
  return (data, from, to) => {
    const bits: Uint8Array = data.values
    demand(bits.length * 8 >= data.length)
    return filled(data, [from, to], numbers, row =>
      numbers.numberOfText(String((((bits[row >> 3] as number) >> (row & 7)) & 1) === 1)),
    )
  }
}

function wordNumbers({ count, text }: WordType, numbers: TextNumbers): ColumnNumbers {
  const first = new PairNumbers()
  const further = Array.from({ length: Math.max(0, count - 2) }, () => new PairNumbers())
  const numberAt: number[] = []
  return (data, from, to) => {
    const words = wordsOf(data)
    demand(words.length >= data.length * count)
    return filled(data, [from, to], numbers, row => {
      const at = row * count
      let item = first.numberOf(words[at] as number, count === 1 ? 0 : (words[at + 1] as number))
      for (let step = 0; step < further.length; step += 1) {
        item = (further[step] as PairNumbers).numberOf(item, words[at + step + 2] as number)
      }
      if (item === numberAt.length) numberAt.push(numbers.numberOfText(text(words, at)))
      return numberAt[item] as number
    })
  }
}

function wordsOf({ values }: Data): Words {
  const array: Words | Uint32Array | BigInt64Array = values
  if (array.BYTES_PER_ELEMENT < 4) return array as Words
  return new Int32Array(array.buffer, array.byteOffset, Math.floor(array.byteLength / 4))
}
