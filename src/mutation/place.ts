/**
 * Where an expression is written. The name of a dimension stands for the condition of its member, and the
 * expression at such a name has the place of the name; its text is with the member.
 */
import { partsOf } from '../model/core-parts.ts'
import type { Core, Program } from '../model/program.ts'
import type { Span } from '../source/source.ts'

export type PlaceOf = (core: Core) => Span

export function placesIn({ ruleset }: Program): PlaceOf {
  const conditions = [...ruleset.dimensions.values()].flatMap(it =>
    it.members.flatMap(({ condition }) => condition?.at ?? []),
  )
  return core => {
    const [part] = partsOf(core)
    if (part === undefined || isWithin(part.at, core.at)) return core.at
    return conditions.find(it => isWithin(part.at, it)) ?? core.at
  }
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.source.name === outer.source.name && outer.start <= inner.start && inner.end <= outer.end
