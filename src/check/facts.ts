/**
 * What is known of the values of a row in a part of a formula: a condition that holds, or a cell that
 * matched, narrows the types of what it looked at and shows what is there. An expression is known by
 * its text with names resolved, so that two readings of a column are one thing.
 */
import type { Core, Type } from '../model/program.ts'
import { intersectTypes } from './narrow.ts'
import { printCore } from './print-core.ts'
import { union } from './types.ts'

export interface Fact {
  /** What the value can be, where it is there. */
  readonly type?: Type
  readonly presence?: 'present' | 'not missing'
}

/** By the printed form of the expression they are about. */
export type Facts = ReadonlyMap<string, Fact>

export const NO_FACTS: Facts = new Map()

/** What a condition tells when it is yes, and when it is no. An absent condition tells nothing. */
export interface Outcomes {
  readonly yes: Facts
  readonly no: Facts
}

export const fact = (core: Core, about: Fact): Facts =>
  core.kind === 'Literal' ? NO_FACTS : new Map([[printCore(core), about]])

/** Both hold. */
export function both(earlier: Facts, later: Facts): Facts {
  if (earlier.size === 0) return later
  const joined = new Map(earlier)
  for (const [key, fact] of later) joined.set(key, mergeFacts(joined.get(key), fact))
  return joined
}

function mergeFacts(earlier: Fact | undefined, later: Fact): Fact {
  const isTwice = earlier?.type !== undefined && later.type !== undefined
  const type = isTwice ? intersectTypes(earlier.type, later.type) : (later.type ?? earlier?.type)
  const isPresent = later.presence === 'present' || earlier?.presence === 'present'
  const presence = isPresent ? 'present' : (later.presence ?? earlier?.presence)
  return { ...(type === undefined ? {} : { type }), ...(presence === undefined ? {} : { presence }) }
}

/** One of them holds, it is not known which. */
export function either(left: Facts, right: Facts): Facts {
  const shared = new Map<string, Fact>()
  for (const [key, one] of left) {
    const other = right.get(key)
    if (other === undefined) continue
    const type = one.type === undefined || other.type === undefined ? undefined : union(one.type, other.type)
    const presence = one.presence === other.presence ? one.presence : weaker(one.presence, other.presence)
    shared.set(key, {
      ...(type === undefined ? {} : { type }),
      ...(presence === undefined ? {} : { presence }),
    })
  }
  return shared
}

const weaker = (one: Fact['presence'], other: Fact['presence']): Fact['presence'] =>
  one === undefined || other === undefined ? undefined : 'not missing'

/** What has to be there for the expression to be there: whatever its strict operators take. */
export function presentIn(core: Core): Facts {
  const facts = new Map<string, Fact>()
  const visit = (part: Core): void => {
    if (part.kind !== 'Literal') facts.set(printCore(part), { presence: 'present' })
    strictParts(part).forEach(visit)
  }
  visit(core)
  return facts
}

function strictParts(core: Core): readonly Core[] {
  if (core.kind === 'Unary') return [core.operand]
  if (core.kind === 'Binary')
    return core.operator === 'and' || core.operator === 'or' ? [] : [core.left, core.right]
  if (core.kind === 'Call') return core.operator === 'mean-present' ? [] : core.args
  if (core.kind === 'If') return [core.condition]
  return core.kind === 'Table' ? core.keys : []
}
