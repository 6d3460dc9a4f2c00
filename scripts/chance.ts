/** What the scripts that invent cohorts share: chance that is the same on every run, and lines of CSV. */

export type Row = Readonly<Record<string, string>>

export interface Chance {
  /** Between 0 and 1. */
  next(): number
  /** Around 0 with a standard deviation of 1. */
  normal(): number
  is(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
}

/** The generator called mulberry32: small, fast and the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const normal = (): number => Array.from({ length: 12 }, next).reduce((sum, it) => sum + it, -6)
  return {
    next,
    normal,
    is: probability => next() < probability,
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
  }
}

export function csv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map(row => columns.map(it => row[it] ?? '').join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}
