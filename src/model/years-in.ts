/**
 * Years as people write them in titles and tables: `2018`, and `2017/18`, `2017-18`, `201718` for the year
 * that ends in 2018. Numbers that only look like one are for the caller to keep away.
 */
import type { CsvTable } from '../syntax/csv/read-csv.ts'
import type { Heading } from './build-table-files.ts'
import type { YearColumn } from './ruleset.ts'

const CENTURY = '(?:19|20|21)'
const YEAR = new RegExp(
  String.raw`(?<![\d./-])(${CENTURY}\d\d)(?:[/\u2013-](${CENTURY}\d\d|\d\d))?(?![\d%]|[./-]\d)`,
  'g',
)

export interface YearIn {
  readonly text: string
  /** The year that it ends in. */
  readonly year: number
  readonly index: number
}

/** The years that a text names, in order. */
export const yearsIn = (text: string): readonly YearIn[] =>
  [...text.matchAll(YEAR)].flatMap(({ 0: whole, 1: first = '', 2: second, index }) => {
    const year = endOf(first, second)
    return year === undefined ? [] : [{ text: whole, year, index }]
  })

/** Two years joined are one only when they follow each other. */
function endOf(first: string, second: string | undefined): number | undefined {
  if (second === undefined) return Number(first)
  const year = Number(first) + 1
  return String(year).endsWith(second) ? year : undefined
}

/** A text that is a year and nothing else; `201718` only here. */
export function yearOf(text: string): number | undefined {
  const joined = /^(\d{4})(\d\d)$/.exec(text)
  const [found, more] = yearsIn(joined === null ? text : `${joined[1]}-${joined[2]}`)
  const isAll = joined !== null || found?.text === text
  return more === undefined && isAll ? found?.year : undefined
}

/** The same text a number of years later. */
export const yearsLater = (text: string, years: number, only: number): string =>
  yearsIn(text)
    .toReversed()
    .filter(it => it.year === only)
    .reduce((shifted, it) => {
      const moved = it.text.replaceAll(/\d+/g, digits => later(digits, years))
      return shifted.slice(0, it.index) + moved + shifted.slice(it.index + it.text.length)
    }, text)

const later = (digits: string, years: number): string =>
  String(Number(digits) + years)
    .padStart(digits.length, '0')
    .slice(-digits.length)

/** A heading that promises years, so that plain numbers under it are some. */
const PROMISES_YEARS = /year|period/i

/** Columns in which every row says a year, whether the table reads them or not. */
export function yearColumns(
  csv: CsvTable,
  keys: readonly string[],
  headings: ReadonlyMap<string, Heading>,
): readonly YearColumn[] {
  return csv.header.flatMap(({ text: heading }, index) => {
    const cells = yearsUnder(csv, index, PROMISES_YEARS.test(heading))
    if (cells.length === 0) return []
    const key = keys.find(it => isUnder(headings.get(it), it, heading))
    return [{ heading, cells, ...(key === undefined ? {} : { key }) }]
  })
}

/** The cells of a column, if each is a year; most columns are none from their first cell on. */
function yearsUnder(csv: CsvTable, index: number, isPromised: boolean): YearColumn['cells'] {
  const found: YearColumn['cells'][number][] = []
  for (const { cells } of csv.rows) {
    const cell = cells[index]
    const year = cell && (isPromised || /\D/.test(cell.text)) ? yearOf(cell.text) : undefined
    if (cell === undefined || year === undefined) return []
    found.push({ text: cell.text, year, at: cell.at })
  }
  return found
}

function isUnder(mapped: Heading | undefined, name: string, heading: string): boolean {
  if (mapped === undefined) return name === heading
  return mapped.kind === 'one' && mapped.heading.text === heading
}
