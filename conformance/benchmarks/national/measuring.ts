/** Runs one ruleset on its national cohort, all columns and all that is published, and tells what that took. */
import { readFileSync, writeFileSync } from 'node:fs'
import { tunedEngine } from '../../../src/engine/columnar/columnar-engine.ts'
import type { Engine } from '../../../src/engine/engine.ts'
import type { ColumnId } from '../../../src/model/program.ts'
import { cohortOf } from './cohort.ts'
import type { NationalCohort } from './cohorts.ts'
import type { Measured } from './measured.ts'
import { workOf } from './work.ts'

/** What a column took in the first run: milliseconds of the processor, and rows that no kernel could tell. */
export interface ColumnTime {
  readonly id: ColumnId
  readonly time: number
  readonly rows: number
  readonly apart: number
}

/** So many runs, the first one cold. */
export function measure(
  cohort: NationalCohort,
  times: number,
  isProfiled: boolean,
): { readonly measured: Measured; readonly columns: readonly ColumnTime[] } {
  startPeak()
  const { program, levels } = workOf(cohort)
  const drawn = levels()
  const rows = Object.fromEntries(drawn.map(it => [it.name, it.size]))
  const data = cohortOf(program, drawn)
  drawn.length = 0
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const apart = new Map<ColumnId, number>()
  const spent: { wall: number; processor: number }[] = []
  const columns: Omit<ColumnTime, 'apart'>[] = []
  let held = 0
  for (let turn = 0; turn < times; turn += 1) {
    const onFallback = (id: ColumnId) => apart.set(id, (apart.get(id) ?? 0) + 1)
    const engine: Engine = tunedEngine(turn === 0 ? { onFallback } : {})
    const [start, used] = [performance.now(), process.cpuUsage()]
    const run = engine(program, data)
    for (const id of program.order) {
      const begun = isProfiled ? process.cpuUsage() : undefined
      run.prepare?.(id)
      const size = run.levels.get(program.columns.get(id)?.level ?? '')?.size ?? 0
      if (size > 0) run.shown(id, 0)
      held = Math.max(held, heldNow())
      if (turn === 0) columns.push({ id, time: begun === undefined ? 0 : processorSince(begun), rows: size })
    }
    spent.push({ wall: performance.now() - start, processor: processorSince(used) })
  }
  const measured: Measured = {
    address: cohort.address,
    rows,
    columns: program.order.length,
    cells: columns.reduce((sum, it) => sum + it.rows, 0),
    apart: [...apart.values()].reduce((sum, it) => sum + it, 0),
    spent,
    held,
    memory: { data: before, peak: peakMemory() },
  }
  return { measured, columns: columns.map(it => ({ ...it, apart: apart.get(it.id) ?? 0 })) }
}

/** Milliseconds of the processor: the machine may be shared. */
function processorSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function heldNow(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

// --- memory ----------------------------------------------------------------------------------------

/** Forgets what the process held before, where the system can. */
function startPeak(): void {
  globalThis.gc?.()
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // The peak is then that of the whole process.
  }
}

/** Bytes held at most since then. */
function peakMemory(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // Another system.
  }
  return process.resourceUsage().maxRSS * 1024
}
