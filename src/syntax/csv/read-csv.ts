/**
 * Reads a small table file (RFC 4180: commas, double quotes, any line ending) into cells that know
 * their places, so that every mistake in a table points into its file. Written here because the
 * published readers report rows but not where a cell stands. Cohorts are not read with it.
 */
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Fragment } from '../../source/fragment.ts'
import { type Source, type Span, spanOf } from '../../source/source.ts'

export interface CsvTable {
  readonly source: Source
  readonly header: readonly CsvCell[]
  /** Each has as many cells as the header. */
  readonly rows: readonly CsvRow[]
}
export interface CsvRow {
  readonly cells: readonly CsvCell[]
  readonly at: Span
}
export interface CsvCell {
  /** Without its quotes, and without the spaces around it where it has none. */
  readonly text: string
  readonly fragment: Fragment
  readonly at: Span
}

const BYTE_ORDER_MARK = '\uFEFF'

export function readCsv(source: Source): Outcome<CsvTable | undefined> {
  if (source.text.startsWith(BYTE_ORDER_MARK)) {
    return refused(report('model/csv-byte-order-mark', spanOf(source, 0, 1), { file: source.name }))
  }
  const diagnostics: Diagnostic[] = []
  const [header, ...rows] = readRows(source, diagnostics)
  if (header === undefined) {
    return refused(report('model/csv-empty', spanOf(source, 0, 0), { file: source.name }))
  }
  diagnostics.push(...duplicateHeadings(header))
  const even = rows.filter(row => {
    if (row.cells.length !== header.cells.length) diagnostics.push(raggedRow(row, header))
    return row.cells.length === header.cells.length
  })
  return { value: { source, header: header.cells, rows: even }, diagnostics }
}

const refused = (diagnostic: Diagnostic): Outcome<undefined> => ({
  value: undefined,
  diagnostics: [diagnostic],
})

const raggedRow = (row: CsvRow, header: CsvRow): Diagnostic =>
  report('model/csv-ragged-row', row.at, { found: row.cells.length, expected: header.cells.length })

function duplicateHeadings({ cells }: CsvRow): readonly Diagnostic[] {
  const first = new Map<string, CsvCell>()
  return cells.flatMap(cell => {
    const earlier = first.get(cell.text)
    if (earlier === undefined) {
      first.set(cell.text, cell)
      return []
    }
    const related = [{ at: earlier.at, label: 'the same heading' }]
    return [report('model/csv-duplicate-heading', cell.at, { heading: cell.text }, { related })]
  })
}

/** Rows of at least one character; empty lines are passed over. */
function readRows(source: Source, diagnostics: Diagnostic[]): readonly CsvRow[] {
  const rows: CsvRow[] = []
  let offset = 0
  while (offset < source.text.length) {
    const { row, next } = readRow(source, offset, diagnostics)
    if (row.at.end > row.at.start) rows.push(row)
    offset = next
  }
  return rows
}

function readRow(source: Source, start: number, diagnostics: Diagnostic[]): { row: CsvRow; next: number } {
  const cells: CsvCell[] = []
  let offset = start
  for (;;) {
    const cell = source.text[offset] === '"' ? quoted(source, offset, diagnostics) : plain(source, offset)
    cells.push(cell.cell)
    offset = cell.next
    if (source.text[offset] !== ',') break
    offset += 1
  }
  const lineEnd = source.text.startsWith('\r\n', offset) ? 2 : 1
  return { row: { cells, at: spanOf(source, start, offset) }, next: offset + lineEnd }
}

interface Read {
  readonly cell: CsvCell
  /** Where the comma or the end of the line stands. */
  readonly next: number
}

const CELL_END = /[,\r\n]/g

function endOfCell(text: string, offset: number): number {
  CELL_END.lastIndex = offset
  return CELL_END.exec(text)?.index ?? text.length
}

function plain(source: Source, start: number): Read {
  const next = endOfCell(source.text, start)
  const written = source.text.slice(start, next)
  const from = start + (written.length - written.trimStart().length)
  const text = written.trim()
  const fragment = { source, text, pieces: [{ index: 0, offset: from }] }
  return { cell: { text, fragment, at: spanOf(source, from, from + text.length) }, next }
}

/** A cell in quotes, in which a quote is written twice. */
function quoted(source: Source, start: number, diagnostics: Diagnostic[]): Read {
  const pieces = [{ index: 0, offset: start + 1 }]
  let text = ''
  let from = start + 1
  for (;;) {
    const quote = source.text.indexOf('"', from)
    if (quote < 0) {
      diagnostics.push(report('model/csv-open-quote', spanOf(source, start, start + 1)))
      return cellOf(source, start, source.text.length, text + source.text.slice(from), pieces)
    }
    text += source.text.slice(from, quote)
    if (source.text[quote + 1] !== '"') {
      const next = endOfCell(source.text, quote + 1)
      const stray = source.text.slice(quote + 1, next).trim()
      if (stray !== '') diagnostics.push(strayText(source, quote + 1, next, stray))
      return { ...cellOf(source, start, quote + 1, text, pieces), next }
    }
    pieces.push({ index: text.length, offset: quote })
    text += '"'
    pieces.push({ index: text.length, offset: quote + 2 })
    from = quote + 2
  }
}

const strayText = (source: Source, start: number, end: number, found: string): Diagnostic =>
  report('model/csv-text-after-quote', spanOf(source, start, end), { found })

const cellOf = (
  source: Source,
  start: number,
  end: number,
  text: string,
  pieces: Fragment['pieces'],
): Read => ({ cell: { text, fragment: { source, text, pieces }, at: spanOf(source, start, end) }, next: end })
