/** Single steps of an input: which moves the measure most, and what most steps do. */
import { placeIn, strideOf } from './row-space.ts'
import { numberOf, type Scored } from './search-rows.ts'

export interface Cliff {
  readonly input: number
  /** Rows of the space above and below the edge. */
  readonly better: number
  readonly worse: number
  readonly size: number
  /** What a step mostly does, of those that do anything. */
  readonly usual: number
  readonly steps: number
  /** The measure along the input, all else being as at the edge, and the point at which the edge ends. */
  readonly along: readonly { readonly place: number; readonly value: number | undefined }[]
  readonly edge: number
}

/** An edge is worth telling where it is so many times what a step mostly does. */
const STEEP = 2

export function findCliffs(scored: Scored): readonly Cliff[] {
  const { inputs, space } = scored
  const scores = space.tuples.map((_, tuple) => numberOf(scored.score(tuple, 0)))
  return inputs.flatMap((classes, input) => {
    let best: Omit<Cliff, 'usual' | 'steps' | 'along' | 'edge'> | undefined
    const sizes: number[] = []
    for (let row = 0; row < space.tupleOf.length; row++) {
      const from = placeIn(space.digits, input, row)
      for (const to of classes.next[from] ?? []) {
        const worse = row + (to - from) * strideOf(space.digits, input)
        const above = scores[space.tupleOf[row] ?? 0]
        const below = scores[space.tupleOf[worse] ?? 0]
        if (above === undefined || below === undefined || above === below) continue
        const size = Math.abs(above - below)
        sizes.push(size)
        if (best === undefined || size > best.size + 1e-9) best = { input, better: row, worse, size }
      }
    }
    const usual = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0
    const isLonely = classes.classes.flatMap(it => it.members).length > 2 && isOneStep(scored, input, scores)
    if (best === undefined || (best.size < usual * STEEP && !isLonely)) return []
    return [{ ...best, usual, steps: sizes.length, ...alongInput(scored, best, scores) }]
  })
}

function alongInput(
  { inputs, space }: Scored,
  { input, better, worse }: Pick<Cliff, 'input' | 'better' | 'worse'>,
  scores: readonly (number | undefined)[],
): Pick<Cliff, 'along' | 'edge'> {
  const ranks = inputs[input]?.worse ?? []
  const [above, below] = [better, worse].map(it => placeIn(space.digits, input, it))
  const isRanked = (place: number) => (ranks[place] ?? []).length > 0 || ranks.some(it => it.includes(place))
  const places = [...ranks.keys()]
    .filter(isRanked)
    .sort((a, b) => (ranks[a] ?? []).length - (ranks[b] ?? []).length)
  const along = places.map(place => {
    const row = better + (place - (above ?? 0)) * strideOf(space.digits, input)
    return { place, value: scores[space.tupleOf[row] ?? 0] }
  })
  // between codes of different lists nothing is ranked, and the edge may not be between neighbours
  const edge = places.indexOf(above ?? -1)
  return {
    along: places[edge - 1] === below ? along : along.filter(it => it.place === above || it.place === below),
    edge: places[edge - 1] === below ? edge : 1,
  }
}

/** Whether all of the measure hangs on a single step of the input. */
function isOneStep(
  { inputs, space }: Scored,
  input: number,
  scores: readonly (number | undefined)[],
): boolean {
  const moving = new Set<string>()
  for (let row = 0; row < space.tupleOf.length && moving.size < 2; row++) {
    const from = placeIn(space.digits, input, row)
    for (const to of inputs[input]?.next[from] ?? []) {
      const worse = row + (to - from) * strideOf(space.digits, input)
      const above = scores[space.tupleOf[row] ?? 0]
      const below = scores[space.tupleOf[worse] ?? 0]
      if (above !== undefined && below !== undefined && above !== below) moving.add(`${from} ${to}`)
    }
  }
  return moving.size === 1
}
