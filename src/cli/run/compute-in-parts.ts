/** Computes a run in parts, with a bar that says how many are done. */
import type { Cohort } from '../../engine/cohort.ts'
import type { Run, RunOptions } from '../../engine/engine.ts'
import { runInParts } from '../../engine/parts/run-in-parts.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import type { Io } from '../io.ts'
import { withProgress } from '../progress-bar.ts'
import type { PartSize } from './part-size.ts'

export interface PartsToCompute extends PartSize {
  readonly program: Program
  readonly cohort: Cohort
  readonly options: RunOptions
  readonly only: ReadonlySet<ColumnId> | undefined
}

/** What is asked for, and nothing else, can be asked of the run. */
export async function computeInParts(io: Io, { only, ...request }: PartsToCompute): Promise<Run> {
  const { program } = request
  const wanted = {
    columns: only ?? program.order,
    levels: only === undefined ? program.levels.keys() : [],
  }
  return withProgress(io, 'in parts', SHARES, async advance => {
    const steps = runInParts({ ...request, wanted })
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      advance(SHARES / step.value.parts)
    }
  })
}

/** How many parts there are is not known before the first. */
const SHARES = 1000
