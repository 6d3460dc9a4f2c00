/**
 * Which change moved which row. The changes are made one after another, in every order or in many, and
 * each is given what it adds on average.
 */
import type { ColumnId } from '../../model/program.ts'
import { add, type Exact, exactFromRatio, subtract, toDecimal, toExactText, ZERO } from '../../value/exact.ts'
import { sameValue } from '../../value/same-value.ts'
import type { BetweenRuns, Values } from './between-runs.ts'
import { type Moved, type Movement, mostMoved, stepOf } from './movements.ts'
import type { Player } from './players.ts'
import { allOrders, type Order, sharesOf, someOrders } from './shares.ts'

export interface Attribution {
  readonly players: readonly Player[]
  readonly measures: ReadonlyMap<ColumnId, Shares>
}
export interface Shares {
  /** For each player: its part of the sum of all movements of numbers, and of the number of other changes. */
  readonly moved: readonly Exact[]
  readonly changed: readonly Exact[]
  /** What no player accounts for. */
  readonly movedRest: Exact
  readonly changedRest: Exact
  /** For each of the rows that moved most, the player with the largest part. */
  readonly mostBy: ReadonlyMap<string, number>
  /** Every order was tried; else so many. */
  readonly isExact: boolean
  readonly orders: number
}

export interface AttributeOptions {
  readonly seed: number
  /** Runs that a measure may take. */
  readonly most: number
  readonly isOver?: () => boolean
}

/** Undefined where there is no program between the two, or no more time. */
export function attribute(
  runs: BetweenRuns,
  players: readonly Player[],
  { seed, most, isOver = () => false }: AttributeOptions,
): Attribution | undefined {
  const all = new Set(players.flatMap(it => it.parts))
  const isWhole = runs.measures.every(
    it => runs.values(it, NOTHING) !== undefined && runs.values(it, all) !== undefined,
  )
  if (!isWhole) return undefined
  const pairs = Math.min(MOST_PAIRS, Math.max(1, Math.floor(most / (2 * Math.max(1, players.length)))))
  const drawn = someOrders(players.length, pairs, seed)
  const plans = runs.measures.map(measure => planOf(runs, measure, players, drawn, most))
  if (!runTogether(runs, players, plans, isOver)) return undefined
  return {
    players,
    measures: new Map(
      plans.map(plan => {
        const { measure, among, orders, isExact } = plan
        const at = (bits: number): Values | undefined => runs.values(measure, chosenOf(players, among, bits))
        const shares = sharesOfMeasure(measure, among.length, orders, at)
        const wide = spread(shares, among, players.length)
        return [measure.column.id, { ...wide, isExact, orders: orders.length }]
      }),
    ),
  }
}
const NOTHING: ReadonlySet<number> = new Set()

/** Which orders a measure is tried in: all, of the few that it may depend on, or those drawn. */
interface Plan {
  readonly measure: Moved
  /** Places of the players tried. */
  readonly among: readonly number[]
  readonly orders: readonly Order[]
  readonly isExact: boolean
}

function planOf(
  runs: BetweenRuns,
  measure: Moved,
  players: readonly Player[],
  drawn: readonly Order[],
  most: number,
): Plan {
  const found = players.flatMap((it, place) => (it.measures.has(measure.column.id) ? [place] : []))
  const rest = players.flatMap((it, place) => (it.measures.size === 0 ? [place] : []))
  const told = new Set(found.flatMap(it => players[it]?.parts ?? []))
  const all = new Set(players.flatMap(it => it.parts))
  const own = isOther(runs.values(measure, told), runs.values(measure, all)) ? [...found, ...rest] : found
  const isExact = own.length <= MOST_EXACT && 2 ** own.length <= Math.max(most, LEAST_EXACT)
  return isExact
    ? { measure, among: own, orders: allOrders(own.length), isExact }
    : { measure, among: players.map((_, place) => place), orders: drawn, isExact }
}

/**
 * What one program between is run for, it is run for once: its values are found for every measure that
 * wants them. No where there was no time for all.
 */
function runTogether(
  runs: BetweenRuns,
  players: readonly Player[],
  plans: readonly Plan[],
  isOver: () => boolean,
): boolean {
  const wanted = new Map<string, { readonly chosen: ReadonlySet<number>; readonly measures: Moved[] }>()
  for (const { measure, among, orders } of plans) {
    for (const bits of visitedIn(orders)) {
      const chosen = chosenOf(players, among, bits)
      const key = [...chosen].toSorted((a, b) => a - b).join()
      const known = wanted.get(key) ?? { chosen, measures: [] }
      wanted.set(key, known)
      known.measures.push(measure)
    }
  }
  for (const { chosen, measures } of wanted.values()) {
    if (isOver()) return false
    for (const it of measures) runs.values(it, chosen)
  }
  return true
}

const chosenOf = (players: readonly Player[], among: readonly number[], bits: number): ReadonlySet<number> =>
  new Set(among.flatMap((it, place) => ((bits & (1 << place)) === 0 ? [] : (players[it]?.parts ?? []))))

/** 720 orders of 64 programs. */
const MOST_EXACT = 6
/** All orders of so few programs are always tried. */
const LEAST_EXACT = 8
const MOST_PAIRS = 8

const isOther = (a: Values | undefined, b: Values | undefined): boolean =>
  a === undefined || b === undefined
    ? a !== b
    : a.some((value, row) => {
        const other = b[row]
        return value === undefined || other === undefined ? value !== other : !sameValue(value, other)
      })

type Sums = Pick<Shares, 'moved' | 'changed' | 'movedRest' | 'changedRest' | 'mostBy'>

/** From places among those tried to places among all. */
function spread(sums: Sums, among: readonly number[], count: number): Sums {
  const wide = (own: readonly Exact[]): readonly Exact[] =>
    Array.from({ length: count }, (_, place) => own[among.indexOf(place)] ?? ZERO)
  const mostBy = new Map([...sums.mostBy].map(([key, it]) => [key, among[it] ?? it]))
  return { ...sums, moved: wide(sums.moved), changed: wide(sums.changed), mostBy }
}

function sharesOfMeasure(
  { movements }: Moved,
  count: number,
  orders: readonly Order[],
  at: (bits: number) => Values | undefined,
): Sums {
  const nothing = (): Exact[] => Array.from({ length: count }, () => ZERO)
  const sums = { moved: nothing(), changed: nothing() }
  let [movedRest, changedRest] = [ZERO, ZERO]
  const mostBy = new Map<string, number>()
  const most = new Set(mostMoved(movements.filter(it => it.kind === 'moves')).map(it => it.key))
  for (const { rows, shares, kind, total } of sharesOfRows(movements, count, orders, at)) {
    const rest = subtract(total, sumOf(shares))
    if (kind === 'moves') movedRest = add(movedRest, rest)
    else changedRest = add(changedRest, rest)
    for (const [place, share] of shares.entries())
      sums[MOVED[kind]][place] = add(sums[MOVED[kind]][place] ?? ZERO, share)
    const largest = largestOf(shares)
    for (const key of rows) if (most.has(key) && largest !== undefined) mostBy.set(key, largest)
  }
  return { ...sums, movedRest, changedRest, mostBy }
}
const MOVED = { moves: 'moved', changes: 'changed' } as const

const sumOf = (numbers: readonly Exact[]): Exact => numbers.reduce((a, b) => add(a, b), ZERO)

interface RowShares {
  readonly rows: readonly string[]
  readonly kind: 'moves' | 'changes'
  /** Of all of these rows. */
  readonly shares: readonly Exact[]
  readonly total: Exact
}

/**
 * Of the rows that move most each alone; rows without a number somewhere on the way with those that go the
 * same way; all others together, and likewise those that change otherwise.
 */
function sharesOfRows(
  movements: readonly Movement[],
  count: number,
  orders: readonly Order[],
  at: (bits: number) => Values | undefined,
): readonly RowShares[] {
  const values = remembered(at)
  const rows = movements.map((it, row) => ({ it, row }))
  const moves = rows.filter(({ it }) => it.kind === 'moves')
  const alone = new Set(mostMoved(moves.map(({ it }) => it)).map(it => it.key))
  const visited = visitedIn(orders)
  const numberAt = (row: number, bits: number): Exact | undefined => {
    const value = values(bits)?.[row]
    return value?.kind === 'number' ? value.number : undefined
  }
  const wayOf = ({ it, row }: { readonly it: Movement; readonly row: number }): string => {
    const way = visited.map(bits => numberAt(row, bits))
    if (alone.has(it.key)) return it.key
    return way.includes(undefined) ? way.map(own => (own === undefined ? '' : toExactText(own))).join() : ''
  }
  const groups = [...Map.groupBy(moves, wayOf).values()].map(own => {
    const sum = (bits: number): Exact | undefined => {
      const numbers = own.map(({ row }) => numberAt(row, bits))
      return numbers.includes(undefined) ? undefined : sumOf(numbers.flatMap(it => it ?? []))
    }
    const total = sumOf(own.map(({ it }) => stepOf(it)))
    return sharesOfGroup(
      'moves',
      own.map(({ it }) => it.key),
      total,
      sharesOf(count, orders, remembered(sum)),
    )
  })
  const changes = rows.filter(({ it }) => it.kind === 'changes')
  const last = values((1 << count) - 1)
  const arrived = (bits: number): Exact => {
    const isThere = ({ row }: { readonly row: number }): boolean => {
      const [value, end] = [values(bits)?.[row], last?.[row]]
      return value !== undefined && end !== undefined && sameValue(value, end)
    }
    return exactFromRatio(changes.filter(isThere).length)
  }
  const changed = sharesOf(count, orders, remembered(arrived))
  return [...groups, sharesOfGroup('changes', [], exactFromRatio(changes.length), changed)]
}

const sharesOfGroup = (
  kind: RowShares['kind'],
  rows: readonly string[],
  total: Exact,
  shares: readonly Exact[] | undefined,
): RowShares => ({ kind, rows, total, shares: shares ?? [] })

/** What has been changed somewhere on the way of some order. */
const visitedIn = (orders: readonly Order[]): readonly number[] => [
  ...new Set(
    orders.flatMap(order =>
      order.map((_, place) => order.slice(0, place + 1).reduce((a, b) => a | (1 << b), 0)),
    ),
  ),
]

function remembered<T>(find: (bits: number) => T): (bits: number) => T {
  const known = new Map<number, T>()
  return bits => {
    if (!known.has(bits)) known.set(bits, find(bits))
    return known.get(bits) as T
  }
}

function largestOf(shares: readonly Exact[]): number | undefined {
  const sizes = shares.map(it => Math.abs(Number(toDecimal(it, 9))))
  const most = Math.max(0, ...sizes)
  return most === 0 ? undefined : sizes.indexOf(most)
}
