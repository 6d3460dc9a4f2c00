/**
 * Shares of a total among changes, whatever the order in which they are made: the average, over orders,
 * of what a change adds when it is made (the Shapley value). They add up to the total, always.
 *
 * On the way there may be nothing to measure: then the change that makes it measurable again is given all
 * that was moved since.
 */
import { add, divide, type Exact, exactFromRatio, multiply, subtract, ZERO } from '../../value/exact.ts'

/** What has been changed, as bits. */
export type Chosen = number
export type Order = readonly number[]

/** Every order of so many changes. */
export const allOrders = (count: number): readonly Order[] =>
  permutations(Array.from({ length: count }, (_, it) => it))

function permutations(items: Order): readonly Order[] {
  if (items.length <= 1) return [items]
  return items.flatMap((it, index) => permutations(items.toSpliced(index, 1)).map(rest => [it, ...rest]))
}

/** Orders drawn by chance, each with its reverse; the first is the one they are told in. */
export function someOrders(count: number, pairs: number, seed: number): readonly Order[] {
  const orders: Order[] = []
  let state = seed * 2654435761 + 1
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  for (let pair = 0; pair < pairs; pair++) {
    const order = Array.from({ length: count }, (_, it) => it)
    for (let last = count - 1; last > 0 && pair > 0; last--) {
      const other = next(last + 1)
      const [a, b] = [order[last] ?? 0, order[other] ?? 0]
      order[last] = b
      order[other] = a
    }
    orders.push(order, order.toReversed())
  }
  return orders
}

/** `worth` of what has been changed; no shares where it has none at the beginning or at the end. */
export function sharesOf(
  count: number,
  orders: readonly Order[],
  worth: (chosen: Chosen) => Exact | undefined,
): readonly Exact[] | undefined {
  if (worth(0) === undefined || worth((1 << count) - 1) === undefined) return undefined
  const sums = sumsOfSteps(count, orders, worth) ?? sumsOfPaths(count, orders, worth)
  const all = exactFromRatio(Math.max(1, orders.length))
  return sums.map(it => divide(it, all) ?? ZERO)
}

/** Each step once, however many orders take it; undefined where it leads to or from nothing. */
function sumsOfSteps(
  count: number,
  orders: readonly Order[],
  worth: (chosen: Chosen) => Exact | undefined,
): readonly Exact[] | undefined {
  const sums: Exact[] = Array.from({ length: count }, () => ZERO)
  const steps = counted.get(orders) ?? stepCounts(orders)
  counted.set(orders, steps)
  for (const [key, times] of steps) {
    const [from = 0, which = 0] = key.split(' ').map(Number)
    const [before, after] = [worth(from), worth(from | (1 << which))]
    if (before === undefined || after === undefined) return undefined
    const step = multiply(subtract(after, before), exactFromRatio(times))
    sums[which] = add(sums[which] ?? ZERO, step)
  }
  return sums
}

/** The same orders are those of many rows. */
const counted = new WeakMap<readonly Order[], ReadonlyMap<string, number>>()

/** How often a change is made upon the same others. */
function stepCounts(orders: readonly Order[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const order of orders) {
    let chosen = 0
    for (const which of order) {
      const key = `${chosen} ${which}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      chosen |= 1 << which
    }
  }
  return counts
}

function sumsOfPaths(
  count: number,
  orders: readonly Order[],
  worth: (chosen: Chosen) => Exact | undefined,
): readonly Exact[] {
  const sums: Exact[] = Array.from({ length: count }, () => ZERO)
  for (const order of orders) {
    let [chosen, last] = [0, worth(0) ?? ZERO]
    for (const which of order) {
      chosen |= 1 << which
      const value = worth(chosen)
      if (value === undefined) continue
      sums[which] = add(sums[which] ?? ZERO, subtract(value, last))
      last = value
    }
  }
  return sums
}
