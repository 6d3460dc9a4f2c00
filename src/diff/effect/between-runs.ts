/** Values of measures under the programs between two others, each found once: only of the rows that move. */
import type { Cohort } from '../../engine/cohort.ts'
import type { Engine, Run } from '../../engine/engine.ts'
import type { ColumnId } from '../../model/program.ts'
import { sameValue } from '../../value/same-value.ts'
import type { Value } from '../../value/value.ts'
import type { Between } from './between.ts'
import { type CohortPair, cohortFor } from './cohorts.ts'
import type { Moved } from './movements.ts'

export type Values = readonly (Value | undefined)[]

export interface RunsOf {
  readonly between: Between
  readonly cohorts: CohortPair
  readonly engine: Engine
  readonly parameters: ReadonlyMap<string, Value>
  readonly onRun: () => void
}

export class BetweenRuns {
  /** How many programs have been run. */
  count = 0
  readonly measures: readonly Moved[]
  readonly #between: Between
  readonly #cohorts: CohortPair
  readonly #engine: Engine
  readonly #parameters: ReadonlyMap<string, Value>
  readonly #onRun: () => void
  readonly #behind: ReadonlyMap<ColumnId, ReadonlySet<number>>
  readonly #known = new Map<string, Values | undefined>()
  readonly #runs = new Map<string, Run | undefined>()

  constructor(measures: readonly Moved[], { between, cohorts, engine, parameters, onRun }: RunsOf) {
    this.measures = measures
    this.#between = between
    this.#cohorts = cohorts
    this.#engine = engine
    this.#parameters = parameters
    this.#onRun = onRun
    this.#behind = new Map(
      measures.map(({ column: { id } }) => [
        id,
        new Set([...between.behind([id], false), ...between.behind([id], true)]),
      ]),
    )
  }

  /** Places of the parts that a measure may rest on. */
  behind = (measure: Moved): ReadonlySet<number> => this.#behind.get(measure.column.id) ?? new Set()

  /** Values of the rows that move; undefined where there is no program between. */
  values(measure: Moved, chosen: ReadonlySet<number>): Values | undefined {
    const { id } = measure.column
    const own = [...chosen].filter(it => this.behind(measure).has(it))
    const key = `${id} ${own.toSorted((a, b) => a - b).join()}`
    if (!this.#known.has(key)) {
      const run = this.#run(chosen)
      this.#known.set(key, run && valuesIn(run, measure))
    }
    return this.#known.get(key)
  }

  /** The measures for which it makes a difference, each with the number of its rows that differ. */
  differing(some: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlyMap<ColumnId, number> {
    return new Map(
      this.measures.flatMap(measure => {
        const [a, b] = [this.values(measure, some), this.values(measure, others)]
        if (a === undefined || b === undefined) return a === b ? [] : [[measure.column.id, 1] as const]
        const rows = a.filter((value, row) => !isSame(value, b[row])).length
        return rows === 0 ? [] : [[measure.column.id, rows] as const]
      }),
    )
  }

  #run(chosen: ReadonlySet<number>): Run | undefined {
    const key = [...chosen].toSorted((a, b) => a - b).join()
    if (!this.#runs.has(key)) {
      const [oldest] = this.#runs.keys()
      if (this.#runs.size >= KEPT && oldest !== undefined) this.#runs.delete(oldest)
      this.#runs.set(key, this.#made(chosen))
    }
    return this.#runs.get(key)
  }

  #made(chosen: ReadonlySet<number>): Run | undefined {
    this.count++
    this.#onRun()
    const columns = this.measures.map(it => it.column.id)
    const program = this.#between.program(chosen, columns)
    if (program === undefined) return undefined
    const parameters = new Map([...this.#parameters].filter(([name]) => program.parameters.has(name)))
    const entries = new Set([...chosen].flatMap(it => this.#between.parts[it]?.entry ?? []))
    const cohort: Cohort = cohortFor(program, this.#cohorts, it => entries.has(it))
    return this.#engine(program, cohort, { parameters })
  }
}
/** Runs hold every column computed: few are kept. */
const KEPT = 3

const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameValue(a, b)

/** A rule of the one may want of the other what it does not have: then there is no program between. */
function valuesIn(run: Run, { column: { id }, movements }: Moved): Values | undefined {
  try {
    return movements.map(it => valueAt(run, id, it.key))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** What cannot be computed has no value. */
function valueAt(run: Run, id: ColumnId, key: string): Value | undefined {
  const column = run.program.columns.get(id)
  const row = column && run.levels.get(column.level)?.find(key)
  const value = row === undefined ? undefined : run.value(id, row)
  return value?.kind === 'absent' && value.reason === 'not_computed' ? undefined : value
}
