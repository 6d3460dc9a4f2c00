/**
 * Runs every registered ruleset on a national cohort of its kind and writes its section of
 * `docs/benchmarks.md`, unless told `--no-write`. A process for each processor takes one after the other.
 * Options: `--scale 1`, `--only ks4`, `--times 1`.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { barOf } from '../../../src/cli/progress-bar.ts'
import { madeBy, writeSection } from '../page.ts'
import { nationalCohorts, workIn } from './cohorts.ts'
import type { Measured } from './measured.ts'
import { drawn, Measurer } from './processes.ts'
import { nationalText, rowText } from './table.ts'

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '1' },
    'no-write': { type: 'boolean', default: false },
  },
})

const isWatched = process.stderr.isTTY === true
const tell = (text: string): void => {
  if (isWatched) process.stderr.write(`\r\u001b[K${text}`)
}

const cohorts = nationalCohorts(Number(options.scale), options.only)
for (const it of cohorts) await drawn(it, rows => tell(barOf(`drawing ${it.address}`, rows / it.rows)))

// The longest first, so that no processor is left with one at the end.
const waiting = [...cohorts.entries()].sort(([, left], [, right]) => workIn(right) - workIn(left))
const all: Measured[] = []

/** Takes one cohort after the other until none is waiting. */
async function work(): Promise<void> {
  const measurer = new Measurer()
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [place, cohort] = next
    tell(barOf(`running ${cohort.address}`, 1 - (waiting.length + 1) / cohorts.length))
    const found = await measurer.measured(cohort, Number(options.times))
    all[place] = found
    tell('')
    process.stdout.write(`${rowText(found)}\n`)
  }
  measurer.end()
}

const start = performance.now()
await Promise.all(Array.from({ length: availableParallelism() }, work))
const elapsed = performance.now() - start
const text = `${madeBy('npm run bench:all')}\n${nationalText(all, elapsed)}`
process.stdout.write(`\n${text}`)
if (!options['no-write']) writeSection('national', text)
