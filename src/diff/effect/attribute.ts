/**
 * Which change moved which row. The changes are made one after another, in every order or in many, and
 * each is given what it adds on average. What has no number on the way from the one to the other has no
 * shares; it is counted apart, never lost.
 */

import { readsOf } from '../../check/reads-of.ts'
import type { Engine, Run } from '../../engine/engine.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { ColumnId, Program } from '../../model/program.ts'
import { add, type Exact, ONE, subtract, toDecimal, ZERO } from '../../value/exact.ts'
import { sameValue } from '../../value/same-value.ts'
import type { Value } from '../../value/value.ts'
import { type CohortPair, cohortFor } from './cohorts.ts'
import type { Hybrids } from './hybrids.ts'
import type { Moved, Movement } from './movements.ts'
import { ordersOf, sharesOf } from './shares.ts'

export interface Attribution {
  /** Places of the bundles that have an influence. */
  readonly bundles: readonly number[]
  readonly isExact: boolean
  readonly orders: number
  readonly measures: ReadonlyMap<ColumnId, Shares>
}
export interface Shares {
  /** For each bundle: its part of the sum of all movements of numbers, and of the number of other changes. */
  readonly moved: readonly Exact[]
  readonly changed: readonly Exact[]
  /** What no bundle accounts for: other parts of the rulesets, and rows without a number on the way. */
  readonly movedRest: Exact
  readonly changedRest: Exact
  /** For each row that moved, the bundle with the largest part. */
  readonly mostBy: ReadonlyMap<string, number>
}

export interface Attributed {
  readonly hybrids: Hybrids
  /** Places of the bundles that the measures rest on. */
  readonly among: readonly number[]
  readonly cohorts: CohortPair
  readonly engine: Engine
  readonly parameters: ReadonlyMap<string, Value>
  readonly seed: number
}

/** Undefined where the changes cannot be made one after another. */
export function attribute(measures: readonly Moved[], settings: Attributed): Attribution | undefined {
  const { among: all, seed } = settings
  const runs = new Runs(measures, settings)
  if (runs.values([]) === undefined || runs.values(all) === undefined) return undefined
  const bundles = all.filter(
    it =>
      runs.differ([], [it]) ||
      runs.differ(
        all.filter(other => other !== it),
        all,
      ),
  )
  const orders = ordersOf(bundles.length, seed)
  const chosenOf = (bits: number): readonly number[] =>
    bundles.filter((_, place) => (bits & (1 << place)) !== 0)
  const shares = new Map<ColumnId, Shares>()
  for (const measure of measures) {
    const at = (row: number, bits: number): Value | undefined =>
      runs.values(chosenOf(bits))?.get(measure.column.id)?.[row]
    shares.set(measure.column.id, sharesOfMeasure(measure, bundles.length, orders, at))
  }
  return { bundles, isExact: orders.isExact, orders: orders.orders.length, measures: shares }
}

function sharesOfMeasure(
  { movements }: Moved,
  count: number,
  orders: ReturnType<typeof ordersOf>,
  at: (row: number, bits: number) => Value | undefined,
): Shares {
  const nothing = (): Exact[] => Array.from({ length: count }, () => ZERO)
  const [moved, changed] = [nothing(), nothing()]
  let [movedRest, changedRest] = [ZERO, ZERO]
  const mostBy = new Map<string, number>()
  const last = (1 << count) - 1
  for (const [row, movement] of movements.entries()) {
    if (movement.kind === 'reason') continue
    const isNumber = movement.kind === 'moves'
    const end = at(row, last)
    const worth = (bits: number): Exact | undefined => {
      const value = at(row, bits)
      if (isNumber) return value?.kind === 'number' ? value.number : undefined
      return value !== undefined && end !== undefined && sameValue(value, end) ? ONE : ZERO
    }
    const shares = sharesOf(count, orders, worth)
    const total = isNumber ? stepOf(movement) : ONE
    const sum = (shares ?? []).reduce((a, b) => add(a, b), ZERO)
    const rest = subtract(total, sum)
    if (isNumber) movedRest = add(movedRest, rest)
    else changedRest = add(changedRest, rest)
    for (const [place, share] of (shares ?? []).entries()) {
      const sums = isNumber ? moved : changed
      sums[place] = add(sums[place] ?? ZERO, share)
    }
    const most = largest(shares ?? [])
    if (most !== undefined) mostBy.set(movement.key, most)
  }
  return { moved, changed, movedRest, changedRest, mostBy }
}

const stepOf = ({ before, after }: Movement): Exact =>
  before.kind === 'number' && after.kind === 'number' ? subtract(after.number, before.number) : ZERO

function largest(shares: readonly Exact[]): number | undefined {
  const sizes = shares.map(it => Math.abs(Number(toDecimal(it, 9))))
  const most = Math.max(0, ...sizes)
  return most === 0 ? undefined : sizes.indexOf(most)
}

/** Runs of the rulesets between, each once; only rows that move are looked at. */
class Runs {
  readonly #measures: readonly Moved[]
  readonly #settings: Attributed
  readonly #known = new Map<string, ReadonlyMap<ColumnId, readonly (Value | undefined)[]> | undefined>()

  constructor(measures: readonly Moved[], settings: Attributed) {
    this.#measures = measures
    this.#settings = settings
  }

  values(chosen: readonly number[]) {
    const name = chosen.toSorted((a, b) => a - b).join()
    if (!this.#known.has(name)) this.#known.set(name, this.#run(chosen))
    return this.#known.get(name)
  }

  differ(some: readonly number[], others: readonly number[]): boolean {
    const [a, b] = [this.values(some), this.values(others)]
    if (a === undefined || b === undefined) return true
    return [...a].some(([id, values]) =>
      values.some((value, row) => {
        const other = b.get(id)?.[row]
        return value === undefined || other === undefined ? value !== other : !sameValue(value, other)
      }),
    )
  }

  #run(chosen: readonly number[]): ReadonlyMap<ColumnId, readonly (Value | undefined)[]> | undefined {
    const { hybrids, cohorts, engine, parameters } = this.#settings
    const program = hybrids.program(chosen)
    if (program === undefined) return undefined
    const taken = new Set(chosen.flatMap(it => hybrids.bundles[it] ?? []))
    const own = [...parameters].filter(([name]) => program.parameters.has(name))
    const run = engine(
      program,
      cohortFor(program, cohorts, it => taken.has(it)),
      { parameters: new Map(own) },
    )
    return new Map(
      this.#measures.map(({ column, movements }) => [
        column.id,
        movements.map(it => valueAt(run, column.id, it.key)),
      ]),
    )
  }
}

function valueAt(run: Run, id: ColumnId, key: string): Value | undefined {
  const column = run.program.columns.get(id)
  const row = column && run.levels.get(column.level)?.find(key)
  return row === undefined ? undefined : run.value(id, row)
}

// --- what measures rest on -------------------------------------------------------------------------

/** Paths of the declared things behind columns; code lists, dimensions and levels are behind all. */
export function pathsBehind(
  { columns, levels, tables, ...rest }: Program,
  ids: readonly ColumnId[],
): ReadonlySet<string> {
  const program = { columns, levels, tables, ...rest }
  const paths = new Set<string>()
  const seen = new Set<string>()
  const pending = ids.flatMap(column => [
    { column, isPublished: false },
    { column, isPublished: true },
  ])
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const name = `${node.column} ${node.isPublished}`
    const column = columns.get(node.column)
    if (seen.has(name) || column === undefined) continue
    seen.add(name)
    const { content, level } = column
    paths.add(
      content.kind === 'rule' ? `rules.${level}.${column.name}` : `levels.${level}.inputs.${column.name}`,
    )
    if (content.kind === 'rule') {
      for (const core of [content.is, ...(content.show?.instead.map(it => it.when) ?? [])]) {
        walkCore(core, it => {
          if (it.kind === 'Table') paths.add(`tables.${it.table}`)
          if (it.kind === 'Parameter') paths.add(`parameters.${it.parameter}`)
        })
      }
    }
    pending.push(
      ...readsOf(program, node).map(({ column: id, isPublished }) => ({ column: id, isPublished })),
    )
  }
  return paths
}
