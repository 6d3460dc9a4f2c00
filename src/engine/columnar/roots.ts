/** How many square roots the exact numbers of a column may hold, so that kernels go no further than the reference semantics. */
import { type Exact, isWithinRoots } from '../../value/exact.ts'

export interface Roots {
  /** At most so many are part of the exact number of any row. */
  readonly most: number
  /** Whether every number is a rational multiple of a single root, or rational: the square of one is rational. */
  readonly isTerm: boolean
}

export const NO_ROOTS: Roots = { most: 0, isTerm: true }
/** A root of a rational, or a rational. */
export const ONE_ROOT: Roots = { most: 1, isTerm: true }

export function rootsOf({ rational, roots }: Exact): Roots {
  if (roots.length === 0) return NO_ROOTS
  return roots.length === 1 && rational.n === 0n ? ONE_ROOT : { most: roots.length, isTerm: false }
}

/** Of numbers from one column or from another. */
export const eitherRoots = (left: Roots, right: Roots): Roots => ({
  most: Math.max(left.most, right.most),
  isTerm: left.isTerm && right.isTerm,
})

/** Undefined where the reference semantics might refuse the operands; so are the others. */
export function sumRoots(left: Roots, right: Roots): Roots | undefined {
  if (!isWithinRoots('sum', left.most, right.most)) return undefined
  const most = left.most + right.most
  return most === 0 ? NO_ROOTS : { most, isTerm: false }
}

export function productRoots(left: Roots, right: Roots): Roots | undefined {
  if (left.isTerm && right.isTerm) return eitherRoots(left, right)
  const isWithin = isWithinRoots('product', left.most, right.most)
  return isWithin ? { most: (1 + left.most) * (1 + right.most) - 1, isTerm: false } : undefined
}

/** A divisor of k roots is in a field of degree `2^k` at most, and so is its inverse; that of a single term is one. */
export function quotientRoots(left: Roots, right: Roots): Roots | undefined {
  if (left.isTerm && right.isTerm) return eitherRoots(left, right)
  const isWithin = isWithinRoots('quotient', left.most, right.most)
  return isWithin ? { most: (1 + left.most) * 2 ** right.most - 1, isTerm: false } : undefined
}
