/** Coverage in words and numbers, the same in all forms. */
import { COVERED, type Covered, sizeOf, type Tally } from './coverage.ts'

export const COVERED_WORDS: { readonly [C in Covered]: string } = {
  asserted: 'asserted on by an example',
  claimed: 'by laws alone',
  exercised: 'exercised, nothing stated',
  idle: 'never reached',
}

/** One character a line, for where there is no colour. */
export const MARKS: { readonly [C in Covered]: string } = {
  asserted: '+',
  claimed: '~',
  exercised: '?',
  idle: '-',
}

export function tallyInWords(tally: Tally): string {
  const size = sizeOf(tally)
  const parts = COVERED.filter(it => it === 'asserted' || tally[it] > 0).map(
    it => `${shareOf(tally[it], size)} ${COVERED_WORDS[it]}`,
  )
  return `of ${grouped(size)} places ${parts.join(', ')}`
}

export const shareOf = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${Math.floor((100 * part) / whole)}%`

export const grouped = (count: number): string => count.toLocaleString('en-GB')
