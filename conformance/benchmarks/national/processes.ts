/** Drawing and measuring national cohorts, each in a process of its own. */
import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { NationalCohort } from './cohorts.ts'
import type { Measured } from './measured.ts'

const script = (name: string): string => join(import.meta.dirname, name)
const argsOf = ({ address, rows }: NationalCohort): readonly string[] => [address, String(rows)]

/** Draws a cohort unless it is kept from before; `onRows` hears how many rows have been drawn so far. */
export async function drawn(cohort: NationalCohort, onRows: (rows: number) => void): Promise<void> {
  const child = spawn(process.execPath, [script('draw-one.ts'), ...argsOf(cohort)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) onRows(Number(line))
  const status = await new Promise(done =>
    child.exitCode === null ? child.on('exit', done) : done(child.exitCode),
  )
  if (status !== 0) throw new Error(`${cohort.address} could not be drawn`)
}

const inProcess = promisify(execFile)

/** Runs a ruleset on its cohort so many times, the first one cold. Draws the cohort if need be. */
export async function measured(cohort: NationalCohort, times: number): Promise<Measured> {
  const options = ['--expose-gc', '--max-old-space-size=8192']
  const args = [...options, script('measure.ts'), ...argsOf(cohort), String(times)]
  const { stdout } = await inProcess(process.execPath, args, { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout) as Measured
}
