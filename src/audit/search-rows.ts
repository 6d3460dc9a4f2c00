/**
 * Makes the space of rows of one measure and scores it: what the measure comes to for a row of each kind
 * alone, and beside one other row. Thins inputs out where there would be too many rows, and says so.
 */
import type { Engine, RunOptions } from '../engine/engine.ts'
import type { ValueSource } from '../laws/value-arbitrary.ts'
import type { ColumnId, Program } from '../model/program.ts'
import { isRational, toDecimal } from '../value/exact.ts'
import type { Value } from '../value/value.ts'
import type { Held } from './finding.ts'
import { type Holding, heldValues } from './held-values.ts'
import { type InputClasses, inputClasses, thinned } from './input-classes.ts'
import type { RowModel } from './row-model.ts'
import {
  cellsOf,
  type Digit,
  digitOf,
  digitOfCells,
  digitOfInput,
  type RowSpace,
  type SpaceOptions,
  sizeOf,
  tuplesOf,
} from './row-space.ts'
import { spreadRows } from './spread-rows.ts'
import { type Cells, groupName, type TrialRow, trialCohort } from './trial-cohort.ts'

export interface Searching {
  readonly program: Program
  readonly engine: Engine
  readonly options: RunOptions
  readonly source: ValueSource
  /** Values asked for what is held. */
  readonly hold: ReadonlyMap<ColumnId, Value>
  readonly isOver: () => boolean
  /** Told which share of the work on a measure is done. */
  readonly advance: (share: number) => void
}

export interface Scored {
  readonly searching: Searching
  readonly model: RowModel
  readonly space: RowSpace
  readonly inputs: readonly InputClasses[]
  readonly held: readonly Held[]
  readonly above: Cells
  readonly isThinned: boolean
  /** Tuples that stand beside the others; undefined: alone. */
  readonly companions: readonly (number | undefined)[]
  /** The measure of a tuple beside each companion, in their order. */
  score(tuple: number, companion: number): Value
}

/** Rows that are computed for one measure at most. */
const MOST_ROWS = 60_000
/** What the unchanged inputs come to is found by trying so many combinations at most. */
export const MOST_UNCHANGED = 5000

export function searchRows(searching: Searching, model: RowModel): Scored | undefined {
  const { program, source } = searching
  const changedColumns = model.changed.flatMap(it => program.columns.get(it) ?? [])
  const full = changedColumns.map(it => inputClasses(it, model.formulas, source))
  const holding: Holding = {
    program,
    source,
    asked: searching.hold,
    before: runBefore(searching, model, full),
    changed: changedColumns,
  }
  const held = [...model.heldHere, ...model.heldAbove].map(it => heldValues(holding, it))
  const above: Cells = new Map(
    held.flatMap(({ column, values: [value] }) =>
      model.heldAbove.includes(column) && value !== undefined ? [[column, value] as const] : [],
    ),
  )
  const where: SpaceOptions = { ...searching, above }
  const unchanged = unchangedDigit(where, model, held)
  const fixed = [
    unchanged.digit,
    ...held.flatMap(it => (model.heldHere.includes(it.column) ? [digitOf(it.column, it.values)] : [])),
  ]
  const inputs = fitting(full, sizeOf(fixed), source)
  const digits = [...inputs.map(digitOfInput), ...fixed]
  const space = tuplesOf(where, model, digits, model.taken)
  if (space === undefined) return undefined
  return {
    searching,
    model,
    space,
    inputs,
    held,
    above,
    isThinned: unchanged.isPartial || inputs.some((it, at) => it.isSampled || it !== full[at]),
    ...scoresOf(searching, model, space, above),
  }
}

/** A run before any change, of rows that are spread over the inputs. */
function runBefore(
  { program, engine, options, source }: Searching,
  model: RowModel,
  inputs: readonly InputClasses[],
) {
  const rows = spreadRows(inputs).map(cells => ({ group: 0, cells }))
  return engine(program, trialCohort(program, model, rows, new Map(), source).cohort, options)
}

/** One digit for all unchanged inputs: a combination for each thing they can come to. */
function unchangedDigit(
  where: SpaceOptions,
  model: RowModel,
  held: readonly Held[],
): { readonly digit: Digit; readonly isPartial: boolean } {
  const { program, source } = where
  const inputs = model.unchanged.flatMap(it => program.columns.get(it) ?? [])
  const classes = inputs.map(it => inputClasses(it, model.formulas, source))
  const digits = classes.map(digitOfInput)
  const plain = { digit: digitOfCells([new Map()]), isPartial: digits.length > 0 }
  if (digits.length === 0 || sizeOf(digits) > MOST_UNCHANGED) return plain
  const fixed = held.flatMap(({ column, values: [value] }) =>
    model.heldHere.includes(column) && value !== undefined ? [digitOf(column, [value])] : [],
  )
  const found = tuplesOf(where, model, [...digits, ...fixed], model.frontier)
  if (found === undefined) return plain
  const digit = digitOfCells(found.tuples.map(it => cellsOf(digits, it.row)))
  return { digit, isPartial: classes.some(it => it.isSampled) }
}

/** Thins the inputs with the most classes out until there are few enough rows. */
function fitting(
  inputs: readonly InputClasses[],
  others: number,
  source: ValueSource,
): readonly InputClasses[] {
  let limit = Math.max(1, ...inputs.map(it => it.classes.length))
  let found = inputs
  const rows = () => found.reduce((size, it) => size * it.classes.length, others)
  while (rows() > MOST_ROWS && limit > 2) {
    limit = Math.max(2, Math.floor(limit * 0.8))
    found = inputs.map(it => thinned(it, limit, source))
  }
  return found
}

// --- scores --------------------------------------------------------------------------------------

function scoresOf(
  searching: Searching,
  model: RowModel,
  { digits, tuples }: RowSpace,
  above: Cells,
): Pick<Scored, 'companions' | 'score'> {
  if (model.measure.level === model.rowLevel) {
    return { companions: [undefined], score: tuple => tuples[tuple]?.values[0] ?? NOTHING }
  }
  const cells = tuples.map(it => cellsOf(digits, it.row))
  const alone = scoresBeside(searching, model, cells, undefined, above)
  const picked = spread(alone)
  const companions = [undefined, ...picked]
  const beside = picked.map((it, at) => {
    searching.advance((at + 1) / companions.length)
    return scoresBeside(searching, model, cells, cells[it], above)
  })
  const scores = [alone, ...beside]
  return { companions, score: (tuple, companion) => scores[companion]?.[tuple] ?? NOTHING }
}

const NOTHING: Value = { kind: 'absent', absence: 'missing', reason: 'no_value' }

/** Groups are scored side by side, except in the nation, of which there is one. */
function scoresBeside(
  searching: Searching,
  model: RowModel,
  tuples: readonly Cells[],
  companion: Cells | undefined,
  above: Cells,
): readonly Value[] {
  return model.link.length > 0
    ? scoresAtOnce(searching, model, tuples, companion, above)
    : tuples.flatMap(it => scoresAtOnce(searching, model, [it], companion, above))
}

function scoresAtOnce(
  { program, engine, options, source }: Searching,
  model: RowModel,
  tuples: readonly Cells[],
  companion: Cells | undefined,
  above: Cells,
): readonly Value[] {
  const rows = tuples.flatMap((cells, group): TrialRow[] => [
    { group, cells },
    ...(companion === undefined ? [] : [{ group, cells: companion }]),
  ])
  const trial = trialCohort(program, model, rows, above, source)
  const run = engine(program, trial.cohort, { ...options, given: trial.given })
  const level = run.levels.get(model.measure.level)
  return tuples.map((_, group) => {
    const row = level?.find(groupName(program, model, group))
    return row === undefined ? NOTHING : run.value(model.measure.id, row)
  })
}

/** Tuples in the middle of what the measure can be, near its quarters and at its ends. */
function spread(scores: readonly Value[]): readonly number[] {
  const sorted = scores
    .flatMap((it, tuple) => (numberOf(it) === undefined ? [] : [{ tuple, at: numberOf(it) ?? 0 }]))
    .toSorted((a, b) => a.at - b.at)
  const places = [0.5, 0.25, 0.75, 1, 0].flatMap(
    it => sorted[Math.round(it * (sorted.length - 1))]?.tuple ?? [],
  )
  return [...new Set(places)]
}

/** Near enough to rank by; yes counts as one. */
export function numberOf(value: Value): number | undefined {
  if (value.kind === 'yes/no') return Number(value.yes)
  if (value.kind !== 'number') return undefined
  return Number(toDecimal(value.number, isRational(value.number) ? 10 : 8))
}
