/** What becomes of one measure on a cohort, in numbers as text: how far, how many, which rows, by which change. */
import { describeValue, lineOf } from '../../explain/describe-value.ts'
import { publishedText } from '../../explain/published-text.ts'
import type { Column } from '../../model/program.ts'
import type { Ruleset } from '../../model/ruleset.ts'
import { add, compare, divide, type Exact, exactFromRatio, sign, toDecimal, ZERO } from '../../value/exact.ts'
import type { Value } from '../../value/value.ts'
import type { Shares } from './attribute.ts'
import { MOST_ROWS, type Moved, type Movement, mostMoved, stepOf } from './movements.ts'

export interface EffectMeasure {
  readonly name: string
  readonly title: string
  readonly unit?: string
  readonly rows: number
  readonly moved: number
  readonly changed: number
  readonly otherReason: number
  /** Of the rows that have a number in both. */
  readonly numbers: number
  readonly mean?: string
  readonly least?: string
  readonly greatest?: string
  readonly bins: readonly { readonly from: string; readonly to: string; readonly count: number }[]
  readonly transitions: readonly {
    readonly from: string
    readonly to: string
    readonly count: number
    readonly keys: readonly string[]
  }[]
  readonly most: readonly {
    readonly key: string
    readonly before: string
    readonly after: string
    readonly by: string
    readonly change: string
  }[]
  /** They add up to the mean, and to the number of rows that changed. */
  readonly shares: readonly { readonly change: string; readonly mean: string; readonly changed: string }[]
}

export function measureReport(
  { column, rows, numbers, movements }: Moved,
  rulesets: Rulesets,
  shares: Shares | undefined,
  names: readonly string[],
): EffectMeasure {
  const moves = movements.filter(it => it.kind === 'moves')
  const steps = moves.map(stepOf).toSorted(compare)
  const [least, greatest] = [steps[0], steps.at(-1)]
  const changed = movements.filter(it => it.kind === 'changes')
  const per = exactFromRatio(Math.max(1, numbers))
  const mean = (sum: Exact): string => signed(divide(sum, per) ?? ZERO)
  const isSome = moves.length > 0
  const was = (value: Value): string => shownIn(column, value, known(rulesets, value))
  const is = (value: Value): string => shownIn(column, value, rulesets.after)
  return {
    name: column.id,
    title: column.title,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    ...{ rows, numbers, moved: moves.length, changed: changed.length },
    otherReason: movements.length - moves.length - changed.length,
    ...(isSome ? { mean: mean(steps.reduce((a, b) => add(a, b), ZERO)) } : {}),
    ...(least === undefined ? {} : { least: signed(least) }),
    ...(greatest === undefined ? {} : { greatest: signed(greatest) }),
    bins: binsOf(steps, numbers - moves.length),
    transitions: transitionsOf(changed, was, is),
    most: mostMoved(moves).map(it => ({
      key: it.key,
      before: was(it.before),
      after: is(it.after),
      by: signed(stepOf(it)),
      change: names[shares?.mostBy.get(it.key) ?? -1] ?? '',
    })),
    shares: shares === undefined ? [] : sharesIn(shares, names, mean, isSome, changed.length > 0),
  }
}

function sharesIn(
  { moved, changed, movedRest, changedRest }: Shares,
  names: readonly string[],
  mean: (sum: Exact) => string,
  isMoved: boolean,
  isChanged: boolean,
): EffectMeasure['shares'] {
  const line = (change: string, sum: Exact, count: Exact) => ({
    change,
    mean: isMoved ? mean(sum) : '',
    changed: isChanged ? toDecimal(count, 2).replace('-', '−') : '',
  })
  const isNothing = (value: Exact | undefined): boolean => value === undefined || sign(value) === 0
  const own = names.flatMap((name, place) =>
    isNothing(moved[place]) && isNothing(changed[place])
      ? []
      : [line(name, moved[place] ?? ZERO, changed[place] ?? ZERO)],
  )
  const rest =
    isNothing(movedRest) && isNothing(changedRest)
      ? []
      : [line('several together, or other parts', movedRest, changedRest)]
  return [...own, ...rest]
}

const signed = (value: Exact): string =>
  `${sign(value) > 0 ? '+' : ''}${toDecimal(value, 3)}`.replace('-', '−')

export interface Rulesets {
  readonly before: Ruleset
  readonly after: Ruleset
}

/** The old ruleset has the words for its own reasons; values are under their new names. */
const known = ({ before, after }: Rulesets, value: Value): Ruleset =>
  value.kind === 'absent' && before.reasons.has(value.reason) ? before : after

/** A value as it is published, where it is. */
function shownIn({ content }: Column, value: Value, ruleset: Ruleset): string {
  if (value.kind === 'number' && content.kind === 'rule' && content.show?.round !== undefined) {
    return publishedText(value.number, { ...content.show, round: content.show.round + 1 })
  }
  return value.kind === 'number' ? toDecimal(value.number, 3) : lineOf(describeValue(value, ruleset))
}

function transitionsOf(
  changed: readonly Movement[],
  was: (value: Value) => string,
  is: (value: Value) => string,
): EffectMeasure['transitions'] {
  const plain = (value: Value, show: (value: Value) => string): string =>
    value.kind === 'number' ? 'a number' : show(value)
  const groups = Map.groupBy(changed, it => JSON.stringify([plain(it.before, was), plain(it.after, is)]))
  const all = [...groups.values()].map(own => ({
    from: own[0] === undefined ? '' : plain(own[0].before, was),
    to: own[0] === undefined ? '' : plain(own[0].after, is),
    count: own.length,
    keys: own.slice(0, MOST_ROWS).map(it => it.key),
  }))
  return all.toSorted((a, b) => b.count - a.count)
}

/** Movements in intervals of equal width, around nothing; those that do not move count with nothing. */
function binsOf(steps: readonly Exact[], still: number): EffectMeasure['bins'] {
  const numbers = steps.map(it => Number(toDecimal(it, 9)))
  if (numbers.length === 0) return []
  const [least, greatest] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  const rough = (greatest - least || 1) / BINS
  const power = 10 ** Math.floor(Math.log10(rough))
  const width = power * ([1, 2, 5, 10].find(it => it * power >= rough) ?? 10)
  const first = Math.floor(least / width)
  const count = Math.max(1, Math.ceil(greatest / width) - first)
  const round = (value: number): string => String(Number(value.toFixed(9))).replace('-', '−')
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [(first + index) * width, (first + index + 1) * width]
    const isLast = index === count - 1
    const inside = numbers.filter(it => it >= from && (it < to || (isLast && it <= to))).length
    return { from: round(from), to: round(to), count: inside + (from <= 0 && (to > 0 || isLast) ? still : 0) }
  })
}
const BINS = 9
