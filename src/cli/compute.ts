/** Computes all rule columns in the order in which they need each other, so that progress can be shown. */
import type { Run } from '../engine/engine.ts'
import type { Io } from './io.ts'
import { withProgress } from './progress-bar.ts'

/** How many cells are computed before others get a turn. */
const TURN = 4096

export async function computeAll(io: Io, run: Run): Promise<void> {
  const { order, columns } = run.program
  const sizes = order.map(id => run.levels.get(columns.get(id)?.level ?? '')?.size ?? 0)
  const total = sizes.reduce((sum, it) => sum + it, 0)
  await withProgress(io, 'computing', total, async advance => {
    for (const [index, id] of order.entries()) {
      const size = sizes[index] ?? 0
      for (let row = 0; row < size; row += 1) {
        run.value(id, row)
        if (row % TURN === TURN - 1) advance(TURN)
      }
      advance(size % TURN)
    }
  })
}
