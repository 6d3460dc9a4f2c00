/**
 * A process of its own that measures rulesets on their national cohorts, and tells of each in a line of JSON.
 * Arguments: address, rows, how often; `--profile` names the slowest rules. Without any, lines of input say
 * the same, one ruleset after the other.
 */
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type ColumnTime, measure } from './measuring.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: 'boolean', default: false } },
})

function tell([address = '', rows = '0', times = '2']: readonly string[]): void {
  const { measured, columns } = measure({ address, rows: Number(rows) }, Number(times), options.profile)
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  if (options.profile) process.stdout.write(profileOf(columns))
}

const profileOf = (columns: readonly ColumnTime[]): string =>
  columns
    .filter(it => it.time > 1 || it.apart > 0)
    .sort((left, right) => right.time - left.time)
    .map(
      it =>
        `${it.time.toFixed(1).padStart(9)} ms ${String(it.rows).padStart(9)} rows ${String(it.apart).padStart(9)} apart  ${it.id}\n`,
    )
    .join('')

if (positionals.length > 0) tell(positionals)
else for await (const line of createInterface({ input: process.stdin })) tell(line.split(' '))
