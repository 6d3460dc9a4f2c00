/**
 * Formulas with the parameters of a compilation put in, what follows from constants worked out, and the
 * branches that can then never be taken left out. So a rule that compares with published figures or with
 * the cohort needs no cohort where published figures are asked for.
 */

import { partsOf, partsOfPattern } from '../model/core-parts.ts'
import { mapParts } from '../model/map-core.ts'
import type { Core, CoreDecide, CoreLiteral, CorePattern, Program } from '../model/program.ts'
import type { Value } from '../value/value.ts'
import { evaluate } from './reference/evaluate.ts'
import { isNo, isYes } from './reference/operators/logic.ts'
import type { Reader } from './reference/reader.ts'
import type { Row } from './reference/rows.ts'

/** A reader for formulas that read nothing, and whether it has refused something since it was last asked. */
export interface ConstantReader extends Reader {
  takeRefusal(): boolean
}

/** Formulas as this compilation has them. */
export type Fold = (core: Core) => Core

export function folding(
  program: Program,
  parameters: ReadonlyMap<string, Value>,
  reader: ConstantReader,
): Fold {
  const fold: Fold = core => {
    if (core.kind === 'Parameter') {
      const value = parameters.get(core.parameter) ?? program.parameters.get(core.parameter)?.default
      return value === undefined ? core : literal(value, core)
    }
    const folded = simplified(unlessSame(core, mapParts(core, fold)))
    return isConstant(folded, program) ? constant(folded, reader) : folded
  }
  return fold
}

/** A formula of which nothing was folded stays the thing it is, for what is known of it is known by that. */
function unlessSame(core: Core, mapped: Core): Core {
  const parts = partsOf(mapped)
  return partsOf(core).every((it, index) => it === parts[index]) ? core : mapped
}

const literal = (value: Value, { at }: Core): CoreLiteral => ({ kind: 'Literal', value, at })

/** Kinds whose value follows from that of their parts. */
const FOLLOWING: ReadonlySet<Core['kind']> = new Set([
  'Table',
  'Unary',
  'Binary',
  'Match',
  'Otherwise',
  'Call',
  'AggregateMembers',
  'Decide',
] satisfies Core['kind'][])

const isConstant = (core: Core, { tables }: Program): boolean =>
  FOLLOWING.has(core.kind) &&
  partsOf(core).every(it => it.kind === 'Literal') &&
  (core.kind !== 'Table' || tables.get(core.table)?.level === undefined)

/** What would be refused stays as it is, to be refused when it is reached. */
function constant(core: Core, reader: ConstantReader): Core {
  const value = attempted(() => evaluate(core, NOWHERE, reader))
  return reader.takeRefusal() || value === undefined ? core : literal(value, core)
}

/** A part that the rest of a formula keeps values away from may meet a value that it is not for. */
export function attempted<T>(evaluation: () => T): T | undefined {
  try {
    return evaluation()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** A row for formulas that read none. */
const NOWHERE: Row = { level: '', index: 0, key: [], text: '', source: undefined }

function simplified(core: Core): Core {
  if (core.kind === 'If' && core.condition.kind === 'Literal') {
    const { value } = core.condition
    if (value.kind === 'absent') return core.condition
    return isYes(value) ? core.yes : core.no
  }
  if (core.kind === 'Otherwise' && core.value.kind === 'Literal')
    return core.value.value.kind === 'absent' ? core.fallback : core.value
  if (core.kind === 'Binary' && core.left.kind === 'Literal') {
    const { operator, left } = core
    if (operator !== 'and' && operator !== 'or') return core
    const [settles, passes] = operator === 'and' ? [isNo, isYes] : [isYes, isNo]
    if (settles(left.value)) return left
    return passes(left.value) ? core.right : core
  }
  return core.kind === 'Decide' ? onlyOutcome(withoutIdleRows(core)) : core
}

/** Without the rows that fail on a constant. Under `unique` they fail as well, so nothing else changes. */
function withoutIdleRows(core: CoreDecide): CoreDecide {
  const rows = core.rows.filter(({ cells }) => {
    const failing = cells.findIndex((it, index) => onConstant(core, it, index, fails))
    return failing < 0 || !cells.slice(0, failing).every((it, index) => isHarmless(core, it, index))
  })
  return rows.length === core.rows.length ? core : { ...core, rows }
}

/** Whether looking at a cell refuses nothing: cells before one that fails are looked at too. */
const isHarmless = ({ on }: CoreDecide, cell: CorePattern, index: number): boolean =>
  cell.kind === 'any' || (HARMLESS.has(on[index]?.is.kind) && partsOfPattern(cell).length === 0)

const HARMLESS: ReadonlySet<Core['kind'] | undefined> = new Set(['Literal', 'Column', 'LookUp'] as const)

/** The outcome of a row that always matches and is the first to be tried, or the only one. */
function onlyOutcome(core: CoreDecide): Core {
  const [first, ...others] = core.rows
  const isDecisive = first !== undefined && (core.policy === 'first' || others.length === 0)
  const isCertain = first?.cells.every((it, at) => it.kind === 'any' || onConstant(core, it, at, holds))
  return isDecisive && isCertain === true ? first.outcome : core
}

/** Whether a cell that looks at a constant is so. */
function onConstant(
  { on }: CoreDecide,
  cell: CorePattern,
  index: number,
  test: (cell: CorePattern, value: Value) => boolean,
): boolean {
  const looked = on[index]?.is
  return looked?.kind === 'Literal' && test(cell, looked.value)
}

/** As `fails`: whether a constant is one of the codes that a cell asks for. */
function holds(pattern: CorePattern, value: Value): boolean {
  if (partsOfPattern(pattern).length > 0) return false
  if (pattern.kind === 'codes')
    return value.kind === 'code' && value.list === pattern.list && pattern.codes.includes(value.code)
  return (
    pattern.kind === 'one of' && value.kind === 'code' && pattern.alternatives.some(it => holds(it, value))
  )
}

/** Told without looking at the order of values: a constant that is one code of several. */
function fails(pattern: CorePattern, value: Value): boolean {
  if (pattern.kind === 'absent' || value.kind === 'absent' || partsOfPattern(pattern).length > 0) return false
  if (pattern.kind === 'codes')
    return value.kind === 'code' && value.list === pattern.list && !pattern.codes.includes(value.code)
  return pattern.kind === 'one of' && pattern.alternatives.every(it => fails(it, value))
}
