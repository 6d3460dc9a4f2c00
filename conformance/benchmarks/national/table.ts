/** What national cohorts took, as a table. */
import type { Measured } from './measured.ts'

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2)
const sizeOf = ({ rows }: Measured): number => Object.values(rows).reduce((sum, it) => sum + it, 0)
const coldOf = ({ spent }: Measured) => spent[0] ?? { wall: 0, processor: 0 }
const warmOf = ({ spent }: Measured) => spent.at(-1) ?? { wall: 0, processor: 0 }

/** All rule columns and all that is published of them. */
export function rowText(measured: Measured): string {
  const { address, columns, cells, apart, held } = measured
  const [cold, warm, rows] = [coldOf(measured), warmOf(measured), sizeOf(measured)]
  return `| ${[
    address,
    (rows / 1e6).toFixed(2),
    columns,
    (cells / 1e6).toFixed(0),
    seconds(cold.wall),
    seconds(warm.wall),
    seconds(warm.processor),
    seconds(warm.processor / (rows / 1e6)),
    apart === 0 ? 'none' : `${((100 * apart) / cells).toPrecision(2)}%`,
    (held / 2 ** 20).toFixed(0),
  ].join(' | ')} |`
}

/** Seconds asked for all of them together, data read, computed once. */
const ASKED = 60

export function nationalText(all: readonly Measured[], elapsed: number): string {
  const sum = (of: (it: Measured) => number) => seconds(all.reduce((total, it) => total + of(it), 0))
  const verdict = elapsed <= ASKED * 1000 ? 'reached' : 'missed'
  return `## Every ruleset over a national cohort

Cohorts are drawn from the sample description of each ruleset; a process for each processor takes one ruleset after the other.
A row that no kernel can tell is found by the reference semantics; "fell back" is the share of such cells.
Held is what objects and arrays took at most, data and garbage included, as found after each column.

| ruleset | rows, millions | columns | cells, millions | cold s | last s | processor s | per million rows | fell back | held MiB |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${all.map(rowText).join('\n')}

From the first process to the last, reading the drawn cohorts included, ${seconds(elapsed)} s (computing alone ${sum(it => coldOf(it).wall)} s, one after the other): under a minute was asked for; **${verdict}**.
`
}
