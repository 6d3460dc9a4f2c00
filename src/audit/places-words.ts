/** The words about places that are the same on a screen and on a page. */
import type { Program } from '../model/program.ts'
import type { OwnerPlaces, PlacedEntry, PlacesReport } from './entries/places.ts'
import { levelInWords, nameOf, numberInWords, withArticle } from './words.ts'

/** `8 × Full, top` */
export const entriesInWords = ({ entry, count }: PlacedEntry): string =>
  count === 1 ? entry : `${count} × ${entry}`

export const PLACES_TITLE = 'Which entry each place would rather have'

const SLACK = 1e-9

export function ownerInWords(program: Program, { measure }: PlacesReport, { score }: OwnerPlaces): string {
  const level = levelInWords(program, program.columns.get(measure)?.level ?? '')
  return `${withArticle(level).replace(/^a/, 'A')} with all places filled, ${nameOf(program, measure)} ${numberInWords(score)}:`
}

/** What is crowded out, what counts for less than by itself, and what makes others count. */
export function lessInWords({ entries }: OwnerPlaces): readonly string[] {
  const out = entries.filter(it => it.place === undefined && it.adds <= SLACK && it.alone > SLACK)
  const less = entries.filter(it => it.adds < it.alone - SLACK && !out.includes(it))
  const more = entries.filter(it => it.adds > it.alone + SLACK)
  return [
    ...out.map(
      it => `crowded out: ${entriesInWords(it)}, which by itself counts for ${numberInWords(it.alone)}`,
    ),
    ...less.map(
      it =>
        `counts for less here: ${entriesInWords(it)} adds ${numberInWords(it.adds)}, by itself it counts for ${numberInWords(it.alone)}`,
    ),
    ...more.map(
      it =>
        `makes others count: ${entriesInWords(it)} adds ${numberInWords(it.adds)}, by itself it counts for ${numberInWords(it.alone)}`,
    ),
  ]
}

export const addedInWords = ({ add }: OwnerPlaces): string =>
  add === undefined
    ? 'no further entry would add anything'
    : `most to gain by adding ${add.entry}: ${numberInWords(add.gain)} more${add.place === '' ? '' : `, in ${add.place}`}`

export const swapInWords = ({ swap }: OwnerPlaces): string =>
  swap === undefined
    ? 'no entry is better changed for another'
    : `most to gain by change: ${swap.into} in place of ${swap.out}, ${numberInWords(swap.gain)} more`
