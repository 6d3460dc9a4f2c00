/** The terminal as commands see it, so that they can be run without one. */

import type { Colours } from '../diagnostics/render-human.ts'
import type { ExplanationStyle } from '../explain/render-explanation.ts'

export interface Io {
  /** Results: what a caller may pipe on. */
  out(text: string): void
  /** Everything said about the work. */
  err(text: string): void
  /** Columns of the screen; as wide as is readable where there is none. */
  readonly width: number
  readonly hasColour: boolean
  /** Whether someone watches the standard error output, so that progress is worth showing. */
  readonly isWatched: boolean
  /** When the call began that this serves, in milliseconds of the process; when it is handed over, unless given. */
  readonly began?: number
  /** Asks whoever sits at the terminal; undefined when they have gone. Not there where nobody sits. */
  readonly ask?: (question: string) => Promise<string | undefined>
}

const WIDEST = 120

/** The terminal of this process. Colours as NO_COLOR and FORCE_COLOR ask, otherwise on a terminal only. */
export function processIo(): Io {
  const { stdout, stderr, env } = process
  const asked =
    env.NO_COLOR !== undefined && env.NO_COLOR !== '' ? false : isSet(env.FORCE_COLOR) || undefined
  return {
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    width: Math.min(stdout.columns ?? stderr.columns ?? (Number(env.COLUMNS) || 100), WIDEST),
    hasColour: asked ?? (stdout.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb'),
    isWatched: stderr.isTTY === true && env.TERM !== 'dumb',
    began: 0,
    ...(process.stdin.isTTY === true && stderr.isTTY === true ? { ask } : {}),
  }
}

async function ask(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const isGone = new Promise<undefined>(gone => lines.once('close', () => gone(undefined)))
  const answer = await Promise.race([lines.question(question), isGone])
  lines.close()
  return answer
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0'

type Paint = (text: string) => string
const painted =
  (open: number, close: number): Paint =>
  text =>
    `\u001b[${open}m${text}\u001b[${close}m`
const plain: Paint = text => text

export interface Style extends Colours, ExplanationStyle {
  readonly good: Paint
}

export function styleOf({ hasColour }: Io): Style {
  const paint = (open: number, close: number): Paint => (hasColour ? painted(open, close) : plain)
  return {
    error: paint(31, 39),
    warning: paint(33, 39),
    note: paint(36, 39),
    good: paint(32, 39),
    absent: paint(33, 39),
    strong: paint(1, 22),
    faint: paint(2, 22),
  }
}
