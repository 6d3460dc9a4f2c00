/** The declaration that a place in the text of a ruleset belongs to, by the name under which it is told. */

import type { Span } from '../source/source.ts'
import type { Program } from './program.ts'
import type { Declared } from './ruleset.ts'

export function ownersIn({ ruleset }: Program): (at: Span) => string {
  const named = (what: string, all: ReadonlyMap<string, Declared>) =>
    [...all.values()].map(it => [`${what} ${it.name}`, it.whole] as const)
  const owners: readonly (readonly [string, Span])[] = [
    ...[...ruleset.rules].flatMap(([level, rules]) =>
      [...rules.values()].map(it => [`${level}.${it.name}`, it.whole] as const),
    ),
    ...named('style', ruleset.styles),
    ...named('dimension', ruleset.dimensions),
    ...named('level', ruleset.levels),
    ...named('table', ruleset.tables),
    ...named('parameter', ruleset.parameters),
  ]
  const sorted = owners.toSorted(([, a], [, b]) => a.start - b.start)
  return at =>
    sorted.findLast(
      ([, whole]) => whole.source.name === at.source.name && whole.start <= at.start && at.end <= whole.end,
    )?.[0] ?? 'elsewhere'
}
