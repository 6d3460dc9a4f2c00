/**
 * Constants in core expressions, and when two core expressions are the same one.
 * Parameters are not constants here: what is said of a table has to hold whatever their values.
 */
import type { Core, CoreBinary } from '../../model/program.ts'
import { add, divide, type Exact, multiply, negate, subtract, toExactText } from '../../value/exact.ts'
import { number, type Present } from '../../value/value.ts'

/** The value of an expression of literals, or undefined where it reads anything or is absent. */
export function constantOf(core: Core): Present | undefined {
  if (core.kind === 'Literal') return core.value.kind === 'absent' ? undefined : core.value
  const folded = foldNumber(core)
  return folded === undefined ? undefined : number(folded)
}

function foldNumber(core: Core): Exact | undefined {
  if (core.kind === 'Literal') return core.value.kind === 'number' ? core.value.number : undefined
  if (core.kind === 'Unary' && core.operator === '-') {
    const operand = foldNumber(core.operand)
    return operand === undefined ? undefined : negate(operand)
  }
  return core.kind === 'Binary' ? foldBinary(core) : undefined
}

const ARITHMETIC: Partial<Record<CoreBinary['operator'], (a: Exact, b: Exact) => Exact | undefined>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
}

function foldBinary(core: CoreBinary): Exact | undefined {
  const left = foldNumber(core.left)
  const right = foldNumber(core.right)
  return left === undefined || right === undefined ? undefined : ARITHMETIC[core.operator]?.(left, right)
}

/** A text that two pieces of core share exactly when they are written alike; places do not count. */
export const shapeOf = (node: object): string => JSON.stringify(node, withoutPlaces)

function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'at') return undefined
  if (typeof value === 'bigint') return value.toString()
  return isExact(value) ? toExactText(value) : value
}

const isExact = (value: unknown): value is Exact =>
  typeof value === 'object' && value !== null && 'rational' in value && 'roots' in value
