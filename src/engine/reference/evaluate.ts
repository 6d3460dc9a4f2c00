/**
 * The meaning of every kind of expression, as a walk over its tree: what an expression is on a row.
 * Everything it looks at it reads through the reader.
 */
import type { Core, CoreBinary, CoreCall } from '../../model/program.ts'
import { isAbsent, type Present, type Value } from '../../value/value.ts'
import { aggregateMembers, aggregateRows } from './aggregate.ts'
import { decide } from './decide.ts'
import { lookUp } from './look-up.ts'
import { match } from './match.ts'
import { ARITHMETIC, NEGATION } from './operators/arithmetic.ts'
import { COMPARISON } from './operators/compare.ts'
import { FUNCTIONS } from './operators/function.ts'
import { applyLogic, applyNot, isYes } from './operators/logic.ts'
import type { Refusal } from './operators/operator.ts'
import type { Reader } from './reader.ts'
import { isRow, type Row } from './rows.ts'
import { publish } from './show.ts'
import { slotOf } from './slots/slot-of.ts'

type Evaluate<C extends Core> = (core: C, row: Row, reader: Reader) => Value

export const evaluate: Evaluate<Core> = (core, row, reader) =>
  (EVALUATE[core.kind] as Evaluate<Core>)(core, row, reader)

const EVALUATE: { readonly [K in Core['kind']]: Evaluate<Extract<Core, { kind: K }>> } = {
  Literal: ({ value }) => value,
  Column: ({ column }, row, reader) => reader.value(column, row),
  Parameter: (core, row, reader) => reader.parameter(core, row),
  LookUp({ path, column }, row, reader) {
    const above = reader.above(row, path)
    return isRow(above) ? reader.value(column, above) : above
  },
  Shown({ path, column }, row, reader) {
    const above = reader.above(row, path)
    if (!isRow(above)) return above
    return publish(reader.column(column), reader.value(column, above), above, reader.aside)
  },
  Table: lookUp,
  Unary({ operator, operand, at }, row, reader) {
    const value = reader.evaluate(operand, row)
    if (operator === 'not') return applyNot(value)
    return isAbsent(value) ? value : settle(NEGATION.apply([value], settingsOf(reader)), { at }, row, reader)
  },
  Binary: (core, row, reader) =>
    core.operator === 'and' || core.operator === 'or'
      ? evaluateLogic(core, core.operator, row, reader)
      : evaluateStrict(core, row, reader),
  Match({ operand, pattern }, row, reader) {
    let value: Value | undefined
    const look = () => {
      value ??= reader.evaluate(operand, row)
      return value
    }
    return match(pattern, look, row, reader)
  },
  If({ condition, yes, no }, row, reader) {
    const holds = reader.evaluate(condition, row)
    return isAbsent(holds) ? holds : reader.evaluate(isYes(holds) ? yes : no, row)
  },
  Otherwise({ value, fallback }, row, reader) {
    const first = reader.evaluate(value, row)
    return isAbsent(first) ? reader.evaluate(fallback, row) : first
  },
  Call: evaluateCall,
  AggregateRows: aggregateRows,
  AggregateMembers: aggregateMembers,
  Decide: decide,
  Slots(core, row, reader) {
    const filling = reader.filling(core, row)
    reader.note(core, () => ({ slots: filling.trace() }))
    return filling.total
  },
  SlotOf: slotOf,
}

const settingsOf = ({ order }: Reader, option?: string) => ({ order, option })

/** The result of an operator; one that refuses is reported where it stands. */
const settle = (result: Value | Refusal, { at }: Pick<Core, 'at'>, row: Row, reader: Reader): Value =>
  result.kind === 'refused' ? reader.refuse(result, at, row) : result

const evaluateLogic = (
  { left, right }: CoreBinary,
  operator: 'and' | 'or',
  row: Row,
  reader: Reader,
): Value => applyLogic(operator, reader.evaluate(left, row), () => reader.evaluate(right, row))

const STRICT = { ...ARITHMETIC, ...COMPARISON }

const evaluateStrict: Evaluate<CoreBinary> = (core, row, reader) => {
  const left = reader.evaluate(core.left, row)
  if (isAbsent(left)) return left
  const right = reader.evaluate(core.right, row)
  if (isAbsent(right)) return right
  const operator = STRICT[core.operator as keyof typeof STRICT]
  return settle(operator.apply([left, right], settingsOf(reader)), core, row, reader)
}

function evaluateCall(core: CoreCall, row: Row, reader: Reader): Value {
  const operator = FUNCTIONS[core.operator]
  if (operator === undefined) throw new RangeError(`no function ${core.operator}`)
  const operands: Present[] = []
  for (const arg of core.args) {
    const value = reader.evaluate(arg, row)
    if (!isAbsent(value)) operands.push(value)
    else if (operator.absence === 'strict') return value
  }
  return settle(operator.apply(operands, settingsOf(reader, core.option)), core, row, reader)
}
