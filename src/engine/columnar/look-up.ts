/**
 * What tables give for columns of keys. Each key of a row is told into one of few classes, those whose
 * values match the same rows of the table; what a table gives is found once for each combination of classes.
 */
import type { CoreTable, KeyPattern, ProgramTable } from '../../model/program.ts'
import { compare, type Exact, exactFromRatio, rationalOf } from '../../value/exact.ts'
import { builtInAbsence, isAbsent, number, type Present, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import type { Formulas } from './formulas.ts'
import { alongLine } from './line.ts'
import { newCodes } from './partition.ts'
import { APART, IS_APART, type States } from './states.ts'
import { type Dictionary, denominatorAt, MOST_EXACT, type Ratios, sizeOf, type Vector } from './vector.ts'

/** A row of a table, or of the level that a table reads. */
export interface Entry {
  readonly keys: readonly KeyPattern[]
  readonly value: Value
}

export function lookedUp(core: CoreTable, level: string, formulas: Formulas): Vector | undefined {
  const table = formulas.tables.get(core.table)
  const entries = table && formulas.entries(table, core.gives)
  if (table === undefined || entries === undefined || entries.length > MOST_ENTRIES) return undefined
  const keys = core.keys.map(it => formulas.vector(it, level))
  const along = table.line?.along ?? -1
  const positions = table.keys.map((_, index) => index).filter(it => it !== along)
  const classed = positions.map(it => {
    const key = keys[it]
    return key && classesOf(key, patternsAt(entries, it), formulas)
  })
  const known = classed.filter(it => it !== undefined)
  if (known.length < classed.length) return undefined
  const size = sizeOf(formulas.allApart(level))
  const combined = combinedClasses(known, keys, positions, entries.length, size, formulas.states)
  if (combined === undefined) return undefined
  const groups = combined.lists.map(it =>
    it.map(index => entries[index]).filter(entry => entry !== undefined),
  )
  if (table.line !== undefined) {
    const place = keys[along]
    return place && alongLine({ table, line: table.line, place, groups, ...combined }, level, formulas)
  }
  return firstEntries(table, groups, combined, level, formulas)
}

/** Larger tables are left to the reference semantics. */
const MOST_ENTRIES = 200_000

// --- classes of keys -------------------------------------------------------------------------------

/** For each row a code; for each code its class, or `-1 - state`; and for each class the entries that match. */
interface Classed {
  readonly codes: Codes
  readonly table: Int32Array
  readonly lists: readonly (readonly number[])[]
}

/** Equal patterns are tried once. */
interface Pattern {
  readonly pattern: KeyPattern
  readonly entries: readonly number[]
}

function patternsAt(entries: readonly Entry[], position: number): readonly Pattern[] {
  const found = new Map<string, { readonly pattern: KeyPattern; readonly entries: number[] }>()
  for (const [index, { keys }] of entries.entries()) {
    const pattern = keys[position]
    if (pattern === undefined) continue
    const key = JSON.stringify(pattern, (_, it) => (typeof it === 'bigint' ? `${it}n` : it))
    const known = found.get(key)
    if (known === undefined) found.set(key, { pattern, entries: [index] })
    else known.entries.push(index)
  }
  return [...found.values()]
}

function classesOf(
  key: Vector,
  patterns: readonly Pattern[],
  { states, order }: Formulas,
): Classed | undefined {
  if (key.kind === 'bounded') return undefined
  const matcher = new Matcher(patterns, order)
  if (key.kind === 'ratios') return classedNumbers(key, patterns, matcher)
  if (key.keys !== undefined || key.values.length * patterns.length > MOST_TRIES) return undefined
  const table = Int32Array.from(key.values, it =>
    isAbsent(it) ? -1 - stateOf(it, states) : matcher.classOf(it),
  )
  return { codes: key.partition.codes, table, lists: matcher.lists }
}

const MOST_TRIES = 20_000_000

const stateOf = (value: Value, states: States): number =>
  value === APART || !isAbsent(value) ? IS_APART : states.of(value)

class Matcher {
  readonly lists: number[][] = []
  readonly #patterns: readonly Pattern[]
  readonly #order: ValueOrder
  readonly #known = new Map<string, number>()

  constructor(patterns: readonly Pattern[], order: ValueOrder) {
    this.#patterns = patterns
    this.#order = order
  }

  /** The class of the values that match the same patterns as this one. */
  classOf(value: Present): number {
    const matching = this.#patterns.filter(it => matches(it.pattern, value, this.#order))
    const list = matching.flatMap(it => it.entries).sort((left, right) => left - right)
    const key = list.join(' ')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = this.lists.push(list) - 1
    this.#known.set(key, found)
    return found
  }
}

function matches(pattern: KeyPattern, value: Present, order: ValueOrder): boolean {
  if (pattern.kind === 'any') return true
  if (pattern.kind === 'equals') return !isAbsent(pattern.value) && order.same(pattern.value, value)
  if (pattern.kind === 'codes') return order.isOneOf(value, pattern.list, pattern.codes)
  if (value.kind !== 'number') return false
  const { from, to } = pattern
  const isAbove = from === undefined || isBeyond(compare(value.number, from.value), from.inclusive)
  return isAbove && (to === undefined || isBeyond(compare(to.value, value.number), to.inclusive))
}

const isBeyond = (order: number, isInclusive: boolean): boolean => (isInclusive ? order >= 0 : order > 0)

// --- numbers as keys -------------------------------------------------------------------------------

/** A number is at one of the bounds of patterns, or between two of them: all it takes to tell what it matches. */
function classedNumbers(key: Ratios, patterns: readonly Pattern[], matcher: Matcher): Classed | undefined {
  const bounds = boundsOf(patterns)
  const ratios = bounds.map(safe)
  if (ratios.length > MOST_BOUNDS || ratios.includes(undefined)) return undefined
  const slots = slotNumbers(bounds).map(it => matcher.classOf(number(it)))
  const size = key.numerators.length
  const codes = newCodes(size, slots.length + SPARE_STATES)
  const table = new Int32Array(slots.length + SPARE_STATES)
  table.set(slots)
  // Codes after the slots are the states of rows without a number.
  for (let state = 0; state < SPARE_STATES; state += 1) table[slots.length + state] = -1 - state
  for (let row = 0; row < size; row += 1) {
    const state = key.states?.[row] ?? 0
    if (state >= SPARE_STATES) return undefined
    codes[row] =
      state !== 0
        ? slots.length + state
        : slotOf(
            key.numerators[row] as number,
            denominatorAt(key, row),
            ratios as readonly (readonly [number, number])[],
            slots.length,
          )
  }
  return { codes, table, lists: matcher.lists }
}

const MOST_BOUNDS = 10_000
const SPARE_STATES = 2_000

function boundsOf(patterns: readonly Pattern[]): readonly Exact[] {
  const found = patterns.flatMap(({ pattern }): Exact[] => {
    if (pattern.kind === 'equals') return pattern.value.kind === 'number' ? [pattern.value.number] : []
    return pattern.kind === 'range' ? [pattern.from, pattern.to].flatMap(it => (it ? [it.value] : [])) : []
  })
  const sorted = found.toSorted(compare)
  return sorted.filter((it, index) => index === 0 || compare(sorted[index - 1] ?? it, it) !== 0)
}

/** Below the first bound, at it, between it and the next, and so on: a number of each. */
function slotNumbers(bounds: readonly Exact[]): readonly Exact[] {
  const rational = bounds.map(it => rationalOf(it) ?? { numerator: 0n, denominator: 1n })
  const [first, last] = [rational[0], rational.at(-1)]
  if (first === undefined || last === undefined) return [exactFromRatio(0)]
  const below = exactFromRatio(first.numerator - first.denominator, first.denominator)
  const above = exactFromRatio(last.numerator + last.denominator, last.denominator)
  const between = rational.slice(1).map((it, index) => {
    const before = rational[index] ?? it
    const top = before.numerator * it.denominator + it.numerator * before.denominator
    return exactFromRatio(top, 2n * before.denominator * it.denominator)
  })
  return [below, ...bounds.flatMap((it, index) => [it, between[index] ?? above])]
}

function safe(value: Exact): readonly [number, number] | undefined {
  const ratio = rationalOf(value)
  if (ratio === undefined) return undefined
  const [top, bottom] = [Number(ratio.numerator), Number(ratio.denominator)]
  return Math.abs(top) <= MOST_EXACT && bottom <= MOST_EXACT ? [top, bottom] : undefined
}

/** The slot of a fraction; the state of what is left apart where products would not be exact. */
function slotOf(
  numerator: number,
  denominator: number,
  bounds: readonly (readonly [number, number])[],
  slots: number,
): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [top, bottom] = bounds[middle] as readonly [number, number]
    const [left, right] = [numerator * bottom, top * denominator]
    if (Math.abs(left) > MOST_EXACT || Math.abs(right) > MOST_EXACT) return slots + IS_APART
    if (left === right) return 2 * middle + 1
    if (left < right) high = middle
    else low = middle + 1
  }
  return 2 * low
}

// --- combinations ----------------------------------------------------------------------------------

/** For each row the number of its list of entries, or `-1 - state`. */
export interface CombinedClasses {
  readonly found: Int32Array
  readonly lists: readonly (readonly number[])[]
}

const MOST_COMBINATIONS = 1 << 22

/** A table is asked only when all its keys are there: the first that is absent says why there is nothing. */
function combinedClasses(
  classed: readonly Classed[],
  keys: readonly Vector[],
  positions: readonly number[],
  entries: number,
  size: number,
  states: States,
): CombinedClasses | undefined {
  const places = classed.reduce((product, it) => product * Math.max(1, it.lists.length), 1)
  if (places > MOST_COMBINATIONS) return undefined
  const byPlace = new Int32Array(places).fill(-1)
  const lists: (readonly number[])[] = []
  const found = new Int32Array(size)
  const inOrder = keys.map((key, position) => ({ key, classed: classed[positions.indexOf(position)] }))
  const absence = (key: Vector, row: number): number => stateAt(key, row, states)
  for (let row = 0; row < size; row += 1) {
    let place = 0
    let state = 0
    for (let index = 0; index < inOrder.length && state === 0; index += 1) {
      const { key, classed: own } = inOrder[index] as (typeof inOrder)[number]
      if (own === undefined) state = absence(key, row)
      else {
        const it = own.table[own.codes[row] as number] as number
        if (it < 0) state = -1 - it
        else place = place * Math.max(1, own.lists.length) + it
      }
    }
    if (state !== 0) {
      found[row] = -1 - state
      continue
    }
    let list = byPlace[place] as number
    if (list < 0) {
      list = lists.push(commonEntries(classed, place, entries)) - 1
      byPlace[place] = list
    }
    found[row] = list
  }
  return { found, lists }
}

/** Zero where the value is there. */
function stateAt(key: Vector, row: number, states: States): number {
  if (key.kind !== 'dictionary') return key.states?.[row] ?? 0
  const value = key.values[key.partition.codes[row] as number]
  return value !== undefined && isAbsent(value) ? stateOf(value, states) : 0
}

/** The entries that all keys of a combination match, in their order. */
function commonEntries(classed: readonly Classed[], place: number, entries: number): readonly number[] {
  let rest = place
  let common: readonly number[] | undefined
  for (const { lists } of classed.toReversed()) {
    const own = lists[rest % Math.max(1, lists.length)] ?? []
    rest = Math.floor(rest / Math.max(1, lists.length))
    const before = common
    const others = before && new Set(before)
    common = others === undefined ? own : own.filter(it => others.has(it))
  }
  // A table whose only key lies along a line.
  return common ?? [...Array(entries).keys()]
}

// --- what is given ---------------------------------------------------------------------------------

function firstEntries(
  table: ProgramTable,
  groups: readonly (readonly Entry[])[],
  { found }: CombinedClasses,
  level: string,
  formulas: Formulas,
): Dictionary {
  const { states } = formulas
  const instead = insteadOf(table.otherwise, level, formulas)
  const values = [...groups.map(it => it[0]?.value ?? instead), ...states.truths.slice(IS_APART)]
  const codes = newCodes(found.length, values.length)
  const ofStates = groups.length - IS_APART
  for (let row = 0; row < found.length; row += 1) {
    const group = found[row] as number
    codes[row] = group < 0 ? ofStates - 1 - group : group
  }
  return { kind: 'dictionary', partition: { id: formulas.newId(), codes, count: values.length }, values }
}

/** What stands for a row that is not there: a formula without columns, the same on all rows. */
export function insteadOf(formula: ProgramTable['otherwise'], level: string, formulas: Formulas): Value {
  if (formula === undefined) return builtInAbsence('no_row')
  const vector = formulas.vector(formula, level)
  const only = vector.kind === 'dictionary' && vector.values.length === 1 ? vector.values[0] : undefined
  return only ?? APART
}
