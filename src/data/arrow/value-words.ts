/**
 * Values of one width in an Arrow column - whole numbers, fractions, decimals, dates, times of day - as
 * words of 32 bits, and the text that each has as a cell of CSV.
 */
import { DataType, DateUnit, Precision, TimeUnit } from 'apache-arrow'

/** Words one after the other; narrower values are words of their own. */
export type Words = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array
export interface WordType {
  /** How many words make a value. */
  readonly count: number
  /** The text of the value whose words start at a place. */
  text(words: Words, at: number): string
}

/** How values of a type are written; undefined where they are not of one width, or mean nothing in a cell. */
export function wordTypeOf(type: DataType): WordType | undefined {
  if (DataType.isInt(type)) return wholeType(type.bitWidth, type.isSigned)
  if (DataType.isFloat(type)) return FRACTIONS[type.precision]
  if (DataType.isDecimal(type)) {
    const { bitWidth, scale } = type
    return {
      count: bitWidth / 32,
      text: (words, at) => decimalText(wholeAt(words, at, bitWidth / 32), scale),
    }
  }
  if (DataType.isDate(type)) return type.unit === DateUnit.DAY ? DAYS : momentType(1000n)
  return DataType.isTimestamp(type) ? momentType(A_SECOND[type.unit]) : undefined
}

function wholeType(bits: number, isSigned: boolean): WordType {
  if (bits < 32) return { count: 1, text: (words, at) => String(words[at]) }
  const count = bits / 32
  if (isSigned) return { count, text: (words, at) => wholeAt(words, at, count).toString() }
  return { count, text: (words, at) => BigInt.asUintN(bits, wholeAt(words, at, count)).toString() }
}

/** Little-endian, the last word with the sign. */
function wholeAt(words: Words, at: number, count: number): bigint {
  let whole = BigInt(words[at + count - 1] as number)
  for (let index = count - 2; index >= 0; index -= 1) {
    whole = (whole << 32n) | BigInt((words[at + index] as number) >>> 0)
  }
  return whole
}

const scratch = new Int32Array(2)
const doubles = new Float64Array(scratch.buffer)
const singles = new Float32Array(scratch.buffer)

const FRACTIONS: { readonly [K in Precision]?: WordType } = {
  [Precision.DOUBLE]: {
    count: 2,
    text: (words, at) => {
      scratch[0] = words[at] as number
      scratch[1] = words[at + 1] as number
      return String(doubles[0])
    },
  },
  [Precision.SINGLE]: {
    count: 1,
    text: (words, at) => {
      scratch[0] = words[at] as number
      return shortestSingle(singles[0] as number)
    },
  },
}

/** The fewest digits that still mean this number of 32 bits. */
function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(Number.isFinite(value) ? Number(value.toPrecision(9)) : value)
}

function decimalText(units: bigint, scale: number): string {
  if (scale <= 0) return (units * 10n ** BigInt(-scale)).toString()
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const A_SECOND: { readonly [K in TimeUnit]: bigint } = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
}
const A_DAY = 86_400n

const DAYS: WordType = { count: 1, text: (words, at) => dayText(words[at] as number) }

/** Moments counted from 1970, so many to a second; midnight is left out. */
const momentType = (aSecond: bigint): WordType => ({
  count: 2,
  text: (words, at) => {
    const moment = wholeAt(words, at, 2)
    const inDay = A_DAY * aSecond
    const part = ((moment % inDay) + inDay) % inDay
    const day = dayText(Number((moment - part) / inDay))
    return part === 0n ? day : `${day} ${timeText(part, aSecond)}`
  },
})

function dayText(days: number): string {
  const date = new Date(days * 86_400_000)
  return Number.isNaN(date.getTime()) ? `day ${days}` : date.toISOString().replace(/T.*/, '')
}

function timeText(part: bigint, aSecond: bigint): string {
  const time = new Date(Number(part / aSecond) * 1000).toISOString().slice(11, 19)
  const rest = (part % aSecond)
    .toString()
    .padStart(aSecond.toString().length - 1, '0')
    .replace(/0+$/, '')
  return rest === '' ? time : `${time}.${rest}`
}
