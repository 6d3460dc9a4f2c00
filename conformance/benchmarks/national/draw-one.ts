/** A process of its own: draws one national cohort into the temporary folder. Arguments: address, rows. */
import { workOf } from './work.ts'

const [address = '', rows = '0'] = process.argv.slice(2)
const STEP = 10_000
workOf({ address, rows: Number(rows) }).levels(drawn => {
  if (drawn % STEP === 0) process.stdout.write(`${drawn}\n`)
})
