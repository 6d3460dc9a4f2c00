/**
 * Compares all rows that differ in one input only: where the worse value of it makes the measure higher,
 * alone or beside another row, the rules reward it.
 */

import { shapeOf } from '../check/decision/constant.ts'
import { isBetter } from '../laws/better-value.ts'
import { isAbsent, type Value } from '../value/value.ts'
import type { InputClasses } from './input-classes.ts'
import { placeIn, strideOf } from './row-space.ts'
import { numberOf, type Scored } from './search-rows.ts'

export interface Incentive {
  readonly kind: 'left out' | 'let in' | 'worse counts for more'
  /** Which of the inputs is changed, and the classes before and after. */
  readonly input: number
  readonly from: number
  readonly to: number
  /** Rows of the space before and after. */
  readonly before: number
  readonly after: number
  readonly companion: number
  readonly gain: number
  /** All the worse classes that do the same. */
  readonly worse: readonly number[]
  /** For every other input, the classes in which the same holds. */
  readonly contexts: readonly ReadonlySet<number>[]
  readonly count: number
}

export interface Compared {
  readonly incentives: readonly Incentive[]
  readonly changes: number
}

export function findIncentives(scored: Scored): Compared {
  const { space, inputs } = scored
  const found = new Map<string, Collected>()
  const gains = new Gains(scored)
  let changes = 0
  for (let row = 0; row < space.tupleOf.length; row++) {
    for (const [input, classes] of inputs.entries()) {
      const from = placeIn(space.digits, input, row)
      for (const to of classes.worse[from] ?? []) {
        changes++
        const after = row + (to - from) * strideOf(space.digits, input)
        const gain = gains.of(space.tupleOf[row] ?? 0, space.tupleOf[after] ?? 0)
        if (gain !== undefined) collect(found, scored, { input, from, to, before: row, after, ...gain })
      }
    }
  }
  return { changes, incentives: merged([...found.values()]) }
}

// --- gains ---------------------------------------------------------------------------------------

interface Gain {
  readonly companion: number
  readonly gain: number
}

/** What is gained by going from one tuple to another, beside the first companion that shows any gain. */
class Gains {
  readonly #scored: Scored
  readonly #known = new Map<number, Gain | undefined>()
  constructor(scored: Scored) {
    this.#scored = scored
  }

  of(from: number, to: number): Gain | undefined {
    if (from === to) return undefined
    const pair = from * this.#scored.space.tuples.length + to
    if (this.#known.has(pair)) return this.#known.get(pair)
    const found = this.#find(from, to)
    this.#known.set(pair, found)
    return found
  }

  #find(from: number, to: number): Gain | undefined {
    const { companions, score, searching } = this.#scored
    for (const companion of companions.keys()) {
      const before = score(from, companion)
      const after = score(to, companion)
      if (!isAbsent(before) && isBetter(after, before, searching.source.lists))
        return { companion, gain: Math.abs((numberOf(after) ?? 1) - (numberOf(before) ?? 0)) }
    }
    return undefined
  }
}

// --- what belongs together -----------------------------------------------------------------------

type Change = Omit<Incentive, 'kind' | 'worse' | 'contexts' | 'count'>

/** Worse values that do the same in the same circumstances are one finding, shown by the nearest of them. */
function merged(all: readonly Collected[]): readonly Incentive[] {
  const same = Map.groupBy(all, it => it.circumstances)
  return [...same.values()].flatMap(those => {
    const [best, ...others] = those.toSorted((a, b) => a.compare(b)).map(it => it.finished())
    if (best === undefined) return []
    const worse = [...best.worse, ...others.flatMap(it => it.worse)]
    return [{ ...best, worse, count: others.reduce((sum, it) => sum + it.count, best.count) }]
  })
}

function collect(found: Map<string, Collected>, scored: Scored, change: Change): void {
  const { space, inputs } = scored
  const before = space.tuples[space.tupleOf[change.before] ?? 0]?.values ?? []
  const after = space.tuples[space.tupleOf[change.after] ?? 0]?.values ?? []
  const kind = kindOf(before, after)
  const worse = inputs[change.input]?.classes[change.to]?.value
  const value = worse?.kind === 'number' || worse === undefined ? 'number' : shapeOf(worse)
  const out = kind === 'let in' ? before : after
  const reasons = out.flatMap(it => (isAbsent(it) ? [it.reason] : []))
  const about = [inputs[change.input]?.column.id, kind, ...reasons].join('|')
  const name = `${about}|${value}`
  const known = found.get(name) ?? new Collected(kind, about, inputs)
  found.set(name, known)
  known.add(change, scored)
}

function kindOf(before: readonly Value[], after: readonly Value[]): Incentive['kind'] {
  const left = before.some((it, at) => !isAbsent(it) && isAbsent(after[at] ?? it))
  const came = before.some((it, at) => isAbsent(it) && !isAbsent(after[at] ?? it))
  if (left && !came) return 'left out'
  return came && !left ? 'let in' : 'worse counts for more'
}

class Collected {
  readonly #kind: Incentive['kind']
  readonly #about: string
  readonly #worse = new Set<number>()
  readonly #contexts: readonly Set<number>[]
  #best: Change | undefined
  #steps = Number.POSITIVE_INFINITY
  #count = 0

  constructor(kind: Incentive['kind'], about: string, inputs: readonly InputClasses[]) {
    this.#kind = kind
    this.#about = about
    this.#contexts = inputs.map(() => new Set<number>())
  }

  get circumstances(): string {
    const of = this.#contexts.map((it, at) => (at === this.#best?.input ? '' : [...it].sort().join(',')))
    return [this.#about, ...of].join('|')
  }

  compare(other: Collected): number {
    const gain = (it: Collected) => it.#best?.gain ?? 0
    return this.#steps - other.#steps || gain(other) - gain(this)
  }

  /** The fewest steps show it best, then the least company, then the largest gain. */
  add(change: Change, { inputs, space }: Scored): void {
    this.#count++
    this.#worse.add(change.to)
    for (const [at, context] of this.#contexts.entries())
      context.add(placeIn(space.digits, at, change.before))
    const steps = stepsBetween(inputs[change.input], change.from, change.to)
    const best = this.#best
    const isCloser =
      best === undefined ||
      steps < this.#steps ||
      (steps === this.#steps &&
        (change.companion < best.companion ||
          (change.companion === best.companion && change.gain > best.gain)))
    if (!isCloser) return
    this.#best = change
    this.#steps = steps
  }

  finished(): Incentive {
    const best = this.#best
    if (best === undefined) throw new RangeError('nothing was collected')
    return {
      ...best,
      kind: this.#kind,
      worse: [...this.#worse],
      contexts: this.#contexts,
      count: this.#count,
    }
  }
}

/** How many classes lie between the better and the worse. */
function stepsBetween(input: InputClasses | undefined, from: number, to: number): number {
  return (input?.worse[from] ?? []).filter(it => input?.worse[it]?.includes(to)).length
}
