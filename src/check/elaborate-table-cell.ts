/** Elaborates the keys and values of a table's rows, all of which are constants. */
import type { KeyPattern, Type } from '../model/program.ts'
import type { TableCell } from '../model/ruleset.ts'
import type { Span } from '../source/source.ts'
import type {
  Expression,
  OneOfPattern,
  Pattern,
  RangePattern,
  ValuePattern,
} from '../syntax/expression/ast.ts'
import { builtInAbsence, number, type Present, text, type Value } from '../value/value.ts'
import { codesOfRange, wordOf } from './code-range.ts'
import { exactOf } from './constant-number.ts'
import { describeType } from './describe-type.ts'
import { elaborate } from './elaborate-expression.ts'
import { codeFor } from './elaborate-name.ts'
import type { Context, Environment } from './environment.ts'
import { NO_FACTS } from './facts.ts'
import { holdsValue } from './holds-value.ts'
import { printValue } from './print-core.ts'
import { constantRange } from './read-type.ts'
import { isEmptyRange, isNothing, listsOf } from './types.ts'
import { unknownCode } from './unknown-name.ts'

/** Where no row is at hand and so no column can be read. */
export const noRow = (env: Environment): Context => ({ env, level: '', members: new Map(), facts: NO_FACTS })

/** What a cell gives; undefined where it is no constant of the type, which is reported. */
export function constantIn(context: Context, cell: TableCell, type: Type): Value | undefined {
  if (cell.kind === 'unknown') return builtInAbsence('unknown_value')
  return cell.kind === 'value' ? constantOf(context, cell.value, type) : builtInAbsence('none_given')
}

function constantOf(context: Context, node: Expression, type: Type): Value | undefined {
  if (node.kind === 'Invalid' || isNothing(type)) return undefined
  const word = wordOf(node, type)
  const coded = word === undefined ? undefined : codeFor(context, word, type)
  const isTextual = type.alternatives.some(it => it.kind === 'text')
  if (coded === undefined && isTextual && node.kind === 'Name') return text(node.name)
  if (coded === undefined && isTextual && word !== undefined) return text(word)
  const exact = exactOf(node)
  if (coded === undefined && exact !== undefined) return held(context, number(exact), type, node.at)
  const [list] = listsOf(type).flatMap(it => context.env.lists.get(it) ?? [])
  if (coded === undefined && word !== undefined && list !== undefined && node.kind !== 'TextLiteral') {
    unknownCode(context, list, { name: word, at: node.at })
    return undefined
  }
  const { reporter } = context.env
  const before = reporter.diagnostics.length
  const { core } = coded?.(node.at) ?? elaborate(context, node, type)
  if (core.kind === 'Literal')
    return core.value.kind === 'absent' ? core.value : held(context, core.value, type, node.at)
  const isWrongAnyway = reporter.diagnostics.length > before
  if (!isWrongAnyway) reporter.report('check/not-constant', node.at, { what: 'a cell of a table' })
  return undefined
}

function held({ env }: Context, value: Present, type: Type, at: Span): Present | undefined {
  if (holdsValue(type, value)) return value
  env.reporter.report('check/type-mismatch', at, {
    expected: describeType(type),
    found: `\`${printValue(value)}\``,
  })
  return undefined
}

// --- keys ----------------------------------------------------------------------------------------

/** The keys a pattern stands for; none where it was wrong, which is reported. */
export const keyPatterns = (context: Context, pattern: Pattern, type: Type): readonly KeyPattern[] =>
  isNothing(type) ? [] : KEYS[pattern.kind](context, pattern as never, type)

type KeyReader<K extends Pattern['kind']> = (
  context: Context,
  pattern: Extract<Pattern, { kind: K }>,
  type: Type,
) => readonly KeyPattern[]

const KEYS: { [K in Pattern['kind']]: KeyReader<K> } = {
  AnyPattern: () => [{ kind: 'any' }],
  ValuePattern: valueKeys,
  RangePattern: rangeKeys,
  OneOfPattern: alternativeKeys,
  NotPattern: notAKey,
  AbsentPattern: notAKey,
  InvalidPattern: () => [],
}

function notAKey({ env }: Context, { at }: Pattern): readonly KeyPattern[] {
  env.reporter.report('check/not-constant', at, { what: 'a key of a table' })
  return []
}

function valueKeys(context: Context, { value, at }: ValuePattern, type: Type): readonly KeyPattern[] {
  const list =
    value.kind === 'Name' && listsOf(type).includes(value.name)
      ? context.env.lists.get(value.name)
      : undefined
  if (list !== undefined && codeFor(context, list.name, type) === undefined) {
    return [{ kind: 'codes', list: list.name, codes: list.codes }]
  }
  const constant = constantOf(context, value, type)
  if (constant === undefined) return []
  return constant.kind === 'absent'
    ? notAKey(context, { kind: 'AnyPattern', at })
    : [{ kind: 'equals', value: constant }]
}

function rangeKeys(context: Context, pattern: RangePattern, type: Type): readonly KeyPattern[] {
  const codes = codesOfRange(context, pattern, type)
  if (codes === 'wrong') return []
  if (codes !== undefined) return [{ kind: 'codes', ...codes }]
  const range = constantRange(pattern)
  const isNumeric = type.alternatives.some(it => it.kind === 'number')
  if (range !== undefined && isEmptyRange(range)) {
    context.env.reporter.report('check/empty-range', pattern.at)
    return []
  }
  if (range !== undefined && isNumeric) return [{ kind: 'range', ...range }]
  const args = { expected: describeType(type), found: 'a range' }
  if (range === undefined) notAKey(context, pattern)
  else context.env.reporter.report('check/type-mismatch', pattern.at, args)
  return []
}

/** Codes of one list stay one key; what is of another kind is a key of its own. */
function alternativeKeys(
  context: Context,
  { alternatives }: OneOfPattern,
  type: Type,
): readonly KeyPattern[] {
  const codes = new Map<string, string[]>()
  const others: KeyPattern[] = []
  for (const key of alternatives.flatMap(it => keyPatterns(context, it, type))) {
    const { list, codes: some } = codesIn(key) ?? { list: undefined, codes: [] }
    if (list === undefined) others.push(key)
    else codes.set(list, [...(codes.get(list) ?? []), ...some])
  }
  return [...[...codes].map(([list, some]) => ({ kind: 'codes', list, codes: some }) as const), ...others]
}

/** The codes a key stands for, where it stands for codes. */
export function codesIn(
  key: KeyPattern,
): { readonly list: string; readonly codes: readonly string[] } | undefined {
  if (key.kind === 'codes') return key
  if (key.kind !== 'equals' || key.value.kind !== 'code') return undefined
  return { list: key.value.list, codes: [key.value.code] }
}
