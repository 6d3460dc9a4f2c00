/** On rows of which level the parts of a formula stand: those of aggregates and slots stand on the rows below. */
import { mapParts } from '../../model/map-core.ts'
import type { Core } from '../../model/program.ts'

/** A part of a formula, and the level on whose rows it stands. */
export interface Placed {
  readonly core: Core
  readonly level: string
}

/** The parts directly inside a formula that stands on a level. */
export function placedParts(core: Core, level: string): readonly Placed[] {
  const found: Placed[] = []
  mapPlaced(core, level, (part, at) => {
    found.push({ core: part, level: at })
    return part
  })
  return found
}

/** The formula with the parts directly inside it replaced. */
export function mapPlaced(core: Core, level: string, replace: (part: Core, level: string) => Core): Core {
  const below = partsBelow(core)
  const inner = core.kind === 'AggregateRows' || core.kind === 'Slots' ? core.level : level
  return mapParts(core, part => replace(part, below.has(part) ? inner : level))
}

function partsBelow(core: Core): ReadonlySet<Core | undefined> {
  if (core.kind === 'AggregateRows') return new Set([core.of, core.where, ...core.by.map(it => it.key)])
  if (core.kind !== 'Slots') return new Set()
  const { where, score, copies, fills, limits } = core
  const ofFills = fills.flatMap(it => [it.accept, it.weight])
  return new Set([where, score, copies, ...ofFills, ...limits.map(it => it.where)])
}
