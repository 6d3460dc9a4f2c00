/** A bar on the standard error output that says how far the work is; only where someone watches. */
import type { Io } from './io.ts'

const WIDTH = 28
/** Drawing more often than this would cost more than it tells. */
const MILLISECONDS = 80

/** Hears of work done, and of how many rows it was where it is about rows. */
export type Advance = (amount: number, rows?: number) => void

/** Does some work that says how much of `total` it has done, step by step. */
export async function withProgress<T>(
  io: Io,
  label: string,
  total: number,
  work: (advance: Advance) => Promise<T>,
): Promise<T> {
  if (!io.isWatched || total <= 0) return work(() => undefined)
  let [done, read] = [0, 0]
  const start = performance.now()
  let drawn = start
  const advance: Advance = (amount, rows = 0) => {
    done += amount
    read += rows
    if (performance.now() - drawn < MILLISECONDS) return
    drawn = performance.now()
    const rate = read > 0 ? `  ${rateOf(read / ((drawn - start) / 1000))}` : ''
    io.err(`\r${barOf(label, done / total)}${rate}\u001b[K`)
  }
  try {
    return await work(advance)
  } finally {
    io.err('\r\u001b[K')
  }
}

export function barOf(label: string, share: number): string {
  const filled = Math.round(Math.min(1, share) * WIDTH)
  const percent = String(Math.floor(Math.min(1, share) * 100)).padStart(3)
  return `${label.padEnd(10)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent}%`
}

/** `1.3 million rows a second`; a short word for what changes all the time. */
export function rateOf(rows: number): string {
  const [digits, unit] =
    rows < 1000 ? [rows, ''] : rows < 1e6 ? [rows / 1000, ' thousand'] : [rows / 1e6, ' million']
  return `${digits.toFixed(digits < 10 && unit !== '' ? 1 : 0)}${unit} rows/s`
}
