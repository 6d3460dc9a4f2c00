/** Elaborates a rule for one combination of members of its dimensions. */
import type { MemberOf, Type } from '../model/program.ts'
import type { EachBody, Rule, RuleBody } from '../model/ruleset.ts'
import { describeType } from './describe-type.ts'
import { elaborateDecide } from './elaborate-decide.ts'
import { elaborate } from './elaborate-expression.ts'
import { elaborateSlots } from './elaborate-slots.ts'
import type { Context, Environment, Typed } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { openKeys, readType } from './read-type.ts'
import { withMembers } from './scope.ts'
import { invalid, withUnit } from './typed.ts'
import { fitsIn, isNothing, isOnly, isWholeOnly } from './types.ts'

/** What the rule's formula gives, of the type and unit that the rule declares where it does. */
export function elaborateRule(env: Environment, rule: Rule, members: readonly MemberOf[]): Typed {
  const base: Context = { env, level: rule.level, members: new Map(), facts: NO_FACTS }
  const context = withMembers(base, members)
  const names = { lists: env.lists, tables: env.ruleset.tables, reporter: env.reporter }
  const declared = rule.type === undefined ? undefined : readType(names, rule.type)
  const expected = declared === undefined ? undefined : openKeys(declared, env)
  const typed = BODY[rule.body.kind](context, rule, rule.body as never, expected)
  checkType(context, rule, typed, expected)
  const { unit: _, ...rest } = typed
  return { ...rest, type: declared ?? typed.type, ...declaredUnit(context, rule, typed) }
}

type BodyElaborator<K extends RuleBody['kind']> = (
  context: Context,
  rule: Rule,
  body: Extract<RuleBody, { kind: K }>,
  expected: Type | undefined,
) => Typed

const BODY: { [K in RuleBody['kind']]: BodyElaborator<K> } = {
  is: (context, _, { is }, expected) => elaborate(context, is, expected),
  each: elaborateEach,
  decide: elaborateDecide,
  slots: elaborateSlots,
}

/** The formula of the member of the first dimension; building the ruleset saw to it that each has one. */
function elaborateEach(context: Context, rule: Rule, { each }: EachBody, expected: Type | undefined): Typed {
  const [dimension = ''] = rule.per
  const formula = each.get(context.members.get(dimension) ?? '')
  return formula === undefined ? invalid(rule.at) : elaborate(context, formula.is, expected)
}

/** The type declared is kept to by kind; of numbers, that they are whole. Whether they lie in a range shows when running. */
function checkType({ env }: Context, rule: Rule, typed: Typed, expected: Type | undefined): void {
  if (expected === undefined || isNothing(expected) || isNothing(typed.type)) return
  const isWhole = !isOnly(typed.type, 'number') || !isWholeOnly(expected) || isWholeOnly(typed.type)
  if (fitsIn(typed.type, expected) && isWhole) return
  const args = { expected: describeType(expected), found: describeType(typed.type) }
  const related = rule.type === undefined ? [] : [{ at: rule.type.at, label: 'the type is declared here' }]
  env.reporter.report('check/type-mismatch', typed.core.at, args, { related })
}

/** The unit the rule declares, which what it computes must not contradict; where it does, none is relied on. */
function declaredUnit({ env }: Context, rule: Rule, typed: Typed): { readonly unit?: string } {
  if (rule.unit === undefined) return withUnit(typed.unit)
  if (typed.unit === undefined || typed.unit === rule.unit) return { unit: rule.unit }
  const args = { expected: rule.unit, found: typed.unit }
  const related = [{ at: rule.at, label: `\`${rule.name}\` is declared in ${rule.unit}` }]
  env.reporter.report('check/unit-mismatch', typed.core.at, args, { related })
  return {}
}
