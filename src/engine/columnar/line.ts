/** Values between the points of a line, as fractions where those stay small, otherwise within a bound. */
import type { ProgramTable } from '../../model/program.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import { UNIT } from './bounds.ts'
import { BoundedBuilder, RatioBuilder } from './builders.ts'
import type { Formulas } from './formulas.ts'
import { type CombinedClasses, type Entry, insteadOf } from './look-up.ts'
import { asNumbers, leastCommonMultiple } from './numbers.ts'
import { APART, IS_APART, IS_THERE } from './states.ts'
import { denominatorAt, MOST_EXACT, type Ratios, safeRatio, type Vector } from './vector.ts'

type Line = NonNullable<ProgramTable['line']>

interface Request extends CombinedClasses {
  readonly table: ProgramTable
  readonly line: Line
  /** The key along which the points lie. */
  readonly place: Vector
  /** The points for each combination of the other keys. */
  readonly groups: readonly (readonly Entry[])[]
}

/** Whole numbers over one denominator: the places of the points in order, and their values with their states. */
interface Points {
  readonly places: Float64Array
  readonly values: Float64Array
  readonly states: Uint16Array
}

export function alongLine(request: Request, level: string, formulas: Formulas): Vector | undefined {
  const { place, groups } = request
  const along = asNumbers(place, formulas.states)
  const points = pointsOf(request, formulas)
  if (along.kind !== 'ratios' || points === undefined) return undefined
  const outside =
    request.line.outside === 'nearest' ? undefined : insteadOf(request.line.outside, level, formulas)
  const none = insteadOf(request.table.otherwise, level, formulas)
  const settled = [outside, none].map(it => it === undefined || isAbsent(it))
  if (settled.includes(false) || groups.some(it => it.length === 0 && none === APART)) return undefined
  const stateOf = (value: Value | undefined) =>
    value === undefined || value === APART || !isAbsent(value) ? IS_APART : formulas.states.of(value)
  const work = { ...request, ...points, along, outside: stateOf(outside), none: stateOf(none) }
  return exactly(work) ?? nearly(work)
}

interface Work extends Request {
  readonly along: Ratios
  readonly points: readonly Points[]
  readonly unitOfPlaces: number
  readonly unitOfValues: number
  /** States of what lies outside the line, and where there is no line. */
  readonly outside: number
  readonly none: number
}

function pointsOf(
  { line, groups }: Request,
  { states }: Formulas,
): Pick<Work, 'points' | 'unitOfPlaces' | 'unitOfValues'> | undefined {
  const ratioOf = (value: Value | undefined) =>
    value?.kind === 'number' ? safeRatio(value.number) : undefined
  const placeOf = ({ keys }: Entry) => {
    const key = keys[line.along]
    return ratioOf(key?.kind === 'equals' ? key.value : undefined)
  }
  let [unitOfPlaces, unitOfValues] = [1, 1]
  for (const entry of new Set(groups.flat())) {
    const [place, value] = [placeOf(entry), ratioOf(entry.value)]
    if (place === undefined || (value === undefined && !isAbsent(entry.value))) return undefined
    unitOfPlaces = leastCommonMultiple(unitOfPlaces, place[1])
    unitOfValues = leastCommonMultiple(unitOfValues, value?.[1] ?? 1)
    if (Math.max(unitOfPlaces, unitOfValues) > MOST_EXACT) return undefined
  }
  const scaled = (ratio: readonly [number, number] | undefined, unit: number) =>
    ratio === undefined ? 0 : ratio[0] * (unit / ratio[1])
  const points = groups.map((entries): Points => {
    const placed = entries
      .map(entry => ({ entry, place: scaled(placeOf(entry), unitOfPlaces) }))
      .sort((left, right) => left.place - right.place)
    return {
      places: Float64Array.from(placed, it => it.place),
      values: Float64Array.from(placed, it => scaled(ratioOf(it.entry.value), unitOfValues)),
      states: Uint16Array.from(placed, ({ entry: { value } }) =>
        value === APART ? IS_APART : isAbsent(value) ? states.of(value) : IS_THERE,
      ),
    }
  })
  const isSafe = points.every(it => [...it.places, ...it.values].every(at => Math.abs(at) <= MOST_EXACT))
  return isSafe ? { points, unitOfPlaces, unitOfValues } : undefined
}

// --- where on the line -----------------------------------------------------------------------------

/** A point, or between one and the next; `NOWHERE` and below otherwise. */
const NOWHERE = -1
const UNDECIDED = -2

/** How many points lie at or before a place; undefined where products would not be exact. */
function countUpTo(places: Float64Array, numerator: number, denominator: number, unit: number): number {
  const scaled = numerator * unit
  if (Math.abs(scaled) > MOST_EXACT) return UNDECIDED
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = (places[middle] as number) * denominator
    if (Math.abs(other) > MOST_EXACT) return UNDECIDED
    if (other <= scaled) low = middle + 1
    else high = middle
  }
  return low
}

/** Of the points at one place, the one that counts; `after` is the number of points up to there. */
function atPoint({ places }: Points, after: number, { atEnd, atRepeat }: Line): number {
  const which = after === places.length ? atEnd : atRepeat
  let first = after - 1
  while (first > 0 && places[first - 1] === places[first]) first -= 1
  return which === 'first' ? first : after - 1
}

interface Spot {
  /** The point it is at, or that before it. */
  readonly at: number
  readonly isBetween: boolean
}

function spotOf(work: Work, points: Points, row: number): Spot {
  const { along, line, unitOfPlaces } = work
  const { places } = points
  const [numerator, denominator] = [along.numerators[row] as number, denominatorAt(along, row)]
  const after = countUpTo(places, numerator, denominator, unitOfPlaces)
  if (after === UNDECIDED) return { at: UNDECIDED, isBetween: false }
  const from = after - 1
  if (from >= 0 && (places[from] as number) * denominator === numerator * unitOfPlaces)
    return { at: atPoint(points, after, line), isBetween: false }
  if (from >= 0 && after < places.length) return { at: from, isBetween: true }
  if (line.outside !== 'nearest') return { at: NOWHERE, isBetween: false }
  if (from >= 0) return { at: atPoint(points, after, line), isBetween: false }
  let end = 1
  while (end < places.length && places[end] === places[0]) end += 1
  return { at: atPoint(points, end, line), isBetween: false }
}

/** The state of a row that has no number, or `IS_THERE`. */
function stateAt(work: Work, points: Points | undefined, { at, isBetween }: Spot): number {
  if (points === undefined || points.places.length === 0) return work.none
  if (at === UNDECIDED) return IS_APART
  if (at === NOWHERE) return work.outside
  const state = points.states[at] as number
  return state === IS_THERE && isBetween ? (points.states[at + 1] as number) : state
}

const NO_SPOT: Spot = { at: NOWHERE, isBetween: false }

// --- values ----------------------------------------------------------------------------------------

type Put = (row: number, points: Points, spot: Spot) => void

function onAllRows(work: Work, state: (row: number, state: number) => void, put: Put): void {
  const { found, points, along } = work
  for (let row = 0; row < found.length; row += 1) {
    const group = found[row] as number
    const own = along.states?.[row] ?? IS_THERE
    if (group < 0 || own !== IS_THERE) {
      state(row, group < 0 ? -1 - group : own)
      continue
    }
    const line = points[group]
    const hasPoints = line !== undefined && line.places.length > 0
    const spot = hasPoints ? spotOf(work, line, row) : NO_SPOT
    const instead = stateAt(work, line, spot)
    if (instead !== IS_THERE || line === undefined) state(row, instead)
    else put(row, line, spot)
  }
}

/** Undefined where a whole number is not safe. */
function exactly(work: Work): Vector | undefined {
  const { along, unitOfPlaces, unitOfValues } = work
  const result = new RatioBuilder(work.found.length)
  onAllRows(
    work,
    (row, state) => result.absent(row, state),
    (row, { places, values }, { at, isBetween }) => {
      const value = values[at] as number
      if (!isBetween) {
        result.set(row, value, unitOfValues, 0)
        return
      }
      const denominator = denominatorAt(along, row)
      const width = (places[at + 1] as number) - (places[at] as number)
      const way = (along.numerators[row] as number) * unitOfPlaces - (places[at] as number) * denominator
      const rise = (values[at + 1] as number) - value
      const [start, gained] = [value * denominator * width, way * rise]
      const greatest = Math.max(
        Math.abs(start),
        Math.abs(gained),
        Math.abs(way),
        Math.abs(denominator * width),
      )
      result.set(row, start + gained, unitOfValues * denominator * width, greatest)
    },
  )
  return result.finish()
}

function nearly(work: Work): Vector {
  const { along, unitOfPlaces, unitOfValues } = work
  const result = new BoundedBuilder(work.found.length)
  onAllRows(
    work,
    (row, state) => result.state(row, state),
    (row, { places, values }, { at, isBetween }) => {
      const value = (values[at] as number) / unitOfValues
      if (!isBetween) {
        result.set(row, value, 0)
        return
      }
      const [place, start] = [
        (along.numerators[row] as number) / denominatorAt(along, row),
        (places[at] as number) / unitOfPlaces,
      ]
      const width = ((places[at + 1] as number) - (places[at] as number)) / unitOfPlaces
      const rise = ((values[at + 1] as number) - (values[at] as number)) / unitOfValues
      // Each operand is right but for a unit of its size, and so is each operation on them.
      const slack = (Math.abs(place) + Math.abs(start)) / width + 4
      const brought = 8 * UNIT * (Math.abs(value) + Math.abs(rise) * slack)
      result.set(row, value + ((place - start) / width) * rise, brought)
    },
  )
  return result.finish()
}
