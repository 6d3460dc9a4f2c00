/** The headings of a data file, with their places for messages. */
import type { Source } from '../source/source.ts'

export interface Header {
  /** The file, as a source that holds the line of headings. */
  readonly source: Source
  readonly headings: readonly Heading[]
  /** What separates the cells of a row's text. */
  readonly delimiter: string
}
export interface Heading {
  readonly name: string
  /** Which column of the file, from 0. */
  readonly field: number
  readonly start: number
  readonly end: number
}

/** Headings of a file that has no text of its own to point at (Parquet, Arrow, JSON). */
export function headerOf(file: string, names: readonly string[]): Header {
  const headings: Heading[] = []
  let start = 0
  for (const [field, name] of names.entries()) {
    headings.push({ name, field, start, end: start + name.length })
    start += name.length + 1
  }
  return { source: { name: file, text: names.join(',') }, headings, delimiter: ',' }
}
