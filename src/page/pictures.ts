/** Small pictures for pages: drawn in place, in the colours of the page, told in words to who cannot see them. */
import { escaped } from './page.ts'

export interface Steps {
  readonly points: readonly { readonly label: string; readonly value: number | undefined }[]
  /** Drawn thick: the step that ends at this point. */
  readonly edge: number
}

const WIDE = 560
const HIGH = 110
const LEFT = 46

/** A line over points in their order; where there is no value the line is broken. */
export function stepPicture({ points, edge }: Steps, says: string): string {
  const values = points.flatMap(it => it.value ?? [])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const x = (at: number) => LEFT + ((WIDE - LEFT - 10) * at) / Math.max(1, points.length - 1)
  const y = (value: number) => 12 + (HIGH - 40) * (1 - (value - least) / Math.max(1e-9, most - least))
  const at = (index: number, value: number) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`
  const lines: string[] = []
  let run: string[] = []
  for (const [index, { value }] of points.entries()) {
    if (value !== undefined) run.push(at(index, value))
    if (value === undefined || index === points.length - 1) {
      if (run.length > 0) lines.push(`<polyline class="line" points="${run.join(' ')}"/>`)
      run = []
    }
  }
  const [from, to] = [points[edge - 1]?.value, points[edge]?.value]
  const thick =
    from === undefined || to === undefined
      ? ''
      : `<polyline class="line edge" points="${at(edge - 1, from)} ${at(edge, to)}"/>`
  const dots = points.flatMap(({ label, value }, index) =>
    value === undefined
      ? []
      : [
          `<circle cx="${x(index).toFixed(1)}" cy="${y(value).toFixed(1)}" r="2.5"><title>${escaped(label)}: ${round(value)}</title></circle>`,
        ],
  )
  const names = [0, edge - 1, edge, points.length - 1]
    .filter((it, place, all) => it >= 0 && all.indexOf(it) === place && !isCrowded(it, edge, points.length))
    .map(it => {
      const anchor = it === 0 ? 'start' : it === points.length - 1 ? 'end' : it === edge ? 'start' : 'end'
      return `<text x="${x(it).toFixed(1)}" y="${HIGH - 6}" text-anchor="${anchor}">${escaped(points[it]?.label ?? '')}</text>`
    })
  const scale = [least, most].map(
    it => `<text x="${LEFT - 8}" y="${(y(it) + 4).toFixed(1)}" text-anchor="end">${round(it)}</text>`,
  )
  return `<svg role="img" aria-label="${escaped(says)}" viewBox="0 0 ${WIDE} ${HIGH}" class="steps">${lines.join('')}${thick}${dots.join('')}${scale.join('')}${names.join('')}</svg>`
}

/** Names at the ends are left out where they would run into those of the edge. */
const isCrowded = (at: number, edge: number, size: number): boolean =>
  at !== edge && at !== edge - 1 && Math.min(Math.abs(at - edge), Math.abs(at - edge + 1)) < size * 0.12

const round = (value: number): string => String(Math.round(value * 100) / 100)

/** A bar of a share of the width, for cells of tables. */
export const barPicture = (share: number, says: string): string =>
  `<svg role="img" aria-label="${escaped(says)}" viewBox="0 0 100 10" preserveAspectRatio="none" class="bar"><rect width="${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}" height="10"/></svg>`
