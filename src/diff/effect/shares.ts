/**
 * Shares of a total among changes, whatever the order in which they are made: the average, over orders,
 * of what a change adds when it is made (the Shapley value). They add up to the total, always.
 */
import { add, divide, type Exact, exactFromRatio, multiply, subtract, ZERO } from '../../value/exact.ts'

/** What has been changed, as bits. */
export type Chosen = number

export interface Orders {
  readonly orders: readonly (readonly number[])[]
  readonly isExact: boolean
}

/** All orders of a few changes; of more, so many drawn by chance, each with its reverse. */
export function ordersOf(count: number, seed: number): Orders {
  if (count <= MOST_EXACT)
    return { orders: permutations(Array.from({ length: count }, (_, it) => it)), isExact: true }
  const orders: (readonly number[])[] = []
  let state = seed * 2654435761 + 1
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  while (orders.length < SAMPLED) {
    const order = Array.from({ length: count }, (_, it) => it)
    for (let last = count - 1; last > 0; last--) {
      const other = next(last + 1)
      const [a, b] = [order[last] ?? 0, order[other] ?? 0]
      order[last] = b
      order[other] = a
    }
    orders.push(order, order.toReversed())
  }
  return { orders, isExact: false }
}
/** 720 orders of 64 rulesets. */
export const MOST_EXACT = 6
const SAMPLED = 8

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items]
  return items.flatMap((it, index) => permutations(items.toSpliced(index, 1)).map(rest => [it, ...rest]))
}

/** `worth` of what has been changed; undefined where it has none, so that there are no shares. */
export function sharesOf(
  count: number,
  { orders }: Orders,
  worth: (chosen: Chosen) => Exact | undefined,
): readonly Exact[] | undefined {
  const sums: Exact[] = Array.from({ length: count }, () => ZERO)
  const steps = stepCounts(orders)
  for (const [key, times] of steps) {
    const [from = 0, which = 0] = key.split(' ').map(Number)
    const [before, after] = [worth(from), worth(from | (1 << which))]
    if (before === undefined || after === undefined) return undefined
    const step = multiply(subtract(after, before), exactFromRatio(times))
    sums[which] = add(sums[which] ?? ZERO, step)
  }
  const all = exactFromRatio(Math.max(1, orders.length))
  return sums.map(it => divide(it, all) ?? ZERO)
}

/** How often a change is made upon the same others. */
function stepCounts(orders: Orders['orders']): ReadonlyMap<string, number> {
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
