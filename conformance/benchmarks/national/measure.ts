/**
 * A process of its own: runs one ruleset on its national cohort, all columns and all that is published,
 * and tells in JSON what that took. Arguments: address, rows, how often; `--profile` names the slowest rules.
 */
import { parseArgs } from 'node:util'
import { tunedEngine } from '../../../src/engine/columnar/columnar-engine.ts'
import type { ColumnId } from '../../../src/model/program.ts'
import { cohortOf } from './cohort.ts'
import type { Measured } from './measured.ts'
import { workOf } from './work.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: 'boolean', default: false } },
})
const [address = '', rows = '0', times = '2'] = positionals
const work = workOf({ address, rows: Number(rows) })
const { program } = work
const levels = work.levels()
const cohort = cohortOf(program, levels)
globalThis.gc?.()

const apart = new Map<ColumnId, number>()
let isFirst = true
const engine = tunedEngine({
  onFallback: id => {
    if (isFirst) apart.set(id, (apart.get(id) ?? 0) + 1)
  },
})

/** Milliseconds of the processor: the machine may be shared. */
function processorSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const before = process.memoryUsage().rss
const spent: { wall: number; processor: number }[] = []
const byColumn: { id: ColumnId; time: number; rows: number; apart: number }[] = []
let cells = 0
for (let turn = 0; turn < Number(times); turn += 1) {
  const [start, used] = [performance.now(), process.cpuUsage()]
  const run = engine(program, cohort)
  for (const id of program.order) {
    const begun = process.cpuUsage()
    run.prepare?.(id)
    const size = run.levels.get(program.columns.get(id)?.level ?? '')?.size ?? 0
    if (size > 0) run.shown(id, 0)
    if (isFirst) cells += size
    if (isFirst) byColumn.push({ id, time: processorSince(begun), rows: size, apart: 0 })
  }
  spent.push({ wall: performance.now() - start, processor: processorSince(used) })
  isFirst = false
}

const measured: Measured = {
  address,
  rows: Object.fromEntries(levels.map(it => [it.name, it.size])),
  columns: program.order.length,
  cells,
  apart: [...apart.values()].reduce((sum, it) => sum + it, 0),
  spent,
  memory: { data: before, peak: process.resourceUsage().maxRSS * 1024 },
}
process.stdout.write(`${JSON.stringify(measured)}\n`)
if (options.profile) {
  const lines = byColumn
    .map(it => ({ ...it, apart: apart.get(it.id) ?? 0 }))
    .filter(it => it.time > 1 || it.apart > 0)
    .sort((left, right) => right.time - left.time)
    .map(
      it =>
        `${it.time.toFixed(1).padStart(9)} ms ${String(it.rows).padStart(9)} rows ${String(it.apart).padStart(9)} apart  ${it.id}\n`,
    )
  process.stdout.write(lines.join(''))
}
