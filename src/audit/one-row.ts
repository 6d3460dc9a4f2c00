/**
 * How far one row can move a status in a group of so many: groups are mixed from poor, middling and good
 * rows, the places where the status changes are found by halving, and there one row is made another.
 */
import { shapeOf } from '../check/decision/constant.ts'
import { fromWorst } from '../check/lists.ts'
import { isBetter } from '../laws/better-value.ts'
import { builtInAbsence, isAbsent, type Value } from '../value/value.ts'
import { spreadOver } from './entries/entry-classes.ts'
import type { Held } from './finding.ts'
import { heldValues } from './held-values.ts'
import type { InputClasses } from './input-classes.ts'
import { inputClasses } from './input-classes.ts'
import type { RowModel } from './row-model.ts'
import type { Searching } from './search-rows.ts'
import { spreadRows } from './spread-rows.ts'
import { type Cells, groupName, type TrialRow, trialCohort } from './trial-cohort.ts'

export const GROUP_SIZES = [6, 11, 30, 120] as const

/** How many rows of each kind there are: poor, middling, good; and which other row there is beside them. */
export type Mix = readonly [number, number, number, other?: number]

export interface OneRow {
  readonly size: number
  readonly before: Mix
  readonly after: Mix
  readonly from: Value
  readonly to: Value
  /** Codes moved, by the order of their list; one where it has none. */
  readonly steps: number
  /** No row of so many can move it farther; otherwise it moves at least so far. */
  readonly isExact: boolean
}

export interface OneRowSearch {
  /** Poor, middling, good, and others between them. */
  readonly kinds: readonly Cells[]
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
  const three = [poor ?? here, middling ?? here, good ?? here]
  const kinds = [...three, ...othersOf(inputs, middling ?? here)]
  const isEveryKind =
    model.unchanged.length + held.length === 0 &&
    inputs.every(it => !it.isSampled) &&
    inputs.reduce((product, it) => product * it.classes.length, 1) <= three.length
  const statuses = new Statuses(searching, model, kinds, above)
  const found = GROUP_SIZES.flatMap(size =>
    searching.isOver()
      ? []
      : (farthest(statuses, { size, searching, isEveryKind, others: kinds.length - 3 }) ?? []),
  )
  return { kinds, above, held, found, groups: statuses.count, inputs }
}

// --- groups --------------------------------------------------------------------------------------

/** The first three kinds are mixed; of the others there is one row at most. */
export function rowsOfMix(kinds: readonly Cells[], mix: Mix, group: number): readonly TrialRow[] {
  const [poor, middling, good, other] = mix
  const rows = [poor, middling, good].flatMap((count, kind) =>
    Array.from({ length: count }, () => ({ group, cells: kinds[kind] ?? new Map() })),
  )
  return other === undefined ? rows : [...rows, { group, cells: kinds[other] ?? new Map() }]
}

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

/** Groups up to this size are mixed in all ways there are. */
const ALL_MIXES = 11
/** Or up to this size, where there are no other kinds of row than those mixed. */
const ALL_MIXES_OF_ALL = 30

interface Sought {
  readonly size: number
  readonly searching: Searching
  readonly isEveryKind: boolean
  /** Kinds of row beside the three that are mixed. */
  readonly others: number
}
/** Mixes at an edge that are tried with each other row. */
const MOST_EDGES = 4

/** Where the three kinds do not move it as far as can be, one row of another kind brings it nearer to the edge. */
function farthest(statuses: Statuses, sought: Sought): OneRow | undefined {
  const { size, searching, isEveryKind, others } = sought
  const isAll = size <= (isEveryKind ? ALL_MIXES_OF_ALL : ALL_MIXES)
  const edges = isAll
    ? allMixes(size)
    : PAIRS.flatMap(([poor, good]) => edgesBetween(statuses, size, poor, good))
  const rough = farthestFrom(statuses, edges, sought)
  const isDone =
    rough === undefined || rough.steps === mostSteps(rough.from, searching) || (isEveryKind && isAll)
  if (isDone) return rough && { ...rough, isExact: true }
  const near = edges.filter(it =>
    movesFrom(it).some(to => stepsBetween(statuses.of(it), statuses.of(to), searching) > 0),
  )
  const fine = spreadOver(near, MOST_EDGES).flatMap(it =>
    Array.from({ length: others }, (_, at) => withOther(it, 3 + at)).flat(),
  )
  const better = farthestFrom(statuses, fine, sought)
  const best = better !== undefined && better.steps > rough.steps ? better : rough
  return { ...best, isExact: best.steps === mostSteps(best.from, searching) }
}

/** One of the mixed rows is another instead. */
const withOther = ([poor, middling, good]: Mix, other: number): readonly Mix[] => [
  ...(poor > 0 ? [[poor - 1, middling, good, other] as const] : []),
  ...(good > 0 ? [[poor, middling, good - 1, other] as const] : []),
]

function farthestFrom(
  statuses: Statuses,
  mixes: readonly Mix[],
  { size, searching }: Sought,
): OneRow | undefined {
  const moves = mixes.flatMap(before => movesFrom(before).map(after => ({ before, after })))
  statuses.learn(moves.flatMap(it => [it.before, it.after]))
  let found: OneRow | undefined
  for (const { before, after } of moves) {
    const [from, to] = [statuses.of(before), statuses.of(after)]
    const steps = stepsBetween(from, to, searching)
    const isUp = isBetter(to, from, searching.source.lists)
    const isFirstUp =
      found?.steps === steps && isUp && !isBetter(found.to, found.from, searching.source.lists)
    if (steps > (found?.steps ?? 0) || isFirstUp)
      found = { size, before, after, from, to, steps, isExact: false }
  }
  return found
}

/** The middling row with every other value of one of its inputs. */
const MOST_OTHERS = 16
const othersOf = (inputs: readonly InputClasses[], middling: Cells): readonly Cells[] =>
  spreadOver(
    inputs.flatMap(({ column, classes }) => classes.map(it => new Map([...middling, [column.id, it.value]]))),
    MOST_OTHERS,
  )

const allMixes = (size: number): readonly Mix[] =>
  Array.from({ length: size + 1 }, (_, poor) =>
    Array.from({ length: size - poor + 1 }, (_, good): Mix => [poor, size - poor - good, good]),
  ).flat()

/** From one end of the list to the other; nothing goes farther. */
function mostSteps(value: Value, { source }: Searching): number {
  const list = value.kind === 'code' ? source.lists.get(value.list) : undefined
  return list?.order === undefined ? 1 : list.codes.length - 1
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
      const moved: [number, number, number, number?] = [...mix]
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
