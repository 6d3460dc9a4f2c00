/**
 * Aggregates over rows, for all owners in one pass. An owner with a row that is left apart, or whose
 * sum would not be exact, is left apart itself. Aggregates not here are left to the reference semantics.
 */
import type { Vector } from '../vector.ts'
import type { AggregateKernel, Aggregation } from './aggregation.ts'
import { all, some } from './all-some.ts'
import { deviation } from './deviation.ts'
import { distinct } from './distinct.ts'
import { first, greatest, least, only } from './one-row.ts'
import { median, percentile } from './ranked.ts'
import { count, mean, sum } from './totals.ts'

const KERNELS: Readonly<Record<string, AggregateKernel>> = {
  count,
  sum,
  mean,
  sd: deviation,
  median,
  percentile,
  min: least,
  max: greatest,
  first,
  only,
  distinct,
  all,
  some,
}

/** Undefined where there is no kernel for it. */
export function aggregateRows(aggregation: Aggregation): Vector | undefined {
  const { core } = aggregation
  if (
    (core.args.length > 0 && core.operator !== 'percentile') ||
    (core.by.length > 0 && core.operator !== 'first')
  )
    return undefined
  return KERNELS[core.operator]?.(aggregation)
}
