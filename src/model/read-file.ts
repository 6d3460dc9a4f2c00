/** Finds a file beside the ruleset and reads it as a table. Paths never lead out of the ruleset's folder. */
import type { Span } from '../source/source.ts'
import { type CsvTable, readCsv } from '../syntax/csv/read-csv.ts'
import { accept, complain, guess, type Reading } from './reading.ts'
import { isSafePath } from './safe-path.ts'

interface Word {
  readonly text: string
  readonly at: Span
}

export function readTableFile(path: Word, reading: Reading): CsvTable | undefined {
  if (!isSafePath(path.text)) return complain(reading, 'model/unsafe-path', path.at, { path: path.text })
  const source = reading.files.read(path.text)
  if (source === undefined) return complain(reading, 'model/missing-file', path.at, { path: path.text })
  return accept(reading, readCsv(source))
}

/** The index of a column by its heading. */
export function columnOf(table: CsvTable, heading: Word, reading: Reading): number | undefined {
  const headings = table.header.map(it => it.text)
  const index = headings.indexOf(heading.text)
  if (index >= 0) return index
  return complain(
    reading,
    'model/missing-column',
    heading.at,
    { column: heading.text, file: table.source.name, nearest: guess(reading, heading.text, headings) },
    { related: [{ at: table.header[0]?.at ?? heading.at, label: 'the headings of the file' }] },
  )
}
