/**
 * Draws a rule of an EBNF grammar as a railroad diagram: an SVG picture in which every way from left
 * to right, following the bends of the track, is a sentence.
 */
import { isLexical, type Part } from './ebnf.ts'

/** A piece of track. It enters and leaves at the same height; `up` and `down` are its extent from there. */
interface Track {
  readonly width: number
  readonly up: number
  readonly down: number
  /** Draws it with its entry at a place. */
  readonly draw: (x: number, y: number) => string
}

const ROW = 12
const BEND = 10
const GAP = 8
const LETTER = 7.8

/** The picture of a rule, with a title for those who cannot see it. */
export function drawRule(title: string, part: Part): string {
  const track = sequence([stop(), trackOf(part), stop()])
  const height = track.up + track.down + 2 * GAP
  const content = track.draw(GAP, track.up + GAP)
  const size = `width="${round(track.width + 2 * GAP)}" height="${round(height)}"`
  return `<svg ${size} role="img"><title>${escaped(title)}</title>${content}</svg>`
}

function trackOf(part: Part): Track {
  switch (part.kind) {
    case 'Literal':
      return box(part.text, 'sign')
    case 'Characters':
      return box(part.range, 'characters')
    case 'Reference':
      return box(part.name, isLexical(part.name) ? 'token' : 'rule')
    case 'Choice':
      return choice(part.parts.map(trackOf))
    case 'Sequence':
      return sequence(withLoops(part.parts))
    case 'Repeat':
      return repeat(trackOf(part.part), part.isMany, part.least)
  }
}

function repeat(track: Track, isMany: boolean, least: 0 | 1): Track {
  const once = isMany ? loop(track, skip()) : track
  return least === 0 ? choice([skip(), once]) : once
}

/** `a ( ',' a )*` is drawn as one `a` with the comma on the way back. */
function withLoops(parts: readonly Part[]): readonly Track[] {
  return parts.flatMap((part, index) => {
    const next = parts[index + 1]
    if (next !== undefined && separatorsIn(next, part) !== undefined) return []
    const previous = parts[index - 1]
    const separators = previous === undefined ? undefined : separatorsIn(part, previous)
    if (previous === undefined || separators === undefined) return [trackOf(part)]
    return [loop(trackOf(previous), sequence(separators.map(trackOf)))]
  })
}

/** What stands between the repetitions, where a part only repeats the one before it. */
function separatorsIn(part: Part, previous: Part): readonly Part[] | undefined {
  if (part.kind !== 'Repeat' || !part.isMany || part.part.kind !== 'Sequence') return undefined
  const { parts } = part.part
  const isSame = JSON.stringify(parts.at(-1)) === JSON.stringify(previous)
  return isSame ? parts.slice(0, -1) : undefined
}

function box(text: string, sort: 'sign' | 'rule' | 'token' | 'characters'): Track {
  const width = text.length * LETTER + 2 * BEND
  const corner = sort === 'rule' ? 0 : ROW
  const draw = (x: number, y: number): string => {
    const rect = `<rect class="${sort}" x="${round(x)}" y="${round(y - ROW)}" width="${round(width)}" height="${2 * ROW}" rx="${corner}"/>`
    const label = `<text x="${round(x + width / 2)}" y="${round(y + 4)}">${escaped(text)}</text>`
    const hasRule = sort === 'rule' || sort === 'token'
    return hasRule ? `<a href="#${text}">${rect}${label}</a>` : rect + label
  }
  return { width, up: ROW, down: ROW, draw }
}

const skip = (): Track => ({ width: 0, up: 0, down: 0, draw: () => '' })

/** The buffers at both ends. */
const stop = (): Track => ({
  width: 0,
  up: 6,
  down: 6,
  draw: (x, y) => path(`M${round(x)} ${round(y - 6)}v12`),
})

function sequence(tracks: readonly Track[]): Track {
  const width = tracks.reduce((sum, it) => sum + it.width, GAP * Math.max(0, tracks.length - 1))
  const draw = (x: number, y: number): string => {
    let at = x
    return tracks
      .map((track, index) => {
        const joint = index === 0 ? '' : line(at, at + GAP, y)
        at += index === 0 ? 0 : GAP
        const drawn = track.draw(at, y)
        at += track.width
        return joint + drawn
      })
      .join('')
  }
  return { width, ...extent(tracks), draw }
}

const extent = (tracks: readonly Track[]): { readonly up: number; readonly down: number } => ({
  up: Math.max(...tracks.map(it => it.up)),
  down: Math.max(...tracks.map(it => it.down)),
})

/** The first goes straight on, the others below it. */
function choice(tracks: readonly Track[]): Track {
  const inner = Math.max(...tracks.map(it => it.width))
  const width = inner + 4 * BEND
  const depths = depthsOf(tracks)
  const draw = (x: number, y: number): string =>
    tracks
      .map((track, index) => {
        const below = depths[index] ?? 0
        const start = x + 2 * BEND
        const end = start + inner
        const through = track.draw(start, y + below) + line(start + track.width, end, y + below)
        if (index === 0) return line(x, start, y) + through + line(end, x + width, y)
        const drop = below - 2 * BEND
        const down = `M${round(x)} ${round(y)}${arc(1, 1, 1)}v${round(drop)}${arc(1, 1, 0)}`
        const up = `M${round(end)} ${round(y + below)}${arc(1, -1, 0)}v${round(-drop)}${arc(1, -1, 1)}`
        return path(down) + through + path(up)
      })
      .join('')
  const last = tracks.at(-1)
  return { width, up: tracks[0]?.up ?? 0, down: (depths.at(-1) ?? 0) + (last?.down ?? 0), draw }
}

/** How far below the first each track runs. */
function depthsOf(tracks: readonly Track[]): readonly number[] {
  const depths: number[] = []
  let bottom = 0
  for (const [index, track] of tracks.entries()) {
    const depth = index === 0 ? 0 : Math.max(2 * BEND, bottom + GAP + track.up)
    depths.push(depth)
    bottom = depth + track.down
  }
  return depths
}

/** The track once or more, with what stands between on the way back below it. */
function loop(track: Track, back: Track): Track {
  const inner = Math.max(track.width, back.width)
  const width = inner + 2 * BEND
  const below = Math.max(2 * BEND, track.down + GAP + back.up)
  const draw = (x: number, y: number): string => {
    const start = x + BEND
    const end = start + inner
    const drop = below - 2 * BEND
    const forth = line(x, start, y) + track.draw(start, y) + line(start + track.width, x + width, y)
    const right = `M${round(end)} ${round(y)}${arc(1, 1, 1)}v${round(drop)}${arc(-1, 1, 1)}`
    const left = `M${round(start)} ${round(y + below)}${arc(-1, -1, 1)}v${round(-drop)}${arc(1, -1, 1)}`
    const middle = start + (inner - back.width) / 2
    const home = line(start, middle, y + below) + line(middle + back.width, end, y + below)
    return forth + path(right) + home + back.draw(middle, y + below) + path(left)
  }
  return { width, up: track.up, down: below + back.down, draw }
}

/** A quarter of a circle, to the right or left and down or up. */
const arc = (x: 1 | -1, y: 1 | -1, sweep: 0 | 1): string =>
  `a${BEND} ${BEND} 0 0 ${sweep} ${x * BEND} ${y * BEND}`

const line = (from: number, to: number, y: number): string =>
  to > from ? path(`M${round(from)} ${round(y)}H${round(to)}`) : ''

const path = (d: string): string => `<path d="${d}"/>`

const round = (value: number): number => Math.round(value * 10) / 10

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
