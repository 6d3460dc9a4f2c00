/**
 * Compares the engines on generated programs, rulesets and cohorts for as long as given, each round on
 * others: `npm run fuzz -- --seconds 600`. A difference is shrunk and printed with its seed, and ends it.
 */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    samples: { type: 'string', default: '300' },
  },
})
const end = Date.now() + Number(options.seconds) * 1000
const tests = [
  ...['generated', 'numbers', 'slots', 'rulesets', 'cases'].map(it => `tests/engine/columnar/${it}.test.ts`),
  ...['generated', 'slots', 'rulesets', 'cases'].map(it => `tests/engine/single/${it}.test.ts`),
]

for (let round = 0; Date.now() < end; round += 1) {
  const test = tests[round % tests.length] ?? ''
  const isSlow = test.includes('rulesets')
  const samples = String(isSlow ? Math.ceil(Number(options.samples) / 30) : options.samples)
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', test, '--test-timeout', '3600000'],
    {
      stdio: 'inherit',
      env: { ...process.env, FUZZ_SAMPLES: samples },
    },
  )
  if (status !== 0) process.exit(1)
}
