/** How many different values rows have. */
import { isAbsent } from '../../../value/value.ts'
import type { Vector } from '../vector.ts'
import { type Aggregation, apartClasses, countResult } from './aggregation.ts'

export function distinct(it: Aggregation): Vector | undefined {
  const { of, order, rows } = it
  if (of?.kind !== 'dictionary') return undefined
  const identities = new Map<string, number>()
  const classes = of.values.map(value => {
    if (isAbsent(value)) return -1
    const identity = order.identity(value)
    const known = identities.get(identity) ?? identities.size
    identities.set(identity, known)
    return known
  })
  const { above, owners } = rows
  const seen = new Set<number>()
  const counts = new Float64Array(owners)
  const apart = rows.apart?.slice() ?? new Uint8Array(owners)
  const isApart = apartClasses(of)
  for (let row = 0; row < above.length; row += 1) {
    const owner = above[row] as number
    if (owner < 0) continue
    const code = of.partition.codes[row] as number
    if (isApart[code] === 1) apart[owner] = 1
    const found = classes[code] as number
    if (found < 0) continue
    const pair = owner * identities.size + found
    if (seen.has(pair)) continue
    seen.add(pair)
    counts[owner] = (counts[owner] as number) + 1
  }
  return countResult({ counts, sums: counts, squares: counts, apart })
}
