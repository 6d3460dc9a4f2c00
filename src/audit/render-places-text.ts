/** On a screen: which entry each place would rather have. */
import type { Program } from '../model/program.ts'
import type { OwnerPlaces, PlacedEntry, PlacesReport } from './entries/places.ts'
import {
  addedInWords,
  entriesInWords,
  lessInWords,
  ownerInWords,
  PLACES_TITLE,
  swapInWords,
} from './places-words.ts'
import { type AuditStyle, wrapped } from './text-layout.ts'
import { nameOf, numberInWords } from './words.ts'

const INDENT = '   '
const NUMBER = 11

export function placesText(program: Program, report: PlacesReport, width: number, style: AuditStyle): string {
  const { alone, owners } = report
  const most = Math.max(0, ...alone.map(it => it.place.length), 5)
  const line = (place: string, entry: string, numbers: readonly string[], paint = (text: string) => text) => {
    const room = Math.max(20, width - INDENT.length - most - 2 - numbers.length * NUMBER)
    const [first = '', ...more] = wrapped(entry, room, '', '')
    const tail = numbers.map(it => it.padStart(NUMBER)).join('')
    return [
      paint(`${INDENT}${place.padEnd(most)}  ${first.padEnd(room)}${tail}`.trimEnd()),
      ...more.map(it => paint(`${INDENT}${' '.repeat(most)}  ${it}`)),
    ]
  }
  return [
    style.strong(`${PLACES_TITLE}: ${nameOf(program, report.measure)}`),
    ...line('place', 'the entry that counts for most by itself', ['counts'], style.faint),
    ...alone.flatMap(it => line(it.place, it.entry, [numberInWords(it.counts)])),
    ...owners.flatMap(it => ownerText(program, report, it, line, width, style)),
  ].join('\n')
}

type Line = (
  place: string,
  entry: string,
  numbers: readonly string[],
  paint?: (text: string) => string,
) => readonly string[]

function ownerText(
  program: Program,
  report: PlacesReport,
  owner: OwnerPlaces,
  line: Line,
  width: number,
  style: AuditStyle,
): readonly string[] {
  const notes = [...lessInWords(owner), addedInWords(owner), swapInWords(owner)]
  const paint = (it: PlacedEntry) => (it.adds < it.alone - 1e-9 ? style.warning : (text: string) => text)
  return [
    '',
    ...wrapped(ownerInWords(program, report, owner), width - INDENT.length, INDENT, INDENT),
    ...line('place', 'entry', ['adds', 'by itself'], style.faint),
    ...owner.entries.flatMap(it =>
      line(
        it.place ?? 'none',
        entriesInWords(it),
        [numberInWords(it.adds), numberInWords(it.alone)],
        paint(it),
      ),
    ),
    ...notes.flatMap(it => wrapped(it, width - INDENT.length - 2, `${INDENT}- `, `${INDENT}  `)),
  ]
}
