/** Pictures of an effect, drawn in place: how far rows move, which move most, and what moved them. */
import { escaped } from '../../page/page.ts'
import type { EffectMeasure } from '../effect/effect-measure.ts'

const WIDE = 720
const LINE = 24
/** Room for what stands to the left of the bars. */
const NAMES = 260

interface Bar {
  readonly name: string
  readonly value: string
  /** From and to, as shares of the width there is for bars. */
  readonly from: number
  readonly to: number
  readonly kind: 'up' | 'down' | 'still'
}

function picture(says: string, bars: readonly Bar[], extra = ''): string {
  const height = bars.length * LINE + 6
  const room = WIDE - NAMES - 70
  const lines = bars.map(({ name, value, from, to, kind }, index) => {
    const y = index * LINE + 4
    const [left, right] = [NAMES + Math.min(from, to) * room, NAMES + Math.max(from, to) * room]
    const wide = Math.max(1, right - left).toFixed(1)
    return `<text x="${NAMES - 8}" y="${y + 13}" text-anchor="end">${escaped(cut(name, 32))}</text><rect class="${kind}" x="${left.toFixed(1)}" y="${y}" width="${wide}" height="16" rx="2"/><text x="${(right + 6).toFixed(1)}" y="${y + 13}">${escaped(value)}</text>`
  })
  return `<svg role="img" aria-label="${escaped(says)}" viewBox="0 0 ${WIDE} ${height}" style="max-width:${WIDE}px">${extra}${lines.join('')}</svg>`
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text
const numberIn = (text: string): number => Number(text.replace('−', '-').replace('%', ''))

/** How many rows moved how far. */
export function histogram({ bins, title }: EffectMeasure): string {
  if (bins.length === 0) return ''
  const most = Math.max(1, ...bins.map(it => it.count))
  const bars = bins.map(({ from, to, count }): Bar => {
    const [low, high] = [numberIn(from), numberIn(to)]
    const kind = high <= 0 ? 'down' : low >= 0 ? 'up' : 'still'
    return { name: `${from} to ${to}`, value: String(count), from: 0, to: count / most, kind }
  })
  const says = bins.map(it => `${it.count} by ${it.from} to ${it.to}`).join(', ')
  return picture(`How far rows of ${title} move: ${says}`, bars)
}

/** The rows that move most, from where they were to where they are. */
export function mostMoving(
  { most, title }: EffectMeasure,
  labels: { readonly before: string; readonly after: string },
): string {
  const rows = most.flatMap(it => {
    const [was, is] = [numberIn(it.before), numberIn(it.after)]
    return Number.isNaN(was) || Number.isNaN(is) ? [] : [{ ...it, was, is }]
  })
  if (rows.length < 2) return ''
  const all = rows.flatMap(it => [it.was, it.is])
  const [least, greatest] = [Math.min(...all), Math.max(...all)]
  const place = (value: number): number => (greatest === least ? 0 : (value - least) / (greatest - least))
  const bars = rows.map(
    ({ key, was, is, before, after, by }): Bar => ({
      name: key,
      value: `${by} (${before} → ${after})`,
      from: place(was) * SHORTER,
      to: place(is) * SHORTER,
      kind: is < was ? 'down' : 'up',
    }),
  )
  const says = rows.map(it => `${it.key} from ${it.before} to ${it.after}`).join(', ')
  return picture(`Rows of ${title} that move most, ${labels.before} to ${labels.after}: ${says}`, bars)
}
/** What is written beside these bars is long. */
const SHORTER = 0.72

/** What each change adds to the mean, or to the number of rows that changed. */
export function sharesPicture({ shares, title }: EffectMeasure): string {
  const sizes = shares.map(it => numberIn(it.mean === '' ? it.changed : it.mean))
  const [least, greatest] = [Math.min(0, ...sizes), Math.max(0, ...sizes)]
  if (shares.length < 2 || greatest === least) return ''
  const place = (value: number): number => (value - least) / (greatest - least)
  const bars = shares.map((it, index): Bar => {
    const size = sizes[index] ?? 0
    const kind = size < 0 ? 'down' : 'up'
    return { name: it.change, value: it.mean || it.changed, from: place(0), to: place(size), kind }
  })
  const says = shares.map(it => `${it.change} ${it.mean || it.changed}`).join(', ')
  return picture(`What each change adds to ${title}: ${says}`, bars)
}
