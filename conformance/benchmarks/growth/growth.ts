/**
 * How time and memory grow with the cohort: the works and two full rulesets at a tenth, at once and at
 * four times the national size, each in a process of its own. Writes its section of `docs/benchmarks.md`
 * unless told `--no-write`. Options: `--only w1`, `--scales 0.1,1,4`, `--times 3`.
 */
import { parseArgs } from 'node:util'
import { nationalCohorts } from '../national/cohorts.ts'
import { PUPILS_W1, PUPILS_W2 } from '../national/invented.ts'
import type { Measured } from '../national/measured.ts'
import { drawn, measured } from '../national/processes.ts'
import { madeBy, writeSection } from '../page.ts'
import { type Growth, growthText } from './table.ts'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    scales: { type: 'string', default: '0.1,1,4' },
    times: { type: 'string', default: '3' },
    'no-write': { type: 'boolean', default: false },
  },
})
const scales = options.scales.split(',').map(Number)

const national = (address: string): readonly [string, number] => {
  const [cohort] = nationalCohorts(1, address)
  if (cohort === undefined) throw new Error(`no ruleset ${address}`)
  return [cohort.address, cohort.rows]
}
const WORKS = [['w1', PUPILS_W1], ['w2', PUPILS_W2], national('ks2@2016'), national('ks4@2016')] as const

const tell = (text: string): void => {
  if (process.stderr.isTTY === true) process.stderr.write(`\r\u001b[K${text}`)
}

async function measuredAt(address: string, rows: number): Promise<Measured> {
  const cohort = { address, rows }
  await drawn(cohort, done => tell(`drawing ${address}: ${done} of ${rows}`))
  tell(`running ${address} on ${rows} rows`)
  const found = await measured(cohort, Number(options.times))
  tell('')
  return found
}

const all: Growth[] = []
for (const [address, rows] of WORKS.filter(([it]) => it.includes(options.only))) {
  const at = new Map<number, Measured>()
  for (const scale of scales) at.set(scale, await measuredAt(address, Math.round(rows * scale)))
  all.push({ address, at })
  process.stdout.write(`${address} done\n`)
}
const text = `${madeBy('npm run bench:growth')}\n${growthText(scales, all)}`
process.stdout.write(`\n${text}`)
if (!options['no-write']) writeSection('growth', text)
