/**
 * Cuts the numbers of a type at given places into points and open intervals, and names a number in
 * each of them. An interval that holds no number of the type is no part of it, which is how `..10`
 * and `11..` leave no gap between them for whole numbers and leave one for others.
 */
import type { TypeAlternative } from '../../model/program.ts'
import {
  add,
  compare,
  divide,
  type Exact,
  equal,
  exactFromRatio,
  floor,
  isWhole,
  negate,
  ONE,
  ZERO,
} from '../../value/exact.ts'

export type NumberAlternative = Extract<TypeAlternative, { kind: 'number' }>

/** One number of the type for each of the pieces, in ascending order; whole where the piece holds a whole one. */
export function cutNumbers(
  alternatives: readonly NumberAlternative[],
  cuts: readonly Exact[],
): readonly Exact[] {
  if (alternatives.length === 0) return []
  const bounds = alternatives
    .flatMap(it => [it.from, it.to])
    .flatMap(it => (it === undefined ? [] : [it.value]))
  const points = distinctSorted([...cuts, ...bounds])
  return piecesBetween(points).flatMap(piece => {
    const samples = alternatives.flatMap(it => sampleIn(piece, it) ?? [])
    const best = samples.find(isWhole) ?? samples[0]
    return best === undefined ? [] : [best]
  })
}

/** A single point, or the open interval between neighbouring ones. */
type Piece =
  | { readonly point: Exact }
  | { readonly above: Exact | undefined; readonly below: Exact | undefined }

const distinctSorted = (values: readonly Exact[]): readonly Exact[] =>
  [...values].sort(compare).filter((it, index, all) => {
    const previous = all[index - 1]
    return previous === undefined || !equal(it, previous)
  })

function piecesBetween(points: readonly Exact[]): readonly Piece[] {
  const steps = points.flatMap((point, index): Piece[] => [
    { above: points[index - 1], below: point },
    { point },
  ])
  return [...steps, { above: points.at(-1), below: undefined }]
}

function sampleIn(piece: Piece, alternative: NumberAlternative): Exact | undefined {
  if ('point' in piece) return holdsPoint(alternative, piece.point) ? piece.point : undefined
  return holdsInterval(alternative, piece.above, piece.below)
    ? sampleBetween(piece.above, piece.below, alternative.whole)
    : undefined
}

function holdsPoint({ from, to, whole }: NumberAlternative, point: Exact): boolean {
  const isAboveFrom = from === undefined || compare(point, from.value) >= (from.inclusive ? 0 : 1)
  const isBelowTo = to === undefined || compare(point, to.value) <= (to.inclusive ? 0 : -1)
  return isAboveFrom && isBelowTo && (!whole || isWhole(point))
}

/** The ends of the type are cuts themselves, so an interval lies inside it or outside it, never across. */
function holdsInterval({ from, to }: NumberAlternative, above?: Exact, below?: Exact): boolean {
  const isAboveFrom = from === undefined || (above !== undefined && compare(above, from.value) >= 0)
  const isBelowTo = to === undefined || (below !== undefined && compare(below, to.value) <= 0)
  return isAboveFrom && isBelowTo
}

function sampleBetween(
  above: Exact | undefined,
  below: Exact | undefined,
  whole: boolean,
): Exact | undefined {
  if (above === undefined) return below === undefined ? ZERO : wholeBelow(below)
  const next = add(exactFromRatio(floor(above)), ONE)
  if (below === undefined || compare(next, below) < 0) return next
  return whole ? undefined : divide(add(above, below), exactFromRatio(2))
}

/** The greatest whole number below a bound: minus the least one above its opposite. */
const wholeBelow = (bound: Exact): Exact => negate(add(exactFromRatio(floor(negate(bound))), ONE))
