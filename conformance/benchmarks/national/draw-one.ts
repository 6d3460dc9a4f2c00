/** A process of its own: draws one national cohort into the temporary folder. Arguments: address, rows. */
import { loadedRuleset, nationalLevels } from './cache.ts'

const [address = '', rows = '0'] = process.argv.slice(2)
const STEP = 10_000
nationalLevels({ address, rows: Number(rows) }, loadedRuleset(address), drawn => {
  if (drawn % STEP === 0) process.stdout.write(`${drawn}\n`)
})
