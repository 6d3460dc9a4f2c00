/** Computes all rule columns in the order in which they need each other, so that progress can be shown. */
import type { Run } from '../../engine/engine.ts'
import type { ColumnId } from '../../model/program.ts'
import type { Io } from '../io.ts'
import { withProgress } from '../progress-bar.ts'

/** How many cells are computed before others get a turn. */
const TURN = 4096

/** How long a column took, with what was first needed for it, in milliseconds. */
export interface ColumnTime {
  readonly column: ColumnId
  readonly rows: number
  readonly time: number
}

/** Of all rules or, with `only`, of those asked for: what these need is computed with them. */
export async function computeAll(
  io: Io,
  run: Run,
  only?: ReadonlySet<ColumnId>,
): Promise<readonly ColumnTime[]> {
  const { columns } = run.program
  const order = run.program.order.filter(it => only?.has(it) !== false)
  const sizes = order.map(id => run.levels.get(columns.get(id)?.level ?? '')?.size ?? 0)
  const total = sizes.reduce((sum, it) => sum + it, 0)
  const times: ColumnTime[] = []
  await withProgress(io, 'computing', total, async advance => {
    for (const [index, column] of order.entries()) {
      const rows = sizes[index] ?? 0
      const start = performance.now()
      if (run.prepare === undefined) computeRows(run, column, rows, advance)
      else {
        run.prepare(column)
        advance(rows)
      }
      times.push({ column, rows, time: performance.now() - start })
    }
  })
  return times
}

function computeRows(run: Run, column: ColumnId, rows: number, advance: (cells: number) => void): void {
  for (let row = 0; row < rows; row += 1) {
    run.value(column, row)
    if (row % TURN === TURN - 1) advance(TURN)
  }
  advance(rows % TURN)
}

/** How long each part of a run took, in milliseconds, and how much memory the process had taken at most by its end. */
export class Stages {
  readonly #times: { readonly stage: string; readonly time: number; readonly peak: number }[] = []
  #start = performance.now()

  /** Ends a part, which began where the one before it ended. */
  end(stage: string): void {
    const now = performance.now()
    // The system counts in kilobytes.
    const peak = process.resourceUsage().maxRSS / 1024
    this.#times.push({ stage, time: now - this.#start, peak })
    this.#start = now
  }

  text(): string {
    return this.#times
      .map(
        ({ stage, time, peak }) =>
          `${time.toFixed(1).padStart(10)} ms ${peak.toFixed(0).padStart(7)} MB  ${stage}\n`,
      )
      .join('')
  }
}

/** A line for each column, the slowest first. */
export function profileText(times: readonly ColumnTime[]): string {
  const lines = times
    .toSorted((left, right) => right.time - left.time)
    .map(
      ({ column, rows, time }) =>
        `${time.toFixed(1).padStart(10)} ms ${String(rows).padStart(10)} rows  ${column}\n`,
    )
  return `time by rule, with what was first needed for it\n${lines.join('')}`
}
