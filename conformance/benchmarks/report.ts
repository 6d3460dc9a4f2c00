/** The figures as a page: what was measured, on what, and how each figure compares with what was asked for. */
import type { CpuInfo } from 'node:os'

/** Medians in milliseconds. */
export interface Timing {
  readonly name: string
  readonly wall: number
  readonly processor?: number
}
export interface WorkTimes {
  readonly title: string
  /** The ruleset first, then by hand, then the query. */
  readonly warm: readonly Timing[]
  readonly whole: readonly Timing[]
}

interface Machine {
  readonly cpus: readonly CpuInfo[]
  readonly memory: number
  readonly node: string
  readonly revision: string
  readonly scale: number
  readonly rounds: number
  /** How many processes wanted to run while the figures were taken, on average over a quarter of an hour. */
  readonly load: number
}

export const machineText = ({
  cpus,
  memory,
  node,
  revision,
  scale,
  rounds,
  load,
}: Machine): string => `# Benchmarks

Made by \`npm run bench\`; the works are described in \`conformance/benchmarks/README.md\`.

- machine: ${cpus.length} × ${cpus[0]?.model ?? 'unknown'}, ${Math.round(memory / 2 ** 30)} GiB, Node ${node}; ${load.toFixed(1)} processes on average wanted to run meanwhile
- data: the cohorts of seed 7 and 11 at scale ${scale}
- revision: ${revision}, ${new Date().toISOString().slice(0, 10)}
- medians of ${rounds} rounds, interleaved; the results of all peers agreed school by school
`

/** What was asked for: warm time against that by hand and that of the query, whole process against the query's. */
const ASKED = { byHand: 1.5, query: 0.3, whole: 1 }

const ratio = (left: Timing | undefined, right: Timing | undefined): number =>
  (left?.wall ?? Number.NaN) / (right?.wall ?? Number.NaN)

const verdict = (found: number, asked: number): string =>
  found <= asked
    ? `${found.toFixed(2)}×, asked for ${asked}×`
    : `**${found.toFixed(2)}×, missed**: asked for ${asked}×`

export function tablesText({ title, warm, whole }: WorkTimes): string {
  const [own, byHand, query] = warm
  const rows = warm.map(it => `| ${it.name} | ${it.wall.toFixed(0)} | ${it.processor?.toFixed(0) ?? ''} |`)
  const processes = whole.map(it => `| ${it.name} | ${it.wall.toFixed(0)} |`)
  return `## ${title}

Warm, data in memory:

| | ms | processor ms |
|---|---:|---:|
${rows.join('\n')}

Against by hand ${verdict(ratio(own, byHand), ASKED.byHand)}; against the query ${verdict(ratio(own, query), ASKED.query)}.

Whole process, from CSV to school results on disk:

| | ms |
|---|---:|
${processes.join('\n')}

Against the query ${verdict(ratio(whole[0], whole[1]), ASKED.whole)}.
`
}
