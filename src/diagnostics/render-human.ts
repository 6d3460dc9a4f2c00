/**
 * Diagnostics for people at a terminal: what is wrong, the line it stands in, other places that explain
 * it, and how to repair it. Colours are given as functions, so that this stays text in, text out.
 */
import { positionOf, type Span } from '../source/source.ts'
import { arrange, summaryOf } from './arrange.ts'
import type { Diagnostic, Severity } from './diagnostic.ts'
import { type ExcerptLine, excerptOf } from './excerpt.ts'
import { hintOf, messageOf } from './report.ts'
import { shownText } from './shown-text.ts'

export interface Colours extends Readonly<Record<Severity, (text: string) => string>> {
  /** For messages. */
  readonly strong: (text: string) => string
  /** For line numbers and rules, and what explains. */
  readonly faint: (text: string) => string
}

export interface HumanOptions {
  readonly colours?: Colours
  /** Columns of the screen. */
  readonly width?: number
}

const same = (text: string): string => text
const PLAIN: Colours = { error: same, warning: same, note: same, strong: same, faint: same }

/** All diagnostics in order, and a line that counts them; nothing where there are none. */
export function renderHuman(diagnostics: readonly Diagnostic[], options: HumanOptions = {}): string {
  const arranged = arrange(diagnostics)
  if (arranged.length === 0) return ''
  const blocks = arranged.map(it => renderOne(it, options))
  return `${[...blocks, `${summaryOf(arranged)}\n`].join('\n')}`
}

/** One place to draw: a span, what to say of it, and how to underline it. */
interface Place {
  readonly at: Span
  readonly label: string
  readonly sign: string
  readonly paint: (text: string) => string
}

function renderOne(diagnostic: Diagnostic, { colours = PLAIN, width = 100 }: HumanOptions): string {
  const { code, severity, at } = diagnostic
  const places: readonly Place[] = [
    { at, label: '', sign: '^', paint: colours[severity] },
    ...diagnostic.related.map(it => ({ ...it, sign: '-', paint: colours.faint })),
  ]
  const gutter = Math.max(...places.map(it => String(positionOf(it.at.source, it.at.end).line).length))
  const blank = ' '.repeat(gutter)
  const lines = [
    `${colours[severity](`${severity} ${code}`)}: ${colours.strong(shownText(messageOf(diagnostic)))}`,
    ...places.flatMap((place, index) => [
      ...headingOf(place, places[index - 1], blank, colours),
      ...excerptOf(place.at, { sign: place.sign, width: Math.max(20, width - gutter - 3) }).flatMap(it =>
        drawn(it, place, gutter, colours),
      ),
    ]),
    ...adviceOn(diagnostic).map(it => `${blank} ${colours.faint('=')} ${it}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Where a place is: named for the first, and again only where another source starts. */
function headingOf(
  place: Place,
  before: Place | undefined,
  blank: string,
  { faint }: Colours,
): readonly string[] {
  const { source, start } = place.at
  if (before !== undefined && before.at.source === source) return [`${blank} ${faint('|')}`]
  const { line, column } = positionOf(source, start)
  return [`${blank}${faint('-->')} ${shownText(source.name)}:${line}:${column}`]
}

function drawn(line: ExcerptLine, place: Place, gutter: number, { faint }: Colours): readonly string[] {
  if (line.kind === 'gap') return [faint('...')]
  const number = faint(`${String(line.number).padStart(gutter)} |`)
  const isLast = line.number === positionOf(place.at.source, Math.max(place.at.start, place.at.end - 1)).line
  const label = isLast && place.label !== '' ? ` ${shownText(place.label)}` : ''
  const below = `${faint(`${' '.repeat(gutter)} |`)} ${place.paint(line.underline + label)}`
  return [line.text === '' ? number : `${number} ${line.text}`, ...(line.underline === '' ? [] : [below])]
}

/** The hint, and the replacement unless the hint says it already. */
function adviceOn(diagnostic: Diagnostic): readonly string[] {
  const hint = hintOf(diagnostic)
  const replacement = diagnostic.suggestion?.replacement
  const isSaid = replacement === undefined || hint?.includes(`\`${replacement}\``) === true
  return [
    ...(hint === undefined ? [] : [`hint: ${shownText(hint)}`]),
    ...(isSaid ? [] : [replacement === '' ? 'delete it' : `write: ${shownText(replacement)}`]),
  ]
}
