/**
 * A text that came from somewhere, and the places in it.
 * Offsets are UTF-16 code units inside the program; lines and columns exist only for people.
 */

/** One text with a name to show; `name` is a path or a label such as `<case given>`. */
export interface Source {
  readonly name: string
  readonly text: string
  /** Where the text is an excerpt of a larger one: the number its first line has there. */
  readonly firstLine?: number
}

/** A half-open range `[start, end)` of offsets into `source.text`. */
export interface Span {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** A place as people count: lines and columns from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Makes a span, clamped to the text so that every span lies inside its source. */
export function spanOf(source: Source, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, source.text.length))
  return { source, start: from, end: Math.max(from, Math.min(end, source.text.length)) }
}

/** The text a span covers. */
export function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end)
}

const lineStarts = new WeakMap<Source, readonly number[]>()

/** Offsets at which each line starts. Lines end with `\n`, `\r\n` or `\r`. */
export function lineStartsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source)
  if (known !== undefined) return known
  const starts = [0]
  for (const match of source.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length)
  lineStarts.set(source, starts)
  return starts
}

/** Line and column of an offset. */
export function positionOf(source: Source, offset: number): Position {
  const starts = lineStartsOf(source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + (source.firstLine ?? 1), column: offset - (starts[low] ?? 0) + 1 }
}

/** The text of a line without its line break; empty where the source has no such line. */
export function lineOf(source: Source, line: number): string {
  const starts = lineStartsOf(source)
  const index = line - (source.firstLine ?? 1)
  const start = starts[index]
  if (start === undefined) return ''
  return source.text.slice(start, starts[index + 1] ?? source.text.length).replace(/[\r\n]+$/, '')
}
