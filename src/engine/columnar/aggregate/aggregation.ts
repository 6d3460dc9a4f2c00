/** What an aggregate over rows is asked for, and what all its kernels share. */
import type { CoreAggregateRows } from '../../../model/program.ts'
import type { ValueOrder } from '../../order.ts'
import { APART, IS_APART, IS_THERE, type States } from '../states.ts'
import type { Dictionary, Ratios, Vector } from '../vector.ts'
import type { Sums } from './accumulate.ts'
import type { TakenRows } from './taken-rows.ts'

export interface Aggregation {
  readonly core: CoreAggregateRows
  readonly rows: TakenRows
  /** Undefined counts rows. */
  readonly of: Vector | undefined
  /** Whether the spread of the same values is asked for somewhere, and with it their squares. */
  readonly isSpread: boolean
  /** What the rows are ordered by. */
  readonly by: readonly Vector[]
  /** The arguments after the first, for each owner. */
  readonly args: readonly Vector[]
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

export const countResult = ({ counts, apart }: Sums): Ratios => ({
  kind: 'ratios',
  numerators: counts,
  denominators: 1,
  ...apartStates(apart),
})

/** The states of owners of whom some are left apart. */
export function apartStates(apart: Uint8Array | undefined): { readonly states?: Uint16Array } {
  if (apart === undefined || !apart.includes(1)) return {}
  return { states: Uint16Array.from(apart, it => (it === 1 ? IS_APART : IS_THERE)) }
}

/** The classes that are left apart; there may be several. */
export const apartClasses = ({ values }: Dictionary): Uint8Array =>
  Uint8Array.from(values, it => (it === APART ? 1 : 0))
