/**
 * Runs every registered ruleset on a national cohort of its kind and writes its section of
 * `docs/benchmarks.md`, unless told `--no-write`. Options: `--scale 1`, `--only ks4`, `--times 2`.
 */
import { parseArgs } from 'node:util'
import { barOf } from '../../../src/cli/progress-bar.ts'
import { madeBy, writeSection } from '../page.ts'
import { type NationalCohort, nationalCohorts } from './cohorts.ts'
import type { Measured } from './measured.ts'
import { drawn, measured } from './processes.ts'
import { nationalText, rowText } from './table.ts'

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '2' },
    'no-write': { type: 'boolean', default: false },
  },
})

const isWatched = process.stderr.isTTY === true
const tell = (text: string): void => {
  if (isWatched) process.stderr.write(`\r\u001b[K${text}`)
}

async function measuredOne(cohort: NationalCohort): Promise<Measured> {
  await drawn(cohort, rows => tell(barOf(`drawing ${cohort.address}`, rows / cohort.rows)))
  tell(`running ${cohort.address} on ${cohort.rows} rows`)
  const found = measured(cohort, Number(options.times))
  tell('')
  process.stdout.write(`${rowText(found)}\n`)
  return found
}

const all: Measured[] = []
for (const it of nationalCohorts(Number(options.scale), options.only)) all.push(await measuredOne(it))
const text = `${madeBy('npm run bench:all')}\n${nationalText(all)}`
process.stdout.write(`\n${text}`)
if (!options['no-write']) writeSection('national', text)
