/** A bar on the standard error output that says how far the work is; only where someone watches. */
import type { Io } from './io.ts'

const WIDTH = 28
/** Drawing more often than this would cost more than it tells. */
const MILLISECONDS = 80

/** Does some work that says how much of `total` it has done, step by step. */
export async function withProgress<T>(
  io: Io,
  label: string,
  total: number,
  work: (advance: (amount: number) => void) => Promise<T>,
): Promise<T> {
  if (!io.isWatched || total <= 0) return work(() => undefined)
  let done = 0
  let drawn = performance.now()
  const advance = (amount: number) => {
    done += amount
    if (performance.now() - drawn < MILLISECONDS) return
    drawn = performance.now()
    io.err(`\r${barOf(label, done / total)}`)
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
