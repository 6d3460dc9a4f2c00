/** Draws values for what a formula reads. Rows of decision tables are aimed at one after the other, so that each is reached. */
import type { Engine, Run } from '../../engine/engine.ts'
import type { GeneratedCohort } from '../../laws/generated-cohort.ts'
import type { ValueSource } from '../../laws/value-arbitrary.ts'
import { valuesOf } from '../../laws/value-arbitrary.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { Column, ColumnId, CoreDecide, CorePattern, Program } from '../../model/program.ts'
import { compare, exactFromDigits } from '../../value/exact.ts'
import { isAbsent, number, type Value } from '../../value/value.ts'
import { type FormulaReads, readsOfRule } from './formula-reads.ts'
import { type Choices, cohortFor, runOn, type Shape, shapeOf } from './small-cohort.ts'
import { type Pool, poolOf } from './value-pools.ts'

export interface Search {
  readonly program: Program
  readonly engine: Engine
  readonly column: ColumnId
  readonly shape: Shape
  /** Cohorts on which the rules can be computed. */
  readonly cohorts: readonly Drawn[]
}

export interface Drawn {
  readonly generated: GeneratedCohort
  readonly parameters: ReadonlyMap<string, Value>
  readonly run: Run
  /** The row of the formula's level. */
  readonly key: string
  readonly value: Value
  readonly shown: Value
}

interface Wanted {
  readonly program: Program
  readonly engine: Engine
  readonly source: ValueSource
  readonly column: ColumnId
  readonly isOfPublication: boolean
  readonly seed: number
  readonly cohorts: number
}

/** Undefined where rows cannot be made up for the formula. */
export function searchFor(wanted: Wanted): Search | undefined {
  const { program, engine, source, column: id, isOfPublication, seed, cohorts } = wanted
  const column = program.columns.get(id)
  const reads = column && readsOfRule(program, column)
  if (column === undefined || reads === undefined) return undefined
  const columns = isOfPublication ? [...reads.columns, id] : [...reads.columns].filter(it => it !== id)
  const pools = columns.flatMap(it => {
    const read = program.columns.get(it)
    return read === undefined ? [] : [poolOf(program, read, reads, source)]
  })
  const chance = chanceOf(seed)
  const drawn: Drawn[] = []
  const ways = waysIn(column)
  for (let trial = 0; trial < cohorts; trial += 1) {
    const shape = shapeOf(column, reads, 1 + (trial % MOST_BELOW))
    const own = isOfPublication ? withHalves(pools, column) : pools
    const choices = choicesFor(shape, own, ways[trial % Math.max(1, ways.length)], chance)
    const generated = cohortFor(program, shape, choices)
    const found = tried(program, engine, generated, parametersFor(program, reads, source, chance), column)
    if (found !== undefined) drawn.push(found)
  }
  return { program, engine, column: id, shape: shapeOf(column, reads, MOST_BELOW), cohorts: drawn }
}

/** A group of few rows shows most of what a group of many does. */
const MOST_BELOW = 3

export function tried(
  program: Program,
  engine: Engine,
  generated: GeneratedCohort,
  parameters: ReadonlyMap<string, Value>,
  { id, level }: Pick<Column, 'id' | 'level'>,
): Drawn | undefined {
  const run = runOn(program, engine, generated, parameters)
  const rows = run.levels.get(level)
  if (rows === undefined || rows.size !== 1) return undefined
  const [value, shown] = [run.value(id, 0), run.shown(id, 0)]
  if (run.diagnostics.length > 0) return undefined
  return { generated, parameters, run, key: rows.key(0), value, shown }
}

// --- chance ----------------------------------------------------------------------------------------

/** A whole number below the one given. */
type Chance = (below: number) => number

function chanceOf(seed: number): Chance {
  let state = BigInt(seed) * 7919n + 17n
  return below => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % (1n << 64n)
    return Number((state >> 33n) % BigInt(Math.max(1, below)))
  }
}

const oneOf = <T>(items: readonly T[], chance: Chance): T | undefined => items[chance(items.length)]

// --- aims ------------------------------------------------------------------------------------------

/** What columns should be for a row of a decision table to match. */
type Way = ReadonlyMap<ColumnId, CorePattern>

function waysIn({ content }: Column): readonly Way[] {
  const ways: Way[] = [new Map()]
  if (content.kind !== 'rule') return ways
  walkCore(content.is, it => {
    if (it.kind === 'Decide') ways.push(...it.rows.map(row => wayTo(it, row.cells)))
  })
  return ways
}

const wayTo = ({ on }: CoreDecide, cells: readonly CorePattern[]): Way =>
  new Map(
    on.flatMap(({ is }, at) => {
      const cell = cells[at]
      const isColumn = is.kind === 'Column' || is.kind === 'LookUp'
      return isColumn && cell !== undefined && cell.kind !== 'any' ? [[is.column, cell] as const] : []
    }),
  )

/** Whether a value matches, as far as that can be told from constants. */
function couldMatch(pattern: CorePattern, value: Value): boolean {
  if (pattern.kind === 'absent') {
    if (pattern.which === 'present') return !isAbsent(value)
    return isAbsent(value) && (pattern.which === 'absent' || pattern.which === value.absence)
  }
  if (pattern.kind === 'one of') return pattern.alternatives.some(it => couldMatch(it, value))
  if (pattern.kind === 'not') return !couldMatch(pattern.pattern, value)
  if (pattern.kind === 'codes') return value.kind === 'code' && pattern.codes.includes(value.code)
  if (pattern.kind === 'range' && value.kind === 'number')
    return isBeyond(value.number, pattern.from, 1) && isBeyond(value.number, pattern.to, -1)
  return pattern.kind === 'any' || (pattern.kind === 'equals' && !isAbsent(value))
}

function isBeyond(
  value: Parameters<typeof compare>[0],
  bound: Extract<CorePattern, { kind: 'range' }>['from'],
  side: 1 | -1,
): boolean {
  const end = bound?.value.kind === 'Literal' ? bound.value.value : undefined
  return end?.kind !== 'number' || compare(value, end.number) * side >= 0
}

// --- choices ---------------------------------------------------------------------------------------

/** Rows that are nearly all yes, or nearly all no, reach what a long condition asks for. */
const YES_IN_TEN = [5, 9, 1]
const ABSENT_IN_TEN = 1

function choicesFor(shape: Shape, pools: readonly Pool[], way: Way | undefined, chance: Chance): Choices {
  const yes = oneOf(YES_IN_TEN, chance) ?? 5
  return new Map(
    [...shape.sizes].map(([level, size]) => {
      const own = pools.filter(it => it.column.level === level)
      const rows = Array.from(
        { length: size },
        () =>
          new Map(
            own.flatMap(pool => {
              const value = draw(pool, way?.get(pool.column.id), yes, chance)
              return value === undefined ? [] : [[pool.column.id, value] as const]
            }),
          ),
      )
      return [level, rows] as const
    }),
  )
}

function draw(pool: Pool, aim: CorePattern | undefined, yes: number, chance: Chance): Value | undefined {
  if (aim !== undefined) {
    const fitting = [...pool.present, ...pool.absent].filter(it => couldMatch(aim, it))
    if (fitting.length > 0) return oneOf(fitting, chance)
  }
  if (pool.absent.length > 0 && chance(10) < ABSENT_IN_TEN) return oneOf(pool.absent, chance)
  const flags = pool.present.filter(it => it.kind === 'yes/no')
  if (flags.length > 0) return flags.find(it => it.yes === chance(10) < yes) ?? flags[0]
  return oneOf(pool.present, chance)
}

function parametersFor(
  { parameters }: Program,
  reads: FormulaReads,
  source: ValueSource,
  chance: Chance,
): ReadonlyMap<string, Value> {
  return new Map(
    [...reads.parameters].flatMap(name => {
      const parameter = parameters.get(name)
      // What has a default mostly keeps it: that is what a reader of the case takes for granted.
      if (parameter === undefined || (parameter.default !== undefined && chance(3) > 0)) return []
      const value = oneOf(valuesOf(parameter.type, source), chance)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** Values on which ways of rounding differ: halves of the last place that is published. */
function withHalves(pools: readonly Pool[], { id, content }: Column): readonly Pool[] {
  const show = content.kind === 'rule' ? content.show : undefined
  if (show?.round === undefined) return pools
  const places = show.round + (show.as === 'percent' ? 2 : 0)
  const halves = [25, 75, 123, -25].flatMap(it => {
    const sign = it < 0 ? '-' : ''
    const digits = String(Math.abs(it)).padStart(places + 2, '0')
    const value = exactFromDigits(`${sign}${digits.slice(0, -places - 1)}.${digits.slice(-places - 1)}`)
    return value === undefined ? [] : [number(value)]
  })
  return pools.map(it =>
    it.column.id === id ? { ...it, present: [...it.present, ...halves, ...halves] } : it,
  )
}
