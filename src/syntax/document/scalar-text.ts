/**
 * The text of a scalar and where in the source each part of it stands, for each way of writing one.
 * Follows YAML's rules for joined lines, but keeps the places that YAML itself forgets.
 */
import type { Fragment } from '../../source/fragment.ts'
import type { Source } from '../../source/source.ts'

/** A run of text that stands in the source in one piece, from an offset on. */
interface Piece {
  readonly text: string
  readonly offset: number
}

/** A plain text, or the inside of one in quotes without escapes. Line breaks become spaces. */
export function joinedLines(source: Source, raw: string, offset: number): Fragment {
  return fragmentOf(source, joined(raw, offset))
}

/** The inside of a text in single quotes, where two quotes mean one. */
export function singleQuoted(source: Source, raw: string, offset: number): Fragment {
  return fragmentOf(source, joined(raw, offset).flatMap(singleQuotes))
}

/** The lines of a literal block without their indentation, and without blank lines at the end. */
export function literalLines(source: Source, raw: string, offset: number, indent: number): Fragment {
  const pieces: Piece[] = []
  const lines = linesOf(withoutBlanksAtEnd(raw), offset)
  for (const [index, line] of lines.entries()) {
    if (index > 0) pieces.push({ text: '\n', offset: line.breakAt })
    pieces.push(cut(line, Math.min(indent, leadingSpaces(line.text))))
  }
  return fragmentOf(source, pieces)
}

/** Without spaces and line breaks at the end. Other white space is part of a text, as in YAML. */
export function withoutBlanksAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' \r\n'.includes(text[end - 1] ?? 'x')) end--
  return text.slice(0, end)
}

/** Indentation of the first line that has any text. */
export function indentOf(raw: string): number {
  const line = raw.split('\n').find(it => withoutBlanksAtEnd(it) !== '')
  return line === undefined ? 0 : leadingSpaces(line)
}

interface Line extends Piece {
  /** Offset of the line break before it. */
  readonly breakAt: number
}

function linesOf(raw: string, offset: number): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  let breakAt = 0
  for (const { 0: end, index } of raw.matchAll(/\r?\n/g)) {
    lines.push({ text: raw.slice(start, index), offset: offset + start, breakAt: offset + breakAt })
    breakAt = index
    start = index + end.length
  }
  return [...lines, { text: raw.slice(start), offset: offset + start, breakAt: offset + breakAt }]
}

/** One line break becomes a space; of more, all but the first stay. Blanks around them go. */
function joined(raw: string, offset: number): readonly Piece[] {
  const lines = linesOf(raw, offset)
  const pieces: Piece[] = []
  let followsBlank = false
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1
    const inner = index === 0 ? line : cut(line, leadingSpaces(line.text))
    const text = isLast ? inner.text : withoutBlanksAtEnd(inner.text)
    const isBlank = index > 0 && text === '' && !isLast
    if (isBlank) pieces.push({ text: '\n', offset: line.breakAt })
    else if (index > 0 && !followsBlank) pieces.push({ text: ' ', offset: line.breakAt })
    if (!isBlank) pieces.push({ text, offset: inner.offset })
    followsBlank = isBlank
  }
  return pieces
}

function singleQuotes(piece: Piece): readonly Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const { index } of piece.text.matchAll(/''/g)) {
    pieces.push({ text: piece.text.slice(start, index + 1), offset: piece.offset + start })
    start = index + 2
  }
  return [...pieces, { text: piece.text.slice(start), offset: piece.offset + start }]
}

const cut = (piece: Piece, length: number): Piece => ({
  text: piece.text.slice(length),
  offset: piece.offset + length,
})

const leadingSpaces = (text: string): number => text.length - text.replace(/^ +/, '').length

function fragmentOf(source: Source, pieces: readonly Piece[]): Fragment {
  const placed: { index: number; offset: number }[] = []
  let index = 0
  for (const { text, offset } of pieces) {
    if (text !== '' || pieces.length === 1) placed.push({ index, offset })
    index += text.length
  }
  const [first] = pieces
  if (placed.length === 0 && first !== undefined) placed.push({ index: 0, offset: first.offset })
  return { source, text: pieces.map(it => it.text).join(''), pieces: placed }
}
