/** Growth as a table: warm time of the processor and peak memory at each scale, and the exponent of growth. */
import type { Measured } from '../national/measured.ts'

export interface Growth {
  readonly address: string
  readonly at: ReadonlyMap<number, Measured>
}

/** The least of the warm runs: what else the machine does only ever adds. */
const warmOf = ({ spent }: Measured): number => Math.min(...spent.slice(1).map(it => it.processor))

const ASKED = { exponent: 1.05, memory: 1024 }

const verdict = (found: number, asked: number, places: number): string =>
  found <= asked ? found.toFixed(places) : `**${found.toFixed(places)}**`

/** The exponent is the logarithm of the ratio of times to the base of the ratio of sizes. */
function exponent(growth: Growth, from: number, to: number): number {
  const [small, large] = [growth.at.get(from), growth.at.get(to)]
  if (small === undefined || large === undefined) return Number.NaN
  return Math.log(warmOf(large) / warmOf(small)) / Math.log(to / from)
}

export function growthText(scales: readonly number[], all: readonly Growth[]): string {
  const steps = scales.slice(1).map((to, index) => [scales[index] ?? to, to] as const)
  const rows = all.map(growth => {
    const times = scales.map(it => {
      const found = growth.at.get(it)
      return found === undefined ? '' : (warmOf(found) / 1000).toFixed(2)
    })
    const exponents = steps.map(([from, to]) => verdict(exponent(growth, from, to), ASKED.exponent, 2))
    const memory = scales.map(it => {
      const peak = (growth.at.get(it)?.memory.peak ?? 0) / 2 ** 20
      return it === scales.at(-1) ? verdict(peak, ASKED.memory, 0) : peak.toFixed(0)
    })
    return `| ${[growth.address, ...times, ...exponents, ...memory].join(' | ')} |`
  })
  const headings = [
    'work',
    ...scales.map(it => `${it}× s`),
    ...steps.map(([from, to]) => `exponent ${from}×–${to}×`),
    ...scales.map(it => `${it}× peak MiB`),
  ]
  return `## Growth

Warm time of the processor in seconds, all rule columns and all that is published of them, and the peak memory of
the process, data included. Each figure is from a process of its own, the least of its warm runs. Asked for: an
exponent of at most ${ASKED.exponent}, and less than ${ASKED.memory} MiB at ${scales.at(-1)}×; what misses it is in bold.

| ${headings.join(' | ')} |
|---|${scales.map(() => '---:|').join('')}${steps.map(() => '---:|').join('')}${scales.map(() => '---:|').join('')}
${rows.join('\n')}
`
}
