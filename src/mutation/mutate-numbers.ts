/**
 * Numbers and days that are written in formulas, moved by one step, and yes for no. What a number is for
 * - a threshold, places of a slot, places of rounding - is told by the expression it stands in.
 */

import { partsOf, partsOfPattern } from '../model/core-parts.ts'
import type { Core, CoreLiteral, CorePattern } from '../model/program.ts'
import { textOf } from '../source/source.ts'
import { yesNo } from '../value/value.ts'
import type { Change } from './change.ts'
import type { MutationKind } from './mutant.ts'
import { neighboursOf } from './stepped.ts'

type Role = Extract<MutationKind, 'threshold' | 'constant' | 'rounding' | 'take' | 'weight'>

/** The parts of an expression, each with what a number standing there would be for. */
export function rolesIn(core: Core, own: Role = 'constant'): readonly (readonly [Core, Role])[] {
  const special = specialRoles(core, own)
  return partsOf(core).map(part => [part, special.get(part) ?? (core.kind === 'Unary' ? own : 'constant')])
}

const COMPARISONS: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']

function specialRoles(core: Core, own: Role): ReadonlyMap<Core, Role> {
  const roles = new Map<Core, Role>()
  const mark = (role: Role, parts: readonly (Core | undefined)[]) => {
    for (const it of parts) if (it !== undefined) roles.set(it, role)
  }
  const markPattern = (pattern: CorePattern) => mark('threshold', partsOfPattern(pattern))
  if (core.kind === 'Binary' && COMPARISONS.includes(core.operator))
    mark('threshold', [core.left, core.right])
  if (core.kind === 'Binary' && core.operator === '^') mark(own, [core.left])
  if (core.kind === 'Match') markPattern(core.pattern)
  if (core.kind === 'Decide') for (const row of core.rows) row.cells.forEach(markPattern)
  if (core.kind === 'Call' && core.operator === 'round') mark('rounding', core.args.slice(1))
  if (core.kind === 'Slots') {
    mark('take', [...core.fills.map(it => it.take), ...core.limits.map(it => it.atMost)])
    mark(
      'weight',
      core.fills.map(it => it.weight),
    )
  }
  return roles
}

export function literalChanges(core: CoreLiteral, role: Role): readonly Change[] {
  const text = textOf(core.at)
  if (core.value.kind === 'yes/no' && (text === 'yes' || text === 'no')) {
    const value = yesNo(text === 'no')
    return [{ kind: 'constant', at: core.at, after: text === 'no' ? 'yes' : 'no', core: { ...core, value } }]
  }
  if (core.value.kind !== 'number' && core.value.kind !== 'date') return []
  const neighbours = neighboursOf(text)
  // A value that moves with the number shows a move either way; a threshold has two sides to stand on.
  const wanted = role === 'constant' || role === 'weight' ? neighbours.slice(0, 1) : neighbours
  return wanted.map(
    (it): Change => ({ kind: role, at: core.at, after: it.text, core: { ...core, value: it.value } }),
  )
}

export type { Role }
