/** A measure along an input as one line of a terminal. */
import type { Finding } from './finding.ts'

const BLOCKS = [...'▁▂▃▄▅▆▇█']
/** Wider ones are thinned out, but for the edge. */
const MOST = 60

/** `80 ▁▁▁▄▄█ 120`; a point without a value is a blank. */
export function sparkline({ points, edge }: NonNullable<Finding['picture']>, width: number): string {
  const most = Math.max(8, Math.min(MOST, width))
  const every = Math.ceil(points.length / most)
  const shown = points.filter(
    (_, at) => at % every === 0 || at === edge || at === edge - 1 || at === points.length - 1,
  )
  const values = shown.flatMap(it => it.value ?? [])
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  const block = (value: number | undefined): string =>
    value === undefined
      ? ' '
      : (BLOCKS[Math.round(((value - least) / Math.max(1e-9, greatest - least)) * (BLOCKS.length - 1))] ??
        ' ')
  return `${points[0]?.label ?? ''} ${shown.map(it => block(it.value)).join('')} ${points.at(-1)?.label ?? ''}`
}
