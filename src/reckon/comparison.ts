/**
 * A measure over many rows, as a table of what came about against what was expected, and the groups
 * that it is aggregated into: their rows, what these came to, and what is published of them.
 */
import type { Run } from '../engine/engine.ts'
import type { Step } from '../engine/trace.ts'
import { walkCore } from '../model/core-parts.ts'
import type { Column, Core, CoreAggregateRows, Program } from '../model/program.ts'
import { add, divide, type Exact, exactFromRatio, ONE, ZERO } from '../value/exact.ts'
import type { Value } from '../value/value.ts'
import { differenceOf, memberTitles, nameOfPart, titleOf, titleOfPart } from './difference.ts'

export interface Comparison {
  readonly column: Column
  readonly title: string
  /** The two sides; undefined for a measure that takes no difference. */
  readonly sides?: { readonly actual: Side; readonly estimate: Side }
  readonly rows: readonly ComparedRow[]
  readonly mean: Means
  /** The groups that aggregate the measure, on the first level that does. */
  readonly groups: readonly ComparedGroup[]
}
/** Its short name, for the head of a column, and what it is. */
export interface Side {
  readonly name: string
  readonly title: string
}
/** Sides are undefined where the rule came to its value without them. */
export interface ComparedRow {
  readonly key: string
  readonly actual?: Value
  readonly estimate?: Value
  readonly value: Value
}
/** Over the rows that have a value of the measure. */
export interface Means {
  readonly count: number
  readonly actual?: Exact
  readonly estimate?: Exact
  readonly value?: Exact
}
export interface ComparedGroup {
  readonly column: Column
  readonly key: string
  /** Titles of the members that the measure of the group has beyond the one it aggregates. */
  readonly title: string
  readonly mean: Means
  readonly value: Value
  readonly shown: Value
}

export function compare(run: Run, column: Column): Comparison {
  const { program } = run
  const difference = differenceOf(column)
  const size = run.levels.get(column.level)?.size ?? 0
  const rows = Array.from({ length: size }, (_, row) => comparedRow(run, column, row))
  const byKey = new Map(rows.map(it => [it.key, it]))
  return {
    column,
    title: titleOf(program, column),
    ...(difference === undefined
      ? {}
      : {
          sides: {
            actual: sideOf(program, difference.actual),
            estimate: sideOf(program, difference.estimate),
          },
        }),
    rows,
    mean: meansOf(rows),
    groups: groupsOf(run, column, byKey),
  }
}

const sideOf = (program: Program, core: Core): Side => ({
  name: nameOfPart(program, core),
  title: titleOfPart(program, core),
})

function comparedRow(run: Run, column: Column, row: number): ComparedRow {
  const difference = differenceOf(column)
  const value = run.value(column.id, row)
  const key = run.levels.get(column.level)?.key(row) ?? ''
  if (difference === undefined) return { key, value }
  const step = run.trace(column.id, row)
  const actual = partOf(step, difference.actual)
  const estimate = partOf(step, difference.estimate)
  return {
    key,
    value,
    ...(actual === undefined ? {} : { actual }),
    ...(estimate === undefined ? {} : { estimate }),
  }
}

const partOf = (step: Step, core: Core): Value | undefined =>
  step.kind === 'rule' ? step.parts.find(it => it.of === core)?.value : undefined

function meansOf(rows: readonly ComparedRow[]): Means {
  const counted = rows.filter(it => it.value.kind !== 'absent')
  const mean = (side: (row: ComparedRow) => Value | undefined) => meanOf(counted.map(side))
  const [actual, estimate, value] = [mean(it => it.actual), mean(it => it.estimate), mean(it => it.value)]
  return {
    count: counted.length,
    ...(actual === undefined ? {} : { actual }),
    ...(estimate === undefined ? {} : { estimate }),
    ...(value === undefined ? {} : { value }),
  }
}

/** Of yes and no the share of yes; undefined where there are values of another kind, or none. */
function meanOf(values: readonly (Value | undefined)[]): Exact | undefined {
  let sum = ZERO
  for (const value of values) {
    if (value?.kind !== 'number' && value?.kind !== 'yes/no') return undefined
    if (value.kind === 'number') sum = add(sum, value.number)
    else if (value.yes) sum = add(sum, ONE)
  }
  return values.length === 0 ? undefined : divide(sum, exactFromRatio(values.length))
}

// --- groups --------------------------------------------------------------------------------------

/** Columns of the first level, as declared, that aggregate the measure. */
function aggregatesOf(program: Program, measure: Column): readonly Column[] {
  const all = [...program.columns.values()].filter(it => aggregationOf(it, measure) !== undefined)
  const levels = [...program.levels.keys()]
  const first = levels.find(level => all.some(it => it.level === level)) ?? all[0]?.level
  return all.filter(it => it.level === first)
}

/** Where a column's formula aggregates the very values of the measure. */
function aggregationOf({ content }: Column, measure: Column): CoreAggregateRows | undefined {
  if (content.kind !== 'rule') return undefined
  let found: CoreAggregateRows | undefined
  walkCore(content.is, part => {
    const isOf = part.kind === 'AggregateRows' && part.of?.kind === 'Column' && part.of.column === measure.id
    if (isOf) found ??= part
  })
  return found
}

/** Group after group; those that hold no row of the measure are left out. */
function groupsOf(
  run: Run,
  measure: Column,
  rows: ReadonlyMap<string, ComparedRow>,
): readonly ComparedGroup[] {
  const all = aggregatesOf(run.program, measure).flatMap(it => comparedGroups(run, measure, it, rows))
  const taken = all.filter(it => it.mean.count > 0 || it.value.kind !== 'absent')
  return [...Map.groupBy(taken, it => it.key).values()].flat()
}

function comparedGroups(
  run: Run,
  measure: Column,
  column: Column,
  rows: ReadonlyMap<string, ComparedRow>,
): readonly ComparedGroup[] {
  const level = run.levels.get(column.level)
  const own = new Set(measure.members.map(it => it.dimension))
  const others = column.members.filter(it => !own.has(it.dimension))
  const title = memberTitles(run.program, { ...column, members: others }).join(', ') || column.title
  return Array.from({ length: level?.size ?? 0 }, (_, row) => ({
    column,
    key: level?.key(row) ?? '',
    title,
    mean: meansOf(keysAggregated(run, measure, column, row).flatMap(it => rows.get(it) ?? [])),
    value: run.value(column.id, row),
    shown: run.shown(column.id, row),
  }))
}

function keysAggregated(run: Run, measure: Column, column: Column, row: number): readonly string[] {
  const aggregation = aggregationOf(column, measure)
  const step = run.trace(column.id, row)
  const part = step.kind === 'rule' ? step.parts.find(it => it.of === aggregation) : undefined
  return part?.aggregate?.keys ?? []
}
