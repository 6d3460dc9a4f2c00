/** Draws the lines of a source that a span covers, with the span underlined. Knows nothing of diagnostics. */
import { lineOf, lineStartsOf, positionOf, type Source, type Span } from '../source/source.ts'
import { type Shown, shown } from './shown-text.ts'

/** A line of the source, and the line below it that underlines a part. A gap stands for lines left out. */
export type ExcerptLine =
  | { readonly kind: 'line'; readonly number: number; readonly text: string; readonly underline: string }
  | { readonly kind: 'gap' }

export interface ExcerptOptions {
  /** The sign to underline with, one column wide. */
  readonly sign: string
  /** Columns that a line of the source may take; longer lines are cut around the span. */
  readonly width: number
}

/** Spans over more lines than this are shown by their first and last. */
const MOST_LINES = 3

/** A span without text is shown as the one character, or the end of the line, that follows it. */
export function excerptOf(span: Span, options: ExcerptOptions): readonly ExcerptLine[] {
  const { source, start } = span
  const end = Math.max(span.end, start + 1)
  const first = positionOf(source, start).line
  const last = positionOf(source, end - 1).line
  const draw = (line: number) => drawLine({ source, start, end }, line, options)
  if (last - first >= MOST_LINES) return [draw(first), { kind: 'gap' }, draw(last)]
  return Array.from({ length: last - first + 1 }, (_, index) => draw(first + index))
}

/** One character of a line: how it is shown, the column it starts at, whether it is underlined. */
interface Cell extends Shown {
  readonly column: number
  readonly isMarked: boolean
}

function drawLine(span: Span, line: number, { sign, width }: ExcerptOptions): ExcerptLine {
  const cells = cellsOf(span, line)
  const [from, to] = windowOf(cells, width)
  const visible = cells.filter(it => it.column >= from && it.column + it.width <= to)
  const before = from > 0 ? '…' : ''
  const after = to < widthOf(cells) ? '…' : ''
  const underline = visible.map(it => (it.isMarked ? sign : ' ').repeat(it.width)).join('')
  return {
    kind: 'line',
    number: line,
    text: `${before}${visible.map(it => it.text).join('')}${after}`.trimEnd(),
    underline: `${' '.repeat(before.length)}${underline}`.trimEnd(),
  }
}

/** The characters of a line, and its end. Indentation of a line that the span goes on to is not underlined. */
function cellsOf({ source, start, end }: Span, line: number): readonly Cell[] {
  const text = lineOf(source, line)
  const lineStart = startOfLine(source, line)
  const indent = start >= lineStart ? 0 : text.length - text.trimStart().length
  const cells: Cell[] = []
  let column = 0
  let index = 0
  for (const character of text) {
    const offset = lineStart + index
    const isMarked = offset + character.length > start && offset < end && index >= indent
    const below = cells.at(-1)
    const { text: drawn, width } = shown(character)
    const cell = { text: drawn, width: below === undefined ? Math.max(1, width) : width }
    // What is laid over the character before it is underlined there.
    if (cell.width === 0 && isMarked && below !== undefined) cells[cells.length - 1] = { ...below, isMarked }
    cells.push({ ...cell, column, isMarked })
    column += cell.width
    index += character.length
  }
  return [...cells, { text: ' ', width: 1, column, isMarked: start >= lineStart + index }]
}

const startOfLine = (source: Source, line: number): number =>
  lineStartsOf(source)[line - positionOf(source, 0).line] ?? source.text.length

const widthOf = (cells: readonly Cell[]): number => {
  const last = cells.at(-1)
  return last === undefined ? 0 : last.column + last.width
}

/** The columns shown of a line that is too long: a third of them before what is underlined. */
function windowOf(cells: readonly Cell[], width: number): readonly [number, number] {
  const full = widthOf(cells)
  if (full <= width) return [0, full]
  const marked = cells.find(it => it.isMarked)?.column ?? 0
  const room = Math.max(1, width - 2)
  const from = Math.max(0, Math.min(marked - Math.floor(room / 3), full - room))
  return [from, from + room]
}
