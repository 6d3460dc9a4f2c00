/**
 * How far one row can move a status in a group of so many: groups are mixed from poor, middling and good
 * rows, the places where the status changes are found by halving, and there one row is made another.
 */
import { shapeOf } from '../check/decision/constant.ts'
import { fromWorst } from '../check/lists.ts'
import { isBetter } from '../laws/better-value.ts'
import { builtInAbsence, isAbsent, type Value } from '../value/value.ts'
import type { Held } from './finding.ts'
import { heldValues } from './held-values.ts'
import type { InputClasses } from './input-classes.ts'
import { inputClasses } from './input-classes.ts'
import type { RowModel } from './row-model.ts'
import type { Searching } from './search-rows.ts'
import { spreadRows } from './spread-rows.ts'
import { type Cells, groupName, type TrialRow, trialCohort } from './trial-cohort.ts'

export const GROUP_SIZES = [6, 11, 30, 120] as const

/** How many rows of each kind there are: poor, middling, good. */
export type Mix = readonly [number, number, number]

export interface OneRow {
  readonly size: number
  readonly before: Mix
  readonly after: Mix
  readonly from: Value
  readonly to: Value
  /** Codes moved, by the order of their list; one where it has none. */
  readonly steps: number
}

export interface OneRowSearch {
  readonly kinds: readonly [Cells, Cells, Cells]
  readonly above: Cells
  readonly held: readonly Held[]
  readonly found: readonly OneRow[]
  readonly groups: number
  readonly inputs: readonly InputClasses[]
}

export function findOneRow(searching: Searching, model: RowModel): OneRowSearch {
  const { program, engine, options, source } = searching
  const changed = model.changed.flatMap(it => program.columns.get(it) ?? [])
  const inputs = changed.map(it => inputClasses(it, model.formulas, source))
  const spread = spreadRows(inputs)
  const rows = spread.map(cells => ({ group: 0, cells }))
  const before = engine(program, trialCohort(program, model, rows, new Map(), source).cohort, options)
  const holding = { program, source, asked: searching.hold, before, changed }
  const held = [...model.heldHere, ...model.heldAbove].map(it => heldValues(holding, it))
  const firstValues = (ids: readonly string[]): Cells =>
    new Map(
      held.flatMap(({ column, values: [it] }) =>
        ids.includes(column) && it !== undefined ? [[column, it] as const] : [],
      ),
    )
  const above = firstValues(model.heldAbove)
  const here = firstValues(model.heldHere)
  const [poor, middling, good] = spread.map(cells => new Map([...cells, ...here]))
  const kinds = [poor ?? here, middling ?? here, good ?? here] as const
  const statuses = new Statuses(searching, model, kinds, above)
  const found = GROUP_SIZES.flatMap(size =>
    searching.isOver() ? [] : (farthest(statuses, size, searching) ?? []),
  )
  return { kinds, above, held, found, groups: statuses.count, inputs }
}

// --- groups --------------------------------------------------------------------------------------

export const rowsOfMix = (kinds: readonly Cells[], mix: Mix, group: number): readonly TrialRow[] =>
  mix.flatMap((count, kind) =>
    Array.from({ length: count }, () => ({ group, cells: kinds[kind] ?? new Map() })),
  )

class Statuses {
  count = 0
  readonly #searching: Searching
  readonly #model: RowModel
  readonly #kinds: readonly Cells[]
  readonly #above: Cells
  readonly #known = new Map<string, Value>()

  constructor(searching: Searching, model: RowModel, kinds: readonly Cells[], above: Cells) {
    this.#searching = searching
    this.#model = model
    this.#kinds = kinds
    this.#above = above
  }

  of(mix: Mix): Value {
    return this.#known.get(mix.join()) ?? builtInAbsence('no_value')
  }

  /** Computes the mixes that are not known yet, all at once. */
  learn(mixes: readonly Mix[]): void {
    const fresh = [...new Map(mixes.map(it => [it.join(), it])).values()].filter(
      it => !this.#known.has(it.join()),
    )
    const batches = this.#model.link.length > 0 ? [fresh] : fresh.map(it => [it])
    for (const batch of batches) if (batch.length > 0) this.#compute(batch)
  }

  #compute(fresh: readonly Mix[]): void {
    const { program, engine, options, source } = this.#searching
    const rows = fresh.flatMap((mix, group) => rowsOfMix(this.#kinds, mix, group))
    const trial = trialCohort(program, this.#model, rows, this.#above, source)
    const run = engine(program, trial.cohort, { ...options, given: trial.given })
    const level = run.levels.get(this.#model.measure.level)
    for (const [group, mix] of fresh.entries()) {
      const row = level?.find(groupName(program, this.#model, group))
      this.#known.set(
        mix.join(),
        row === undefined ? builtInAbsence('no_value') : run.value(this.#model.measure.id, row),
      )
    }
    this.count += fresh.length
  }
}

const PAIRS = [
  [0, 2],
  [1, 2],
  [0, 1],
] as const
/** Mixes tried between two kinds before halving. */
const PROBES = 12

function farthest(statuses: Statuses, size: number, searching: Searching): OneRow | undefined {
  const edges = PAIRS.flatMap(([poor, good]) => edgesBetween(statuses, size, poor, good))
  const moves = edges.flatMap(before => movesFrom(before).map(after => ({ before, after })))
  statuses.learn(moves.flatMap(it => [it.before, it.after]))
  let found: OneRow | undefined
  for (const { before, after } of moves) {
    const [from, to] = [statuses.of(before), statuses.of(after)]
    const steps = stepsBetween(from, to, searching)
    const isUp = isBetter(to, from, searching.source.lists)
    const isFirstUp =
      found?.steps === steps && isUp && !isBetter(found.to, found.from, searching.source.lists)
    if (steps > (found?.steps ?? 0) || isFirstUp) found = { size, before, after, from, to, steps }
  }
  return found
}

/** Mixes next to which the status changes. */
function edgesBetween(statuses: Statuses, size: number, poor: number, good: number): readonly Mix[] {
  const mixOf = (count: number): Mix => {
    const mix: [number, number, number] = [0, 0, 0]
    mix[poor] = size - count
    mix[good] = (mix[good] ?? 0) + count
    return mix
  }
  const probes = [...new Set(Array.from({ length: PROBES + 1 }, (_, at) => Math.round((at * size) / PROBES)))]
  statuses.learn(probes.map(mixOf))
  const name = (count: number) => shapeOf(statuses.of(mixOf(count)))
  let spans = probes.flatMap((from, at): (readonly [number, number])[] => {
    const to = probes[at + 1]
    return to !== undefined && name(from) !== name(to) ? [[from, to]] : []
  })
  while (spans.some(([from, to]) => to - from > 1)) {
    const middles = spans.map(([from, to]) => Math.floor((from + to) / 2))
    statuses.learn(middles.map(mixOf))
    spans = spans.map(([from, to], at) => {
      const middle = middles[at] ?? from
      if (to - from <= 1) return [from, to]
      return name(middle) === name(from) ? [middle, to] : [from, middle]
    })
  }
  return spans.flatMap(([from, to]) => [mixOf(from), mixOf(to)])
}

const movesFrom = (mix: Mix): readonly Mix[] =>
  [0, 1, 2].flatMap(from =>
    [0, 1, 2].flatMap((to): Mix[] => {
      if (from === to || (mix[from] ?? 0) === 0) return []
      const moved: [number, number, number] = [...mix]
      moved[from] = (moved[from] ?? 0) - 1
      moved[to] = (moved[to] ?? 0) + 1
      return [moved]
    }),
  )

function stepsBetween(from: Value, to: Value, { source }: Searching): number {
  if (isAbsent(from) || isAbsent(to) || shapeOf(from) === shapeOf(to)) return 0
  if (from.kind !== 'code' || to.kind !== 'code') return 1
  const list = source.lists.get(from.list)
  if (list?.order === undefined) return 1
  const codes = fromWorst(list)
  return Math.abs(codes.indexOf(from.code) - codes.indexOf(to.code))
}
