/**
 * Compares the engines on generated rulesets, released ones and cases for as long as given, each round on
 * others: `npm run fuzz -- --seconds 600`. A difference is shrunk, printed and written as a case file into
 * a folder (`--found`), and ends it.
 */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    samples: { type: 'string', default: '300' },
    found: { type: 'string', default: 'conformance/found' },
  },
})
const end = Date.now() + Number(options.seconds) * 1000
const tests = [
  'tests/engine/agreement/generated.test.ts',
  ...['columnar', 'single'].flatMap(it => [
    `tests/engine/${it}/rulesets.test.ts`,
    'tests/engine/agreement/generated.test.ts',
    `tests/engine/${it}/cases.test.ts`,
  ]),
  'tests/engine/parts/run-in-parts.test.ts',
  'tests/engine/agreement/found-case.test.ts',
]

for (let round = 0; Date.now() < end; round += 1) {
  const test = tests[round % tests.length] ?? ''
  const isSlow = test.includes('rulesets') || test.includes('parts')
  const samples = String(isSlow ? Math.ceil(Number(options.samples) / 30) : options.samples)
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', test, '--test-timeout', '3600000'],
    {
      stdio: 'inherit',
      env: { ...process.env, FUZZ_SAMPLES: samples, FUZZ_FOUND: options.found },
    },
  )
  if (status !== 0) process.exit(1)
}
