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

const OPTIONS = ['--expose-gc', '--max-old-space-size=8192', script('measure.ts')]
const inProcess = promisify(execFile)

/** Runs a ruleset on its cohort so many times, the first one cold, in a process that does nothing else. */
export async function measured(cohort: NationalCohort, times: number): Promise<Measured> {
  const args = [...OPTIONS, ...argsOf(cohort), String(times)]
  const { stdout } = await inProcess(process.execPath, args, { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout) as Measured
}

/** Runs rulesets one after the other in one process. */
export class Measurer {
  readonly #child = spawn(process.execPath, OPTIONS, { stdio: ['pipe', 'pipe', 'inherit'] })
  readonly #lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()

  async measured(cohort: NationalCohort, times: number): Promise<Measured> {
    this.#child.stdin.write(`${[...argsOf(cohort), times].join(' ')}\n`)
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error(`${cohort.address} could not be measured`)
    return JSON.parse(value) as Measured
  }

  end(): void {
    this.#child.stdin.end()
  }
}
