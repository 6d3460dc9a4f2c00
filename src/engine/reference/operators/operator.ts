/** What an operator is: how it treats absent operands, and what it makes of those that are there. */
import type { DiagnosticCode } from '../../../diagnostics/diagnostic.ts'
import { type Exact, toExactText } from '../../../value/exact.ts'
import type { Present, Value } from '../../../value/value.ts'
import type { ValueOrder } from '../../order.ts'

/** Absent for the leftmost absent operand's reason. */
export interface StrictOperator<Operands extends readonly Present[]> {
  readonly absence: 'strict'
  apply(operands: Operands, settings: OperatorSettings): Value | Refusal
}
/** Absent operands are left out. */
export interface SkippingOperator {
  readonly absence: 'skips'
  apply(operands: readonly Present[], settings: OperatorSettings): Value | Refusal
}

export interface OperatorSettings {
  readonly order: ValueOrder
  /** Settled when checking: a rounding mode, a percentile method, sample or population. */
  readonly option: string | undefined
}

/** An operation that has no result on these values; the engine says where, and the value is absent. */
export interface Refusal {
  readonly kind: 'refused'
  readonly code: DiagnosticCode
  readonly args: Readonly<Record<string, string | number>>
}

export const refuse = (code: DiagnosticCode, args: Refusal['args'] = {}): Refusal => ({
  kind: 'refused',
  code,
  args,
})

export const refuseNumber = (expected: string, found: Exact): Refusal =>
  refuse('evaluate/unfit-number', { expected, found: inShort(toExactText(found)) })

/** A number in a message: its beginning, where it has very many digits. */
const inShort = (digits: string): string => (digits.length > 60 ? `${digits.slice(0, 40)}…` : digits)

/** The number of a value that checking has shown to be one. */
export function numberOf(value: Present): Exact {
  if (value.kind === 'number') return value.number
  throw new TypeError(`checked to be a number, is ${value.kind}`)
}

/** A whole number within bounds, small enough to count with; undefined for any other number. */
export function countOf(value: Exact, from: number, to: number): number | undefined {
  const { s, n, d } = value.rational
  if (value.roots.length > 0 || d !== 1n) return undefined
  const count = Number(s * n)
  return count >= from && count <= to ? count : undefined
}
