/**
 * Sets of inputs as boxes: for each column a set of the pieces its values fall into, as bits.
 * A box holds every combination of what its columns hold, so that counting combinations is never needed.
 */

/** Bits for each column; a column without bits makes the box empty. */
export type Box = readonly bigint[]

export const isEmpty = (box: Box): boolean => box.some(it => it === 0n)

/** What both boxes hold, or undefined where that is nothing. */
export function intersect(left: Box, right: Box): Box | undefined {
  const both = left.map((bits, column) => bits & (right[column] ?? 0n))
  return isEmpty(both) ? undefined : both
}

export const contains = (outer: Box, inner: Box): boolean =>
  inner.every((bits, column) => (bits & ~(outer[column] ?? 0n)) === 0n)

/** What the box holds outside the hole, as boxes that share nothing: one at most for each column. */
export function subtract(box: Box, hole: Box): readonly Box[] {
  const shared = intersect(box, hole)
  if (shared === undefined) return [box]
  const rest: Box[] = []
  for (const [column, bits] of box.entries()) {
    const outside = bits & ~(hole[column] ?? 0n)
    if (outside !== 0n) rest.push([...shared.slice(0, column), outside, ...box.slice(column + 1)])
  }
  return rest
}

/** What the boxes hold outside the hole; undefined where that takes more boxes than the limit. */
export function subtractFromAll(boxes: readonly Box[], hole: Box, limit: number): readonly Box[] | undefined {
  const rest: Box[] = []
  for (const box of boxes) {
    rest.push(...subtract(box, hole))
    if (rest.length > limit) return undefined
  }
  return rest
}

/** The positions of the bits that are set, ascending. */
export function bitsOf(bits: bigint): readonly number[] {
  const positions: number[] = []
  for (let rest = bits, position = 0; rest !== 0n; rest >>= 1n, position++) {
    if ((rest & 1n) === 1n) positions.push(position)
  }
  return positions
}

export const bitAt = (position: number): bigint => 1n << BigInt(position)
