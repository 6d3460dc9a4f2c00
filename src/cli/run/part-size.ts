/** Settles from how much memory there is whether a run computes in parts, and how large they are. */
import type { Cohort } from '../../engine/cohort.ts'
import { bestDivision, mostRows, rowsAbout } from '../../engine/parts/best-division.ts'
import type { Division } from '../../engine/parts/local-columns.ts'
import type { ColumnId, Program } from '../../model/program.ts'

export interface MemoryOptions {
  /** Bytes that the run may take. */
  readonly memory?: number
  /** Compute in so many parts, whatever the memory. */
  readonly parts?: number
}
export interface PartSize {
  readonly division: Division
  readonly rowsInPart: number
  /** Columns that are computed on all rows of the data at once, where that takes more memory than there is. */
  readonly tooLarge: readonly ColumnId[]
}

/** What a cell takes while it is computed and while it is kept, in bytes; measured, and rounded up. */
const COMPUTED = 16
const KEPT = 2
/** Memory that is free again is not taken back at once. */
const SHARE_OF_PART = 0.5
/** It is not worth dividing into parts where there could not be so many. */
const FEWEST_PARTS = 50
/** Smaller parts than these save little more and take longer. */
const MOST_PARTS = 200
const FEWEST_ROWS = 500

/** `held`: bytes that are taken before anything is computed. Undefined where all can be computed at once. */
export function partSize(
  program: Program,
  cohort: Cohort,
  only: ReadonlySet<ColumnId> | undefined,
  { memory, parts, held }: MemoryOptions & { readonly memory: number; readonly held: number },
): PartSize | undefined {
  const columns = [...program.columns.values()].filter(
    it => it.content.kind === 'rule' && (only === undefined || only.has(it.id) || isLow(program, it.level)),
  )
  const cells = (some: typeof columns) =>
    some.reduce((sum, it) => sum + rowsAbout(program, it.level, cohort), 0)
  if (parts === undefined && held + cells(columns) * COMPUTED <= memory) return undefined
  const division = bestDivision(program, cohort, parts ?? FEWEST_PARTS)
  const level = program.levels.get(division?.by ?? '')
  if (division === undefined || level === undefined) return undefined
  const divided = columns.filter(it => division.divided.has(it.level))
  const [local, others] = [
    divided.filter(it => division.isLocal(it.id)),
    divided.filter(it => !division.isLocal(it.id)),
  ]
  const asked = local.filter(it => only?.has(it.id) !== false)
  const room = memory - held - cells(others) * COMPUTED - cells(asked) * KEPT
  const rows = mostRows(level, cohort)
  const fewest = Math.max(FEWEST_ROWS, Math.ceil(rows / MOST_PARTS))
  const fitting = Math.floor((rows * room * SHARE_OF_PART) / (cells(local) * COMPUTED))
  return {
    division,
    rowsInPart:
      parts === undefined
        ? Math.max(fewest, Math.min(rows, fitting))
        : Math.max(1, Math.ceil(rows / Math.max(1, parts))),
    tooLarge: parts === undefined && fitting < fewest ? others.map(it => it.id) : [],
  }
}

/** What is not asked for is mostly computed all the same on the levels of the data. */
const isLow = (program: Program, level: string): boolean => program.levels.get(level)?.groups === undefined

/** Of what this machine has free for the process, a little is left to others. */
export const usualMemory = (): number => process.memoryUsage.rss() + process.availableMemory() * 0.75
