/**
 * Searches cohorts drawn by chance, for measures whose rows cannot be looked at one by one: every row is
 * given a worse value of each changed input, and every entry is left out, and the measure must not rise.
 * What is found is made as small as it gets. Finding nothing proves nothing.
 */

import { hasErrors } from '../diagnostics/diagnostic.ts'
import type { Run } from '../engine/engine.ts'
import { isBetter } from '../laws/better-value.ts'
import { drawCohorts } from '../laws/cohort-arbitrary.ts'
import { staysFitting } from '../laws/fit-table-keys.ts'
import { cohortOf, type GeneratedCohort, type GeneratedRow, withValue } from '../laws/generated-cohort.ts'
import { inputsBehind } from '../laws/inputs-behind.ts'
import { valuesOf } from '../laws/value-arbitrary.ts'
import type { Column, ColumnId, Program } from '../model/program.ts'
import { sameValue } from '../value/same-value.ts'
import { isAbsent, type Present, type Value } from '../value/value.ts'
import { comparatorsOf, isWithin } from './comparators.ts'
import { numberOf, type Searching } from './search-rows.ts'
import { type Given, plainValue } from './trial-cohort.ts'

export type SampledChange =
  | {
      readonly kind: 'worse'
      readonly level: string
      readonly row: number
      readonly input: ColumnId
      readonly from: Value
      readonly to: Present
    }
  | { readonly kind: 'drop'; readonly level: string; readonly row: number }

export interface SampledFinding {
  readonly change: SampledChange
  readonly before: GeneratedCohort
  readonly after: GeneratedCohort
  readonly key: string
  readonly gain: number
  readonly times: number
}

export interface Sampled {
  readonly measure: Column
  readonly cohorts: number
  readonly changes: number
  readonly inputs: readonly ColumnId[]
  readonly frozen: readonly ColumnId[]
  readonly findings: readonly SampledFinding[]
}

export interface SampleOptions {
  readonly seed: number
  readonly cohorts: number
  readonly isChanged: (input: ColumnId) => boolean
}

const BATCH = 20

export function searchSamples(searching: Searching, measure: Column, options: SampleOptions): Sampled {
  const trials = new Trials(searching, measure, options)
  let cohorts = 0
  for (let seed = options.seed; cohorts < options.cohorts && !searching.isOver(); seed++) {
    const drawn = drawCohorts(searching.program, {
      vary: trials.vary,
      engine: searching.engine,
      seed,
      count: BATCH,
    })
    for (const cohort of drawn) {
      if (cohorts >= options.cohorts || searching.isOver()) break
      trials.search(cohort)
      cohorts++
      searching.advance(cohorts / options.cohorts)
    }
  }
  return trials.result(cohorts)
}

type Rises = { readonly key: string; readonly gain: number }

class Trials {
  readonly vary: ReadonlySet<ColumnId>
  readonly #searching: Searching
  readonly #measure: Column
  readonly #inputs: readonly Column[]
  readonly #entries: ReadonlySet<string>
  readonly #frozen: readonly ColumnId[]
  readonly #found = new Map<string, SampledFinding>()
  #changes = 0

  constructor(searching: Searching, measure: Column, { isChanged }: SampleOptions) {
    const { program } = searching
    this.#searching = searching
    this.#measure = measure
    this.vary = inputsBehind(program, [measure.id])
    this.#inputs = [...this.vary].filter(isChanged).flatMap(it => program.columns.get(it) ?? [])
    this.#entries = entryLevels(program, measure.level)
    this.#frozen = comparatorsOf(program, measure)
  }

  result(cohorts: number): Sampled {
    const inputs = this.#inputs.map(it => it.id)
    const findings = [...this.#found.values()].map(it => this.#smallest(it))
    return { measure: this.#measure, cohorts, changes: this.#changes, inputs, frozen: this.#frozen, findings }
  }

  search(cohort: GeneratedCohort): void {
    const before = this.#run(cohort)
    if (hasErrors(before.diagnostics) || this.#isEmpty(before)) return
    for (const change of this.#changesIn(cohort)) {
      if (this.#searching.isOver()) return
      this.#changes++
      const after = changed(cohort, change)
      const rise = this.#rises(before, after)
      if (rise !== undefined) this.#keep({ change, before: cohort, after, ...rise, times: 1 })
    }
  }

  #isEmpty(run: Run): boolean {
    const size = run.levels.get(this.#measure.level)?.size ?? 0
    return !Array.from({ length: size }, (_, row) => run.value(this.#measure.id, row)).some(
      it => !isAbsent(it),
    )
  }

  #run(cohort: GeneratedCohort, given: Given = new Map()): Run {
    const { program, engine, options } = this.#searching
    return engine(program, cohortOf(program, cohort), { ...options, given })
  }

  /** The first row of the measure that is higher after, what rows are compared with being as before. */
  #rises(before: Run, cohort: GeneratedCohort): Rises | undefined {
    const after = this.#run(cohort, frozenValues(before, this.#frozen))
    const level = after.levels.get(this.#measure.level)
    for (let row = 0; row < (level?.size ?? 0); row++) {
      const key = level?.key(row) ?? ''
      const earlier = before.levels.get(this.#measure.level)?.find(key)
      if (earlier === undefined) continue
      const [from, to] = [before.value(this.#measure.id, earlier), after.value(this.#measure.id, row)]
      if (isAbsent(from) || !isBetter(to, from, this.#searching.source.lists)) continue
      if (hasErrors(after.diagnostics)) return undefined
      return { key, gain: Math.abs((numberOf(to) ?? 1) - (numberOf(from) ?? 0)) }
    }
    return undefined
  }

  *#changesIn(cohort: GeneratedCohort): Generator<SampledChange> {
    const { program, source } = this.#searching
    for (const [level, rows] of cohort.levels) {
      for (const [row, cells] of rows.entries()) {
        if (this.#entries.has(level)) yield { kind: 'drop', level, row }
        for (const column of this.#inputs.filter(it => it.level === level)) {
          const from = cells.get(column.id)
          if (from === undefined) continue
          const fits = (value: Value) =>
            staysFitting(program, level, { column: column.id, value }, it => cells.get(it))
          const worse = valuesOf(column.type, source).filter(
            it => isBetter(from, it, source.lists) && fits(it),
          )
          for (const to of endsOf(worse)) yield { kind: 'worse', level, row, input: column.id, from, to }
        }
      }
    }
  }

  /** One of each kind: the one with the fewest rows. */
  #keep(it: SampledFinding): void {
    const name = it.change.kind === 'drop' ? `drop ${it.change.level}` : `worse ${it.change.input}`
    const known = this.#found.get(name)
    const isSmaller = known === undefined || rowsIn(it.before) < rowsIn(known.before)
    this.#found.set(name, { ...(isSmaller ? it : known), times: (known?.times ?? 0) + 1 })
  }

  #smallest(found: SampledFinding): SampledFinding {
    let best = found
    let goesOn = true
    while (goesOn) {
      goesOn = false
      for (const [before, change] of smaller(this.#searching, best, this.vary)) {
        const after = changed(before, change)
        const run = this.#run(before)
        const rise = hasErrors(run.diagnostics) ? undefined : this.#rises(run, after)
        if (rise === undefined) continue
        best = { ...best, before, after, change, ...rise }
        goesOn = true
        break
      }
    }
    return best
  }
}

/** Levels whose rows are entries of rows of another level with data, which belong to the measure's. */
const entryLevels = (program: Program, owner: string): ReadonlySet<string> =>
  new Set(
    [...program.levels.values()].flatMap(level => {
      const isEntry = [...level.belongs.keys()].some(it => {
        const above = program.levels.get(it)
        return (
          above !== undefined &&
          above.groups === undefined &&
          above.key.length > 0 &&
          isWithin(program, it, owner)
        )
      })
      return level.groups === undefined && level.name !== owner && isEntry ? [level.name] : []
    }),
  )

/** The nearest and the farthest. */
const endsOf = (worse: readonly Present[]): readonly Present[] =>
  [...new Set([worse.at(-1), worse[0]])].flatMap(it => it ?? [])

const rowsIn = ({ levels }: GeneratedCohort): number =>
  [...levels.values()].reduce((sum, it) => sum + it.length, 0)

export function frozenValues(run: Run, columns: readonly ColumnId[]): Given {
  return new Map(
    columns.map(column => {
      const level = run.levels.get(run.program.columns.get(column)?.level ?? '')
      const rows = Array.from({ length: level?.size ?? 0 }, (_, row) => row)
      return [column, new Map(rows.map(row => [level?.key(row) ?? '', run.value(column, row)]))]
    }),
  )
}

const withoutRow = (cohort: GeneratedCohort, level: string, row: number): GeneratedCohort => ({
  levels: new Map([
    ...cohort.levels,
    [level, (cohort.levels.get(level) ?? []).filter((_, at) => at !== row)],
  ]),
})

const changed = (cohort: GeneratedCohort, change: SampledChange): GeneratedCohort =>
  change.kind === 'drop'
    ? withoutRow(cohort, change.level, change.row)
    : withValue(cohort, change.level, change.row, change.input, change.to)

/** With a row less, or with a value made plain. */
function* smaller(
  { program, source }: Searching,
  { before, change }: SampledFinding,
  vary: ReadonlySet<ColumnId>,
): Generator<readonly [GeneratedCohort, SampledChange]> {
  for (const [level, rows] of before.levels) {
    for (const row of rows.keys()) {
      if (level === change.level && row === change.row) continue
      const moved = level === change.level && row < change.row ? change.row - 1 : change.row
      yield [withoutRow(before, level, row), { ...change, row: moved }]
    }
  }
  for (const [level, rows] of before.levels) {
    for (const [row, cells] of rows.entries()) {
      for (const [column, value] of plainer(program, source, level, cells, vary)) {
        const isChanged =
          change.kind === 'worse' && change.level === level && change.row === row && change.input === column
        if (!isChanged) yield [withValue(before, level, row, column, value), change]
      }
    }
  }
}

function* plainer(
  program: Program,
  source: Searching['source'],
  level: string,
  cells: GeneratedRow,
  vary: ReadonlySet<ColumnId>,
): Generator<readonly [ColumnId, Value]> {
  for (const [id, value] of cells) {
    const column = program.columns.get(id)
    const isKey = [...program.levels.values()].some(
      it => it.key.includes(id) || [...it.belongs.values()].some(those => those.includes(id)),
    )
    if (column === undefined || isKey || !vary.has(id) || value.kind === 'text') continue
    const plain = plainValue(column, source)
    if (sameValue(plain, value)) continue
    if (staysFitting(program, level, { column: id, value: plain }, it => cells.get(it))) yield [id, plain]
  }
}
