/**
 * Formulas on all rows of a level. A formula over few combinations of values is evaluated once a
 * combination by the reference semantics; any other by the kernel of its kind, operands first. What
 * neither can do is left apart: those rows are evaluated one by one by the reference semantics.
 */

import type { Core, CorePattern, ProgramTable } from '../../model/program.ts'
import { exactFromRatio } from '../../value/exact.ts'
import { isAbsent, number, type Value } from '../../value/value.ts'
import type { Codes } from '../cohort.ts'
import type { ValueOrder } from '../order.ts'
import { type Arithmetic, arithmetic, negative } from './arithmetic.ts'
import { choose } from './choose.ts'
import { type Comparison, comparison } from './compare.ts'
import { decided } from './decide.ts'
import { ROW_FUNCTIONS } from './functions.ts'
import { type Entry, lookedUp } from './look-up.ts'
import { aggregatedMembers, hasMembersKernel } from './members.ts'
import { asNumbers, isNumeric } from './numbers.ts'
import { power } from './power.ts'
import { comparedValues } from './same-values.ts'
import { IS_NO, IS_YES, type States } from './states.ts'
import { commonState, logic, negated, presenceOf, truthCodes, truths } from './truth.ts'
import { type Dictionary, type Numbers, sizeOf, type Vector } from './vector.ts'

/** What kernels get their operands from. */
export interface Formulas {
  readonly states: States
  readonly order: ValueOrder
  readonly tables: ReadonlyMap<string, ProgramTable>
  /** The rows of a table with one of the values it gives; undefined where there are very many. */
  entries(table: ProgramTable, gives: number): readonly Entry[] | undefined
  newId(): number
  /** A part of the formula on all rows of the level. */
  vector(core: Core, level: string): Vector
  /** The same value in all rows of a level. */
  constant(value: Value, level: string): Dictionary
  allApart(level: string): Dictionary
}

type Kernel<C extends Core> = (core: C, level: string, formulas: Formulas) => Vector | undefined

/** By its kernel; undefined where it has none or that cannot do it. */
export const byKernel: Kernel<Core> = (core, level, formulas) =>
  (KERNELS[core.kind] as Kernel<Core>)(core, level, formulas)

/** Whether there is a kernel for the kind of a formula, which may still find that it cannot do it. */
export function hasKernel(core: Core): boolean {
  if (core.kind === 'Call') return ROW_FUNCTIONS[core.operator] !== undefined
  if (core.kind === 'AggregateMembers') return hasMembersKernel(core)
  return true
}

const none = () => undefined

const KERNELS: { readonly [K in Core['kind']]: Kernel<Extract<Core, { kind: K }>> } = {
  Literal: ({ value }, level, formulas) => formulas.constant(value, level),
  Parameter: none,
  Table: lookedUp,
  Column: none,
  LookUp: none,
  Shown: none,
  SlotOf: none,
  AggregateRows: none,
  Slots: none,
  Unary({ operator, operand }, level, formulas) {
    const value = formulas.vector(operand, level)
    if (operator === 'not') return truthsOf(negated(truthCodes(value, formulas.states)), formulas)
    return isNumeric(value) ? negative(asNumbers(value, formulas.states)) : undefined
  },
  Binary({ operator, left, right }, level, formulas) {
    const [a, b] = [formulas.vector(left, level), formulas.vector(right, level)]
    if (operator === '^') return power(a, b, formulas.states)
    return binary(operator, a, b, formulas)
  },
  Match({ operand, pattern }, level, formulas) {
    const found = matching(pattern, formulas.vector(operand, level), level, formulas)
    return found && truthsOf(found, formulas)
  },
  If({ condition, yes, no }, level, formulas) {
    const truth = truthCodes(formulas.vector(condition, level), formulas.states)
    // What no row asks for is not worked out, and does not decide in which form the rest is.
    const common = commonState(truth)
    if (common === IS_YES || common === IS_NO) return formulas.vector(common === IS_YES ? yes : no, level)
    return chosen(truth, formulas.vector(yes, level), formulas.vector(no, level), formulas)
  },
  Otherwise({ value, fallback }, level, formulas) {
    const first = formulas.vector(value, level)
    const isThere = presenceOf(first, formulas.states, it => it === undefined)
    const common = commonState(isThere)
    if (common === IS_YES) return first
    if (common === IS_NO) return formulas.vector(fallback, level)
    return chosen(isThere, first, formulas.vector(fallback, level), formulas)
  },
  Call({ operator, args, option }, level, formulas) {
    const kernel = ROW_FUNCTIONS[operator]
    const vectors = args.map(it => formulas.vector(it, level))
    if (kernel === undefined || !vectors.every(isNumeric)) return undefined
    const numbers = vectors.map(it => asNumbers(it, formulas.states))
    const constant = (value: number) =>
      asNumbers(formulas.constant(number(exactFromRatio(value)), level), formulas.states)
    return kernel(numbers, { ...formulas, newId: () => formulas.newId(), option, constant })
  },
  Decide: decided,
  AggregateMembers: aggregatedMembers,
}

const truthsOf = (codes: Codes, formulas: Formulas): Dictionary =>
  truths(codes, formulas.states, formulas.newId())

const chosen = (truth: Codes, yes: Vector, no: Vector, formulas: Formulas): Vector | undefined =>
  choose(truth, yes, no, formulas.states, () => formulas.newId())

type Operator = Arithmetic | Comparison | 'and' | 'or'

function binary(operator: Operator, left: Vector, right: Vector, formulas: Formulas): Vector | undefined {
  const { states } = formulas
  if (operator === 'and' || operator === 'or')
    return truthsOf(logic(operator, truthCodes(left, states), truthCodes(right, states)), formulas)
  const isOfNumbers = isNumeric(left) && isNumeric(right)
  if (isArithmetic(operator)) return isOfNumbers ? arithmetic(operator, left, right, states) : undefined
  const found = isOfNumbers
    ? comparison(operator, asNumbers(left, states), asNumbers(right, states))
    : comparedValues(operator, left, right, states, formulas.order)
  return found && truthsOf(found, formulas)
}

const isArithmetic = (operator: Operator): operator is Arithmetic => '+-*/'.includes(operator)

// --- patterns --------------------------------------------------------------------------------------

type OfKind<K extends CorePattern['kind']> = Extract<CorePattern, { kind: K }>
type Matching<P extends CorePattern> = (
  pattern: P,
  value: Vector,
  level: string,
  formulas: Formulas,
) => Codes | undefined

/** The rows whose values match, as truths; undefined where the pattern is not one of numbers. */
const matching: Matching<CorePattern> = (pattern, value, level, formulas) =>
  (MATCHING[pattern.kind] as Matching<CorePattern>)(pattern, value, level, formulas)

const MATCHING: { readonly [K in CorePattern['kind']]: Matching<OfKind<K>> } = {
  any: (_, value) => new Uint16Array(sizeOf(value)).fill(IS_YES),
  absent: ({ which }, value, _, { states }) =>
    presenceOf(value, states, absence => {
      if (which === 'present') return absence === undefined
      if (absence === undefined || !isAbsent(absence)) return false
      return which === 'absent' || absence.absence === which
    }),
  equals: ({ value: other }, value, level, formulas) => ordered('=', value, other, level, formulas),
  codes: ({ list, codes }, value, _, { states, order }) =>
    value.kind === 'dictionary'
      ? amongCodes(value, states, it => order.isOneOf(it, list, codes))
      : amongNone(value),
  range: ({ from, to }, value, level, formulas) => {
    if (from === undefined && to === undefined) return undefined
    const above = from && ordered(from.inclusive ? '>=' : '>', value, from.value, level, formulas)
    const below = to && ordered(to.inclusive ? '<=' : '<', value, to.value, level, formulas)
    if ((from !== undefined && above === undefined) || (to !== undefined && below === undefined))
      return undefined
    return above !== undefined && below !== undefined ? logic('and', above, below) : (above ?? below)
  },
  'one of': ({ alternatives }, value, level, formulas) => {
    let found: Codes | undefined = new Uint16Array(sizeOf(value)).fill(IS_NO)
    for (const it of alternatives) {
      const next = matching(it, value, level, formulas)
      if (found === undefined || next === undefined) return undefined
      found = logic('or', found, next)
    }
    return found
  },
  not: ({ pattern }, value, level, formulas) => {
    const found = matching(pattern, value, level, formulas)
    return found && negated(found)
  },
}

/** Whether the value is there and of some codes, by class. */
function amongCodes(value: Dictionary, states: States, holds: (value: Value) => boolean): Codes {
  const table = value.values.map(it => (isAbsent(it) ? states.of(it) : holds(it) ? IS_YES : IS_NO))
  const { codes } = value.partition
  const truths = new Uint16Array(codes.length)
  for (let row = 0; row < truths.length; row += 1) truths[row] = table[codes[row] as number] as number
  return truths
}

/** A number that is there is none of any codes: what it has besides a value is what a truth has. */
const amongNone = (numbers: Numbers): Codes => numbers.states ?? new Uint16Array(sizeOf(numbers)).fill(IS_NO)

function ordered(
  operator: Comparison,
  value: Vector,
  other: Core,
  level: string,
  formulas: Formulas,
): Codes | undefined {
  const bound = formulas.vector(other, level)
  if (!isNumeric(value) || !isNumeric(bound))
    return comparedValues(operator, value, bound, formulas.states, formulas.order)
  return comparison(operator, asNumbers(value, formulas.states), asNumbers(bound, formulas.states))
}
