/** Numbers and days as written, and those one step of their last digit away. */
import { exactFromDigits } from '../value/exact.ts'
import { date, number, type Present } from '../value/value.ts'

export interface Stepped {
  readonly text: string
  readonly value: Present
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(%?)$/
const DAY = /^'(\d{4}-\d{2}-\d{2})'$/

/** The neighbours of a written number or day, the greater first; none for any other text. */
export function neighboursOf(written: string): readonly Stepped[] {
  return [1, -1].flatMap(direction => stepped(written, direction) ?? [])
}

export function stepped(written: string, direction: number): Stepped | undefined {
  const day = DAY.exec(written)?.[1]
  if (day !== undefined) {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + direction * MILLISECONDS_OF_DAY)
    const text = next.toISOString().slice(0, 10)
    return { text: `'${text}'`, value: date(text) }
  }
  const [, minus = '', whole = '', decimals = '', percent = ''] = NUMBER.exec(written) ?? []
  if (whole === '') return undefined
  const digits = BigInt(`${minus}${whole}${decimals}`) + BigInt(direction)
  const value = exactFromDigits(withPoint(digits, decimals.length + (percent === '' ? 0 : 2)))
  if (value === undefined) return undefined
  return { text: `${withPoint(digits, decimals.length)}${percent}`, value: number(value) }
}

const MILLISECONDS_OF_DAY = 86_400_000

function withPoint(digits: bigint, places: number): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  if (places === 0) return sign + text
  return `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}
