/** The figures of the works as text, and how each compares with what was asked for. */
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
  /** From CSV: the ruleset first, then the query. */
  readonly whole: readonly Timing[]
  /** From Parquet, likewise. */
  readonly wholeParquet: readonly Timing[]
  /** What a full ruleset of the kind takes on a cohort of its own. */
  readonly full: Timing & { readonly cells: number }
}

/** What was run, after the lines about the machine. */
export const dataText = (scale: number, rounds: number): string =>
  `- data: the cohorts of seed 7 and 11 at scale ${scale}
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

export function tablesText({ title, warm, whole, wholeParquet, full }: WorkTimes): string {
  const [own, byHand, query] = warm
  const rows = [...warm, full].map(
    it => `| ${it.name} | ${it.wall.toFixed(0)} | ${it.processor?.toFixed(0) ?? ''} |`,
  )
  const processes = whole.map(
    (it, index) => `| ${it.name} | ${it.wall.toFixed(0)} | ${wholeParquet[index]?.wall.toFixed(0) ?? ''} |`,
  )
  return `## ${title}

Warm, data in memory:

| | ms | processor ms |
|---|---:|---:|
${rows.join('\n')}

Against by hand ${verdict(ratio(own, byHand), ASKED.byHand)}; against the query ${verdict(ratio(own, query), ASKED.query)}.
The full ruleset has ${(full.cells / 1e6).toFixed(0)} million cells on its cohort, and is here for comparison only.

Whole process, from files to school results on disk:

| | CSV ms | Parquet ms |
|---|---:|---:|
${processes.join('\n')}

Against the query ${verdict(ratio(whole[0], whole[1]), ASKED.whole)} from CSV, ${verdict(ratio(wholeParquet[0], wholeParquet[1]), ASKED.whole)} from Parquet.
`
}
