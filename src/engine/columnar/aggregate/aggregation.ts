/** What an aggregate over rows is asked for, and what all its kernels share. */
import type { CoreAggregateRows } from '../../../model/program.ts'
import type { ValueOrder } from '../../order.ts'
import type { RowsAbove } from '../groups.ts'
import { APART, IS_APART, IS_THERE, type States } from '../states.ts'
import { truthCodes, truthTable } from '../truth.ts'
import type { Dictionary, Ratios, Vector } from '../vector.ts'
import type { Selection, Sums } from './accumulate.ts'

export interface Aggregation {
  readonly core: CoreAggregateRows
  readonly owners: number
  readonly above: RowsAbove
  readonly where: Vector | undefined
  /** Undefined counts rows. */
  readonly of: Vector | undefined
  /** What the rows are ordered by. */
  readonly by: readonly Vector[]
  readonly states: States
  readonly order: ValueOrder
  readonly newId: () => number
  /** The sums of these values over these rows, which several aggregates may ask for. */
  sums(find: () => Sums): Sums
  /** Whether the first row comes before the second in the order of the keys. */
  isBefore(left: number, right: number): boolean
}

/** Undefined where the kernel cannot do it. */
export type AggregateKernel = (aggregation: Aggregation) => Vector | undefined

/** Which rows are taken; undefined where all are. */
export function selectionOf({ where, states }: Aggregation): Selection | undefined {
  if (where === undefined) return undefined
  if (where.kind === 'dictionary') return { codes: where.partition.codes, table: truthTable(where, states) }
  const table = Uint16Array.from(states.truths, (_, state) => state)
  return { codes: truthCodes(where, states), table }
}

export const countResult = ({ counts, apart }: Sums): Ratios => ({
  kind: 'ratios',
  numerators: counts,
  denominators: 1,
  ...apartStates(apart),
})

/** The states of owners of whom some are left apart. */
export function apartStates(apart: Uint8Array): { readonly states?: Uint16Array } {
  if (!apart.includes(1)) return {}
  return { states: Uint16Array.from(apart, it => (it === 1 ? IS_APART : IS_THERE)) }
}

/** The classes that are left apart; there may be several. */
export const apartClasses = ({ values }: Dictionary): Uint8Array =>
  Uint8Array.from(values, it => (it === APART ? 1 : 0))
