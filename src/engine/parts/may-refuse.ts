/**
 * Whether evaluating a formula could be refused and reported: then it is not evaluated on rows on which
 * the rule would not have come to it. On the safe side.
 */
import { walkCore } from '../../model/core-parts.ts'
import type { Core } from '../../model/program.ts'

const NEVER_REFUSED: ReadonlySet<string> = new Set([
  'min',
  'max',
  'mean',
  'mean_present',
  'sum',
  'abs',
  'count',
])
const AGGREGATES: ReadonlySet<string> = new Set([
  ...NEVER_REFUSED,
  'median',
  'all',
  'some',
  'distinct',
  'first',
])

export function mayRefuse(core: Core): boolean {
  let found = false
  walkCore(core, part => {
    found ||=
      (part.kind === 'Call' && !NEVER_REFUSED.has(part.operator)) ||
      ((part.kind === 'AggregateRows' || part.kind === 'AggregateMembers') &&
        !AGGREGATES.has(part.operator)) ||
      (part.kind === 'Binary' && part.operator === '^')
  })
  return found
}
