/** Elaborates how a rule is published: the conditions of its style, at the rule's own level and members. */
import type { MemberOf, ProgramShow } from '../model/program.ts'
import type { Rule } from '../model/ruleset.ts'
import { absent } from '../value/value.ts'
import { reasonOf } from './elaborate-call.ts'
import { elaborateAs } from './elaborate-expression.ts'
import type { Environment, KnownColumn } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { withMembers } from './scope.ts'
import { isOnly, YES_NO } from './types.ts'

export function elaborateShow(
  env: Environment,
  rule: Rule,
  members: readonly MemberOf[],
  known: KnownColumn,
): ProgramShow | undefined {
  const show =
    rule.show !== undefined && 'style' in rule.show
      ? env.ruleset.styles.get(rule.show.style)?.show
      : rule.show
  if (show === undefined) return undefined
  const needsNumber = show.round !== undefined || show.as === 'percent' || show.sign
  if (needsNumber && !isOnly(known.type, 'number')) {
    env.reporter.report('check/shown-as-number', rule.at, { name: rule.name })
  }
  const context = withMembers({ env, level: rule.level, members: new Map(), facts: NO_FACTS }, members)
  const instead = show.instead.flatMap(({ reason, when }) => {
    const kind = reasonOf(context, reason)
    const condition = elaborateAs(context, when, YES_NO)
    return kind === undefined ? [] : [{ when: condition.core, reason: absent(kind, reason.name) }]
  })
  const { round, mode, as, sign } = show
  return { ...(round === undefined ? {} : { round }), mode, as, sign, instead }
}
