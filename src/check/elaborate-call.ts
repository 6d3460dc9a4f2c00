/**
 * Elaborates what is written like a call: functions of the values of a row, tables, absences,
 * published values and the results of slots.
 */
import { nearest } from '../diagnostics/nearest.ts'
import type { Operator } from '../model/operator.ts'
import type { CoreCall, Type } from '../model/program.ts'
import type { Span } from '../source/source.ts'
import type { Call, Expression, Name } from '../syntax/expression/ast.ts'
import { type AbsenceKind, absent, BUILT_IN_REASONS } from '../value/value.ts'
import { absentAs, anyAbsent } from './absence.ts'
import { applyOperator, countOf } from './apply-operator.ts'
import { describeType } from './describe-type.ts'
import { elaborateRowCount } from './elaborate-aggregate.ts'
import { elaborate } from './elaborate-expression.ts'
import { elaborateFilled, elaborateShown, elaborateSlotOf } from './elaborate-result.ts'
import type { Context, KnownTable, Typed } from './environment.ts'
import { AGGREGATES, CALLABLE, FUNCTIONS } from './operators.ts'
import { isLevel, meaningOf } from './scope.ts'
import { expectedBeside, invalid, literal, narrowed, spokenFor, withUnit } from './typed.ts'
import { fitsIn, isHeldBy, isNothing, kindsOf, NOTHING, sharesKind } from './types.ts'

type CallElaborator = (context: Context, node: Call) => Typed

const ABSENCES: ReadonlyMap<string, AbsenceKind> = new Map([
  ['missing', 'missing'],
  ['not_applicable', 'not applicable'],
  ['excluded', 'excluded'],
  ['suppressed', 'suppressed'],
])

const SPECIAL: ReadonlyMap<string, CallElaborator> = new Map([
  ...[...ABSENCES.keys()].map(it => [it, elaborateAbsence] as const),
  ['shown', elaborateShown],
  ['filled', elaborateFilled],
  ['slot_of', elaborateSlotOf],
])

export function elaborateCall(context: Context, node: Call, expected: Type | undefined): Typed {
  const { name } = node.callee
  const special = SPECIAL.get(name)
  if (special !== undefined) return special(context, node)
  const aggregate = AGGREGATES.get(name)
  const [only, ...others] = node.args
  if (aggregate !== undefined && only?.kind === 'Name' && others.length === 0 && names(context, only)) {
    return elaborateRowCount(context, aggregate, only, node)
  }
  const operator = FUNCTIONS.get(name)
  if (operator !== undefined) return elaborateFunction(context, operator, node, expected)
  if (aggregate !== undefined) {
    context.env.reporter.report('check/needs-over', node.at, { name })
    return invalid(node.at)
  }
  return elaborateTableCall(context, node, undefined, node.at)
}

/** Whether the name is of a level or dimension rather than of a column. */
const names = ({ env, level }: Context, { name }: Name): boolean =>
  (isLevel(env, name) || env.ruleset.dimensions.has(name)) && !env.columns.get(level)?.has(name)

function elaborateFunction(
  context: Context,
  operator: Operator,
  node: Call,
  expected: Type | undefined,
): Typed {
  const { args, option } = takeOption(context, operator, node.args, node.at)
  const hint = operator.signatures[0]?.gives === 'same' ? expected : undefined
  const isOfOneType = operator.signatures.some(it => it.takes.includes('same'))
  const operands: Typed[] = []
  const inArgs = operator.absence === 'skips' ? spokenFor(context) : context
  for (const arg of args) {
    const beside = isOfOneType ? expectedBeside(operands[0]) : undefined
    operands.push(elaborate(inArgs, arg, hint ?? beside))
  }
  const result = applyOperator(context, operator, operands, node.at)
  const core: CoreCall = {
    kind: 'Call',
    operator: operator.id,
    args: operands.map(it => it.core),
    ...(option === undefined ? {} : { option }),
    at: node.at,
  }
  return narrowed(context, { core, ...result })
}

/** Splits off the option written last: a rounding mode, or how a percentile is taken. */
export function takeOption(
  context: Context,
  { option, name, signatures }: Operator,
  args: readonly Expression[],
  at: Span,
): { readonly args: readonly Expression[]; readonly option?: string } {
  if (option === undefined) return { args }
  const last = args.at(-1)
  const word = last?.kind === 'Name' ? last.name : undefined
  if (word !== undefined && option.words.includes(word)) return { args: args.slice(0, -1), option: word }
  const { reporter } = context.env
  const words = option.words.join('` or `')
  const meant = word === undefined ? undefined : nearest(word, option.words)
  if (option.default === undefined) {
    reporter.report('check/option-needed', word === undefined ? at : (last?.at ?? at), {
      name,
      words,
      nearest: meant,
    })
    return { args: word === undefined ? args : args.slice(0, -1) }
  }
  const most = Math.max(...signatures.map(it => it.takes.length))
  const isWord = args.length > most || meant !== undefined
  if (last === undefined || word === undefined || !isWord || meaningOf(context, word) !== undefined)
    return { args }
  reporter.report('check/unknown-option', last.at, { name, words, found: word, nearest: meant })
  return { args: args.slice(0, -1) }
}

// --- absences ------------------------------------------------------------------------------------

function elaborateAbsence(context: Context, node: Call): Typed {
  const { reporter } = context.env
  const [reason, extra] = node.args
  const kind = ABSENCES.get(node.callee.name) ?? 'missing'
  if (reason?.kind !== 'Name' || extra !== undefined) {
    reporter.report('check/reason-expected', reason?.at ?? node.at, { name: node.callee.name })
    return invalid(node.at)
  }
  const declared = reasonOf(context, reason)
  if (declared === undefined) return invalid(node.at)
  if (declared !== kind) {
    const args = { name: reason.name, expected: declared, found: kind }
    reporter.report('check/wrong-absence-kind', node.callee.at, args)
  }
  return literal(absent(declared, reason.name), NOTHING, node.at)
}

/** The kind of absence a reason was declared with. */
export function reasonOf({ env }: Context, { name, at }: Name): AbsenceKind | undefined {
  const builtIn: Readonly<Record<string, { absence: AbsenceKind }>> = BUILT_IN_REASONS
  const kind =
    env.ruleset.reasons.get(name)?.absence ??
    (Object.hasOwn(builtIn, name) ? builtIn[name]?.absence : undefined)
  if (kind === undefined) {
    const candidates = [...env.ruleset.reasons.keys(), ...Object.keys(builtIn)]
    env.reporter.report('check/unknown-reason', at, { name, nearest: nearest(name, candidates) })
  }
  return kind
}

// --- tables --------------------------------------------------------------------------------------

/** `points(outcome)`, or `threshold(level).lower` where the table gives several values. */
export function elaborateTableCall(context: Context, node: Call, value: Name | undefined, at: Span): Typed {
  const { env } = context
  const table = env.table(node.callee.name)
  if (table === undefined) {
    const { name } = node.callee
    const args = { name, nearest: nearest(name, [...env.ruleset.tables.keys(), ...CALLABLE]) }
    env.reporter.report('check/unknown-function', node.callee.at, args)
    return invalid(at)
  }
  const gives = chooseValue(context, table, value, at)
  const keys = tableKeys(context, table, node)
  const given = gives === undefined ? undefined : table.gives[gives]
  if (keys === undefined || gives === undefined || given === undefined) return invalid(at)
  const core = { kind: 'Table', table: table.name, keys: keys.map(it => it.core), gives, at } as const
  const isCovered =
    table.hasRowForAll && keys.every((it, index) => isHeldBy(it.type, table.keys[index]?.type ?? NOTHING))
  const own = absentAs(...table.absences, ...(isCovered ? [] : table.withoutRow))
  const absence = anyAbsent([...keys.map(it => it.absence), own])
  return narrowed(context, { core, type: given.type, ...withUnit(given.unit), absence })
}

function chooseValue(
  { env }: Context,
  table: KnownTable,
  value: Name | undefined,
  at: Span,
): number | undefined {
  const names = table.gives.map(it => it.name)
  if (value === undefined) {
    if (table.gives.length === 1) return 0
    env.reporter.report('check/table-value-needed', at, { table: table.name, names: names.join('`, `') })
    return undefined
  }
  const index = names.indexOf(value.name)
  if (index >= 0) return index
  const args = { name: value.name, table: table.name, nearest: nearest(value.name, names) }
  env.reporter.report('check/unknown-table-value', value.at, args)
  return undefined
}

function tableKeys(context: Context, table: KnownTable, node: Call): readonly Typed[] | undefined {
  const { reporter } = context.env
  if (node.args.length !== table.keys.length) {
    const related = [{ at: table.at, label: `\`${table.name}\` is declared here` }]
    const args = { name: table.name, expected: countOf(table.keys.length), found: node.args.length }
    reporter.report('check/argument-count', node.at, args, { related })
    return undefined
  }
  return node.args.map((arg, index) => {
    const expected = table.keys[index]?.type ?? NOTHING
    const key = elaborate(context, arg, expected)
    if (isNothing(key.type) || isNothing(expected) || fitsIn(key.type, expected)) return key
    const args = { expected: describeType(expected), found: describeType(key.type) }
    const isUnion = kindsOf(key.type).size > 1 && sharesKind(key.type, expected)
    reporter.report(isUnion ? 'check/not-narrowed' : 'check/type-mismatch', arg.at, args)
    return { ...key, type: NOTHING }
  })
}
