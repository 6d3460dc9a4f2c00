/**
 * Counts the columns that dimensions make of rules, inputs and laws, before any is made: a few
 * dimensions crossed with one another can ask for more than there is room for.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import type { Ruleset } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import { declareColumns } from './declared-columns.ts'

/** Some twenty times what a large ruleset has. */
const MOST_COLUMNS = 20_000

interface Crossed {
  readonly name: string
  readonly per: readonly string[]
  readonly at: Span
}

/** What is wrong where there are too many, said of the one that asks for most. */
export function tooManyColumns(ruleset: Ruleset): Diagnostic | undefined {
  const declared: readonly Crossed[] = [...declareColumns(ruleset).values()].flatMap(it => [...it.values()])
  const laws: readonly Crossed[] = [...ruleset.laws.values()].flatMap(({ name, at, claim }) =>
    claim.kind === 'holds' ? [{ name, at, per: claim.per }] : [],
  )
  const counted = [...declared, ...laws].map(it => ({ it, count: columnsOf(it, ruleset) }))
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  if (total <= MOST_COLUMNS) return undefined
  const [most] = counted.toSorted((a, b) => b.count - a.count)
  if (most === undefined) return undefined
  const args = { name: most.it.name, most: MOST_COLUMNS, found: most.count, total }
  return report('check/too-many-columns', most.it.at, args)
}

const columnsOf = ({ per }: Crossed, { dimensions }: Ruleset): number =>
  per.reduce((product, it) => product * (dimensions.get(it)?.members.length ?? 0), 1)
