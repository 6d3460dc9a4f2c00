/** Small makers of typed expressions, and what is asked of them most. */
import type { Core, Type } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import { builtInAbsence, type Value } from '../value/value.ts'
import { ALWAYS_THERE, absentAs, handled } from './absence.ts'
import type { Context, Typed } from './environment.ts'
import { both, NO_FACTS, type Outcomes, presentIn } from './facts.ts'
import { printCore } from './print-core.ts'
import { isNothing, NOTHING } from './types.ts'

/** What stands where something was wrong: it fits everywhere, so that nothing is reported twice. */
export const invalid = (at: Span): Typed => ({
  core: { kind: 'Literal', value: builtInAbsence('none_given'), at },
  type: NOTHING,
  absence: ALWAYS_THERE,
})

/** A constant; an absent one is of no type. */
export const literal = (value: Value, type: Type, at: Span): Typed => ({
  core: { kind: 'Literal', value, at },
  type,
  absence: value.kind === 'absent' ? absentAs(value.absence) : ALWAYS_THERE,
})

/** What was wrong and has been reported; an absent constant is of no type either, but not wrong. */
export const isInvalid = (typed: Typed): boolean => isNothing(typed.type) && typed.absence.kinds.length === 0

/**
 * What one part of an expression lets expect of another. Beside a part that was wrong nothing can be
 * said of a bare code: the type of nothing is expected, under which it is accepted silently.
 */
export const expectedBeside = (typed: Typed | undefined): Type | undefined =>
  typed === undefined || (isNothing(typed.type) && !isInvalid(typed)) ? undefined : typed.type

export const withUnit = (unit: string | undefined): { readonly unit?: string } =>
  unit === undefined ? {} : { unit }

/** The expression as the facts at hand know it. */
export function narrowed(context: Context, typed: Typed): Typed {
  if (context.facts.size === 0) return typed
  const fact = context.facts.get(printCore(typed.core))
  if (fact === undefined) return typed
  const type = fact.type ?? typed.type
  if (fact.presence === 'present') return { ...typed, type, absence: { kinds: [] } }
  if (fact.presence !== 'not missing') return { ...typed, type }
  return { ...typed, type, absence: { kinds: typed.absence.kinds.filter(it => it !== 'missing') } }
}

/** What a condition tells; of one that tells nothing else, that what it reads is there. */
export function outcomesOf(typed: Typed): Outcomes {
  const there = presentIn(typed.core)
  const { yes, no } = typed.outcomes ?? { yes: NO_FACTS, no: NO_FACTS }
  return isPartly(typed.core) ? { yes, no } : { yes: both(there, yes), no: both(there, no) }
}

/** Logic can be decided by one operand and so does not tell that the other is there. */
const isPartly = (core: Core): boolean =>
  (core.kind === 'Binary' && (core.operator === 'and' || core.operator === 'or')) ||
  core.kind === 'Otherwise' ||
  (core.kind === 'Unary' && isPartly(core.operand))

/** Reports an operand whose missing input nobody has spoken of; what is left is known to have been. */
export function needsHandling(context: Context, typed: Typed): Typed {
  const input = typed.absence.missingInput
  if (input === undefined || context.spokenFor === true) return typed
  context.env.reporter.report('check/missing-unhandled', typed.core.at, { input })
  return { ...typed, absence: handled(typed.absence) }
}

/** Where an absent value is spoken of by what stands around. */
export const spokenFor = (context: Context): Context => ({ ...context, spokenFor: true })

/** Where what stands around speaks of one value made from many rows, not of each row's. */
export const unspoken = (context: Context): Context => ({ ...context, spokenFor: false })

export const within = (context: Context, facts: Context['facts']): Context =>
  facts.size === 0 ? context : { ...context, facts: both(context.facts, facts) }
