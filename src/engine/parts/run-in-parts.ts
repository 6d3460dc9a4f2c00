/**
 * Runs a program on parts of the rows, one after the other, then what needs all rows on what was kept of
 * them. Values, published digits and refusals are those of a run on all rows at once; only groups of
 * divided rows and memory differ: nothing but one part is there in full at any time.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import type { Cohort, CohortColumn, CohortLevel } from '../cohort.ts'
import { columnarEngine } from '../columnar/columnar-engine.ts'
import type { Engine, Run, RunOptions } from '../engine.ts'
import { encodedColumn } from './encoded-column.ts'
import { inKeyOrder } from './group-order.ts'
import { KeptColumn } from './kept-column.ts'
import type { Division } from './local-columns.ts'
import { type PartCohort, partCohort } from './part-cohort.ts'
import { type KeptAs, type PartPlan, planParts, type Wanted } from './part-plan.ts'
import { type Rows, rowAt, rowParts } from './row-parts.ts'

export interface PartsRequest {
  readonly program: Program
  readonly cohort: Cohort
  readonly options?: RunOptions
  readonly division: Division
  /** Rows of the level that divides, in a part. */
  readonly rowsInPart: number
  readonly wanted: Wanted
  readonly engine?: Engine
  /** Lists of more values are cut to what a part has of them; tests turn it down. */
  readonly long?: number
}
/** A run in parts, step by step: each says that one more of `parts` has been computed. */
export interface PartsDone {
  readonly part: number
  readonly parts: number
}

/** Goes through all steps. */
export function runAllParts(request: PartsRequest): Run {
  const steps = runInParts(request)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Of the run returned, the columns wanted can be asked for, and what they are published as; nothing can be traced. */
export function* runInParts(request: PartsRequest): Generator<PartsDone, Run> {
  const {
    program,
    cohort,
    options = {},
    division,
    rowsInPart,
    wanted,
    engine = columnarEngine,
    long,
  } = request
  const plan = planParts(program, division, wanted)
  const parts = rowParts(program, division, cohort, rowsInPart)
  const kept = new Kept(plan, cohort)
  const diagnostics: Diagnostic[] = []
  for (const [index, rows] of parts.entries()) {
    const part = partCohort(cohort, rows, long)
    const run = engine(plan.inParts, part.cohort, options)
    kept.take(run, rows, part)
    diagnostics.push(...run.diagnostics)
    yield { part: index + 1, parts: parts.length }
  }
  const all = kept.cohort()
  return wholeRun(program, plan, all, engine(plan.rest, all, options), diagnostics)
}

class Kept {
  readonly #plan: PartPlan
  readonly #cohort: Cohort
  readonly #columns = new Map<KeptAs, KeptColumn>()
  /** Of groups that are divided, how many have been found. */
  readonly #groups = new Map<string, number>()

  constructor(plan: PartPlan, cohort: Cohort) {
    this.#plan = plan
    this.#cohort = cohort
    for (const it of plan.kept)
      this.#columns.set(
        it,
        new KeptColumn(this.#isOfGroups(it.level) ? 0 : (cohort.levels.get(it.level)?.size ?? 0)),
      )
  }

  take(run: Run, rows: ReadonlyMap<string, Rows>, { origins }: PartCohort): void {
    for (const it of this.#plan.kept) {
      const size = run.levels.get(it.level)?.size ?? 0
      const ofLevel = rows.get(it.level)
      const before = this.#groups.get(it.level) ?? 0
      const place = (row: number): number => (ofLevel === undefined ? before + row : rowAt(ofLevel, row))
      const column = encodedColumn(run, it.column)
      const origin = column.keys?.source && origins.get(column.keys.source)
      this.#columns.get(it)?.add(column, size, place, origin)
    }
    for (const level of new Set(this.#plan.kept.map(it => it.level)))
      if (this.#isOfGroups(level))
        this.#groups.set(level, (this.#groups.get(level) ?? 0) + (run.levels.get(level)?.size ?? 0))
  }

  cohort(): Cohort {
    const levels = new Map<string, CohortLevel>(this.#cohort.levels)
    for (const level of new Set(this.#plan.kept.map(it => it.level))) levels.set(level, this.#level(level))
    return { levels }
  }

  #level(level: string): CohortLevel {
    const given = this.#cohort.levels.get(level)
    const size = this.#isOfGroups(level) ? (this.#groups.get(level) ?? 0) : (given?.size ?? 0)
    const kept = [...this.#columns].filter(([it]) => it.level === level)
    const columns = new Map<ColumnId, CohortColumn>(kept.map(([{ as }, column]) => [as, column.finish(size)]))
    if (this.#isOfGroups(level)) return inKeyOrder(this.#plan.rest, level, { size, columns })
    return { size, columns: new Map([...(given?.columns ?? []), ...columns]) }
  }

  #isOfGroups(level: string): boolean {
    return this.#plan.inParts.levels.get(level)?.groups !== undefined
  }
}

/** The rest of a run as the run of the whole program. What was kept is taken from there. */
function wholeRun(
  program: Program,
  plan: PartPlan,
  { levels }: Cohort,
  rest: Run,
  before: readonly Diagnostic[],
): Run {
  const { columns } = plan.rest
  const kept = new Map(
    plan.kept.flatMap(({ level, column, as }) => {
      const found = levels.get(level)?.columns.get(as)
      return found === undefined ? [] : [[column, found] as const]
    }),
  )
  const published = (id: ColumnId): boolean => {
    const content = columns.get(id)?.content
    return content?.kind === 'rule' && content.show !== undefined
  }
  return {
    // What was not asked for is not there.
    program: { ...program, columns: new Map([...program.columns].filter(([id]) => columns.has(id))) },
    levels: new Map([...rest.levels].filter(([name]) => plan.levels.has(name))),
    value: (column, row) => kept.get(column)?.at(row) ?? rest.value(column, row),
    shown: (column, row) =>
      (published(column) ? undefined : kept.get(column)?.at(row)) ?? rest.shown(column, row),
    prepare: column => {
      if (published(column) || !kept.has(column)) rest.prepare?.(column)
    },
    trace() {
      throw new RangeError('what is computed in parts cannot be traced')
    },
    get diagnostics() {
      return [...before, ...rest.diagnostics]
    },
  }
}
