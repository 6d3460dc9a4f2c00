/**
 * Every kind of formula as a read made of reads of its parts. Arithmetic, comparisons, logic and choices
 * are done on numbers of values; the others are looked up by the values of their parts.
 */

import { partsOf, partsOfPattern } from '../../model/core-parts.ts'
import { mapParts } from '../../model/map-core.ts'
import type { Core, CoreDecide, CoreMatch, CorePattern } from '../../model/program.ts'
import { text, type Value } from '../../value/value.ts'
import type { ValueOrder } from '../order.ts'
import { evaluate } from '../reference/evaluate.ts'
import { arithmeticOf, negativeOf, type Operator } from './arithmetic.ts'
import type { Lowering } from './lowering.ts'
import type { Read } from './memo.ts'
import type { Operand } from './operand.ts'
import { type Id, KIND, NO_ID, type Pool, YES_ID } from './pool.ts'
import type { Known } from './sheet.ts'
import { knownOfFormula } from './variety.ts'

type Lower<C extends Core> = (core: C, level: string, lowering: Lowering) => Operand

const whole: Lower<Core> = (core, level, lowering) => lowering.whole(core, level)

export const LOWER: { readonly [K in Core['kind']]: Lower<Extract<Core, { kind: K }>> } = {
  Literal: whole,
  Column: whole,
  LookUp: whole,
  Parameter: whole,
  Shown: whole,
  SlotOf: whole,
  Slots: whole,
  AggregateRows: whole,
  Table: ofParts,
  Call: ofParts,
  AggregateMembers: ofParts,
  Decide: decision,
  Match: matching,
  Unary({ operator, operand: written }, level, lowering) {
    const operand = lowering.formula(written, level)
    const { pool, setting } = lowering
    const { read } = operand
    if (operator === 'not') return truth([operand], row => notOf(read(row)))
    const negative: Read = row => {
      const id = read(row)
      return isThere(pool, id) ? lowering.evaluations.kept(negativeOf(pool, setting.order, id)) : id
    }
    return { ...operand, read: negative }
  },
  Binary(core, level, lowering) {
    const { pool, setting } = lowering
    if (core.operator === '^') return ofParts(core, level, lowering)
    const operands = [lowering.formula(core.left, level), lowering.formula(core.right, level)] as const
    const [left, right] = operands.map(it => it.read) as [Read, Read]
    if (core.operator === 'and') return truth(operands, andOf(left, right))
    if (core.operator === 'or') return truth(operands, orOf(left, right))
    const apply = operationOf(core.operator, pool, setting.order)
    const read: Read = row => {
      const a = left(row)
      if (!isThere(pool, a)) return a
      const b = right(row)
      return isThere(pool, b) ? lowering.evaluations.kept(apply(a, b)) : b
    }
    return { read, ...knownOfFormula(core, operands) }
  },
  If({ condition: written, yes, no }, level, lowering) {
    const condition = lowering.formula(written, level)
    const holdsOn = condition.read
    const [first, second] = [lowering.formula(yes, level), lowering.formula(no, level)]
    const { pool } = lowering
    const [ifYes, ifNo] = [first.read, second.read]
    const read: Read = row => {
      const holds = holdsOn(row)
      if (holds === YES_ID) return ifYes(row)
      return isThere(pool, holds) ? ifNo(row) : holds
    }
    return { read, ...knownOfChoice([first, second], [condition]) }
  },
  Otherwise({ value, fallback }, level, lowering) {
    const [first, second] = [lowering.formula(value, level), lowering.formula(fallback, level)]
    const { pool } = lowering
    const read: Read = row => {
      const id = first.read(row)
      return isThere(pool, id) ? id : second.read(row)
    }
    return { read, ...knownOfChoice([first, second], []) }
  },
}

const isThere = (pool: Pool, id: Id): boolean => pool.kinds[id] !== KIND.absent

const truth = (operands: readonly Known[], read: Read): Operand => ({
  read,
  variety: 3,
  isOfCall: false,
  isOfRow: operands.every(it => it.isOfRow),
})

/** One of several values, or an absence of what decides which. */
const knownOfChoice = (outcomes: readonly Known[], deciding: readonly Known[]): Known => ({
  variety: outcomes.reduce((sum, it) => sum + it.variety, 1),
  isOfCall: outcomes.some(it => it.isOfCall),
  isOfRow: [...outcomes, ...deciding].every(it => it.isOfRow),
})

// --- logic and comparisons -------------------------------------------------------------------------

/** An absent operand stays what it is. */
const notOf = (id: Id): Id => (id === YES_ID ? NO_ID : id === NO_ID ? YES_ID : id)

const andOf =
  (left: Read, right: Read): Read =>
  row => {
    const first = left(row)
    if (first === NO_ID) return NO_ID
    const second = right(row)
    return first === YES_ID || second === NO_ID ? second : first
  }

const orOf =
  (left: Read, right: Read): Read =>
  row => {
    const first = left(row)
    if (first === YES_ID) return YES_ID
    const second = right(row)
    return first === NO_ID || second === YES_ID ? second : first
  }

type Apply = (left: Id, right: Id) => Id

function operationOf(
  operator: Operator | '=' | '!=' | '<' | '<=' | '>' | '>=',
  pool: Pool,
  order: ValueOrder,
): Apply {
  const asId = (holds: boolean): Id => (holds ? YES_ID : NO_ID)
  const comparisons: { readonly [K in Exclude<typeof operator, Operator>]: Apply } = {
    '=': (a, b) => asId(pool.same(a, b)),
    '!=': (a, b) => asId(!pool.same(a, b)),
    '<': (a, b) => asId(pool.compare(a, b) < 0),
    '<=': (a, b) => asId(pool.compare(a, b) <= 0),
    '>': (a, b) => asId(pool.compare(a, b) > 0),
    '>=': (a, b) => asId(pool.compare(a, b) >= 0),
  }
  return { ...comparisons, ...arithmeticOf(pool, order) }[operator]
}

// --- looked up by parts ----------------------------------------------------------------------------

/** Evaluated with the values of its parts in their place. */
function ofParts(core: Core, level: string, lowering: Lowering): Operand {
  const operands = partsOf(core).map(it => lowering.formula(it, level))
  const rows = lowering.level(level)
  const read = lowering.evaluations.memo(operands, (values, row) =>
    evaluate(withParts(core, values), rows.row(row), lowering.setting.reader),
  )
  return { read, ...knownOfFormula(core, operands) }
}

function withParts(core: Core, values: readonly Value[]): Core {
  let index = 0
  return mapParts(core, part => {
    const value = values[index] as Value
    index += 1
    return { kind: 'Literal', value, at: part.at }
  })
}

/** Whether a value is there, and why not, is told without looking at what it is. */
function matching(core: CoreMatch, level: string, lowering: Lowering): Operand {
  const { pattern } = core
  const operand = lowering.formula(core.operand, level)
  const { read } = operand
  if (pattern.kind === 'absent' && (pattern.which === 'absent' || pattern.which === 'present')) {
    const { pool } = lowering
    const isAsked = pattern.which === 'present'
    return truth([operand], row => (isThere(pool, read(row)) === isAsked ? YES_ID : NO_ID))
  }
  if (partsOfPattern(pattern).some(it => it.kind !== 'Literal')) return lowering.whole(core, level)
  const rows = lowering.level(level)
  return truth(
    [operand],
    lowering.evaluations.memo([operand], ([value], row) => {
      const settled: Core = { ...core, operand: { kind: 'Literal', value: value as Value, at: core.at } }
      return evaluate(settled, rows.row(row), lowering.setting.reader)
    }),
  )
}

// --- decisions -------------------------------------------------------------------------------------

/** The row that decides is looked up by what the cells look at; its outcome is a formula of its own. */
function decision(core: CoreDecide, level: string, lowering: Lowering): Operand {
  const hasFormulas = core.rows.some(it => it.cells.some(readsFormula))
  if (hasFormulas) return lowering.whole(core, level)
  const on = core.on.map(it => lowering.formula(it.is, level))
  const outcomes = core.rows.map(it => lowering.formula(it.outcome, level))
  const rows = lowering.level(level)
  const which = lowering.evaluations.memo(on, (values, row) =>
    evaluate(choosing(core, values), rows.row(row), lowering.setting.reader),
  )
  const places = new Map(core.rows.map((_, index) => [lowering.pool.idOf(text(placeName(index))), index]))
  const reads = outcomes.map(it => it.read)
  const read: Read = row => {
    const found = which(row)
    const outcome = places.get(found)
    return outcome === undefined ? found : (reads[outcome] as Read)(row)
  }
  return { read, ...knownOfChoice(outcomes, on) }
}

const readsFormula = (cell: CorePattern): boolean => partsOfPattern(cell).some(it => it.kind !== 'Literal')

const placeName = (index: number): string => `row ${index}`

/** The decision with the values looked at, whose outcome is the name of the row. */
const choosing = (core: CoreDecide, values: readonly Value[]): Core => ({
  ...core,
  on: core.on.map((it, index) => ({ ...it, is: literal(values[index] as Value, it.is) })),
  rows: core.rows.map((it, index) => ({ ...it, outcome: literal(text(placeName(index)), it.outcome) })),
})

const literal = (value: Value, { at }: Core): Core => ({ kind: 'Literal', value, at })
