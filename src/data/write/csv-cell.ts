/** Values as the text of a data file: exact where that ends, and safe to open in a spreadsheet. */
import { type Exact, rationalOf, toDecimal } from '../../value/exact.ts'
import type { Value } from '../../value/value.ts'
import { isFormulaLike } from '../cell-dictionary.ts'

/** Decimal places of a number whose digits do not end. */
const PLACES_OF_ENDLESS = 10

/** A value as text; nothing for an absent one. */
export function plainText(value: Value): string {
  if (value.kind === 'number') return decimalOf(value.number)
  if (value.kind === 'text') return value.text
  if (value.kind === 'code') return value.code
  if (value.kind === 'date') return value.date
  return value.kind === 'yes/no' ? (value.yes ? 'yes' : 'no') : ''
}

/** The digits of a number: all of them where they end, otherwise rounded to ten places. */
export function decimalOf(value: Exact): string {
  const ratio = rationalOf(value)
  const places = ratio === undefined ? undefined : placesOf(ratio.denominator)
  return toDecimal(value, places ?? PLACES_OF_ENDLESS)
}

/** How many decimal places a fraction has; undefined where they never end, for a prime factor other than 2 and 5. */
function placesOf(denominator: bigint): number | undefined {
  if (denominator <= Number.MAX_SAFE_INTEGER) return placesOfSmall(Number(denominator))
  let rest = denominator
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? Math.max(twos, fives) : undefined
}

function placesOfSmall(denominator: number): number | undefined {
  let rest = denominator
  let twos = 0
  let fives = 0
  for (; rest % 2 === 0; rest /= 2) twos += 1
  for (; rest % 5 === 0; rest /= 5) fives += 1
  return rest === 1 ? Math.max(twos, fives) : undefined
}

/** A cell of a CSV file: quoted where it must be, with an apostrophe before what a spreadsheet would compute. */
export function csvCell(text: string): string {
  const safe = isFormulaLike(text) ? `'${text}` : text
  return /[",\n\r]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
