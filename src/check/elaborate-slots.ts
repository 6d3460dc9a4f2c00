/**
 * Elaborates slots. What a candidate is worth, where it may go and how often are formulas of the
 * candidate's row; how many a fill takes and a limit allows are formulas of the row whose slots they are.
 * spec: rules/slots
 */
import type { CoreSlots, Type } from '../model/program.ts'
import type { Fill, Limit, Rule, SlotsBody } from '../model/ruleset.ts'
import type { Expression } from '../syntax/expression/ast.ts'
import { ALWAYS_THERE } from './absence.ts'
import { elaborateAs, elaborateFilter } from './elaborate-expression.ts'
import type { Context, Typed } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { pathDown } from './paths.ts'
import { invalid, needsHandling, outcomesOf, within, withUnit } from './typed.ts'
import { NUMBER, WHOLE } from './types.ts'

export function elaborateSlots(context: Context, rule: Rule, body: SlotsBody, _: Type | undefined): Typed {
  const path = pathDown(context, body.from, body.at)
  if (path === undefined) return invalid(rule.at)
  const candidate: Context = { ...context, level: body.from, facts: NO_FACTS }
  const where = body.where === undefined ? undefined : elaborateFilter(candidate, body.where)
  const chosen = where === undefined ? candidate : within(candidate, outcomesOf(where).yes)
  const score = elaborateAs(chosen, body.score, NUMBER)
  const copies = body.copies === undefined ? undefined : definite(chosen, body.copies, WHOLE)
  const core: CoreSlots = {
    kind: 'Slots',
    level: body.from,
    path,
    ...(where === undefined ? {} : { where: where.core }),
    choose: body.choose,
    score: score.core,
    ...(copies === undefined ? {} : { copies: copies.core }),
    splitCopies: body.splitCopies,
    fills: body.fills.map(it => elaborateFill(context, chosen, it)),
    limits: body.limits.map(it => elaborateLimit(context, chosen, it)),
    at: body.at,
  }
  return { core, type: NUMBER, ...withUnit(score.unit), absence: ALWAYS_THERE }
}

const elaborateFill = (owner: Context, candidate: Context, fill: Fill): CoreSlots['fills'][number] => ({
  name: fill.name,
  take: definite(owner, fill.take, WHOLE).core,
  accept: elaborateFilter(candidate, fill.accept).core,
  ...(fill.weight === undefined ? {} : { weight: definite(candidate, fill.weight, NUMBER).core }),
})

const elaborateLimit = (owner: Context, candidate: Context, limit: Limit): CoreSlots['limits'][number] => ({
  name: limit.name,
  atMost: definite(owner, limit.atMost, WHOLE).core,
  where: elaborateFilter(candidate, limit.where).core,
  counts: limit.counts,
})

/** A number that filling cannot do without. */
function definite(context: Context, node: Expression, expected: Type): Typed {
  const typed = needsHandling(context, elaborateAs(context, node, expected))
  const { kinds } = typed.absence
  if (kinds.length > 0) {
    context.env.reporter.report('check/number-may-be-absent', node.at, { kinds: kinds.join(' or ') })
  }
  return typed
}
